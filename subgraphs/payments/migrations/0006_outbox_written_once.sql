-- A promise is written once and deleted once. That it waits, or is on its way, is told by ids beside it: noted in its own
-- row, each step wrote the whole payload again.
CREATE TABLE "outbox_handed_over" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"together" boolean NOT NULL,
	"promises" uuid[] NOT NULL,
	"handed_over_at" timestamp with time zone DEFAULT now() NOT NULL,
	"look_at" timestamp with time zone DEFAULT now() + interval '10 seconds' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_waiting" (
	"id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
-- Those of before: what waits goes on waiting; what was handed over has a job of its own for each.
INSERT INTO outbox_waiting SELECT id FROM outbox WHERE relayed_at IS NULL;
--> statement-breakpoint
INSERT INTO outbox_handed_over (id, job, together, promises, look_at)
  SELECT gen_random_uuid(), job, false, array_agg(id ORDER BY id), now() FROM (
    SELECT id, job, (row_number() OVER (PARTITION BY job ORDER BY id) - 1) / 200 AS part FROM outbox WHERE relayed_at IS NOT NULL) sent
  GROUP BY job, part;
--> statement-breakpoint
-- Whoever promises, by whatever statement: nothing can be promised and then not wait.
CREATE FUNCTION mark_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox_waiting VALUES (NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER mark_promise AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION mark_promise();
--> statement-breakpoint
DROP INDEX "outbox_promised";--> statement-breakpoint
DROP INDEX "outbox_relayed";--> statement-breakpoint
ALTER TABLE "outbox" DROP COLUMN "relayed_at";