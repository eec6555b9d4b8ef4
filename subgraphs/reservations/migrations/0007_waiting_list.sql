CREATE TABLE "waiting_entries" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"n" bigint GENERATED ALWAYS AS IDENTITY (sequence name "waiting_entries_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hotel_id" text NOT NULL,
	"check_in" date NOT NULL,
	"check_out" date NOT NULL,
	"state" text NOT NULL,
	"offer" text NOT NULL,
	"guest_given_name" text,
	"guest_family_name" text,
	"guest_email" text,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"notice" jsonb,
	"joined_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"offered_until" timestamp with time zone,
	"reservation_id" uuid,
	"ended_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	CONSTRAINT "held_with_an_end" CHECK ("waiting_entries"."state" <> 'OFFERED' or "waiting_entries"."offered_until" is not null)
);
--> statement-breakpoint
CREATE TABLE "waiting_kept" (
	"room_type_id" text NOT NULL,
	"night" date NOT NULL,
	"hotel_id" text NOT NULL,
	"rooms" integer NOT NULL,
	"kept_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "waiting_kept_room_type_id_night_pk" PRIMARY KEY("room_type_id","night"),
	CONSTRAINT "keeps_rooms" CHECK ("waiting_kept"."rooms" > 0)
);
--> statement-breakpoint
CREATE TABLE "waiting_rooms" (
	"entry_id" uuid NOT NULL,
	"room_type_id" text NOT NULL,
	"rooms" integer NOT NULL,
	"allotment" integer NOT NULL,
	CONSTRAINT "waiting_rooms_entry_id_room_type_id_pk" PRIMARY KEY("entry_id","room_type_id"),
	CONSTRAINT "waits_for_rooms" CHECK ("waiting_rooms"."rooms" > 0)
);
--> statement-breakpoint
ALTER TABLE "waiting_rooms" ADD CONSTRAINT "waiting_rooms_entry_id_waiting_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."waiting_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_once_a_request" ON "waiting_entries" USING btree ("scope","key");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_once_a_stay" ON "waiting_entries" USING btree ("hotel_id","check_in","check_out",lower("guest_email")) WHERE "waiting_entries"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "waiting_due" ON "waiting_entries" USING btree ("due_at") WHERE "waiting_entries"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "waiting_at_hotel" ON "waiting_entries" USING btree ("hotel_id","n") WHERE "waiting_entries"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "waiting_kept_at_hotel" ON "waiting_kept" USING btree ("hotel_id");--> statement-breakpoint
CREATE INDEX "waiting_rooms_of_type" ON "waiting_rooms" USING btree ("room_type_id");