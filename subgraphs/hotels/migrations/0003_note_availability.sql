-- Room left on a page for the new version of a row, so that an update touches no index.
ALTER TABLE availability_block SET (fillfactor = 88);--> statement-breakpoint
ALTER TABLE availability_block ALTER COLUMN rooms_left SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE availability_told SET (fillfactor = 80);--> statement-breakpoint

-- Gives each room type of a town that has none a place in a chunk: in the order of their ids, 32 a chunk.
CREATE FUNCTION place_rooms(p_city int) RETURNS void LANGUAGE plpgsql AS $$
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
    ) room, (SELECT coalesce(max(chunk), -1) AS chunk FROM availability_chunk WHERE city_id = p_city) last
    GROUP BY last.chunk, room.number;
END $$;--> statement-breakpoint

-- Takes over how many rooms are left on some nights, each of which comes once. What is known by a greater revision stays. Answers how
-- many nights were news. Rows are locked in one order, revisions first, so that no two callers wait for each other.
CREATE FUNCTION note_availability(p_rooms int[], p_nights date[], p_left int[], p_revisions bigint[]) RETURNS int
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
  END LOOP;
  RETURN cardinality(news);
END $$;--> statement-breakpoint

-- What was known before goes over into blocks.
SELECT note_availability(array_agg(room_type_id), array_agg(night), array_agg("left"::int), array_agg(revision)) FROM availability
  GROUP BY room_type_id;--> statement-breakpoint

-- Drops what is known of nights before a day, and revisions so old that no older one is under way any more. Answers whether
-- there is more to drop. A block with one night still to come stays whole.
CREATE FUNCTION forget_availability(p_before date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  gone int;
BEGIN
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
  RETURN gone = 20000;
END $$;
