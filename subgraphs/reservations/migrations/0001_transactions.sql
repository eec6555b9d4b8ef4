-- The transactions of a reservation, one function each: while a row is locked nobody waits for a client.
-- Locks are taken in one order everywhere: the reservation, then its nights by room type and date. So two of these
-- functions never wait for each other in a circle. `p_now` is the caller's clock; nothing here reads another.

ALTER TABLE room_night SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE reservations SET (fillfactor = 80);
--> statement-breakpoint

-- What may follow what: domain/status.ts, pair by pair. Seen by every statement, whoever sends it.
CREATE FUNCTION lawful_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status || '>' || NEW.status) <> ALL (ARRAY[
    'HELD>AWAITING_PAYMENT', 'HELD>EXPIRED', 'HELD>FAILED',
    'AWAITING_PAYMENT>REQUIRES_ACTION', 'AWAITING_PAYMENT>AUTHORIZED', 'AWAITING_PAYMENT>CONFIRMED', 'AWAITING_PAYMENT>EXPIRED', 'AWAITING_PAYMENT>FAILED',
    'REQUIRES_ACTION>AWAITING_PAYMENT', 'REQUIRES_ACTION>AUTHORIZED', 'REQUIRES_ACTION>CONFIRMED', 'REQUIRES_ACTION>EXPIRED', 'REQUIRES_ACTION>FAILED',
    'AUTHORIZED>CONFIRMING', 'AUTHORIZED>FAILED',
    'CONFIRMING>PARTNER_UNKNOWN', 'CONFIRMING>CONFIRMED', 'CONFIRMING>FAILED',
    'PARTNER_UNKNOWN>CONFIRMING', 'PARTNER_UNKNOWN>CONFIRMED', 'PARTNER_UNKNOWN>FAILED',
    'CONFIRMED>MODIFYING', 'CONFIRMED>CANCELLING', 'CONFIRMED>CHECKED_IN', 'CONFIRMED>NO_SHOW',
    'MODIFYING>CONFIRMED',
    'CANCELLING>CANCELLED', 'CANCELLING>CANCELLED_WITH_FEE', 'CANCELLING>CONFIRMED',
    'CHECKED_IN>CHECKED_OUT',
    'EXPIRED>CONFIRMED', 'EXPIRED>FAILED'])
  THEN
    RAISE EXCEPTION 'a reservation cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'lawful_transition';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER lawful_transition BEFORE UPDATE ON reservations
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lawful_transition();
--> statement-breakpoint

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reservation_steps
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
--> statement-breakpoint

-- Holds rooms on the nights [p_from, p_to), all of them or none. Missing rows are made before any is locked, and then
-- all are locked in order of night; whoever comes second waits at the first night they share.
CREATE FUNCTION take_nights(p_room_type text, p_from date, p_to date, p_rooms int, p_allotment int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wanted int := p_to - p_from;
  counted int;
BEGIN
  IF wanted <= 0 THEN RETURN true; END IF;
  SELECT count(*) INTO counted FROM room_night WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to;
  IF counted < wanted THEN
    INSERT INTO room_night (room_type_id, night, allotment)
      SELECT p_room_type, p_from + n, p_allotment FROM generate_series(0, wanted - 1) n ORDER BY n
      ON CONFLICT DO NOTHING;
  END IF;
  SELECT count(*) FILTER (WHERE held + sold + p_rooms <= allotment) INTO counted FROM (
    SELECT held, sold, allotment FROM room_night
      WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to ORDER BY night FOR UPDATE) locked;
  IF counted < wanted THEN RETURN false; END IF;
  UPDATE room_night SET held = held + p_rooms
    WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to AND held + sold + p_rooms <= allotment;
  GET DIAGNOSTICS counted = ROW_COUNT;
  IF counted <> wanted THEN RAISE EXCEPTION 'locked nights changed'; END IF;
  RETURN true;
END $$;
--> statement-breakpoint

-- Changes the counters of nights that are counted already: held to sold (-n, n), held to free (-n, 0), sold to free (0, -n).
CREATE FUNCTION turn_nights(p_room_type text, p_from date, p_to date, p_held int, p_sold int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  turned int;
BEGIN
  IF p_to <= p_from THEN RETURN; END IF;
  PERFORM 1 FROM room_night WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to ORDER BY night FOR UPDATE;
  UPDATE room_night SET held = held + p_held, sold = sold + p_sold
    WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to;
  GET DIAGNOSTICS turned = ROW_COUNT;
  IF turned <> p_to - p_from THEN RAISE EXCEPTION 'nights of % are not counted', p_room_type; END IF;
END $$;
--> statement-breakpoint

-- Promises `availability-changed` with absolute figures. Called while the nights are locked: a night's newer figure has the greater revision.
CREATE FUNCTION tell_availability(p_room_type text, p_from date, p_to date, p_trace jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (job, payload, trace)
    SELECT 'availability-changed', jsonb_build_object(
      'roomTypeId', p_room_type,
      'revision', nextval('availability_revision'),
      'nights', jsonb_agg(jsonb_build_object('night', night, 'left', allotment - held - sold) ORDER BY night)), p_trace
    FROM room_night WHERE room_type_id = p_room_type AND night >= p_from AND night < p_to
    HAVING count(*) > 0
$$;
--> statement-breakpoint

CREATE FUNCTION promise_jobs(p_jobs jsonb, p_trace jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (job, payload, trace)
    SELECT promised ->> 'job', promised -> 'payload', p_trace FROM jsonb_array_elements(p_jobs) promised
$$;
--> statement-breakpoint

CREATE FUNCTION log_step(p_id uuid, p_at timestamptz, p_status reservation_status, p_step text, p_detail jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO reservation_steps (reservation_id, at, status, name, detail) VALUES (p_id, p_at, p_status, p_step, coalesce(p_detail, '{}'))
$$;
--> statement-breakpoint

-- The first transaction: the idempotency key, the nights, the reservation, and word that its payment is about to be
-- asked for. KNOWN: the key was used before. TAKEN: nothing was written.
CREATE FUNCTION hold_room(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  made uuid := uuidv7();
  key_scope text := p ->> 'scope';
  key_text text := p ->> 'key';
  room_type text := p ->> 'roomTypeId';
  arrives date := p ->> 'checkIn';
  leaves date := p ->> 'checkOut';
  own boolean := p ->> 'supplierCode' IS NULL;
  at timestamptz := p ->> 'now';
BEGIN
  -- First, so that a twin of this request waits here with nothing in its hands.
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('bookRoom', key_scope, key_text, p ->> 'inputHash', made, at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'bookRoom' AND k.scope = key_scope AND k.key = key_text;
    RETURN;
  END IF;
  IF own AND NOT take_nights(room_type, arrives, leaves, (p ->> 'roomCount')::int, (p ->> 'allotment')::int) THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'bookRoom' AND k.scope = key_scope AND k.key = key_text;
    RETURN QUERY SELECT 'TAKEN', NULL::uuid, NULL::text;
    RETURN;
  END IF;
  INSERT INTO reservations (id, reference, status, customer_id, client_id, hotel_id, room_type_id, check_in, check_out, room_count,
      currency, total, pay_now, offer, guest_given_name, guest_family_name, guest_email, guest_phone, requests,
      created_at, hold_expires_at, payment_method_id, return_url, supplier_code, due_at)
    VALUES (made, p ->> 'reference', 'AWAITING_PAYMENT', p ->> 'customerId', p ->> 'clientId', p ->> 'hotelId', room_type, arrives, leaves, (p ->> 'roomCount')::int,
      p ->> 'currency', (p ->> 'total')::bigint, (p ->> 'payNow')::bigint, p_offer, p ->> 'givenName', p ->> 'familyName', p ->> 'email', p ->> 'phone', p ->> 'requests',
      at, (p ->> 'holdExpiresAt')::timestamptz, p ->> 'paymentMethodId', p ->> 'returnUrl', p ->> 'supplierCode', (p ->> 'dueAt')::timestamptz);
  INSERT INTO reservation_steps (reservation_id, at, status, name, detail) VALUES
    (made, at, 'HELD', CASE WHEN own THEN 'NIGHTS_HELD' ELSE 'BOOKING_BEGUN' END, jsonb_build_object('until', p -> 'holdExpiresAt')),
    (made, at, 'AWAITING_PAYMENT', 'PAYMENT_BEGUN', jsonb_build_object('amount', p -> 'payNow', 'currency', p -> 'currency'));
  IF own THEN PERFORM tell_availability(room_type, arrives, leaves, p_trace); END IF;
  RETURN QUERY SELECT 'HELD', made, p ->> 'inputHash';
END $$;
--> statement-breakpoint

-- A step between holding and the end that touches no night. False: it was not (or no longer) at `p_from`.
CREATE FUNCTION move_reservation(p_id uuid, p_from reservation_status, p_to reservation_status, p_now timestamptz, p_step text, p_detail jsonb, p_changes jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservations SET
      status = p_to,
      payment_id = coalesce(p_changes ->> 'paymentId', payment_id),
      redirect_url = coalesce(p_changes ->> 'redirectUrl', redirect_url),
      supplier_prebook_id = coalesce(p_changes ->> 'supplierPrebookId', supplier_prebook_id),
      supplier_booking_id = coalesce(p_changes ->> 'supplierBookingId', supplier_booking_id),
      due_at = (p_changes ->> 'dueAt')::timestamptz,
      tries = 0
    WHERE id = p_id AND status = p_from;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM log_step(p_id, p_now, p_to, p_step, p_detail);
  RETURN true;
END $$;
--> statement-breakpoint

-- The payment is in: the nights are sold. After the hold ended (EXPIRED) they are taken again; TAKEN: they are gone.
-- ELSEWHERE: it is not waiting for this (somebody else confirmed it, or it failed).
CREATE FUNCTION confirm_reservation(p_id uuid, p_payment_id text, p_now timestamptz, p_step text, p_detail jsonb, p_allotment int, p_jobs jsonb, p_trace jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  IF r.status NOT IN ('AWAITING_PAYMENT', 'REQUIRES_ACTION', 'CONFIRMING', 'PARTNER_UNKNOWN', 'EXPIRED') THEN RETURN 'ELSEWHERE'; END IF;
  IF r.supplier_code IS NULL THEN
    IF r.status = 'EXPIRED' THEN
      IF NOT take_nights(r.room_type_id, r.check_in, r.check_out, r.room_count, p_allotment) THEN RETURN 'TAKEN'; END IF;
      PERFORM tell_availability(r.room_type_id, r.check_in, r.check_out, p_trace);
    END IF;
    PERFORM turn_nights(r.room_type_id, r.check_in, r.check_out, -r.room_count, r.room_count);
  END IF;
  UPDATE reservations SET status = 'CONFIRMED', payment_id = p_payment_id, hold_expires_at = NULL, payment_method_id = NULL,
      return_url = NULL, redirect_url = NULL, failure = NULL, owed = NULL, due_at = NULL, tries = 0
    WHERE id = p_id;
  INSERT INTO charges (reservation_id, attempt, payment_id, amount, taken_at) VALUES (p_id, r.attempt, p_payment_id, r.pay_now, p_now);
  PERFORM log_step(p_id, p_now, 'CONFIRMED', p_step, p_detail);
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN 'CONFIRMED';
END $$;
--> statement-breakpoint

-- It comes to nothing (EXPIRED, FAILED): held nights are free again. `p_forget_key`: the same key may be used for a new attempt.
CREATE FUNCTION end_reservation(p_id uuid, p_from reservation_status, p_to reservation_status, p_now timestamptz, p_step text, p_detail jsonb, p_changes jsonb, p_forget_key boolean, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = p_from FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF r.supplier_code IS NULL AND r.status IN ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION') THEN
    PERFORM turn_nights(r.room_type_id, r.check_in, r.check_out, -r.room_count, 0);
    PERFORM tell_availability(r.room_type_id, r.check_in, r.check_out, p_trace);
  END IF;
  UPDATE reservations SET status = p_to, failure = p_changes -> 'failure', owed = p_changes ->> 'owed',
      due_at = (p_changes ->> 'dueAt')::timestamptz, payment_id = coalesce(p_changes ->> 'paymentId', payment_id),
      hold_expires_at = NULL, payment_method_id = NULL, return_url = NULL, redirect_url = NULL, tries = 0
    WHERE id = p_id;
  IF p_forget_key THEN DELETE FROM idempotency_keys k WHERE k.operation = 'bookRoom' AND k.reservation_id = p_id; END IF;
  PERFORM log_step(p_id, p_now, p_to, p_step, p_detail);
  RETURN true;
END $$;
--> statement-breakpoint

-- The reservation is over (or its change is), yet the bank took a payment of it: the money is owed back. Written before the bank is asked.
CREATE FUNCTION owe_refund(p_id uuid, p_attempt int, p_payment_id text, p_amount bigint, p_now timestamptz, p_reason text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM reservations WHERE id = p_id AND owed = 'SETTLE' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO charges (reservation_id, attempt, payment_id, amount, taken_at) VALUES (p_id, p_attempt, p_payment_id, p_amount, p_now)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN -- it was given back before, or it belongs to the stay
    UPDATE reservations SET owed = NULL, due_at = NULL, tries = 0 WHERE id = p_id;
    RETURN false;
  END IF;
  UPDATE reservations SET owed = 'REFUND', due_at = p_now, tries = 0 WHERE id = p_id;
  INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
    SELECT p_id, coalesce(max(n), 0) + 1, p_payment_id, p_amount, p_reason FROM refunds WHERE reservation_id = p_id;
  RETURN true;
END $$;
--> statement-breakpoint

-- payments took a refund over, or the bank refused it for good and somebody must settle it by hand. The last one of what
-- is owed settles the debt; a cancellation has its own end.
CREATE FUNCTION accept_refund(p_id uuid, p_n int, p_refund_id text, p_now timestamptz, p_step text, p_detail jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  UPDATE refunds SET refund_id = p_refund_id WHERE reservation_id = p_id AND n = p_n AND refund_id IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  IF r.status <> 'CANCELLING' OR p_step <> 'GIVEN_BACK' THEN PERFORM log_step(p_id, p_now, r.status, p_step, p_detail); END IF;
  IF r.status <> 'CANCELLING' THEN
    IF NOT EXISTS (SELECT 1 FROM refunds WHERE reservation_id = p_id AND refund_id IS NULL) THEN
      UPDATE reservations SET owed = NULL, due_at = NULL, tries = 0 WHERE id = p_id AND owed = 'REFUND';
    END IF;
  END IF;
  RETURN true;
END $$;
--> statement-breakpoint

-- The guest asks to cancel: what comes back is fixed now, payment by payment, before anybody is asked for it.
-- CHANGED: the reservation is no longer as the caller saw it.
CREATE FUNCTION begin_cancellation(p_id uuid, p_revision int, p_key jsonb, p_now timestamptz, p_detail jsonb, p_changes jsonb, p_refunds jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('cancelReservation', p_key ->> 'scope', p_key ->> 'key', p_key ->> 'inputHash', p_id, p_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN;
  END IF;
  UPDATE reservations r SET status = 'CANCELLING', cancel_requested_at = p_now, cancel_refund = (p_changes ->> 'refund')::bigint,
      cancel_fee = (p_changes ->> 'fee')::bigint, due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0
    WHERE r.id = p_id AND r.status = 'CONFIRMED' AND r.revision = p_revision AND r.owed IS NULL;
  IF NOT FOUND THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'cancelReservation' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN QUERY SELECT 'CHANGED', p_id, NULL::text;
    RETURN;
  END IF;
  INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
    SELECT p_id, (back ->> 'n')::int, back ->> 'paymentId', (back ->> 'amount')::bigint, 'cancelled by the guest'
    FROM jsonb_array_elements(p_refunds) back;
  PERFORM log_step(p_id, p_now, 'CANCELLING', 'CANCELLATION_ASKED', p_detail);
  RETURN QUERY SELECT 'BEGUN', p_id, p_key ->> 'inputHash';
END $$;
--> statement-breakpoint

-- The partner does not let go of the room: the booking stands, and nothing comes back.
CREATE FUNCTION keep_reservation(p_id uuid, p_now timestamptz, p_detail jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservations SET status = 'CONFIRMED', cancel_requested_at = NULL, cancel_refund = NULL, cancel_fee = NULL, due_at = NULL, tries = 0
    WHERE id = p_id AND status = 'CANCELLING';
  IF NOT FOUND THEN RETURN false; END IF;
  DELETE FROM refunds WHERE reservation_id = p_id AND refund_id IS NULL;
  PERFORM log_step(p_id, p_now, 'CONFIRMED', 'PARTNER_KEEPS_BOOKING', p_detail);
  RETURN true;
END $$;
--> statement-breakpoint

CREATE FUNCTION finish_cancellation(p_id uuid, p_now timestamptz, p_detail jsonb, p_jobs jsonb, p_trace jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  ended reservation_status;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = 'CANCELLING' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM refunds WHERE reservation_id = p_id AND refund_id IS NULL) THEN
    RAISE EXCEPTION 'reservation % has a refund that was not accepted', p_id;
  END IF;
  IF r.supplier_code IS NULL THEN
    PERFORM turn_nights(r.room_type_id, r.check_in, r.check_out, 0, -r.room_count);
    PERFORM tell_availability(r.room_type_id, r.check_in, r.check_out, p_trace);
  END IF;
  ended := CASE WHEN r.cancel_fee > 0 THEN 'CANCELLED_WITH_FEE' ELSE 'CANCELLED' END;
  UPDATE reservations SET status = ended, cancelled_at = p_now, revision = revision + 1, due_at = NULL, tries = 0 WHERE id = p_id;
  PERFORM log_step(p_id, p_now, ended, 'CANCELLED', p_detail);
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN true;
END $$;
--> statement-breakpoint

-- A change of dates: the nights that are new are held. Raises SG001 when they are gone, and then nothing was written.
CREATE FUNCTION begin_change(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  arrives date := p ->> 'checkIn';
  leaves date := p ->> 'checkOut';
  room_type text := p ->> 'roomTypeId';
  allotment int := p ->> 'allotment';
  at timestamptz := p ->> 'now';
  held boolean;
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, change, created_at)
    VALUES ('changeStay', p ->> 'scope', p ->> 'key', p ->> 'inputHash', (p ->> 'id')::uuid, (p ->> 'n')::int, at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'changeStay' AND k.scope = p ->> 'scope' AND k.key = p ->> 'key';
    RETURN;
  END IF;
  SELECT * INTO r FROM reservations x
    WHERE x.id = (p ->> 'id')::uuid AND x.status = 'CONFIRMED' AND x.revision = (p ->> 'revision')::int AND x.owed IS NULL FOR UPDATE;
  IF NOT FOUND THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'changeStay' AND k.scope = p ->> 'scope' AND k.key = p ->> 'key';
    RETURN QUERY SELECT 'CHANGED', (p ->> 'id')::uuid, NULL::text;
    RETURN;
  END IF;
  IF room_type = r.room_type_id THEN
    held := take_nights(room_type, arrives, least(leaves, r.check_in), r.room_count, allotment)
      AND take_nights(room_type, greatest(arrives, r.check_out), leaves, r.room_count, allotment);
  ELSE
    held := take_nights(room_type, arrives, leaves, r.room_count, allotment);
  END IF;
  IF NOT held THEN RAISE EXCEPTION 'the nights are taken' USING ERRCODE = 'SG001'; END IF;
  INSERT INTO stay_changes (reservation_id, n, state, offer, room_type_id, check_in, check_out, total, pay_now, difference, attempt, payment_method_id, return_url, hold_expires_at)
    VALUES (r.id, (p ->> 'n')::int, 'OPEN', p_offer, room_type, arrives, leaves, (p ->> 'total')::bigint, (p ->> 'payNow')::bigint, (p ->> 'difference')::bigint,
      (p ->> 'attempt')::int, p ->> 'paymentMethodId', p ->> 'returnUrl', (p ->> 'holdExpiresAt')::timestamptz);
  UPDATE reservations x SET status = 'MODIFYING', attempt = coalesce((p ->> 'attempt')::int, x.attempt), due_at = (p ->> 'dueAt')::timestamptz, tries = 0
    WHERE x.id = r.id;
  PERFORM log_step(r.id, at, 'MODIFYING', 'CHANGE_BEGUN', jsonb_build_object('checkIn', arrives, 'checkOut', leaves));
  PERFORM tell_availability(room_type, arrives, leaves, p_trace);
  RETURN QUERY SELECT 'BEGUN', r.id, p ->> 'inputHash';
END $$;
--> statement-breakpoint

-- Ends a change: applied, its new nights are sold and the old ones free; abandoned, the new ones are free again.
CREATE FUNCTION end_change(p_id uuid, p_n int, p_applied boolean, p_now timestamptz, p_changes jsonb, p_refunds jsonb, p_jobs jsonb, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  c stay_changes;
  same boolean;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = 'MODIFYING' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  SELECT * INTO c FROM stay_changes WHERE reservation_id = p_id AND n = p_n AND state = 'OPEN' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  same := c.room_type_id = r.room_type_id;
  PERFORM 1 FROM room_night
    WHERE (room_type_id = r.room_type_id AND night >= r.check_in AND night < r.check_out)
       OR (room_type_id = c.room_type_id AND night >= c.check_in AND night < c.check_out)
    ORDER BY room_type_id, night FOR UPDATE;
  PERFORM turn_nights(c.room_type_id, c.check_in, CASE WHEN same THEN least(c.check_out, r.check_in) ELSE c.check_out END,
    -r.room_count, CASE WHEN p_applied THEN r.room_count ELSE 0 END);
  IF same THEN
    PERFORM turn_nights(c.room_type_id, greatest(c.check_in, r.check_out), c.check_out, -r.room_count, CASE WHEN p_applied THEN r.room_count ELSE 0 END);
  END IF;
  IF p_applied THEN
    PERFORM turn_nights(r.room_type_id, r.check_in, CASE WHEN same THEN least(r.check_out, c.check_in) ELSE r.check_out END, 0, -r.room_count);
    IF same THEN
      PERFORM turn_nights(r.room_type_id, greatest(r.check_in, c.check_out), r.check_out, 0, -r.room_count);
    END IF;
    UPDATE reservations SET offer = c.offer, room_type_id = c.room_type_id, check_in = c.check_in, check_out = c.check_out,
      total = c.total, pay_now = c.pay_now, revision = revision + 1 WHERE id = p_id;
    IF c.difference > 0 THEN
      INSERT INTO charges (reservation_id, attempt, payment_id, amount, taken_at) VALUES (p_id, c.attempt, p_changes ->> 'paymentId', c.difference, p_now);
    END IF;
    INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
      SELECT p_id, (back ->> 'n')::int, back ->> 'paymentId', (back ->> 'amount')::bigint, 'change of dates'
      FROM jsonb_array_elements(p_refunds) back;
    PERFORM tell_availability(r.room_type_id, r.check_in, r.check_out, p_trace);
    PERFORM log_step(p_id, p_now, 'CONFIRMED', 'CHANGED', jsonb_build_object('checkIn', c.check_in, 'checkOut', c.check_out));
    PERFORM promise_jobs(p_jobs, p_trace);
  ELSE
    IF (p_changes ->> 'forgetKey')::boolean THEN
      DELETE FROM idempotency_keys k WHERE k.operation = 'changeStay' AND k.reservation_id = p_id AND k.change = p_n;
    END IF;
    PERFORM tell_availability(c.room_type_id, c.check_in, c.check_out, p_trace);
    PERFORM log_step(p_id, p_now, 'CONFIRMED', 'CHANGE_ABANDONED', '{}');
  END IF;
  UPDATE reservations SET status = 'CONFIRMED', owed = p_changes ->> 'owed', due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0 WHERE id = p_id;
  UPDATE stay_changes SET state = CASE WHEN p_applied THEN 'APPLIED' ELSE 'ABANDONED' END, failure = p_changes -> 'failure',
    payment_method_id = NULL, return_url = NULL, redirect_url = NULL WHERE reservation_id = p_id AND n = p_n;
  RETURN true;
END $$;
