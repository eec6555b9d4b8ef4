CREATE TABLE "hotel_staff" (
	"hotel_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"role" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hotel_staff_hotel_id_customer_id_pk" PRIMARY KEY("hotel_id","customer_id"),
	CONSTRAINT "role_of_staff" CHECK ("hotel_staff"."role" in ('MANAGER', 'DESK')),
	CONSTRAINT "hotel_of_ours" CHECK ("hotel_staff"."hotel_id" ~ '^h[1-9][0-9]{0,9}$')
);
--> statement-breakpoint
ALTER TABLE "hotel_staff" ADD CONSTRAINT "hotel_staff_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hotel_staff" ADD CONSTRAINT "hotel_staff_added_by_customers_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."customers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hotels_of_staff" ON "hotel_staff" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "added_by_staff" ON "hotel_staff" USING btree ("added_by");