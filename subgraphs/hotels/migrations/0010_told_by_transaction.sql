ALTER TABLE "availability_told" ADD COLUMN "xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE FUNCTION stamp_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id();
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER stamp_told BEFORE UPDATE ON availability_told FOR EACH ROW EXECUTE FUNCTION stamp_told();
