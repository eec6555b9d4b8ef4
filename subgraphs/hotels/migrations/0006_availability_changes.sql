CREATE TABLE "availability_change" (
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"city_id" integer NOT NULL,
	"block" integer NOT NULL,
	"chunk" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "availability_change_xid_city_id_block_chunk_pk" PRIMARY KEY("xid","city_id","block","chunk")
);
--> statement-breakpoint
CREATE TABLE "availability_horizon" (
	"id" smallint PRIMARY KEY NOT NULL,
	"xid" "xid8" NOT NULL
);
