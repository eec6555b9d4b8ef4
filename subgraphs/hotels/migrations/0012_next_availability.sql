CREATE TABLE "availability_block_next" (
	"city_id" integer NOT NULL,
	"block" integer NOT NULL,
	"chunk" integer NOT NULL,
	"rooms_left" "bytea" NOT NULL,
	CONSTRAINT "availability_block_next_city_id_block_chunk_pk" PRIMARY KEY("city_id","block","chunk")
);
--> statement-breakpoint
CREATE TABLE "availability_chunk_next" (
	"city_id" integer NOT NULL,
	"chunk" integer NOT NULL,
	"room_type_ids" integer[] NOT NULL,
	CONSTRAINT "availability_chunk_next_city_id_chunk_pk" PRIMARY KEY("city_id","chunk")
);
--> statement-breakpoint
CREATE TABLE "availability_generation" (
	"id" smallint PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"since" "xid8" NOT NULL,
	"next_begun_at" timestamp with time zone,
	"next_filled_to" integer DEFAULT 0 NOT NULL
);
