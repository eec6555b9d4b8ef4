ALTER TABLE availability_block_next SET (fillfactor = 94);--> statement-breakpoint
ALTER TABLE availability_block_next ALTER COLUMN rooms_left SET STORAGE EXTERNAL;--> statement-breakpoint
INSERT INTO availability_generation (id, number, since) VALUES (1, 0, '0');--> statement-breakpoint

-- Whether whoever looked then saw the generation that answers now. One of a transaction still to come is of another cluster, which was
-- restored here: whatever was looked at since is of it.
CREATE FUNCTION saw_generation(p_then pg_snapshot) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT since >= pg_snapshot_xmax(pg_current_snapshot()) OR pg_visible_in_snapshot(since, p_then)
    FROM availability_generation WHERE id = 1
$$;--> statement-breakpoint

-- As before (0003), with the numbers of the generation that answers.
CREATE OR REPLACE FUNCTION place_rooms(p_city int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('place_rooms'), p_city);
  INSERT INTO availability_chunk (city_id, chunk, room_type_ids)
    SELECT p_city, last.chunk + 1 + room.number, array_agg(room.id ORDER BY room.id)
    FROM (
      SELECT id, (row_number() OVER (ORDER BY id) - 1)::int / 32 AS number
      FROM (
        SELECT room_type.id FROM hotel JOIN room_type ON room_type.id BETWEEN hotel.id * 8 AND hotel.id * 8 + 7
          WHERE hotel.city_id = p_city
        EXCEPT SELECT unnest(room_type_ids) FROM availability_chunk WHERE city_id = p_city
      ) unplaced
    ) room, (
      SELECT greatest(max(chunk), (SELECT (number << 17) - 1 FROM availability_generation WHERE id = 1)) AS chunk
        FROM availability_chunk WHERE city_id = p_city
    ) last
    GROUP BY last.chunk, room.number;
END $$;--> statement-breakpoint

-- As `place_rooms`, in the next generation, for any number of towns.
CREATE FUNCTION place_rooms_next(p_cities int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('place_rooms_next'), city) FROM (SELECT DISTINCT city FROM unnest(p_cities) city ORDER BY 1) town;
  INSERT INTO availability_chunk_next (city_id, chunk, room_type_ids)
    SELECT city_id, coalesce(last.chunk, (SELECT (number + 1 << 17) - 1 FROM availability_generation WHERE id = 1)) + 1 + room.number,
      array_agg(room.id ORDER BY room.id)
    FROM (
      SELECT city_id, id, (row_number() OVER (PARTITION BY city_id ORDER BY id) - 1)::int / 32 AS number
      FROM (
        SELECT hotel.city_id, room_type.id FROM hotel JOIN room_type ON room_type.id BETWEEN hotel.id * 8 AND hotel.id * 8 + 7
          WHERE hotel.city_id = ANY (p_cities)
        EXCEPT SELECT city_id, unnest(room_type_ids) FROM availability_chunk_next WHERE city_id = ANY (p_cities)
      ) unplaced
    ) room LEFT JOIN (
      SELECT city_id, max(chunk) AS chunk FROM availability_chunk_next WHERE city_id = ANY (p_cities) GROUP BY city_id
    ) last USING (city_id)
    GROUP BY city_id, last.chunk, room.number;
END $$;--> statement-breakpoint

-- Writes what was told into the next generation too: those of the nights whose numbers are `p_news`.
CREATE FUNCTION note_next(p_rooms int[], p_nights date[], p_left int[], p_news int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  cells record;
  bytes bytea;
BEGIN
  PERFORM place_rooms_next(ARRAY(
    SELECT DISTINCT hotel.city_id FROM unnest(p_news) number JOIN hotel ON hotel.id = p_rooms[number] >> 3
      WHERE NOT EXISTS (SELECT 1 FROM availability_chunk_next place
        WHERE place.city_id = hotel.city_id AND p_rooms[number] = ANY (place.room_type_ids))));
  FOR cells IN
    SELECT place.city_id, (p_nights[number] - '1970-01-01'::date) / 31 AS block, place.chunk,
        cardinality(place.room_type_ids) AS width,
        array_agg((p_nights[number] - '1970-01-01'::date) % 31 * cardinality(place.room_type_ids)
          + array_position(place.room_type_ids, p_rooms[number]) - 1) AS places,
        array_agg(least(p_left[number], 254)) AS figures
      FROM unnest(p_news) number
      JOIN hotel ON hotel.id = p_rooms[number] >> 3
      JOIN availability_chunk_next place ON place.city_id = hotel.city_id AND p_rooms[number] = ANY (place.room_type_ids)
      GROUP BY place.city_id, block, place.chunk ORDER BY 1, 2, 3
  LOOP
    INSERT INTO availability_block_next (city_id, block, chunk, rooms_left)
      VALUES (cells.city_id, cells.block, cells.chunk, decode(repeat('ff', 31 * cells.width), 'hex'))
      ON CONFLICT DO NOTHING;
    SELECT rooms_left INTO bytes FROM availability_block_next
      WHERE city_id = cells.city_id AND block = cells.block AND chunk = cells.chunk FOR UPDATE;
    FOR number IN 1 .. cardinality(cells.places) LOOP
      bytes := set_byte(bytes, cells.places[number], cells.figures[number]);
    END LOOP;
    UPDATE availability_block_next SET rooms_left = bytes
      WHERE city_id = cells.city_id AND block = cells.block AND chunk = cells.chunk;
  END LOOP;
END $$;--> statement-breakpoint

-- As before (0007); while the next generation is made, into both.
CREATE OR REPLACE FUNCTION note_availability(p_rooms int[], p_nights date[], p_left int[], p_revisions bigint[]) RETURNS int
LANGUAGE plpgsql AS $$
DECLARE
  news int[];
  town int;
  cells record;
  bytes bytea;
BEGIN
  WITH told AS (
    SELECT number::int, told.room, told.night, told.revision
      FROM unnest(p_rooms, p_nights, p_revisions) WITH ORDINALITY told (room, night, revision, number)
      JOIN room_type ON room_type.id = told.room
  ), written AS (
    INSERT INTO availability_told (room_type_id, night, revision) SELECT room, night, revision FROM told ORDER BY room, night
      ON CONFLICT (room_type_id, night) DO UPDATE SET revision = excluded.revision
        WHERE availability_told.revision < excluded.revision
      RETURNING room_type_id, night
  )
  SELECT array_agg(told.number) INTO news FROM told JOIN written ON (written.room_type_id, written.night) = (told.room, told.night);
  IF news IS NULL THEN
    RETURN 0;
  END IF;
  FOR town IN
    SELECT DISTINCT hotel.city_id FROM unnest(news) number JOIN hotel ON hotel.id = p_rooms[number] >> 3
      WHERE NOT EXISTS (SELECT 1 FROM availability_chunk place
        WHERE place.city_id = hotel.city_id AND p_rooms[number] = ANY (place.room_type_ids))
      ORDER BY 1
  LOOP
    PERFORM place_rooms(town);
  END LOOP;
  FOR cells IN
    SELECT place.city_id, (p_nights[number] - '1970-01-01'::date) / 31 AS block, place.chunk,
        cardinality(place.room_type_ids) AS width,
        array_agg((p_nights[number] - '1970-01-01'::date) % 31 * cardinality(place.room_type_ids)
          + array_position(place.room_type_ids, p_rooms[number]) - 1) AS places,
        array_agg(least(p_left[number], 254)) AS figures
      FROM unnest(news) number
      JOIN hotel ON hotel.id = p_rooms[number] >> 3
      JOIN availability_chunk place ON place.city_id = hotel.city_id AND p_rooms[number] = ANY (place.room_type_ids)
      GROUP BY place.city_id, block, place.chunk ORDER BY 1, 2, 3
  LOOP
    INSERT INTO availability_block (city_id, block, chunk, rooms_left)
      VALUES (cells.city_id, cells.block, cells.chunk, decode(repeat('ff', 31 * cells.width), 'hex'))
      ON CONFLICT DO NOTHING;
    SELECT rooms_left INTO bytes FROM availability_block
      WHERE city_id = cells.city_id AND block = cells.block AND chunk = cells.chunk FOR UPDATE;
    FOR number IN 1 .. cardinality(cells.places) LOOP
      bytes := set_byte(bytes, cells.places[number], cells.figures[number]);
    END LOOP;
    UPDATE availability_block SET rooms_left = bytes
      WHERE city_id = cells.city_id AND block = cells.block AND chunk = cells.chunk;
    INSERT INTO availability_change (city_id, block, chunk) VALUES (cells.city_id, cells.block, cells.chunk)
      ON CONFLICT DO NOTHING;
  END LOOP;
  -- Asked only now: `begin_availability` waits for whoever wrote into availability_told before it, and holds up whoever comes after.
  IF EXISTS (SELECT FROM availability_generation WHERE id = 1 AND next_begun_at IS NOT NULL) THEN
    PERFORM note_next(p_rooms, p_nights, p_left, news);
  END IF;
  RETURN cardinality(news);
END $$;--> statement-breakpoint

-- Waits for those who write what was told, and holds up those who come. A vacuum is waited for, or sent away, before anybody is held up.
CREATE FUNCTION hold_up_telling() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('lock_timeout', '3s', true);
  LOCK TABLE availability_told IN SHARE UPDATE EXCLUSIVE MODE;
  PERFORM set_config('lock_timeout', '1s', true);
  LOCK TABLE availability_told IN SHARE ROW EXCLUSIVE MODE;
END $$;--> statement-breakpoint

-- Begins the next generation: from here on all that is told is written into both. Answers where one that was begun before goes on
-- (a town's id). With the owner's rights, as the service may empty no table.
CREATE FUNCTION begin_availability(p_now timestamptz) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  goes_on_after int;
BEGIN
  PERFORM hold_up_telling();
  SELECT next_filled_to INTO goes_on_after FROM availability_generation WHERE id = 1 AND next_begun_at IS NOT NULL;
  IF FOUND THEN RETURN goes_on_after; END IF;
  TRUNCATE availability_chunk_next, availability_block_next;
  ALTER TABLE availability_block_next SET (autovacuum_enabled = false); -- or it would be at it when the tables are exchanged
  UPDATE availability_generation SET next_begun_at = p_now, next_filled_to = 0 WHERE id = 1;
  RETURN 0;
END $$;--> statement-breakpoint

-- Gives the next generation up: what was made of it is dropped.
CREATE FUNCTION abandon_availability() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM hold_up_telling();
  TRUNCATE availability_chunk_next, availability_block_next;
  UPDATE availability_generation SET next_begun_at = NULL, next_filled_to = 0 WHERE id = 1;
END $$;--> statement-breakpoint

-- Writes blocks of some towns into the next generation: of each its keys, and how many of the bytes are its. A night that was told
-- since the beginning stays as it was told.
CREATE FUNCTION fill_availability(p_cities int[], p_blocks int[], p_chunks int[], p_lengths int[], p_bytes bytea, p_filled_to int)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  inserted int;
  told record;
  merged bytea;
BEGIN
  WITH part AS (
    SELECT city, block, chunk, length, sum(length) OVER (ORDER BY number) - length AS start
      FROM unnest(p_cities, p_blocks, p_chunks, p_lengths) WITH ORDINALITY part (city, block, chunk, length, number)
  )
  INSERT INTO availability_block_next (city_id, block, chunk, rooms_left)
    SELECT city, block, chunk, substring(p_bytes FROM start::int + 1 FOR length) FROM part ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS inserted = ROW_COUNT;
  IF inserted < coalesce(cardinality(p_cities), 0) THEN
    FOR told IN
      SELECT next.city_id, next.block, next.chunk, next.rooms_left, substring(p_bytes FROM part.start::int + 1 FOR part.length) AS bytes
      FROM (
        SELECT city, block, chunk, length, sum(length) OVER (ORDER BY number) - length AS start
          FROM unnest(p_cities, p_blocks, p_chunks, p_lengths) WITH ORDINALITY part (city, block, chunk, length, number)
      ) part
      JOIN availability_block_next next ON (next.city_id, next.block, next.chunk) = (part.city, part.block, part.chunk)
      WHERE next.rooms_left <> substring(p_bytes FROM part.start::int + 1 FOR part.length)
      ORDER BY 1, 2, 3 FOR UPDATE OF next
    LOOP
      merged := told.bytes;
      FOR at IN 0 .. octet_length(merged) - 1 LOOP
        IF get_byte(told.rooms_left, at) < 255 THEN merged := set_byte(merged, at, get_byte(told.rooms_left, at)); END IF;
      END LOOP;
      UPDATE availability_block_next SET rooms_left = merged
        WHERE city_id = told.city_id AND block = told.block AND chunk = told.chunk;
    END LOOP;
  END IF;
  UPDATE availability_generation SET next_filled_to = p_filled_to WHERE id = 1;
END $$;--> statement-breakpoint

-- Before it answers, so that its first searches are planned by what is in it.
CREATE FUNCTION analyze_next_availability() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE availability_chunk_next, availability_block_next;
END $$;--> statement-breakpoint

-- From here on the next generation answers. Nobody is made to wait for long: who reads or notes for longer than a moment makes this one
-- fail, to be tried again. The tellers first, so that whoever notes something has noted it in both. With the owner's rights, as the
-- service changes no structure.
CREATE FUNCTION swap_availability() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('lock_timeout', '3s', true);
  LOCK TABLE availability_told, availability_chunk, availability_block, availability_chunk_next, availability_block_next
    IN SHARE UPDATE EXCLUSIVE MODE;
  PERFORM set_config('lock_timeout', '100ms', true);
  LOCK TABLE availability_told IN SHARE ROW EXCLUSIVE MODE;
  LOCK TABLE availability_chunk, availability_block, availability_chunk_next, availability_block_next IN ACCESS EXCLUSIVE MODE;
  UPDATE availability_generation SET number = number + 1, since = pg_current_xact_id(), next_begun_at = NULL, next_filled_to = 0
    WHERE id = 1 AND next_begun_at IS NOT NULL;
  IF NOT FOUND THEN RAISE EXCEPTION 'no next generation was begun'; END IF;
  ALTER TABLE availability_block_next RESET (autovacuum_enabled);
  ALTER TABLE availability_block RENAME TO availability_block_last;
  ALTER TABLE availability_block_next RENAME TO availability_block;
  ALTER TABLE availability_block_last RENAME TO availability_block_next;
  ALTER TABLE availability_chunk RENAME TO availability_chunk_last;
  ALTER TABLE availability_chunk_next RENAME TO availability_chunk;
  ALTER TABLE availability_chunk_last RENAME TO availability_chunk_next;
  ALTER INDEX availability_block_city_id_block_chunk_pk RENAME TO availability_block_last_pk;
  ALTER INDEX availability_block_next_city_id_block_chunk_pk RENAME TO availability_block_city_id_block_chunk_pk;
  ALTER INDEX availability_block_last_pk RENAME TO availability_block_next_city_id_block_chunk_pk;
  ALTER INDEX availability_chunk_city_id_chunk_pk RENAME TO availability_chunk_last_pk;
  ALTER INDEX availability_chunk_next_city_id_chunk_pk RENAME TO availability_chunk_city_id_chunk_pk;
  ALTER INDEX availability_chunk_last_pk RENAME TO availability_chunk_next_city_id_chunk_pk;
END $$;--> statement-breakpoint

-- Drops the generation that answered before, when none is under way.
CREATE FUNCTION drop_last_availability() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM availability_generation WHERE id = 1 AND next_begun_at IS NULL FOR UPDATE;
  IF FOUND THEN TRUNCATE availability_chunk_next, availability_block_next; END IF;
END $$;--> statement-breakpoint

-- As before (0007), in the order of locks of the others.
CREATE OR REPLACE FUNCTION forget_availability(p_before date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  gone int;
BEGIN
  LOCK TABLE availability_told IN ROW EXCLUSIVE MODE;
  DELETE FROM availability_block WHERE block < (p_before - '1970-01-01'::date) / 31;
  INSERT INTO availability_mark (at, revision)
    SELECT p_now, max(revision) FROM availability_told
      WHERE NOT EXISTS (SELECT 1 FROM availability_mark WHERE at > p_now - interval '50 minutes') HAVING count(*) > 0;
  DELETE FROM availability_told WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM availability_told WHERE night < p_before
      OR revision <= (SELECT max(revision) FROM availability_mark WHERE at < p_now - interval '2 days')
      LIMIT 20000));
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM availability_mark WHERE at < p_now - interval '3 days';
  WITH dropped AS (DELETE FROM availability_change WHERE at < p_now - interval '1 hour' RETURNING xid)
    UPDATE availability_horizon SET xid = last.xid
      FROM (SELECT xid FROM dropped ORDER BY xid DESC LIMIT 1) last
      WHERE availability_horizon.id = 1 AND availability_horizon.xid < last.xid;
  RETURN gone = 20000;
END $$;--> statement-breakpoint

-- Forgets what was told with revisions greater than any that reservations ever gave: of another history, before it was restored from a
-- copy. Nothing told now would be news for two days. Answers how many nights.
CREATE FUNCTION forget_other_history(p_newest bigint) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  gone int;
BEGIN
  DELETE FROM availability_told WHERE revision > p_newest;
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM availability_mark WHERE revision > p_newest;
  RETURN gone;
END $$;
