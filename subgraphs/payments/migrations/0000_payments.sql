CREATE TABLE "bank_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"subject" text,
	"heard_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "card_pages" (
	"id" text PRIMARY KEY NOT NULL,
	"bank_session" text NOT NULL,
	"url" text NOT NULL,
	"status" text DEFAULT 'OPEN' NOT NULL,
	"payment_method_id" text,
	"bank_customer" text,
	"card_brand" text,
	"card_last4" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "card_pages_bankSession_unique" UNIQUE("bank_session")
);
--> statement-breakpoint
CREATE TABLE "credit_notes" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"legal_entity" text NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"number" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"retain_until" date NOT NULL,
	"refund_id" uuid NOT NULL,
	"reservation_id" text NOT NULL,
	"document" jsonb NOT NULL,
	CONSTRAINT "credit_notes_refundId_unique" UNIQUE("refund_id"),
	CONSTRAINT "credit_notes_numbered_once" UNIQUE("legal_entity","year","sequence")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"transaction_id" uuid NOT NULL,
	"account" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	CONSTRAINT "ledger_entries_transaction_id_account_currency_pk" PRIMARY KEY("transaction_id","account","currency")
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"kind" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"posted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_posted_once" UNIQUE("kind","subject")
);
--> statement-breakpoint
CREATE TABLE "legal_entities" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"vat_id" text NOT NULL,
	"time_zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"job" text NOT NULL,
	"payload" jsonb NOT NULL,
	"trace" jsonb NOT NULL,
	"promised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"reservation_id" text NOT NULL,
	"reference" text NOT NULL,
	"customer_id" text NOT NULL,
	"legal_entity" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"refunded" bigint DEFAULT 0 NOT NULL,
	"payment_method_id" text NOT NULL,
	"bank_customer" text,
	"capture" text NOT NULL,
	"return_url" text NOT NULL,
	"receipt_details" jsonb NOT NULL,
	"trace" jsonb NOT NULL,
	"status" text DEFAULT 'INTENT' NOT NULL,
	"bank_intent" text,
	"bank_charge" text,
	"card_brand" text,
	"card_last4" text,
	"decline_code" text,
	"redirect_url" text,
	"authorized_until" timestamp with time zone,
	"captured_at" timestamp with time zone,
	"capture_requested_at" timestamp with time zone,
	"void_requested_at" timestamp with time zone,
	"receipt_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"settle_after" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "payments_key_unique" UNIQUE("key"),
	CONSTRAINT "payments_bankIntent_unique" UNIQUE("bank_intent"),
	CONSTRAINT "payments_amount_positive" CHECK ("payments"."amount" > 0),
	CONSTRAINT "payments_refunds_within_capture" CHECK ("payments"."refunded" between 0 and "payments"."amount")
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"legal_entity" text NOT NULL,
	"year" integer NOT NULL,
	"sequence" integer NOT NULL,
	"number" text NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"retain_until" date NOT NULL,
	"payment_id" uuid NOT NULL,
	"reservation_id" text NOT NULL,
	"document" jsonb NOT NULL,
	CONSTRAINT "receipts_paymentId_unique" UNIQUE("payment_id"),
	CONSTRAINT "receipts_numbered_once" UNIQUE("legal_entity","year","sequence")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"key" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'INTENT' NOT NULL,
	"bank_refund" text,
	"failure_reason" text,
	"credit_note_id" uuid,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"leased_until" timestamp with time zone DEFAULT 'epoch' NOT NULL,
	"settle_after" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "refunds_key_unique" UNIQUE("key"),
	CONSTRAINT "refunds_bankRefund_unique" UNIQUE("bank_refund"),
	CONSTRAINT "refunds_amount_positive" CHECK ("refunds"."amount" > 0)
);
--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_legal_entity_legal_entities_id_fk" FOREIGN KEY ("legal_entity") REFERENCES "public"."legal_entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_notes" ADD CONSTRAINT "credit_notes_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_ledger_transactions_id_fk" FOREIGN KEY ("transaction_id") REFERENCES "public"."ledger_transactions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_legal_entity_legal_entities_id_fk" FOREIGN KEY ("legal_entity") REFERENCES "public"."legal_entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_legal_entity_legal_entities_id_fk" FOREIGN KEY ("legal_entity") REFERENCES "public"."legal_entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "card_pages_payment_method" ON "card_pages" USING btree ("payment_method_id");--> statement-breakpoint
CREATE INDEX "credit_notes_reservation" ON "credit_notes" USING btree ("reservation_id","issued_at");--> statement-breakpoint
CREATE INDEX "ledger_payment" ON "ledger_transactions" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "outbox_promised" ON "outbox" USING btree ("id") WHERE "outbox"."relayed_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_relayed" ON "outbox" USING btree ("relayed_at") WHERE "outbox"."relayed_at" is not null;--> statement-breakpoint
CREATE INDEX "payments_reservation" ON "payments" USING btree ("reservation_id");--> statement-breakpoint
CREATE INDEX "payments_open" ON "payments" USING btree ("settle_after") WHERE "payments"."status" in ('INTENT', 'PENDING', 'REQUIRES_ACTION') or ("payments"."status" = 'AUTHORIZED' and ("payments"."capture_requested_at" is not null or "payments"."void_requested_at" is not null));--> statement-breakpoint
CREATE INDEX "payments_unnumbered" ON "payments" USING btree ("captured_at","id") WHERE "payments"."status" = 'CAPTURED' and "payments"."receipt_id" is null;--> statement-breakpoint
CREATE INDEX "receipts_reservation" ON "receipts" USING btree ("reservation_id","issued_at");--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_open" ON "refunds" USING btree ("settle_after") WHERE "refunds"."status" in ('INTENT', 'NOT_ATTEMPTED', 'PENDING');--> statement-breakpoint
CREATE INDEX "refunds_unnumbered" ON "refunds" USING btree ("accepted_at","id") WHERE "refunds"."accepted_at" is not null and "refunds"."credit_note_id" is null;