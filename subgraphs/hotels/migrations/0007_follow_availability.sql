INSERT INTO availability_horizon (id, xid) VALUES (1, '0');--> statement-breakpoint

-- As before (0003), and says which blocks were written: processes that keep them in memory read those again.
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
  RETURN cardinality(news);
END $$;--> statement-breakpoint

-- As before (0003), and drops what was said of blocks more than an hour ago.
CREATE OR REPLACE FUNCTION forget_availability(p_before date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
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
  WITH dropped AS (DELETE FROM availability_change WHERE at < p_now - interval '1 hour' RETURNING xid)
    UPDATE availability_horizon SET xid = last.xid
      FROM (SELECT xid FROM dropped ORDER BY xid DESC LIMIT 1) last
      WHERE availability_horizon.id = 1 AND availability_horizon.xid < last.xid;
  RETURN gone = 20000;
END $$;
