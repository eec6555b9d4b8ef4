CREATE TABLE "desk_hotels" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk_room_types" (
	"hotel_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"allotment" integer NOT NULL,
	CONSTRAINT "desk_room_types_hotel_id_id_pk" PRIMARY KEY("hotel_id","id")
);
--> statement-breakpoint
CREATE TABLE "hotel_rooms" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"hotel_id" text NOT NULL,
	"room_type_id" text NOT NULL,
	"number" text NOT NULL,
	"floor" text,
	"registered_at" timestamp with time zone NOT NULL,
	"registered_by" text NOT NULL,
	CONSTRAINT "one_room_a_number" UNIQUE("hotel_id","number")
);
--> statement-breakpoint
CREATE TABLE "no_shows" (
	"reservation_id" uuid PRIMARY KEY NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	"marked_by" text NOT NULL,
	"freed_from" date NOT NULL,
	"refund" bigint NOT NULL,
	"fee" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_stays" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"room_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reservation_id" uuid,
	"n" integer,
	"reason" text,
	"from_night" date NOT NULL,
	"to_night" date NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"begun_by" text NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "a_guest_or_a_reason" CHECK (("room_stays"."kind" = 'GUEST' and "room_stays"."reservation_id" is not null and "room_stays"."n" is not null) or ("room_stays"."kind" = 'OUT_OF_ORDER' and "room_stays"."reservation_id" is null and "room_stays"."reason" is not null)),
	CONSTRAINT "ends_after_it_begins" CHECK ("room_stays"."to_night" >= "room_stays"."from_night")
);
--> statement-breakpoint
ALTER TABLE "room_night" ADD COLUMN "planned" integer;--> statement-breakpoint
ALTER TABLE "room_night" ADD COLUMN "out_of_order" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "room_night" ADD COLUMN "closed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "desk_room_types" ADD CONSTRAINT "desk_room_types_hotel_id_desk_hotels_id_fk" FOREIGN KEY ("hotel_id") REFERENCES "public"."desk_hotels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_shows" ADD CONSTRAINT "no_shows_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_stays" ADD CONSTRAINT "room_stays_room_id_hotel_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."hotel_rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_stays" ADD CONSTRAINT "room_stays_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hotel_rooms_of_type" ON "hotel_rooms" USING btree ("room_type_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_room_a_booked_room" ON "room_stays" USING btree ("reservation_id","n") WHERE "room_stays"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "room_stays_of_room" ON "room_stays" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "reservations_of_hotel" ON "reservations" USING btree ("hotel_id","check_in");--> statement-breakpoint
ALTER TABLE "room_night" ADD CONSTRAINT "as_planned" CHECK (case when "room_night"."planned" is null then not "room_night"."closed" and "room_night"."out_of_order" = 0
        when "room_night"."closed" then "room_night"."allotment" = "room_night"."held" + "room_night"."sold" and "room_night"."allotment" <= greatest("room_night"."planned" - "room_night"."out_of_order", 0)
        else "room_night"."allotment" = greatest("room_night"."planned" - "room_night"."out_of_order", 0) end);