CREATE TABLE "disputes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"bank_dispute" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"reinstated_at" timestamp with time zone,
	"lost_at" timestamp with time zone,
	"covered" bigint DEFAULT 0 NOT NULL,
	"evidence_due_at" timestamp with time zone,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"look_after" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "disputes_bankDispute_unique" UNIQUE("bank_dispute"),
	CONSTRAINT "disputes_amount_positive" CHECK ("disputes"."amount" > 0),
	CONSTRAINT "disputes_cover_no_more" CHECK ("disputes"."covered" between 0 and "disputes"."amount")
);
--> statement-breakpoint
CREATE TABLE "refund_covers" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"dispute_id" uuid NOT NULL,
	"refund_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "refund_covered_once" UNIQUE("dispute_id","refund_id"),
	CONSTRAINT "refund_covers_something" CHECK ("refund_covers"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "bank_findings" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "found_once" UNIQUE("kind","subject")
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"reading" text PRIMARY KEY NOT NULL,
	"compared_until" timestamp with time zone NOT NULL,
	"leased_until" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"next_at" timestamp with time zone DEFAULT 'epoch' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "by_dispute" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "round" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_covers" ADD CONSTRAINT "refund_covers_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_covers" ADD CONSTRAINT "refund_covers_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disputes_payment" ON "disputes" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "disputes_open" ON "disputes" USING btree ("look_after") WHERE "disputes"."status" in ('INQUIRY', 'OPEN', 'UNDER_REVIEW');--> statement-breakpoint
CREATE INDEX "findings_open" ON "bank_findings" USING btree ("found_at") WHERE "bank_findings"."settled_at" is null;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_by_dispute_within" CHECK ("refunds"."by_dispute" between 0 and "refunds"."amount");