CREATE TABLE "catalogue_change" (
	"revision" integer PRIMARY KEY NOT NULL,
	"city_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_rate" (
	"room_type_id" integer NOT NULL,
	"night" date NOT NULL,
	"price" bigint,
	"bps" integer,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "room_rate_room_type_id_night_pk" PRIMARY KEY("room_type_id","night"),
	CONSTRAINT "price_or_share" CHECK (("room_rate"."price" is null) <> ("room_rate"."bps" is null)),
	CONSTRAINT "costs_something" CHECK (coalesce("room_rate"."price", "room_rate"."bps") > 0)
);
--> statement-breakpoint
CREATE INDEX "room_rate_night" ON "room_rate" USING btree ("night");