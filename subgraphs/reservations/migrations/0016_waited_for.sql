-- As before; and rooms that pass from a waiting list to the booking of its guest are held already: their nights are only
-- locked, not counted again. What it gives back of its own was never free.
CREATE OR REPLACE FUNCTION take_rooms(p_wanted rooms_of_type[], p_from date, p_to date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wanted rooms_of_type;
  taken rooms_of_type;
  was boolean := coalesce(current_setting('staygraph.dealing', true), '') = 'on';
BEGIN
  IF current_setting('staygraph.passing', true) = 'on' THEN
    PERFORM turn_rooms(p_wanted, p_from, p_to, 0, 0);
    RETURN true;
  END IF;
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

-- As hold_room, of rooms that are held for an entry: they pass to the reservation, and are counted throughout. OVER: they are not held for it (any more).
CREATE OR REPLACE FUNCTION hold_waiting_room(p_entry uuid, p jsonb, p_offer text, p_trace jsonb)
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
  PERFORM set_config('staygraph.passing', 'on', true);
  SELECT * INTO held FROM hold_room(p, p_offer, p_trace);
  PERFORM set_config('staygraph.passing', 'off', true);
  IF held.outcome = 'HELD' THEN
    UPDATE waiting_entries w SET state = 'BOOKING', reservation_id = held.id, due_at = (p ->> 'now')::timestamptz WHERE w.id = p_entry;
    PERFORM log_step(held.id, (p ->> 'now')::timestamptz, 'AWAITING_PAYMENT', 'WAITED_FOR',
      jsonb_build_object('since', to_char(e.joined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  END IF;
  RETURN QUERY SELECT held.outcome, held.id, held.hash;
END $$;
