CREATE TABLE "hotel_photo" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"hotel_id" integer NOT NULL,
	"state" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text,
	"original" boolean DEFAULT true NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"alt" text,
	"position" smallint,
	CONSTRAINT "shown_with_words" CHECK ("hotel_photo"."state" <> 'SHOWN' or ("hotel_photo"."alt" is not null and "hotel_photo"."position" is not null))
);
--> statement-breakpoint
ALTER TABLE "hotel" ADD COLUMN "photos" jsonb;--> statement-breakpoint
CREATE INDEX "hotel_photo_of_hotel" ON "hotel_photo" USING btree ("hotel_id");--> statement-breakpoint
CREATE INDEX "hotel_photo_to_sweep" ON "hotel_photo" USING btree ("expires_at") WHERE "hotel_photo"."state" <> 'SHOWN' or "hotel_photo"."original";