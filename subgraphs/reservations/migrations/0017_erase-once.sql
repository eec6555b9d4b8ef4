-- Who erases a guest is who writes it into erased_guests, first of all: another replica may have done so between our look
-- and our lock, and a look is of one moment.
CREATE OR REPLACE FUNCTION erase_guests(p_jobs text[], p_at_most int, p_now timestamptz, p_trace jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE gone uuid[];
BEGIN
  WITH due AS (
    SELECT r.id FROM erased_customers e JOIN reservations r ON r.customer_id = e.customer_id
      WHERE e.done_at IS NULL AND r.owed IS NULL AND r.due_at IS NULL
        AND NOT EXISTS (SELECT FROM erased_guests g WHERE g.reservation_id = r.id)
        AND (r.status IN ('EXPIRED', 'FAILED', 'CANCELLED', 'CANCELLED_WITH_FEE', 'CHECKED_OUT', 'NO_SHOW')
          OR r.status IN ('CONFIRMED', 'CHECKED_IN') AND r.check_out < (p_now - interval '1 day')::date)
        AND NOT EXISTS (SELECT FROM reservation_steps s WHERE s.reservation_id = r.id AND s.at > p_now - interval '10 minutes')
      ORDER BY r.id LIMIT p_at_most FOR UPDATE OF r SKIP LOCKED
  ), mine AS (
    INSERT INTO erased_guests (reservation_id, erased_at) SELECT id, p_now FROM due ON CONFLICT DO NOTHING RETURNING reservation_id
  )
  SELECT array_agg(reservation_id ORDER BY reservation_id) INTO gone FROM mine;
  IF gone IS NULL THEN RETURN 0; END IF;
  UPDATE reservations SET guest_given_name = 'Erased', guest_family_name = 'guest ' || replace(gen_random_uuid()::text, '-', ''),
      guest_email = 'erased', guest_phone = NULL, requests = NULL, payment_method_id = NULL, return_url = NULL, redirect_url = NULL
    WHERE id = ANY (gone);
  UPDATE stay_changes SET payment_method_id = NULL, return_url = NULL, redirect_url = NULL WHERE reservation_id = ANY (gone);
  UPDATE refunds SET reason = 'erased' WHERE reservation_id = ANY (gone) AND by_staff;
  INSERT INTO outbox (job, payload, trace)
    SELECT job, jsonb_build_object('reservationIds', to_jsonb(gone)), p_trace FROM unnest(p_jobs) job;
  RETURN cardinality(gone);
END $$;
