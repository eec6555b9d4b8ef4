CREATE TABLE "availability_block" (
	"city_id" integer NOT NULL,
	"block" integer NOT NULL,
	"chunk" integer NOT NULL,
	"rooms_left" "bytea" NOT NULL,
	CONSTRAINT "availability_block_city_id_block_chunk_pk" PRIMARY KEY("city_id","block","chunk")
);
--> statement-breakpoint
CREATE TABLE "availability_chunk" (
	"city_id" integer NOT NULL,
	"chunk" integer NOT NULL,
	"room_type_ids" integer[] NOT NULL,
	CONSTRAINT "availability_chunk_city_id_chunk_pk" PRIMARY KEY("city_id","chunk")
);
--> statement-breakpoint
CREATE TABLE "availability_mark" (
	"at" timestamp with time zone PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "availability_told" (
	"room_type_id" integer NOT NULL,
	"night" date NOT NULL,
	"revision" bigint NOT NULL,
	CONSTRAINT "availability_told_room_type_id_night_pk" PRIMARY KEY("room_type_id","night")
);
