CREATE TYPE "public"."delivery_state" AS ENUM('CLAIMED', 'SENT', 'REFUSED');--> statement-breakpoint
CREATE TABLE "deliveries" (
	"effect_key" text PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"reservation_id" text NOT NULL,
	"state" "delivery_state" DEFAULT 'CLAIMED' NOT NULL,
	"message_id" text NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"sent_at" timestamp with time zone,
	"answer" text,
	CONSTRAINT "deliveries_messageId_unique" UNIQUE("message_id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"key" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"reservation_id" text NOT NULL,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"sha256" text NOT NULL,
	"rendered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "deliveries_reservation" ON "deliveries" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "documents_reservation" ON "documents" USING btree ("reservation_id");