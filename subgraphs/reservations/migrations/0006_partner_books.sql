CREATE TABLE "partner_checks" (
	"reservation_id" uuid PRIMARY KEY NOT NULL,
	"supplier_code" text NOT NULL,
	"booked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"misses" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner_findings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reservation_id" uuid NOT NULL,
	"supplier_code" text NOT NULL,
	"kind" text NOT NULL,
	"booking_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"settlement" text,
	CONSTRAINT "found_once" UNIQUE("reservation_id","kind","booking_id")
);
--> statement-breakpoint
ALTER TABLE "partner_checks" ADD CONSTRAINT "partner_checks_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_findings" ADD CONSTRAINT "partner_findings_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "partner_checks_due" ON "partner_checks" USING btree ("due_at") WHERE "partner_checks"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "partner_checks_booked" ON "partner_checks" USING btree ("supplier_code","booked_at");--> statement-breakpoint
CREATE INDEX "partner_findings_open" ON "partner_findings" USING btree ("found_at") WHERE "partner_findings"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "reservations_asked_partner" ON "reservations" USING btree ("created_at") WHERE "reservations"."supplier_prebook_id" is not null;