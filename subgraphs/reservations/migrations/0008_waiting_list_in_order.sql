-- The waiting list of sold-out stays. Rooms that are freed while somebody waits for them are never back on sale: the very
-- statement that frees them keeps them (still counted as held), so that no passer-by is quicker, and a transaction of its
-- own deals them out right after, in the order in which people joined. It locks in the order of all: entries (of one
-- hotel at a time, after that hotel's list), then nights by room type and date; freeing need not lock what it has not
-- freed. `p_now` is the caller's clock.

-- Whatever makes rooms free passes here, whoever sends it: the end of a hold, a cancellation, a change, a failed
-- payment, a raised allotment.
CREATE FUNCTION keep_for_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  freed int := (NEW.allotment - NEW.held - NEW.sold) - (OLD.allotment - OLD.held - OLD.sold);
  hotel text;
BEGIN
  IF current_setting('staygraph.dealing', true) = 'on' THEN RETURN NEW; END IF;
  -- Somebody could not have the night as it was.
  SELECT e.hotel_id INTO hotel FROM waiting_rooms w JOIN waiting_entries e ON e.id = w.entry_id
    WHERE w.room_type_id = NEW.room_type_id AND e.check_in <= NEW.night AND NEW.night < e.check_out
      AND e.state IN ('WAITING', 'BOOKING') AND w.rooms > OLD.allotment - OLD.held - OLD.sold LIMIT 1;
  IF hotel IS NULL THEN RETURN NEW; END IF;
  INSERT INTO waiting_kept (room_type_id, night, hotel_id, rooms) VALUES (NEW.room_type_id, NEW.night, hotel, freed)
    ON CONFLICT (room_type_id, night) DO UPDATE SET rooms = waiting_kept.rooms + EXCLUDED.rooms;
  NEW.held := NEW.held + freed;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_for_waiting BEFORE UPDATE ON room_night FOR EACH ROW
  WHEN (NEW.allotment - NEW.held - NEW.sold > OLD.allotment - OLD.held - OLD.sold) EXECUTE FUNCTION keep_for_waiting();
--> statement-breakpoint

-- Within a transaction that gives and takes nights on behalf of the list, nothing it frees is kept anew.
CREATE FUNCTION dealing(p_on boolean) RETURNS void LANGUAGE sql AS $$
  SELECT set_config('staygraph.dealing', CASE WHEN p_on THEN 'on' ELSE 'off' END, true)
$$;
--> statement-breakpoint

-- As before; and what it gives back of its own was never free.
CREATE OR REPLACE FUNCTION take_rooms(p_wanted rooms_of_type[], p_from date, p_to date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wanted rooms_of_type;
  taken rooms_of_type;
  was boolean := coalesce(current_setting('staygraph.dealing', true), '') = 'on';
BEGIN
  FOREACH wanted IN ARRAY p_wanted LOOP
    CONTINUE WHEN take_nights(wanted.room_type_id, p_from, p_to, wanted.rooms, wanted.allotment);
    PERFORM dealing(true);
    FOREACH taken IN ARRAY p_wanted LOOP -- our own locks: nobody saw them taken
      EXIT WHEN taken.room_type_id = wanted.room_type_id;
      PERFORM turn_nights(taken.room_type_id, p_from, p_to, -taken.rooms, 0);
    END LOOP;
    PERFORM dealing(was);
    RETURN false;
  END LOOP;
  RETURN true;
END $$;
--> statement-breakpoint

CREATE FUNCTION lock_waiting_list(p_hotel text, p_alone boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_alone THEN PERFORM pg_advisory_xact_lock(hashtextextended('waiting list of ' || p_hotel, 0));
  ELSE PERFORM pg_advisory_xact_lock_shared(hashtextextended('waiting list of ' || p_hotel, 0)); END IF;
END $$;
--> statement-breakpoint

-- Whether all rooms of an entry are free on all its nights. A night without a row has its whole allotment.
CREATE FUNCTION fits_waiting(p_entry waiting_entries) RETURNS boolean LANGUAGE sql AS $$
  SELECT NOT EXISTS (
    SELECT FROM waiting_rooms w CROSS JOIN generate_series(0, (p_entry).check_out - (p_entry).check_in - 1) day
      LEFT JOIN room_night n ON n.room_type_id = w.room_type_id AND n.night = (p_entry).check_in + day
      WHERE w.entry_id = (p_entry).id AND w.rooms > coalesce(n.allotment - n.held - n.sold, w.allotment))
$$;
--> statement-breakpoint

-- Gives the nights held for an entry back (-1), or takes them again (1), type by type.
CREATE FUNCTION turn_waiting(p_entry waiting_entries, p_rooms int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT room_type_id, rooms FROM waiting_rooms WHERE entry_id = p_entry.id ORDER BY room_type_id LOOP
    PERFORM turn_nights(wanted.room_type_id, p_entry.check_in, p_entry.check_out, p_rooms * wanted.rooms, 0);
  END LOOP;
END $$;
--> statement-breakpoint

-- The mail of an entry, promised once for each `p_what`: an entry goes through each state once.
CREATE FUNCTION tell_waiting(p_notice jsonb, p_what text, p_until timestamptz, p_trace jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (job, payload, trace) VALUES ('tell-waiting-guest', p_notice || jsonb_build_object('what', p_what,
    'until', to_char(p_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')), p_trace)
$$;
--> statement-breakpoint

-- JOINED; KNOWN: the key was used before; ALREADY: the address waits for this stay; FREE: the rooms can be booked now, and
-- nothing was written. The nights are locked while it looks: rooms are freed before (it sees them) or after (the entry is seen).
CREATE FUNCTION join_waiting_list(p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  made waiting_entries;
BEGIN
  PERFORM lock_waiting_list(p ->> 'hotelId', false);
  INSERT INTO waiting_entries (id, hotel_id, check_in, check_out, state, offer, guest_given_name, guest_family_name, guest_email,
      scope, key, input_hash, notice, joined_at, closes_at, due_at)
    VALUES ((p ->> 'id')::uuid, p ->> 'hotelId', (p ->> 'checkIn')::date, (p ->> 'checkOut')::date, 'WAITING', p_offer,
      p ->> 'givenName', p ->> 'familyName', p ->> 'email', p ->> 'scope', p ->> 'key', p ->> 'inputHash', p -> 'notice',
      (p ->> 'now')::timestamptz, (p ->> 'closesAt')::timestamptz, (p ->> 'closesAt')::timestamptz)
    ON CONFLICT DO NOTHING RETURNING * INTO made;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', e.id, e.input_hash FROM waiting_entries e WHERE e.scope = p ->> 'scope' AND e.key = p ->> 'key';
    IF NOT FOUND THEN RETURN QUERY SELECT 'ALREADY', NULL::uuid, NULL::text; END IF;
    RETURN;
  END IF;
  INSERT INTO waiting_rooms (entry_id, room_type_id, rooms, allotment)
    SELECT made.id, w."roomTypeId", w.rooms, w.allotment FROM jsonb_to_recordset(p -> 'rooms') AS w("roomTypeId" text, rooms int, allotment int);
  PERFORM 1 FROM room_night n JOIN waiting_rooms w ON w.entry_id = made.id AND w.room_type_id = n.room_type_id
    WHERE n.night >= made.check_in AND n.night < made.check_out ORDER BY n.room_type_id, n.night FOR SHARE OF n;
  IF fits_waiting(made) THEN
    DELETE FROM waiting_rooms w WHERE w.entry_id = made.id;
    DELETE FROM waiting_entries e WHERE e.id = made.id;
    RETURN QUERY SELECT 'FREE', NULL::uuid, NULL::text;
    RETURN;
  END IF;
  PERFORM tell_waiting(made.notice, 'JOINED', NULL, p_trace);
  RETURN QUERY SELECT 'JOINED', made.id, made.input_hash;
END $$;
--> statement-breakpoint

-- The end of an entry. What was held for it goes to the next in line, or back on sale. Who it was is forgotten.
CREATE FUNCTION end_waiting(p_entry waiting_entries, p_to text, p_now timestamptz, p_trace jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_entry.state = 'OFFERED' THEN
    PERFORM turn_waiting(p_entry, -1);
    PERFORM tell_availability(w.room_type_id, p_entry.check_in, p_entry.check_out, p_trace)
      FROM (SELECT room_type_id FROM waiting_rooms WHERE entry_id = p_entry.id ORDER BY room_type_id) w;
  END IF;
  DELETE FROM waiting_rooms WHERE entry_id = p_entry.id;
  UPDATE waiting_entries SET state = p_to, ended_at = p_now, due_at = NULL,
    guest_given_name = NULL, guest_family_name = NULL, guest_email = NULL, notice = NULL WHERE id = p_entry.id;
END $$;
--> statement-breakpoint

CREATE FUNCTION leave_waiting_list(p_id uuid, p_now timestamptz, p_trace jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  e waiting_entries;
BEGIN
  SELECT * INTO e FROM waiting_entries WHERE id = p_id AND state IN ('WAITING', 'OFFERED') FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM end_waiting(e, 'LEFT', p_now, p_trace);
  RETURN true;
END $$;
--> statement-breakpoint

-- What time has made of an entry. Answers the hotel whose list is to be dealt for it; null: nothing more is to be done.
CREATE FUNCTION settle_waiting(p_id uuid, p_now timestamptz, p_trace jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  e waiting_entries;
  booked reservation_status;
BEGIN
  SELECT * INTO e FROM waiting_entries WHERE id = p_id AND due_at <= p_now FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  CASE e.state
    WHEN 'WAITING' THEN PERFORM end_waiting(e, 'CLOSED', p_now, p_trace);
    WHEN 'OFFERED' THEN PERFORM end_waiting(e, 'MISSED', p_now, p_trace);
    ELSE
      SELECT status INTO booked FROM reservations WHERE id = e.reservation_id;
      IF booked IN ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN') THEN
        UPDATE waiting_entries SET due_at = p_now + interval '5 seconds' WHERE id = p_id;
      ELSIF booked IN ('EXPIRED', 'FAILED') THEN
        UPDATE waiting_entries SET due_at = p_now + interval '5 seconds' WHERE id = p_id;
        RETURN e.hotel_id;
      ELSE
        PERFORM end_waiting(e, 'BOOKED', p_now, p_trace);
      END IF;
  END CASE;
  RETURN NULL;
END $$;
--> statement-breakpoint

-- Deals the kept rooms of a hotel out: in the order of joining, each entry all it waits for or nothing; then what fits
-- nobody is on sale again. A guest whose card was declined in time has the rooms back before all others. Answers how
-- many were offered theirs. `p_minutes`: how long rooms are held; less as the list's closing comes near, a quarter of
-- an hour at least.
CREATE FUNCTION deal_rooms(p_hotel text, p_now timestamptz, p_minutes int, p_trace jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  in_line uuid[];
  kept jsonb;
  of_type record;
  e waiting_entries;
  until timestamptz;
  offered int := 0;
BEGIN
  PERFORM lock_waiting_list(p_hotel, true);
  SELECT jsonb_agg(jsonb_build_object('type', room_type_id, 'night', night)) INTO kept FROM waiting_kept WHERE hotel_id = p_hotel;
  kept := coalesce(kept, '[]');
  SELECT array_agg(x.id ORDER BY x.state = 'BOOKING' DESC, x.n) INTO in_line FROM (
    SELECT w.id, w.state, w.n FROM waiting_entries w
      WHERE w.hotel_id = p_hotel AND w.ended_at IS NULL
        AND (w.state = 'WAITING' AND w.closes_at > p_now AND EXISTS (
              SELECT FROM waiting_rooms r JOIN waiting_kept k ON k.room_type_id = r.room_type_id AND k.night >= w.check_in AND k.night < w.check_out
                WHERE r.entry_id = w.id)
          OR w.state = 'BOOKING' AND EXISTS (SELECT FROM reservations r WHERE r.id = w.reservation_id AND r.status IN ('EXPIRED', 'FAILED')))
      ORDER BY w.id FOR UPDATE) x;
  in_line := coalesce(in_line, '{}');
  IF kept = '[]' AND in_line = '{}' THEN RETURN 0; END IF;

  -- Type by type, as take_nights does: the missing rows are made, then all are locked in order of night.
  FOR of_type IN
    SELECT t.room_type_id, max(t.allotment) AS allotment, array_agg(DISTINCT t.night ORDER BY t.night) AS nights FROM (
      SELECT r.room_type_id, r.allotment, w.check_in + day AS night FROM waiting_entries w JOIN waiting_rooms r ON r.entry_id = w.id
        CROSS JOIN LATERAL generate_series(0, w.check_out - w.check_in - 1) day WHERE w.id = ANY (in_line)
      UNION ALL
      SELECT k.type, 0, k.night FROM jsonb_to_recordset(kept) AS k(type text, night date)) t
    GROUP BY 1 ORDER BY 1
  LOOP
    INSERT INTO room_night (room_type_id, night, allotment)
      SELECT of_type.room_type_id, night, of_type.allotment FROM unnest(of_type.nights) night ORDER BY night ON CONFLICT DO NOTHING;
    PERFORM 1 FROM room_night WHERE room_type_id = of_type.room_type_id AND night = ANY (of_type.nights) ORDER BY night FOR UPDATE;
  END LOOP;

  PERFORM dealing(true);
  WITH given AS (
    DELETE FROM waiting_kept k USING jsonb_to_recordset(kept) AS l(type text, night date)
      WHERE k.room_type_id = l.type AND k.night = l.night RETURNING k.room_type_id, k.night, k.rooms)
  UPDATE room_night n SET held = n.held - g.rooms FROM given g WHERE n.room_type_id = g.room_type_id AND n.night = g.night;

  FOR e IN SELECT w.* FROM unnest(in_line) WITH ORDINALITY l(id, place) JOIN waiting_entries w ON w.id = l.id ORDER BY l.place LOOP
    IF e.state = 'BOOKING' AND e.offered_until <= p_now THEN
      PERFORM end_waiting(e, 'MISSED', p_now, p_trace);
    ELSIF fits_waiting(e) THEN
      PERFORM turn_waiting(e, 1);
      until := CASE e.state WHEN 'BOOKING' THEN e.offered_until ELSE least(e.closes_at, p_now + make_interval(mins => p_minutes),
        p_now + greatest(interval '15 minutes', (e.closes_at - p_now) / 10)) END;
      UPDATE waiting_entries SET state = 'OFFERED', offered_until = until, due_at = until, reservation_id = NULL WHERE id = e.id;
      IF e.state = 'WAITING' THEN PERFORM tell_waiting(e.notice, 'ROOM_FREE', until, p_trace); END IF;
      offered := offered + 1;
    ELSIF e.state = 'BOOKING' THEN -- the nights went elsewhere meanwhile: back to its place in the line
      UPDATE waiting_entries SET state = 'WAITING', offered_until = NULL, due_at = closes_at, reservation_id = NULL WHERE id = e.id;
    END IF;
  END LOOP;
  PERFORM dealing(false);

  FOR of_type IN
    SELECT t.type, min(t.night) AS first, max(t.night) + 1 AS last FROM (
      SELECT k.type, k.night FROM jsonb_to_recordset(kept) AS k(type text, night date)
      UNION ALL
      SELECT r.room_type_id, unnest(ARRAY[w.check_in, w.check_out - 1]) FROM waiting_entries w JOIN waiting_rooms r ON r.entry_id = w.id
        WHERE w.id = ANY (in_line) AND w.state = 'OFFERED') t
    GROUP BY 1 ORDER BY 1
  LOOP
    PERFORM tell_availability(of_type.type, of_type.first, of_type.last, p_trace);
  END LOOP;
  RETURN offered;
END $$;
--> statement-breakpoint

-- As hold_room, of rooms that are held for an entry: they pass to the reservation, which needs them to be free for nobody
-- else. OVER: they are not held for it (any more).
CREATE FUNCTION hold_waiting_room(p_entry uuid, p jsonb, p_offer text, p_trace jsonb)
RETURNS TABLE (outcome text, id uuid, hash text) LANGUAGE plpgsql AS $$
DECLARE
  e waiting_entries;
  held record;
BEGIN
  SELECT * INTO e FROM waiting_entries w WHERE w.id = p_entry FOR UPDATE; -- a twin of this request waits here
  RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash FROM idempotency_keys k
    WHERE k.operation = 'bookRoom' AND k.scope = p ->> 'scope' AND k.key = p ->> 'key';
  IF FOUND THEN RETURN; END IF;
  IF e.state IS DISTINCT FROM 'OFFERED' OR e.offered_until <= (p ->> 'now')::timestamptz OR e.offer <> p_offer THEN
    RETURN QUERY SELECT 'OVER', NULL::uuid, NULL::text;
    RETURN;
  END IF;
  PERFORM dealing(true);
  PERFORM turn_waiting(e, -1);
  SELECT * INTO held FROM hold_room(p, p_offer, p_trace);
  IF held.outcome = 'HELD' THEN
    UPDATE waiting_entries w SET state = 'BOOKING', reservation_id = held.id, due_at = (p ->> 'now')::timestamptz WHERE w.id = p_entry;
  ELSE
    PERFORM turn_waiting(e, 1);
  END IF;
  PERFORM dealing(false);
  RETURN QUERY SELECT held.outcome, held.id, held.hash;
END $$;
