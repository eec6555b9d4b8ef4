ALTER TABLE "stay_changes" ADD COLUMN "payment_id" text;--> statement-breakpoint
ALTER TABLE "stay_changes" ADD COLUMN "supplier_prebook_id" text;--> statement-breakpoint
ALTER TABLE "stay_changes" ADD COLUMN "supplier_booking_id" text;--> statement-breakpoint
ALTER TABLE "stay_changes" ADD COLUMN "silent_since" timestamp with time zone;