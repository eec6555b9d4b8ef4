-- A partner's rooms are not counted here: a change of such a stay takes no nights of ours.
CREATE OR REPLACE FUNCTION nights_of_change(p_id uuid) RETURNS TABLE (room_type_id text, night date, more int, allotment int) LANGUAGE sql STABLE AS $$
  SELECT b.room_type_id, slept.night, sum(slept.rooms)::int, max(b.allotment)
    FROM reservations r
    JOIN stay_changes c ON c.reservation_id = r.id AND c.state = 'OPEN'
    JOIN booked_rooms b ON b.reservation_id = r.id AND b.state IN ('BOOKED', 'WANTED')
    CROSS JOIN LATERAL (
      SELECT c.check_in + day AS night, 1 AS rooms FROM generate_series(0, c.check_out - c.check_in - 1) day WHERE b.state = 'WANTED'
      UNION ALL
      SELECT r.check_in + day, -1 FROM generate_series(0, r.check_out - r.check_in - 1) day WHERE b.state = 'BOOKED') slept
    WHERE r.id = p_id AND r.supplier_code IS NULL
    GROUP BY 1, 2 HAVING sum(slept.rooms) <> 0
$$;
--> statement-breakpoint

-- What a change of a partner's stay came to know, each but once: false when somebody else wrote it, or the change is over.
CREATE FUNCTION move_change(p_id uuid, p_n int, p_now timestamptz, p_step text, p_detail jsonb, p_changes jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM reservations WHERE id = p_id AND status = 'MODIFYING' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE stay_changes SET
      payment_id = coalesce(p_changes ->> 'paymentId', payment_id),
      supplier_prebook_id = coalesce(p_changes ->> 'supplierPrebookId', supplier_prebook_id),
      supplier_booking_id = coalesce(p_changes ->> 'supplierBookingId', supplier_booking_id),
      silent_since = coalesce((p_changes ->> 'silentSince')::timestamptz, silent_since)
    WHERE reservation_id = p_id AND n = p_n AND state = 'OPEN'
      AND (payment_id IS NULL OR p_changes ->> 'paymentId' IS NULL)
      AND (supplier_prebook_id IS NULL OR p_changes ->> 'supplierPrebookId' IS NULL)
      AND (supplier_booking_id IS NULL OR p_changes ->> 'supplierBookingId' IS NULL)
      AND (silent_since IS NULL OR p_changes ->> 'silentSince' IS NULL);
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM log_step(p_id, p_now, 'MODIFYING', p_step, p_detail);
  UPDATE reservations SET due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0 WHERE id = p_id;
  RETURN true;
END $$;
--> statement-breakpoint

-- Ends a change: applied, what it needed more is sold and what it needs no longer is free (of a partner's stay, the new
-- booking is the reservation's); abandoned, what it held is free again.
CREATE OR REPLACE FUNCTION end_change(p_id uuid, p_n int, p_applied boolean, p_now timestamptz, p_detail jsonb, p_changes jsonb, p_refunds jsonb, p_jobs jsonb, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  c stay_changes;
  freed record;
  wrong int;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = 'MODIFYING' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO c FROM stay_changes WHERE reservation_id = p_id AND n = p_n AND state = 'OPEN' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM 1 FROM room_night n JOIN nights_of_change(p_id) d ON d.room_type_id = n.room_type_id AND d.night = n.night
    WHERE p_applied OR d.more > 0 ORDER BY n.room_type_id, n.night FOR UPDATE OF n;
  UPDATE room_night n SET held = n.held - greatest(d.more, 0), sold = n.sold + CASE WHEN p_applied THEN d.more ELSE 0 END
    FROM nights_of_change(p_id) d WHERE d.room_type_id = n.room_type_id AND d.night = n.night AND (p_applied OR d.more > 0);
  GET DIAGNOSTICS wrong = ROW_COUNT;
  SELECT count(*) - wrong INTO wrong FROM nights_of_change(p_id) d WHERE p_applied OR d.more > 0;
  IF wrong <> 0 THEN RAISE EXCEPTION 'nights of the change of % are not counted', p_id; END IF;
  FOR freed IN
    SELECT d.room_type_id, array_agg(d.night) AS nights FROM nights_of_change(p_id) d
      WHERE CASE WHEN p_applied THEN d.more < 0 ELSE d.more > 0 END GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM tell_nights(freed.room_type_id, freed.nights, p_trace);
  END LOOP;
  UPDATE booked_rooms SET state = CASE WHEN p_applied AND state = 'WANTED' THEN 'BOOKED' ELSE 'GIVEN_UP' END
    WHERE reservation_id = p_id AND (state = 'WANTED' OR p_applied AND state = 'BOOKED');
  IF p_applied THEN
    UPDATE reservations SET offer = c.offer, check_in = c.check_in, check_out = c.check_out,
      total = c.total, pay_now = c.pay_now, revision = revision + 1,
      supplier_booking_id = coalesce(c.supplier_booking_id, supplier_booking_id) WHERE id = p_id;
    IF c.difference > 0 THEN
      INSERT INTO charges (reservation_id, attempt, payment_id, amount, taken_at) VALUES (p_id, c.attempt, p_changes ->> 'paymentId', c.difference, p_now);
    END IF;
    INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
      SELECT p_id, (back ->> 'n')::int, back ->> 'paymentId', (back ->> 'amount')::bigint, 'change of the stay'
      FROM jsonb_array_elements(p_refunds) back;
    PERFORM log_step(p_id, p_now, 'CONFIRMED', 'CHANGED', p_detail);
    PERFORM promise_jobs(p_jobs, p_trace);
  ELSE
    IF (p_changes ->> 'forgetKey')::boolean THEN
      DELETE FROM idempotency_keys k WHERE k.operation = 'changeStay' AND k.reservation_id = p_id AND k.change = p_n;
    END IF;
    PERFORM log_step(p_id, p_now, 'CONFIRMED', coalesce(p_changes ->> 'step', 'CHANGE_ABANDONED'), p_detail);
  END IF;
  UPDATE reservations SET status = 'CONFIRMED', owed = p_changes ->> 'owed', due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0 WHERE id = p_id;
  UPDATE stay_changes SET state = CASE WHEN p_applied THEN 'APPLIED' ELSE 'ABANDONED' END, failure = p_changes -> 'failure',
    payment_method_id = NULL, return_url = NULL, redirect_url = NULL WHERE reservation_id = p_id AND n = p_n;
  -- What it asked the partner for is looked at soon, whatever came of it.
  IF c.supplier_prebook_id IS NOT NULL THEN
    INSERT INTO partner_checks (reservation_id, supplier_code, booked_at, due_at) VALUES (p_id, r.supplier_code, p_now, p_now + interval '3 minutes')
      ON CONFLICT (reservation_id) DO UPDATE SET booked_at = excluded.booked_at, due_at = excluded.due_at, looks = 0, misses = 0;
  END IF;
  RETURN true;
END $$;
