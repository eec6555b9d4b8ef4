CREATE TABLE "airport" (
	"code" char(3) PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"city_id" integer NOT NULL,
	"country" char(2) NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"time_zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "name_book" (
	"kind" text NOT NULL,
	"part" integer NOT NULL,
	"subjects" integer NOT NULL,
	"revision" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "name_book_kind_part_pk" PRIMARY KEY("kind","part")
);
