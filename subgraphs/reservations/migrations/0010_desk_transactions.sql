-- The transactions of a hotel's desk. The order of locks goes on: the reservation, then rooms by id, then nights by room
-- type and date. SG002: a room is not free; SG003: guests are in the way; SG004: no room is free. Then nothing is written.

CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
-- Nobody shares a night of a room: not two clerks, not two processes, not a program of tomorrow.
ALTER TABLE room_stays ADD CONSTRAINT one_at_a_time
  EXCLUDE USING gist (room_id WITH =, daterange(from_night, to_night) WITH &&);
--> statement-breakpoint

-- A closed night sells nothing more: what a guest gives back is not on sale again.
CREATE FUNCTION keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.allotment := NEW.held + NEW.sold;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_closed BEFORE UPDATE ON room_night
  FOR EACH ROW WHEN (NEW.closed AND NEW.allotment > NEW.held + NEW.sold) EXECUTE FUNCTION keep_closed();
--> statement-breakpoint

-- Makes the rows of nights that nobody touched yet, and locks all of them in order of date.
CREATE FUNCTION lock_nights(p_room_type text, p_nights date[], p_default int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO room_night (room_type_id, night, allotment)
    SELECT p_room_type, wanted, p_default FROM unnest(p_nights) wanted ORDER BY wanted ON CONFLICT DO NOTHING;
  PERFORM 1 FROM room_night n WHERE n.room_type_id = p_room_type AND n.night = ANY (p_nights) ORDER BY n.night FOR UPDATE;
END $$;
--> statement-breakpoint

-- What the desk decides for nights: how many rooms, on sale or not (null: as it was). Answers the nights of which more is
-- held and sold than that; then none is changed.
CREATE FUNCTION plan_nights(p_room_type text, p_nights date[], p_default int, p_planned int, p_closed boolean, p_trace jsonb)
RETURNS TABLE (night date, allotment int, taken int) LANGUAGE plpgsql AS $$
DECLARE
  changed date[];
BEGIN
  PERFORM lock_nights(p_room_type, p_nights, p_default);
  RETURN QUERY SELECT n.night, greatest(p_planned - n.out_of_order, 0), n.held + n.sold FROM room_night n
    WHERE p_planned IS NOT NULL AND n.room_type_id = p_room_type AND n.night = ANY (p_nights)
      AND n.held + n.sold > greatest(p_planned - n.out_of_order, 0) ORDER BY 1;
  IF FOUND THEN RETURN; END IF;
  WITH planned AS (
    UPDATE room_night n SET planned = coalesce(p_planned, n.planned, n.allotment), closed = coalesce(p_closed, n.closed),
        allotment = CASE WHEN coalesce(p_closed, n.closed) THEN n.held + n.sold
          ELSE greatest(coalesce(p_planned, n.planned, n.allotment) - n.out_of_order, 0) END
      WHERE n.room_type_id = p_room_type AND n.night = ANY (p_nights)
        AND (p_planned IS NOT NULL AND n.planned IS DISTINCT FROM p_planned OR p_closed IS NOT NULL AND n.closed <> p_closed)
      RETURNING n.night)
  SELECT array_agg(p.night) INTO changed FROM planned p;
  IF changed IS NOT NULL THEN PERFORM tell_nights(p_room_type, changed, p_trace); END IF;
END $$;
--> statement-breakpoint

-- One room more (or, below zero, fewer) of a type cannot be slept in.
CREATE FUNCTION shift_out_of_order(p_room_type text, p_from date, p_to date, p_by int, p_default int, p_trace jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  nights date[] := ARRAY(SELECT p_from + n FROM generate_series(0, p_to - p_from - 1) n);
BEGIN
  IF p_to <= p_from THEN RETURN; END IF;
  PERFORM lock_nights(p_room_type, nights, p_default);
  IF p_by > 0 AND EXISTS (SELECT FROM room_night n WHERE n.room_type_id = p_room_type AND n.night = ANY (nights)
      AND n.held + n.sold > greatest(coalesce(n.planned, n.allotment) - n.out_of_order - p_by, 0)) THEN
    RAISE EXCEPTION 'guests are in the way' USING ERRCODE = 'SG003';
  END IF;
  UPDATE room_night n SET planned = coalesce(n.planned, n.allotment), out_of_order = n.out_of_order + p_by,
      allotment = CASE WHEN n.closed THEN n.held + n.sold ELSE greatest(coalesce(n.planned, n.allotment) - n.out_of_order - p_by, 0) END
    WHERE n.room_type_id = p_room_type AND n.night = ANY (nights);
  PERFORM tell_nights(p_room_type, nights, p_trace);
END $$;
--> statement-breakpoint

CREATE FUNCTION set_out_of_order(p_room uuid, p_from date, p_to date, p_reason text, p_default int, p_now timestamptz, p_by text, p_trace jsonb) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  room hotel_rooms;
  made uuid;
BEGIN
  SELECT * INTO room FROM hotel_rooms WHERE id = p_room FOR UPDATE;
  SELECT s.id INTO made FROM room_stays s
    WHERE s.room_id = p_room AND s.kind = 'OUT_OF_ORDER' AND s.from_night = p_from AND s.to_night = p_to AND s.ended_at IS NULL;
  IF FOUND THEN RETURN made; END IF; -- said before
  BEGIN
    INSERT INTO room_stays (room_id, kind, reason, from_night, to_night, begun_at, begun_by)
      VALUES (p_room, 'OUT_OF_ORDER', p_reason, p_from, p_to, p_now, p_by) RETURNING id INTO made;
  EXCEPTION WHEN exclusion_violation THEN
    RAISE EXCEPTION 'the room is not free' USING ERRCODE = 'SG002';
  END;
  PERFORM shift_out_of_order(room.room_type_id, p_from, p_to, 1, p_default, p_trace);
  RETURN made;
END $$;
--> statement-breakpoint

-- The room can be slept in again from `p_today` on. False: it was before.
CREATE FUNCTION end_out_of_order(p_id uuid, p_today date, p_default int, p_now timestamptz, p_trace jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  s room_stays;
  room hotel_rooms;
BEGIN
  SELECT h.* INTO room FROM hotel_rooms h WHERE h.id = (SELECT room_id FROM room_stays WHERE id = p_id) FOR UPDATE;
  SELECT * INTO s FROM room_stays WHERE id = p_id AND kind = 'OUT_OF_ORDER' AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE room_stays SET ended_at = p_now, to_night = least(s.to_night, greatest(s.from_night, p_today)) WHERE id = p_id;
  PERFORM shift_out_of_order(room.room_type_id, greatest(s.from_night, p_today), s.to_night, -1, p_default, p_trace);
  RETURN true;
END $$;
--> statement-breakpoint

-- Whether guests may be sent to a room: nobody has it on these nights, and nobody who should have left is still there.
CREATE FUNCTION is_free(p_room uuid, p_from date, p_to date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM room_stays WHERE room_id = p_room
    AND (daterange(from_night, to_night) && daterange(p_from, p_to) OR kind = 'GUEST' AND ended_at IS NULL AND to_night <= p_from))
$$;
--> statement-breakpoint

-- Gives a booked room the door that was asked for. The constraint decides; a guest who has not left yet it cannot know.
CREATE FUNCTION give_room(p_id uuid, p_n int, p_room_type text, p_room uuid, p_from date, p_to date, p_now timestamptz, p_by text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  door text;
BEGIN
  SELECT h.number INTO door FROM hotel_rooms h JOIN reservations r ON r.id = p_id AND r.hotel_id = h.hotel_id
    WHERE h.id = p_room AND h.room_type_id = p_room_type
      AND NOT EXISTS (SELECT FROM room_stays s WHERE s.room_id = h.id AND s.kind = 'GUEST' AND s.ended_at IS NULL AND s.to_night <= p_from);
  IF NOT FOUND THEN RAISE EXCEPTION 'the room is not free' USING ERRCODE = 'SG002'; END IF;
  INSERT INTO room_stays (room_id, kind, reservation_id, n, from_night, to_night, begun_at, begun_by)
    VALUES (p_room, 'GUEST', p_id, p_n, p_from, p_to, p_now, p_by);
  RETURN door;
EXCEPTION WHEN exclusion_violation THEN
  RAISE EXCEPTION 'the room is not free' USING ERRCODE = 'SG002';
END $$;
--> statement-breakpoint

-- The guests are here: each booked room gets the door that was asked for, or a free one of its kind, all of them or none.
CREATE FUNCTION check_in(p_id uuid, p_asked jsonb, p_from date, p_now timestamptz, p_by text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  booked record;
  door uuid;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  IF r.status <> 'CONFIRMED' THEN RETURN 'ELSEWHERE'; END IF;
  PERFORM 1 FROM hotel_rooms WHERE id IN (SELECT (asked ->> 'roomId')::uuid FROM jsonb_array_elements(p_asked) asked) ORDER BY id FOR UPDATE;
  FOR booked IN
    SELECT b.n, b.room_type_id, (asked ->> 'roomId')::uuid AS room FROM booked_rooms b
      LEFT JOIN jsonb_array_elements(p_asked) asked ON (asked ->> 'n')::int = b.n
      WHERE b.reservation_id = p_id AND b.state = 'BOOKED' ORDER BY asked IS NULL, b.n
  LOOP
    door := booked.room;
    IF door IS NULL THEN
      -- A door that somebody else is just giving away is passed over, so that no two clerks wait for each other.
      SELECT h.id INTO door FROM hotel_rooms h
        WHERE h.hotel_id = r.hotel_id AND h.room_type_id = booked.room_type_id AND is_free(h.id, p_from, r.check_out)
        ORDER BY length(h.number), h.number LIMIT 1 FOR UPDATE SKIP LOCKED;
      IF NOT FOUND THEN
        IF EXISTS (SELECT FROM hotel_rooms h WHERE h.hotel_id = r.hotel_id AND h.room_type_id = booked.room_type_id AND is_free(h.id, p_from, r.check_out)) THEN
          RAISE EXCEPTION 'the last free room is being given away' USING ERRCODE = '40001'; -- look again
        END IF;
        RAISE EXCEPTION 'no room is free' USING ERRCODE = 'SG004';
      END IF;
    END IF;
    BEGIN
      PERFORM give_room(p_id, booked.n, booked.room_type_id, door, p_from, r.check_out, p_now, p_by);
    EXCEPTION WHEN SQLSTATE 'SG002' THEN
      IF booked.room IS NULL THEN RAISE EXCEPTION 'the room was given away a moment ago' USING ERRCODE = '40001'; END IF;
      RAISE;
    END;
  END LOOP;
  UPDATE reservations SET status = 'CHECKED_IN' WHERE id = p_id;
  PERFORM log_step(p_id, p_now, 'CHECKED_IN', 'CHECKED_IN', jsonb_build_object('rooms', (
    SELECT string_agg(h.number, ', ' ORDER BY s.n) FROM room_stays s JOIN hotel_rooms h ON h.id = s.room_id WHERE s.reservation_id = p_id AND s.ended_at IS NULL)));
  RETURN 'CHECKED_IN';
END $$;
--> statement-breakpoint

CREATE FUNCTION move_room(p_id uuid, p_n int, p_room uuid, p_today date, p_now timestamptz, p_by text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  was room_stays;
  from_here date;
  door text;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  IF r.status <> 'CHECKED_IN' THEN RETURN 'ELSEWHERE'; END IF;
  SELECT * INTO was FROM room_stays WHERE reservation_id = p_id AND n = p_n AND ended_at IS NULL;
  IF NOT FOUND THEN RETURN 'ELSEWHERE'; END IF;
  IF was.room_id = p_room THEN RETURN 'MOVED'; END IF;
  PERFORM 1 FROM hotel_rooms WHERE id IN (p_room, was.room_id) ORDER BY id FOR UPDATE;
  from_here := greatest(was.from_night, least(p_today, was.to_night));
  UPDATE room_stays SET ended_at = p_now, to_night = from_here WHERE id = was.id;
  door := give_room(p_id, p_n, (SELECT b.room_type_id FROM booked_rooms b WHERE b.reservation_id = p_id AND b.n = p_n), p_room,
    from_here, was.to_night, p_now, p_by);
  PERFORM log_step(p_id, p_now, 'CHECKED_IN', 'ROOM_MOVED', jsonb_build_object('rooms', door));
  RETURN 'MOVED';
END $$;
--> statement-breakpoint

-- The guests left: their doors are free from `p_today` on. The nights they paid for stay sold.
CREATE FUNCTION check_out(p_id uuid, p_today date, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reservations SET status = 'CHECKED_OUT' WHERE id = p_id AND status = 'CHECKED_IN';
  IF NOT FOUND THEN RETURN 'ELSEWHERE'; END IF;
  UPDATE room_stays SET ended_at = p_now, to_night = least(to_night, greatest(from_night, p_today)) WHERE reservation_id = p_id AND ended_at IS NULL;
  PERFORM log_step(p_id, p_now, 'CHECKED_OUT', 'CHECKED_OUT', '{}');
  RETURN 'CHECKED_OUT';
END $$;
--> statement-breakpoint

-- The guests did not come: what goes back is fixed now and planned before the bank is asked, as with a cancellation; the
-- nights from `p_freed_from` on are free.
CREATE FUNCTION mark_no_show(p_id uuid, p_revision int, p_freed_from date, p_now timestamptz, p_by text, p_changes jsonb, p_detail jsonb, p_refunds jsonb, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  rooms rooms_of_type[];
  back boolean := jsonb_array_length(p_refunds) > 0;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id AND status = 'CONFIRMED' AND revision = p_revision AND owed IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO no_shows (reservation_id, marked_at, marked_by, freed_from, refund, fee)
    VALUES (p_id, p_now, p_by, p_freed_from, (p_changes ->> 'refund')::bigint, (p_changes ->> 'fee')::bigint);
  INSERT INTO refunds (reservation_id, n, payment_id, amount, reason)
    SELECT p_id, (planned ->> 'n')::int, planned ->> 'paymentId', (planned ->> 'amount')::bigint, 'did not arrive'
    FROM jsonb_array_elements(p_refunds) planned;
  UPDATE reservations SET status = 'NO_SHOW', owed = CASE WHEN back THEN 'REFUND' END,
      due_at = CASE WHEN back THEN (p_changes ->> 'dueAt')::timestamptz END, tries = 0 WHERE id = p_id;
  PERFORM log_step(p_id, p_now, 'NO_SHOW', 'NO_SHOW', p_detail);
  IF p_freed_from < r.check_out THEN
    rooms := rooms_of(p_id, 'BOOKED');
    PERFORM turn_rooms(rooms, p_freed_from, r.check_out, 0, -1);
    PERFORM tell_rooms(rooms, p_freed_from, r.check_out, p_trace);
  END IF;
  RETURN true;
END $$;
