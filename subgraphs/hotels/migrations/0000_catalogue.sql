CREATE TABLE "availability" (
	"room_type_id" integer NOT NULL,
	"night" date NOT NULL,
	"left" smallint NOT NULL,
	"revision" bigint NOT NULL,
	"city_id" integer NOT NULL,
	CONSTRAINT "availability_room_type_id_night_pk" PRIMARY KEY("room_type_id","night")
);
--> statement-breakpoint
CREATE TABLE "catalogue" (
	"id" smallint PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "city" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"local_name" text,
	"region" text,
	"country" char(2) NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"time_zone" text NOT NULL,
	"population" integer NOT NULL,
	"hotel_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "city_name" (
	"key" text NOT NULL,
	"city_id" integer NOT NULL,
	"weight" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "city_prefix" (
	"prefix" text PRIMARY KEY NOT NULL,
	"city_ids" integer[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exchange_rate" (
	"currency" char(3) NOT NULL,
	"day" date NOT NULL,
	"micros_per_euro" bigint NOT NULL,
	CONSTRAINT "exchange_rate_currency_day_pk" PRIMARY KEY("currency","day")
);
--> statement-breakpoint
CREATE TABLE "hotel" (
	"id" integer PRIMARY KEY NOT NULL,
	"city_id" integer NOT NULL,
	"name" text NOT NULL,
	"stars" smallint,
	"description" text NOT NULL,
	"address_line" text NOT NULL,
	"postal_code" text,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"amenities" integer NOT NULL,
	"rating" smallint,
	"rating_count" integer NOT NULL,
	"email" text NOT NULL,
	"phone" text NOT NULL,
	"check_in_from" char(5) NOT NULL,
	"check_out_until" char(5) NOT NULL,
	"currency" char(3) NOT NULL,
	"season_id" smallint NOT NULL,
	"season_shift" smallint NOT NULL,
	"weekend_nights" smallint NOT NULL,
	"weekend_per_mille" smallint NOT NULL,
	"price_step" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_hotel" (
	"id" text PRIMARY KEY NOT NULL,
	"supplier" text NOT NULL,
	"supplier_name" text NOT NULL,
	"their_id" text NOT NULL,
	"name" text NOT NULL,
	"stars" smallint,
	"description" text NOT NULL,
	"address_line" text NOT NULL,
	"address_city" text NOT NULL,
	"address_region" text,
	"postal_code" text,
	"country" char(2) NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"time_zone" text NOT NULL,
	"city_id" integer,
	"amenities" integer NOT NULL,
	"rating" smallint,
	"rating_count" integer NOT NULL,
	"check_in_from" char(5),
	"check_out_until" char(5),
	"photo_url" text,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_plan" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"board" text NOT NULL,
	"board_adult" bigint NOT NULL,
	"board_child" bigint NOT NULL,
	"price_bps" integer NOT NULL,
	"cancellation" jsonb NOT NULL,
	"refundable" boolean NOT NULL,
	"min_nights" smallint NOT NULL,
	"max_nights" smallint NOT NULL,
	"min_days_ahead" smallint NOT NULL,
	"min_guests" smallint NOT NULL,
	"long_stay_nights" smallint NOT NULL,
	"long_stay_bps" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_type" (
	"id" integer PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"beds" jsonb NOT NULL,
	"area_sqm" smallint,
	"max_adults" smallint NOT NULL,
	"max_guests" smallint NOT NULL,
	"base_price" bigint NOT NULL,
	"single_per_mille" smallint NOT NULL,
	"extra_adult" bigint NOT NULL,
	"extra_child" bigint NOT NULL,
	"allotment" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "season" (
	"id" smallint PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"months" smallint[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seed_progress" (
	"stage" text PRIMARY KEY NOT NULL,
	"done" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tax_rule" (
	"id" integer PRIMARY KEY NOT NULL,
	"country" char(2) NOT NULL,
	"city_id" integer,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"rate_bps" integer,
	"amount" bigint,
	"currency" char(3),
	"of_net" boolean DEFAULT false NOT NULL,
	"min_age" smallint DEFAULT 0 NOT NULL,
	"max_nights" smallint,
	"stars" smallint[],
	"brackets" jsonb,
	"included" boolean NOT NULL,
	"pay_at_hotel" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hotel" ADD CONSTRAINT "hotel_city_id_city_id_fk" FOREIGN KEY ("city_id") REFERENCES "public"."city"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hotel" ADD CONSTRAINT "hotel_season_id_season_id_fk" FOREIGN KEY ("season_id") REFERENCES "public"."season"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "availability_city" ON "availability" USING btree ("city_id","night");--> statement-breakpoint
CREATE INDEX "availability_night" ON "availability" USING btree ("night");--> statement-breakpoint
CREATE INDEX "city_with_hotels" ON "city" USING btree ("latitude") WHERE "city"."hotel_count" > 0;--> statement-breakpoint
CREATE INDEX "city_place" ON "city" USING btree ("latitude","longitude");--> statement-breakpoint
CREATE INDEX "city_name_key" ON "city_name" USING btree ("key" text_pattern_ops,"weight","city_id");--> statement-breakpoint
CREATE INDEX "hotel_city" ON "hotel" USING btree ("city_id");--> statement-breakpoint
CREATE INDEX "tax_rule_place" ON "tax_rule" USING btree ("country","city_id");