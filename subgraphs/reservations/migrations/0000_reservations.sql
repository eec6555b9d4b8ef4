CREATE TYPE "public"."reservation_status" AS ENUM('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN', 'CONFIRMED', 'MODIFYING', 'CANCELLING', 'CANCELLED', 'CANCELLED_WITH_FEE', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW', 'EXPIRED', 'FAILED');--> statement-breakpoint
CREATE SEQUENCE "public"."availability_revision" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "charges" (
	"reservation_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"payment_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "charges_reservation_id_attempt_pk" PRIMARY KEY("reservation_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"operation" text NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"reservation_id" uuid NOT NULL,
	"change" integer,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_operation_scope_key_pk" PRIMARY KEY("operation","scope","key")
);
--> statement-breakpoint
CREATE TABLE "offer_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"jwk" jsonb NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
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
CREATE TABLE "refunds" (
	"reservation_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"payment_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"refund_id" text,
	CONSTRAINT "refunds_reservation_id_n_pk" PRIMARY KEY("reservation_id","n"),
	CONSTRAINT "gives_back" CHECK ("refunds"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "reservation_steps" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reservation_steps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reservation_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"status" "reservation_status" NOT NULL,
	"name" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reservations" (
	"id" uuid PRIMARY KEY DEFAULT uuidv7() NOT NULL,
	"reference" text NOT NULL,
	"status" "reservation_status" NOT NULL,
	"customer_id" text,
	"client_id" text,
	"hotel_id" text NOT NULL,
	"room_type_id" text NOT NULL,
	"check_in" date NOT NULL,
	"check_out" date NOT NULL,
	"room_count" integer NOT NULL,
	"currency" text NOT NULL,
	"total" bigint NOT NULL,
	"pay_now" bigint NOT NULL,
	"offer" text NOT NULL,
	"guest_given_name" text NOT NULL,
	"guest_family_name" text NOT NULL,
	"guest_email" text NOT NULL,
	"guest_phone" text,
	"requests" text,
	"created_at" timestamp with time zone NOT NULL,
	"hold_expires_at" timestamp with time zone,
	"payment_method_id" text,
	"return_url" text,
	"attempt" integer DEFAULT 1 NOT NULL,
	"payment_id" text,
	"redirect_url" text,
	"supplier_code" text,
	"supplier_prebook_id" text,
	"supplier_booking_id" text,
	"failure" jsonb,
	"owed" text,
	"cancel_requested_at" timestamp with time zone,
	"cancel_refund" bigint,
	"cancel_fee" bigint,
	"cancelled_at" timestamp with time zone,
	"revision" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "reservations_reference_unique" UNIQUE("reference")
);
--> statement-breakpoint
CREATE TABLE "room_night" (
	"room_type_id" text NOT NULL,
	"night" date NOT NULL,
	"allotment" integer NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"sold" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "room_night_room_type_id_night_pk" PRIMARY KEY("room_type_id","night"),
	CONSTRAINT "never_oversold" CHECK ("room_night"."held" >= 0 and "room_night"."sold" >= 0 and "room_night"."held" + "room_night"."sold" <= "room_night"."allotment")
);
--> statement-breakpoint
CREATE TABLE "stay_changes" (
	"reservation_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"state" text NOT NULL,
	"offer" text NOT NULL,
	"room_type_id" text NOT NULL,
	"check_in" date NOT NULL,
	"check_out" date NOT NULL,
	"total" bigint NOT NULL,
	"pay_now" bigint NOT NULL,
	"difference" bigint NOT NULL,
	"attempt" integer,
	"payment_method_id" text,
	"return_url" text,
	"redirect_url" text,
	"hold_expires_at" timestamp with time zone NOT NULL,
	"failure" jsonb,
	CONSTRAINT "stay_changes_reservation_id_n_pk" PRIMARY KEY("reservation_id","n")
);
--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservation_steps" ADD CONSTRAINT "reservation_steps_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_changes" ADD CONSTRAINT "stay_changes_reservation_id_reservations_id_fk" FOREIGN KEY ("reservation_id") REFERENCES "public"."reservations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_promised" ON "outbox" USING btree ("id") WHERE "outbox"."relayed_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_relayed" ON "outbox" USING btree ("relayed_at") WHERE "outbox"."relayed_at" is not null;--> statement-breakpoint
CREATE INDEX "steps_of_reservation" ON "reservation_steps" USING btree ("reservation_id","id");--> statement-breakpoint
CREATE INDEX "reservations_of_customer" ON "reservations" USING btree ("customer_id","created_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reservations_due" ON "reservations" USING btree ("due_at") WHERE "reservations"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "reservations_without_customer" ON "reservations" USING btree ("created_at") WHERE "reservations"."customer_id" is null;--> statement-breakpoint
CREATE INDEX "reservations_of_room_type" ON "reservations" USING btree ("room_type_id","check_in");