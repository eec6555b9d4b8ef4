-- Calls that want the same nights at the same moment, in one transaction (database/group-commit.ts): the nights are locked
-- and the log is flushed once for all. What locks are taken together are taken in one order, as everywhere: first what
-- each call has for itself (keys, reservations), sorted, then the nights, which are the same for all of a group.

-- The first half of `hold_room`. Null: the key is new, and now taken for p_made.
CREATE FUNCTION claim_booking_key(p jsonb, p_made uuid, OUT known_id uuid, OUT hash text) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('bookRoom', p ->> 'scope', p ->> 'key', p ->> 'inputHash', p_made, (p ->> 'now')::timestamptz) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT k.reservation_id, k.input_hash INTO known_id, hash FROM idempotency_keys k
      WHERE k.operation = 'bookRoom' AND k.scope = p ->> 'scope' AND k.key = p ->> 'key';
  END IF;
END $$;
--> statement-breakpoint

-- The second half. False: the nights are taken, and the key is given back.
CREATE FUNCTION hold_claimed(p jsonb, made uuid, p_offer text, p_trace jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  arrives date := p ->> 'checkIn';
  leaves date := p ->> 'checkOut';
  own boolean := p ->> 'supplierCode' IS NULL;
  at timestamptz := p ->> 'now';
  wanted rooms_of_type[];
BEGIN
  IF own THEN
    wanted := ARRAY(SELECT ROW(w."roomTypeId", count(*), max(w.allotment))::rooms_of_type
      FROM jsonb_to_recordset(p -> 'rooms') AS w("roomTypeId" text, allotment int) GROUP BY w."roomTypeId" ORDER BY w."roomTypeId");
    IF NOT take_rooms(wanted, arrives, leaves) THEN
      DELETE FROM idempotency_keys k WHERE k.operation = 'bookRoom' AND k.scope = p ->> 'scope' AND k.key = p ->> 'key';
      RETURN false;
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
  RETURN true;
END $$;
--> statement-breakpoint

-- The first transaction: the idempotency key (first, so that a twin of this request waits there with nothing in its
-- hands), the nights, the reservation with its rooms, and word that its payment is about to be asked for. KNOWN: the key
-- was used before. TAKEN: nothing was written.
CREATE OR REPLACE FUNCTION hold_room(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  made uuid := uuidv7();
BEGIN
  SELECT c.known_id, c.hash INTO id, hash FROM claim_booking_key(p, made) c;
  IF id IS NOT NULL THEN
    outcome := 'KNOWN';
  ELSIF hold_claimed(p, made, p_offer, p_trace) THEN
    outcome := 'HELD';
    id := made;
    hash := p ->> 'inputHash';
  ELSE
    outcome := 'TAKEN';
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint

-- As `hold_room_and_read`, of several that want the same nights: the n-th row answers the n-th.
CREATE FUNCTION hold_rooms_together(p_asked jsonb[], p_offers text[], p_traces jsonb[])
RETURNS TABLE (n int, outcome text, known_id uuid, hash text, held reservations) LANGUAGE plpgsql AS $$
DECLARE
  made uuid[] := ARRAY(SELECT uuidv7() FROM generate_subscripts(p_asked, 1));
  knowns uuid[] := array_fill(NULL::uuid, ARRAY[cardinality(p_asked)]);
  hashes text[] := array_fill(NULL::text, ARRAY[cardinality(p_asked)]);
BEGIN
  FOR n IN SELECT a.n FROM unnest(p_asked) WITH ORDINALITY a(p, n) ORDER BY a.p ->> 'scope', a.p ->> 'key' LOOP
    SELECT c.known_id, c.hash INTO known_id, hash FROM claim_booking_key(p_asked[n], made[n]) c;
    knowns[n] := known_id;
    hashes[n] := hash;
    IF known_id = ANY (made) THEN -- what becomes of it is not known yet: each by itself
      RAISE EXCEPTION 'one key twice in a group' USING ERRCODE = 'serialization_failure';
    END IF;
  END LOOP;
  FOR i IN 1 .. cardinality(p_asked) LOOP
    n := i;
    known_id := knowns[i];
    hash := hashes[i];
    held := NULL;
    IF known_id IS NOT NULL THEN
      outcome := 'KNOWN';
    ELSIF hold_claimed(p_asked[i], made[i], p_offers[i], p_traces[i]) THEN
      outcome := 'HELD';
      known_id := made[i];
      hash := p_asked[i] ->> 'inputHash';
      SELECT * INTO held FROM reservations r WHERE r.id = known_id;
    ELSE
      outcome := 'TAKEN';
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
--> statement-breakpoint

-- As `confirm_reservation_and_read`, of several with the same nights: the n-th row answers the n-th.
CREATE FUNCTION confirm_reservations_together(p_ids uuid[], p_payment_ids text[], p_nows timestamptz[], p_steps text[], p_details jsonb[], p_jobs jsonb[], p_traces jsonb[])
RETURNS TABLE (n int, outcome text, confirmed reservations) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM reservations r WHERE r.id = ANY (p_ids) ORDER BY r.id FOR UPDATE;
  FOR i IN 1 .. cardinality(p_ids) LOOP
    n := i;
    outcome := confirm_reservation(p_ids[i], p_payment_ids[i], p_nows[i], p_steps[i], p_details[i], p_jobs[i], p_traces[i]);
    confirmed := NULL;
    IF outcome = 'CONFIRMED' THEN SELECT * INTO confirmed FROM reservations r WHERE r.id = p_ids[i]; END IF;
    RETURN NEXT;
  END LOOP;
END $$;
