-- Takes the guest out of reservations that are over, a batch at a time, and promises that the sisters do the same. A
-- moment after the last step: until then its mails may be on their way, and would bring the data back into the queues.
-- The name becomes one that nobody can guess, since a reference and a surname open a reservation.
CREATE FUNCTION erase_guests(p_jobs text[], p_at_most int, p_now timestamptz, p_trace jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE gone uuid[];
BEGIN
  SELECT array_agg(due.id) INTO gone FROM (
    SELECT r.id FROM erased_customers e JOIN reservations r ON r.customer_id = e.customer_id
      WHERE e.done_at IS NULL AND r.owed IS NULL AND r.due_at IS NULL
        AND NOT EXISTS (SELECT FROM erased_guests g WHERE g.reservation_id = r.id)
        AND (r.status IN ('EXPIRED', 'FAILED', 'CANCELLED', 'CANCELLED_WITH_FEE', 'CHECKED_OUT', 'NO_SHOW')
          OR r.status IN ('CONFIRMED', 'CHECKED_IN') AND r.check_out < (p_now - interval '1 day')::date)
        AND NOT EXISTS (SELECT FROM reservation_steps s WHERE s.reservation_id = r.id AND s.at > p_now - interval '10 minutes')
      ORDER BY r.id LIMIT p_at_most FOR UPDATE OF r SKIP LOCKED) due;
  IF gone IS NULL THEN RETURN 0; END IF;
  UPDATE reservations SET guest_given_name = 'Erased', guest_family_name = 'guest ' || replace(gen_random_uuid()::text, '-', ''),
      guest_email = 'erased', guest_phone = NULL, requests = NULL, payment_method_id = NULL, return_url = NULL, redirect_url = NULL
    WHERE id = ANY (gone);
  UPDATE stay_changes SET payment_method_id = NULL, return_url = NULL, redirect_url = NULL WHERE reservation_id = ANY (gone);
  UPDATE refunds SET reason = 'erased' WHERE reservation_id = ANY (gone) AND by_staff;
  INSERT INTO erased_guests (reservation_id, erased_at) SELECT unnest(gone), p_now;
  INSERT INTO outbox (job, payload, trace)
    SELECT job, jsonb_build_object('reservationIds', to_jsonb(gone)), p_trace FROM unnest(p_jobs) job;
  RETURN cardinality(gone);
END $$;
