CREATE TABLE "same_house" (
	"one" text NOT NULL,
	"other" text NOT NULL,
	"score" smallint NOT NULL,
	"about" jsonb,
	"verdict" text,
	"found_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "same_house_one_other_pk" PRIMARY KEY("one","other"),
	CONSTRAINT "two_hotels" CHECK ("same_house"."one" <> "same_house"."other"),
	CONSTRAINT "decided_some_time" CHECK (("same_house"."verdict" is null) = ("same_house"."decided_at" is null))
);
--> statement-breakpoint
CREATE INDEX "same_house_undecided" ON "same_house" USING btree ("score" DESC NULLS LAST,"one","other") WHERE "same_house"."verdict" is null;--> statement-breakpoint
CREATE INDEX "same_house_other" ON "same_house" USING btree ("other");