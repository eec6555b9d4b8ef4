ALTER TABLE "reservation_steps" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "steps_by_transaction" ON "reservation_steps" USING btree ("xid");