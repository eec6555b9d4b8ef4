CREATE TABLE "told_disputes" (
	"dispute_id" text NOT NULL,
	"step" text NOT NULL,
	"reservation_id" uuid NOT NULL,
	CONSTRAINT "told_disputes_dispute_id_step_pk" PRIMARY KEY("dispute_id","step")
);
--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "by_staff" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "told_disputes" ADD CONSTRAINT "told_disputes_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;