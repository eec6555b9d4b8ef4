CREATE TABLE "booked_rooms" (
	"reservation_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"state" text NOT NULL,
	"change" integer,
	"place" integer NOT NULL,
	"room_type_id" text NOT NULL,
	"name" text NOT NULL,
	"allotment" integer NOT NULL,
	"adults" integer NOT NULL,
	"child_ages" integer[] NOT NULL,
	"total" bigint NOT NULL,
	"pay_now" bigint NOT NULL,
	"refund" bigint,
	"fee" bigint,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "booked_rooms_reservation_id_n_pk" PRIMARY KEY("reservation_id","n"),
	CONSTRAINT "a_room_state" CHECK ("booked_rooms"."state" in ('BOOKED', 'CANCELLED', 'WANTED', 'GIVEN_UP'))
);
--> statement-breakpoint

-- Reservations that exist: their rooms are of one type, each with an even part of the sums, the first ones the units left
-- over (`shareOut` of the kit). Who sleeps in which is in the signed offer.
CREATE FUNCTION pg_temp.claims(token text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  part text := translate(split_part(token, '.', 2), '-_', '+/');
BEGIN
  RETURN convert_from(decode(part || repeat('=', (4 - length(part) % 4) % 4), 'base64'), 'UTF8')::jsonb;
EXCEPTION WHEN others THEN
  RETURN NULL; -- a row that no booking of ours wrote
END $$;
--> statement-breakpoint
CREATE FUNCTION pg_temp.even(amount bigint, rooms int, n int) RETURNS bigint LANGUAGE sql AS $$
  SELECT amount / rooms + (n <= amount % rooms)::int
$$;
--> statement-breakpoint
INSERT INTO booked_rooms (reservation_id, n, state, change, place, room_type_id, name, allotment, adults, child_ages, total, pay_now, refund, fee, cancelled_at)
  SELECT r.id, place, CASE WHEN r.status IN ('CANCELLED', 'CANCELLED_WITH_FEE') THEN 'CANCELLED' ELSE 'BOOKED' END,
      (SELECT max(c.n) FROM stay_changes c WHERE c.reservation_id = r.id AND c.state = 'APPLIED'), place, r.room_type_id,
      coalesce(claims #>> '{roomType,name}', 'Room'), coalesce((claims #>> '{roomType,allotment}')::int, 0),
      coalesce((claims #>> ARRAY['rooms', (place - 1)::text, 'adults'])::int, 1),
      ARRAY(SELECT jsonb_array_elements_text(claims #> ARRAY['rooms', (place - 1)::text, 'childAges'])::int),
      pg_temp.even(r.total, r.room_count, place), pg_temp.even(r.pay_now, r.room_count, place),
      pg_temp.even(r.pay_now, r.room_count, place) - pg_temp.even(r.cancel_fee, r.room_count, place), pg_temp.even(r.cancel_fee, r.room_count, place), r.cancelled_at
    FROM reservations r CROSS JOIN LATERAL pg_temp.claims(r.offer) claims CROSS JOIN LATERAL generate_series(1, r.room_count) place;
--> statement-breakpoint
INSERT INTO booked_rooms (reservation_id, n, state, change, place, room_type_id, name, allotment, adults, child_ages, total, pay_now)
  SELECT r.id, r.room_count + place, 'WANTED', c.n, place, c.room_type_id,
      coalesce(claims #>> '{roomType,name}', 'Room'), coalesce((claims #>> '{roomType,allotment}')::int, 0),
      coalesce((claims #>> ARRAY['rooms', (place - 1)::text, 'adults'])::int, 1),
      ARRAY(SELECT jsonb_array_elements_text(claims #> ARRAY['rooms', (place - 1)::text, 'childAges'])::int),
      pg_temp.even(c.total, r.room_count, place), pg_temp.even(c.pay_now, r.room_count, place)
    FROM stay_changes c JOIN reservations r ON r.id = c.reservation_id
      CROSS JOIN LATERAL pg_temp.claims(c.offer) claims CROSS JOIN LATERAL generate_series(1, r.room_count) place
    WHERE c.state = 'OPEN';
--> statement-breakpoint
DROP INDEX "reservations_of_room_type";--> statement-breakpoint
ALTER TABLE "booked_rooms" ADD CONSTRAINT "booked_rooms_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "booked_rooms_of_type" ON "booked_rooms" USING btree ("room_type_id");--> statement-breakpoint
ALTER TABLE "reservations" DROP COLUMN "room_type_id";--> statement-breakpoint
ALTER TABLE "reservations" DROP COLUMN "room_count";--> statement-breakpoint
ALTER TABLE "stay_changes" DROP COLUMN "room_type_id";