-- Single rooms can be cancelled: the stay goes on with the others. What each room gave back and cost is written with it.

DROP FUNCTION begin_cancellation(uuid, int, jsonb, timestamptz, jsonb, jsonb, jsonb);
--> statement-breakpoint

-- The guest asks to cancel what is left of the stay: what comes back is fixed now, room by room and payment by payment,
-- before anybody is asked for it. CHANGED: the reservation is no longer as the caller saw it.
CREATE FUNCTION begin_cancellation(p_id uuid, p_revision int, p_key jsonb, p_now timestamptz, p_detail jsonb, p_changes jsonb, p_rooms jsonb, p_refunds jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  wrong int;
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('cancelReservation', p_key ->> 'scope', p_key ->> 'key', p_key ->> 'inputHash', p_id, p_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN;
  END IF;
  UPDATE reservations r SET status = 'CANCELLING', cancel_requested_at = p_now,
      cancel_refund = (p_changes ->> 'refund')::bigint + (SELECT coalesce(sum(refund), 0) FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'CANCELLED'),
      cancel_fee = (p_changes ->> 'fee')::bigint + (SELECT coalesce(sum(fee), 0) FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'CANCELLED'),
      due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0
    WHERE r.id = p_id AND r.status = 'CONFIRMED' AND r.revision = p_revision AND r.owed IS NULL;
  IF NOT FOUND THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN QUERY SELECT 'CHANGED', p_id, NULL::text;
    RETURN;
  END IF;
  UPDATE booked_rooms b SET refund = w.refund, fee = w.fee FROM jsonb_to_recordset(p_rooms) AS w(n int, refund bigint, fee bigint)
    WHERE b.reservation_id = p_id AND b.n = w.n AND b.state = 'BOOKED';
  SELECT count(*) INTO wrong FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'BOOKED' AND b.refund IS NULL;
  IF wrong > 0 THEN RAISE EXCEPTION 'not all rooms of % are cancelled', p_id; END IF;
  INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
    SELECT p_id, (back ->> 'n')::int, back ->> 'paymentId', (back ->> 'amount')::bigint, 'cancelled by the guest'
    FROM jsonb_array_elements(p_refunds) back;
  PERFORM log_step(p_id, p_now, 'CANCELLING', 'CANCELLATION_ASKED', p_detail);
  RETURN QUERY SELECT 'BEGUN', p_id, p_key ->> 'inputHash';
END $$;
--> statement-breakpoint

-- Some rooms of a stay that goes on without them: their nights are free at once, the stay costs so much less, and what
-- comes back is owed. CHANGED: the reservation is no longer as the caller saw it.
CREATE FUNCTION cancel_rooms(p_id uuid, p_revision int, p_key jsonb, p_now timestamptz, p_rooms jsonb, p_detail jsonb, p_refunds jsonb, p_jobs jsonb, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  freed rooms_of_type[];
  cancelled int;
  owes boolean := jsonb_array_length(p_refunds) > 0;
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, change, created_at)
    VALUES ('cancelReservation', p_key ->> 'scope', p_key ->> 'key', p_key ->> 'inputHash', p_id, (p_rooms -> 0 ->> 'n')::int, p_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN;
  END IF;
  SELECT * INTO r FROM reservations x
    WHERE x.id = p_id AND x.status = 'CONFIRMED' AND x.revision = p_revision AND x.owed IS NULL AND x.supplier_code IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN QUERY SELECT 'CHANGED', p_id, NULL::text;
    RETURN;
  END IF;
  freed := ARRAY(SELECT ROW(b.room_type_id, count(*), max(b.allotment))::rooms_of_type
    FROM booked_rooms b JOIN jsonb_to_recordset(p_rooms) AS w(n int) ON w.n = b.n
    WHERE b.reservation_id = p_id AND b.state = 'BOOKED' GROUP BY b.room_type_id ORDER BY b.room_type_id);
  UPDATE booked_rooms b SET state = 'CANCELLED', cancelled_at = p_now, refund = w.refund, fee = w.fee
    FROM jsonb_to_recordset(p_rooms) AS w(n int, refund bigint, fee bigint)
    WHERE b.reservation_id = p_id AND b.n = w.n AND b.state = 'BOOKED';
  GET DIAGNOSTICS cancelled = ROW_COUNT;
  IF cancelled <> jsonb_array_length(p_rooms) OR NOT EXISTS (SELECT 1 FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'BOOKED') THEN
    RAISE EXCEPTION 'these rooms of % cannot be cancelled singly', p_id;
  END IF;
  PERFORM turn_rooms(freed, r.check_in, r.check_out, 0, -1);
  PERFORM tell_rooms(freed, r.check_in, r.check_out, p_trace);
  UPDATE reservations x SET
      total = (SELECT sum(b.total) FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'BOOKED'),
      pay_now = (SELECT sum(b.pay_now) FROM booked_rooms b WHERE b.reservation_id = p_id AND b.state = 'BOOKED'),
      revision = x.revision + 1, owed = CASE WHEN owes THEN 'REFUND' END, due_at = CASE WHEN owes THEN p_now END, tries = 0
    WHERE x.id = p_id;
  INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
    SELECT p_id, (back ->> 'n')::int, back ->> 'paymentId', (back ->> 'amount')::bigint, 'a room cancelled by the guest'
    FROM jsonb_array_elements(p_refunds) back;
  PERFORM log_step(p_id, p_now, 'CONFIRMED', 'ROOMS_CANCELLED', p_detail);
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN QUERY SELECT 'BEGUN', p_id, p_key ->> 'inputHash';
END $$;
--> statement-breakpoint

-- The partner does not let go of the room: the booking stands, and nothing comes back.
CREATE OR REPLACE FUNCTION keep_reservation(p_id uuid, p_now timestamptz, p_detail jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservations SET status = 'CONFIRMED', cancel_requested_at = NULL, cancel_refund = NULL, cancel_fee = NULL, due_at = NULL, tries = 0
    WHERE id = p_id AND status = 'CANCELLING';
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE booked_rooms SET refund = NULL, fee = NULL WHERE reservation_id = p_id AND state = 'BOOKED';
  DELETE FROM refunds WHERE reservation_id = p_id AND refund_id IS NULL;
  PERFORM log_step(p_id, p_now, 'CONFIRMED', 'PARTNER_KEEPS_BOOKING', p_detail);
  RETURN true;
END $$;
