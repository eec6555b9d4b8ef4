-- A reservation's rooms may be of several types. The order of locks stays: the reservation, then nights by room type and
-- date. Several types are therefore taken one after the other in the order of their ids, all or none.

CREATE TYPE rooms_of_type AS (room_type_id text, rooms int, allotment int);
--> statement-breakpoint

-- The rooms of a reservation that are in a state, counted by type, in the one order in which their nights are locked.
CREATE FUNCTION rooms_of(p_id uuid, p_state text) RETURNS rooms_of_type[] LANGUAGE sql STABLE AS $$
  SELECT ARRAY(SELECT ROW(room_type_id, count(*), max(allotment))::rooms_of_type FROM booked_rooms
    WHERE reservation_id = p_id AND state = p_state GROUP BY room_type_id ORDER BY room_type_id)
$$;
--> statement-breakpoint

-- Holds rooms of each type on the nights [p_from, p_to), all of them or none. `p_wanted` is in the order of `rooms_of`.
CREATE FUNCTION take_rooms(p_wanted rooms_of_type[], p_from date, p_to date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wanted rooms_of_type;
  taken rooms_of_type;
BEGIN
  FOREACH wanted IN ARRAY p_wanted LOOP
    CONTINUE WHEN take_nights(wanted.room_type_id, p_from, p_to, wanted.rooms, wanted.allotment);
    FOREACH taken IN ARRAY p_wanted LOOP -- our own locks: nobody saw them taken
      EXIT WHEN taken.room_type_id = wanted.room_type_id;
      PERFORM turn_nights(taken.room_type_id, p_from, p_to, -taken.rooms, 0);
    END LOOP;
    RETURN false;
  END LOOP;
  RETURN true;
END $$;
--> statement-breakpoint

-- As `turn_nights`, for each type: p_held and p_sold are 1, 0 or -1 a room.
CREATE FUNCTION turn_rooms(p_rooms rooms_of_type[], p_from date, p_to date, p_held int, p_sold int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  turned rooms_of_type;
BEGIN
  FOREACH turned IN ARRAY p_rooms LOOP
    PERFORM turn_nights(turned.room_type_id, p_from, p_to, turned.rooms * p_held, turned.rooms * p_sold);
  END LOOP;
END $$;
--> statement-breakpoint

CREATE FUNCTION tell_rooms(p_rooms rooms_of_type[], p_from date, p_to date, p_trace jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  told rooms_of_type;
BEGIN
  FOREACH told IN ARRAY p_rooms LOOP
    PERFORM tell_availability(told.room_type_id, p_from, p_to, p_trace);
  END LOOP;
END $$;
--> statement-breakpoint

-- Writes the rooms of an offer into a reservation, their positions after `p_after`.
CREATE FUNCTION write_rooms(p_id uuid, p_rooms jsonb, p_state text, p_change int, p_after int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO booked_rooms (reservation_id, n, state, change, place, room_type_id, name, allotment, adults, child_ages, total, pay_now)
    SELECT p_id, p_after + place, p_state, p_change, place, "roomTypeId", name, allotment, adults, "childAges", total, "payNow"
    FROM ROWS FROM (jsonb_to_recordset(p_rooms) AS ("roomTypeId" text, name text, allotment int, adults int, "childAges" int[], total bigint, "payNow" bigint))
      WITH ORDINALITY AS room ("roomTypeId", name, allotment, adults, "childAges", total, "payNow", place)
$$;
--> statement-breakpoint

-- The first transaction: the idempotency key, the nights, the reservation with its rooms, and word that its payment is
-- about to be asked for. KNOWN: the key was used before. TAKEN: nothing was written.
CREATE OR REPLACE FUNCTION hold_room(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  made uuid := uuidv7();
  key_scope text := p ->> 'scope';
  key_text text := p ->> 'key';
  arrives date := p ->> 'checkIn';
  leaves date := p ->> 'checkOut';
  own boolean := p ->> 'supplierCode' IS NULL;
  at timestamptz := p ->> 'now';
  wanted rooms_of_type[];
BEGIN
  -- First, so that a twin of this request waits here with nothing in its hands.
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('bookRoom', key_scope, key_text, p ->> 'inputHash', made, at) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
      WHERE k.operation = 'bookRoom' AND k.scope = key_scope AND k.key = key_text;
    RETURN;
  END IF;
  IF own THEN
    wanted := ARRAY(SELECT ROW(w."roomTypeId", count(*), max(w.allotment))::rooms_of_type
      FROM jsonb_to_recordset(p -> 'rooms') AS w("roomTypeId" text, allotment int) GROUP BY w."roomTypeId" ORDER BY w."roomTypeId");
    IF NOT take_rooms(wanted, arrives, leaves) THEN
      DELETE FROM idempotency_keys k WHERE k.operation = 'bookRoom' AND k.scope = key_scope AND k.key = key_text;
      RETURN QUERY SELECT 'TAKEN', NULL::uuid, NULL::text;
      RETURN;
    END IF;
  END IF;
  INSERT INTO reservations (id, reference, status, customer_id, client_id, hotel_id, check_in, check_out,
      currency, total, pay_now, offer, guest_given_name, guest_family_name, guest_email, guest_phone, requests,
      created_at, hold_expires_at, payment_method_id, return_url, supplier_code, due_at)
    VALUES (made, p ->> 'reference', 'AWAITING_PAYMENT', p ->> 'customerId', p ->> 'clientId', p ->> 'hotelId', arrives, leaves,
      p ->> 'currency', (p ->> 'total')::bigint, (p ->> 'payNow')::bigint, p_offer, p ->> 'givenName', p ->> 'familyName', p ->> 'email', p ->> 'phone', p ->> 'requests',
      at, (p ->> 'holdExpiresAt')::timestamptz, p ->> 'paymentMethodId', p ->> 'returnUrl', p ->> 'supplierCode', (p ->> 'dueAt')::timestamptz);
  PERFORM write_rooms(made, p -> 'rooms', 'BOOKED', NULL, 0);
  INSERT INTO reservation_steps (reservation_id, at, status, name, detail) VALUES
    (made, at, 'HELD', CASE WHEN own THEN 'NIGHTS_HELD' ELSE 'BOOKING_BEGUN' END, jsonb_build_object('until', p -> 'holdExpiresAt')),
    (made, at, 'AWAITING_PAYMENT', 'PAYMENT_BEGUN', jsonb_build_object('amount', p -> 'payNow', 'currency', p -> 'currency'));
  IF own THEN PERFORM tell_rooms(wanted, arrives, leaves, p_trace); END IF;
  RETURN QUERY SELECT 'HELD', made, p ->> 'inputHash';
END $$;
--> statement-breakpoint

DROP FUNCTION confirm_reservation(uuid, text, timestamptz, text, jsonb, int, jsonb, jsonb);
--> statement-breakpoint

-- The payment is in: the nights are sold. After the hold ended (EXPIRED) they are taken again; TAKEN: they are gone.
-- ELSEWHERE: it is not waiting for this (somebody else confirmed it, or it failed).
CREATE FUNCTION confirm_reservation(p_id uuid, p_payment_id text, p_now timestamptz, p_step text, p_detail jsonb, p_jobs jsonb, p_trace jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  rooms rooms_of_type[];
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  IF r.status NOT IN ('AWAITING_PAYMENT', 'REQUIRES_ACTION', 'CONFIRMING', 'PARTNER_UNKNOWN', 'EXPIRED') THEN RETURN 'ELSEWHERE'; END IF;
  IF r.supplier_code IS NULL THEN
    rooms := rooms_of(p_id, 'BOOKED');
    IF r.status = 'EXPIRED' THEN
      IF NOT take_rooms(rooms, r.check_in, r.check_out) THEN RETURN 'TAKEN'; END IF;
      PERFORM tell_rooms(rooms, r.check_in, r.check_out, p_trace);
    END IF;
    PERFORM turn_rooms(rooms, r.check_in, r.check_out, -1, 1);
  END IF;
  UPDATE reservations SET status = 'CONFIRMED', payment_id = p_payment_id, hold_expires_at = NULL, payment_method_id = NULL,
      return_url = NULL, redirect_url = NULL, failure = NULL, owed = NULL, due_at = NULL, tries = 0
    WHERE id = p_id;
  INSERT INTO charges (reservation_id, attempt, payment_id, amount, taken_at) VALUES (p_id, r.attempt, p_payment_id, r.pay_now, p_now);
  INSERT INTO reservation_steps (reservation_id, at, status, name, detail) VALUES (p_id, p_now, 'CONFIRMED', p_step, coalesce(p_detail, '{}'));
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN 'CONFIRMED';
END $$;
--> statement-breakpoint

-- It comes to nothing (EXPIRED, FAILED): held nights are free again. `p_forget_key`: the same key may be used for a new attempt.
CREATE OR REPLACE FUNCTION end_reservation(p_id uuid, p_from reservation_status, p_to reservation_status, p_now timestamptz, p_step text, p_detail jsonb, p_changes jsonb, p_forget_key boolean, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  rooms rooms_of_type[];
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = p_from FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF r.supplier_code IS NULL AND r.status IN ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION') THEN
    rooms := rooms_of(p_id, 'BOOKED');
    PERFORM turn_rooms(rooms, r.check_in, r.check_out, -1, 0);
    PERFORM tell_rooms(rooms, r.check_in, r.check_out, p_trace);
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

CREATE OR REPLACE FUNCTION finish_cancellation(p_id uuid, p_now timestamptz, p_detail jsonb, p_jobs jsonb, p_trace jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  ended reservation_status;
  rooms rooms_of_type[];
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = 'CANCELLING' FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM refunds WHERE reservation_id = p_id AND refund_id IS NULL) THEN
    RAISE EXCEPTION 'reservation % has a refund that was not accepted', p_id;
  END IF;
  IF r.supplier_code IS NULL THEN
    rooms := rooms_of(p_id, 'BOOKED');
    PERFORM turn_rooms(rooms, r.check_in, r.check_out, 0, -1);
    PERFORM tell_rooms(rooms, r.check_in, r.check_out, p_trace);
  END IF;
  UPDATE booked_rooms SET state = 'CANCELLED', cancelled_at = p_now WHERE reservation_id = p_id AND state = 'BOOKED';
  ended := CASE WHEN r.cancel_fee > 0 THEN 'CANCELLED_WITH_FEE' ELSE 'CANCELLED' END;
  UPDATE reservations SET status = ended, cancelled_at = p_now, revision = revision + 1, due_at = NULL, tries = 0 WHERE id = p_id;
  PERFORM log_step(p_id, p_now, ended, 'CANCELLED', p_detail);
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN true;
END $$;
--> statement-breakpoint

-- By how many rooms each night of the open change differs from what the stay has: `more` of that type are wanted, or fewer.
CREATE FUNCTION nights_of_change(p_id uuid) RETURNS TABLE (room_type_id text, night date, more int, allotment int) LANGUAGE sql STABLE AS $$
  SELECT b.room_type_id, slept.night, sum(slept.rooms)::int, max(b.allotment)
    FROM reservations r
    JOIN stay_changes c ON c.reservation_id = r.id AND c.state = 'OPEN'
    JOIN booked_rooms b ON b.reservation_id = r.id AND b.state IN ('BOOKED', 'WANTED')
    CROSS JOIN LATERAL (
      SELECT c.check_in + day AS night, 1 AS rooms FROM generate_series(0, c.check_out - c.check_in - 1) day WHERE b.state = 'WANTED'
      UNION ALL
      SELECT r.check_in + day, -1 FROM generate_series(0, r.check_out - r.check_in - 1) day WHERE b.state = 'BOOKED') slept
    WHERE r.id = p_id
    GROUP BY 1, 2 HAVING sum(slept.rooms) <> 0
$$;
--> statement-breakpoint

-- As `take_nights`, for nights of which each needs another number of rooms.
CREATE FUNCTION take_more(p_room_type text, p_nights date[], p_more int[], p_allotment int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  fitting int;
BEGIN
  INSERT INTO room_night (room_type_id, night, allotment)
    SELECT p_room_type, wanted, p_allotment FROM unnest(p_nights) wanted ORDER BY wanted ON CONFLICT DO NOTHING;
  SELECT count(*) FILTER (WHERE held + sold + more <= allotment) INTO fitting FROM (
    SELECT n.held, n.sold, n.allotment, w.more FROM room_night n JOIN unnest(p_nights, p_more) w(night, more) ON w.night = n.night
      WHERE n.room_type_id = p_room_type ORDER BY n.night FOR UPDATE OF n) locked;
  IF fitting < cardinality(p_nights) THEN RETURN false; END IF;
  UPDATE room_night n SET held = n.held + w.more FROM unnest(p_nights, p_more) w(night, more)
    WHERE n.room_type_id = p_room_type AND n.night = w.night;
  RETURN true;
END $$;
--> statement-breakpoint

-- As `tell_availability`, for single nights.
CREATE FUNCTION tell_nights(p_room_type text, p_nights date[], p_trace jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (job, payload, trace)
    SELECT 'availability-changed', jsonb_build_object(
      'roomTypeId', p_room_type,
      'revision', nextval('availability_revision'),
      'nights', jsonb_agg(jsonb_build_object('night', night, 'left', allotment - held - sold) ORDER BY night)), p_trace
    FROM room_night WHERE room_type_id = p_room_type AND night = ANY (p_nights)
    HAVING count(*) > 0
$$;
--> statement-breakpoint

-- A change of the stay (dates, rooms, guests, types): what it needs more on each night is held. Raises SG001 when that is
-- gone, and then nothing was written.
CREATE OR REPLACE FUNCTION begin_change(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  at timestamptz := p ->> 'now';
  lacking record;
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
  INSERT INTO stay_changes (reservation_id, n, state, offer, check_in, check_out, total, pay_now, difference, attempt, payment_method_id, return_url, hold_expires_at)
    VALUES (r.id, (p ->> 'n')::int, 'OPEN', p_offer, (p ->> 'checkIn')::date, (p ->> 'checkOut')::date, (p ->> 'total')::bigint, (p ->> 'payNow')::bigint, (p ->> 'difference')::bigint,
      (p ->> 'attempt')::int, p ->> 'paymentMethodId', p ->> 'returnUrl', (p ->> 'holdExpiresAt')::timestamptz);
  PERFORM write_rooms(r.id, p -> 'rooms', 'WANTED', (p ->> 'n')::int, (SELECT max(b.n) FROM booked_rooms b WHERE b.reservation_id = r.id));
  FOR lacking IN
    SELECT d.room_type_id, array_agg(d.night ORDER BY d.night) AS nights, array_agg(d.more ORDER BY d.night) AS more, max(d.allotment) AS allotment
      FROM nights_of_change(r.id) d WHERE d.more > 0 GROUP BY 1 ORDER BY 1
  LOOP
    IF NOT take_more(lacking.room_type_id, lacking.nights, lacking.more, lacking.allotment) THEN
      RAISE EXCEPTION 'the nights are taken' USING ERRCODE = 'SG001';
    END IF;
    PERFORM tell_nights(lacking.room_type_id, lacking.nights, p_trace);
  END LOOP;
  UPDATE reservations x SET status = 'MODIFYING', attempt = coalesce((p ->> 'attempt')::int, x.attempt), due_at = (p ->> 'dueAt')::timestamptz, tries = 0
    WHERE x.id = r.id;
  PERFORM log_step(r.id, at, 'MODIFYING', 'CHANGE_BEGUN', p -> 'detail');
  RETURN QUERY SELECT 'BEGUN', r.id, p ->> 'inputHash';
END $$;
--> statement-breakpoint

DROP FUNCTION end_change(uuid, int, boolean, timestamptz, jsonb, jsonb, jsonb, jsonb);
--> statement-breakpoint

-- Ends a change: applied, what it needed more is sold and what it needs no longer is free; abandoned, what it held is free again.
CREATE FUNCTION end_change(p_id uuid, p_n int, p_applied boolean, p_now timestamptz, p_detail jsonb, p_changes jsonb, p_refunds jsonb, p_jobs jsonb, p_trace jsonb)
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
      total = c.total, pay_now = c.pay_now, revision = revision + 1 WHERE id = p_id;
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
    PERFORM log_step(p_id, p_now, 'CONFIRMED', 'CHANGE_ABANDONED', '{}');
  END IF;
  UPDATE reservations SET status = 'CONFIRMED', owed = p_changes ->> 'owed', due_at = (p_changes ->> 'dueAt')::timestamptz, tries = 0 WHERE id = p_id;
  UPDATE stay_changes SET state = CASE WHEN p_applied THEN 'APPLIED' ELSE 'ABANDONED' END, failure = p_changes -> 'failure',
    payment_method_id = NULL, return_url = NULL, redirect_url = NULL WHERE reservation_id = p_id AND n = p_n;
  RETURN true;
END $$;
