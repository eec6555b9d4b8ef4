-- The ledger is append-only, so it balances for ever if whatever is added to it does: what one statement brings is looked
-- at by itself, without reading the ledger. (Read by each row, as before, it cost more than the rest of a payment: a
-- session that began on an empty ledger went on reading all of it.)
DROP TRIGGER ledger_balances ON ledger_entries;
--> statement-breakpoint
CREATE FUNCTION entries_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
  SELECT string_agg(transaction_id || ' does not sum to zero: ' || currency || ' ' || total, '; ') INTO wrong
    FROM (SELECT transaction_id, currency, sum(amount) AS total FROM added GROUP BY transaction_id, currency) s
    WHERE total <> 0;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'ledger transaction %', wrong USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_balances AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION entries_must_balance();
--> statement-breakpoint
DROP TRIGGER ledger_balances ON ledger_transactions;
--> statement-breakpoint
DROP FUNCTION ledger_must_balance();
--> statement-breakpoint
-- Planned once a session, perhaps while the ledger is empty: it must use the key then too.
CREATE FUNCTION transaction_must_have_entries() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_entries WHERE transaction_id = NEW.id) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero: it has no entries', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION transaction_must_have_entries();
