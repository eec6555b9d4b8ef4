-- What the tables alone cannot say: which states follow which, that the ledger sums to zero and never changes, that
-- numbers have no gaps. The hot path is one function a transaction: no round trip while a row is locked.

CREATE FUNCTION payment_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'INTENT' THEN becomes IN ('NOT_ATTEMPTED', 'PENDING', 'REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED')
    WHEN 'NOT_ATTEMPTED' THEN becomes IN ('INTENT', 'VOIDED')
    WHEN 'PENDING' THEN becomes IN ('REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED')
    WHEN 'REQUIRES_ACTION' THEN becomes IN ('AUTHORIZED', 'CAPTURED', 'DECLINED', 'VOIDED')
    WHEN 'AUTHORIZED' THEN becomes IN ('CAPTURED', 'VOIDED')
    ELSE false
  END
$$;
--> statement-breakpoint
CREATE FUNCTION refund_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'INTENT' THEN becomes IN ('NOT_ATTEMPTED', 'PENDING', 'SUCCEEDED', 'FAILED')
    WHEN 'NOT_ATTEMPTED' THEN becomes IN ('INTENT')
    WHEN 'PENDING' THEN becomes IN ('SUCCEEDED', 'FAILED')
    -- A refund that the card's bank sends back after it had arrived.
    WHEN 'SUCCEEDED' THEN becomes IN ('FAILED')
    ELSE false
  END
$$;
--> statement-breakpoint
CREATE FUNCTION keep_to_the_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'payments' AND NOT payment_may_become(OLD.status, NEW.status)
    OR TG_TABLE_NAME = 'refunds' AND NOT refund_may_become(OLD.status, NEW.status) THEN
    RAISE EXCEPTION '% % may not go from % to %', TG_TABLE_NAME, NEW.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payments_states BEFORE UPDATE ON payments FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_to_the_states();
--> statement-breakpoint
CREATE TRIGGER refunds_states BEFORE UPDATE ON refunds FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_to_the_states();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ledger_transactions', 'ledger_entries', 'receipts', 'credit_notes'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
  -- A second lock, for the service's role: even its own mistake in SQL is refused by the grants.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'payments') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON ledger_transactions, ledger_entries, receipts, credit_notes FROM payments;
    REVOKE DELETE, TRUNCATE ON payments, refunds, bank_events, legal_entities FROM payments;
    REVOKE INSERT, UPDATE ON legal_entities FROM payments;
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  posted uuid := CASE TG_TABLE_NAME WHEN 'ledger_entries' THEN (to_jsonb(NEW) ->> 'transaction_id')::uuid ELSE (to_jsonb(NEW) ->> 'id')::uuid END;
  wrong text;
BEGIN
  SELECT string_agg(currency || ' ' || total, ', ') INTO wrong
    FROM (SELECT currency, sum(amount) AS total FROM ledger_entries WHERE transaction_id = posted GROUP BY currency) s
    WHERE total <> 0;
  IF wrong IS NOT NULL OR NOT EXISTS (SELECT FROM ledger_entries WHERE transaction_id = posted) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero: %', posted, coalesce(wrong, 'it has no entries')
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_balances AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
--> statement-breakpoint
-- Posts once a kind and subject. The debited account gets the sum, the credited one its opposite.
CREATE FUNCTION post_ledger(p_kind text, p_payment uuid, p_subject uuid, p_debit text, p_credit text, p_amount bigint, p_currency text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE posted uuid;
BEGIN
  INSERT INTO ledger_transactions (kind, payment_id, subject) VALUES (p_kind, p_payment, p_subject) RETURNING id INTO posted;
  INSERT INTO ledger_entries (transaction_id, account, amount, currency)
    VALUES (posted, p_debit, p_amount, p_currency), (posted, p_credit, -p_amount, p_currency);
END $$;
--> statement-breakpoint
CREATE FUNCTION tell_payment_changed(p payments) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox (job, payload, trace) VALUES (
    'payment-changed',
    jsonb_build_object('reservationId', p.reservation_id, 'paymentId', p.id, 'key', p.key),
    p.trace)
$$;
--> statement-breakpoint
-- Writes the intent before the bank is asked, or finds the one of this key. NEW, RESUME: the caller holds the lease and asks
-- the bank. BUSY: somebody else does. SETTLED: nothing to ask. CONFLICT: the key belongs to another payment.
-- never_asked: the bank is known not to have been asked before.
CREATE FUNCTION begin_payment(
  p_key text, p_reservation text, p_reference text, p_customer text, p_entity text, p_amount bigint, p_currency text,
  p_method text, p_capture text, p_return_url text, p_details jsonb, p_trace jsonb, p_lease_ms integer
) RETURNS TABLE (verdict text, payment_id uuid, customer text, never_asked boolean) LANGUAGE plpgsql AS $$
DECLARE
  p payments;
  lease timestamptz := clock_timestamp() + p_lease_ms * interval '1 millisecond';
BEGIN
  INSERT INTO payments (key, reservation_id, reference, customer_id, legal_entity, amount, currency, payment_method_id,
      bank_customer, capture, return_url, receipt_details, trace, leased_until)
    VALUES (p_key, p_reservation, p_reference, p_customer, p_entity, p_amount, p_currency, p_method,
      (SELECT c.bank_customer FROM card_pages c WHERE c.payment_method_id = p_method LIMIT 1),
      p_capture, p_return_url, p_details, p_trace, lease)
    ON CONFLICT (key) DO NOTHING
    RETURNING id, bank_customer INTO payment_id, customer;
  IF payment_id IS NOT NULL THEN
    verdict := 'NEW';
    never_asked := true;
    RETURN NEXT;
    RETURN;
  END IF;
  SELECT * INTO p FROM payments WHERE key = p_key FOR UPDATE;
  payment_id := p.id;
  verdict := CASE
    WHEN (p.reservation_id, p.customer_id, p.amount, p.currency, p.payment_method_id, p.capture)
      IS DISTINCT FROM (p_reservation, p_customer, p_amount, p_currency::char(3), p_method, p_capture) THEN 'CONFLICT'
    WHEN p.status NOT IN ('INTENT', 'NOT_ATTEMPTED', 'PENDING') OR p.void_requested_at IS NOT NULL THEN 'SETTLED'
    WHEN p.leased_until > clock_timestamp() THEN 'BUSY'
    ELSE 'RESUME'
  END;
  never_asked := p.status = 'NOT_ATTEMPTED';
  IF verdict = 'RESUME' THEN
    UPDATE payments SET leased_until = lease, status = CASE status WHEN 'NOT_ATTEMPTED' THEN 'INTENT' ELSE status END
      WHERE id = p.id;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- What the bank said, in one transaction: the state, the ledger, the event. News that comes late or twice changes nothing.
-- Answers the state the payment has now.
CREATE FUNCTION settle_payment(
  p_id uuid, p_status text, p_intent text, p_charge text, p_brand text, p_last4 text, p_decline text, p_redirect text,
  p_until timestamptz, p_tell boolean, p_now timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE p payments;
BEGIN
  SELECT * INTO STRICT p FROM payments WHERE id = p_id FOR UPDATE;
  IF NOT payment_may_become(p.status, p_status) THEN
    UPDATE payments SET leased_until = 'epoch', bank_intent = coalesce(bank_intent, p_intent) WHERE id = p_id;
    RETURN p.status;
  END IF;
  UPDATE payments SET
    status = p_status,
    bank_intent = coalesce(p_intent, bank_intent),
    bank_charge = coalesce(p_charge, bank_charge),
    card_brand = coalesce(p_brand, card_brand),
    card_last4 = coalesce(p_last4, card_last4),
    decline_code = p_decline,
    redirect_url = p_redirect,
    authorized_until = coalesce(p_until, authorized_until),
    captured_at = CASE p_status WHEN 'CAPTURED' THEN p_now END,
    updated_at = p_now,
    leased_until = 'epoch',
    settle_after = p_now + CASE p_status WHEN 'REQUIRES_ACTION' THEN interval '15 seconds' ELSE interval '1 second' END,
    attempts = 0
    WHERE id = p_id RETURNING * INTO p;
  IF p_status = 'CAPTURED' THEN
    PERFORM post_ledger('CAPTURE', p.id, p.id, 'bank', 'guest_deposits', p.amount, p.currency);
  END IF;
  IF p_tell THEN PERFORM tell_payment_changed(p); END IF;
  RETURN p.status;
END $$;
--> statement-breakpoint
-- Promises a refund before the bank is asked. The payment's row is locked, so that two refunds cannot both take the rest.
CREATE FUNCTION begin_refund(p_key text, p_payment uuid, p_amount bigint, p_currency text, p_reason text, p_lease_ms integer)
RETURNS TABLE (verdict text, refund_id uuid, never_asked boolean) LANGUAGE plpgsql AS $$
DECLARE
  p payments;
  r refunds;
  lease timestamptz := clock_timestamp() + p_lease_ms * interval '1 millisecond';
BEGIN
  SELECT * INTO p FROM payments WHERE id = p_payment FOR UPDATE;
  SELECT * INTO r FROM refunds WHERE key = p_key;
  refund_id := r.id;
  verdict := CASE
    WHEN r.id IS NOT NULL AND (r.payment_id, r.amount) IS DISTINCT FROM (p_payment, p_amount) THEN 'CONFLICT'
    WHEN p.id IS NULL OR p.status <> 'CAPTURED' THEN 'NOT_CAPTURED'
    WHEN p.currency <> p_currency THEN 'CONFLICT'
    WHEN r.id IS NULL AND p_amount > p.amount - p.refunded THEN 'EXCEEDS'
    WHEN r.id IS NULL THEN 'MINE'
    WHEN r.status NOT IN ('INTENT', 'NOT_ATTEMPTED', 'PENDING') OR r.bank_refund IS NOT NULL THEN 'SETTLED'
    WHEN r.leased_until > clock_timestamp() THEN 'BUSY'
    ELSE 'MINE'
  END;
  never_asked := r.id IS NULL OR r.status = 'NOT_ATTEMPTED';
  IF verdict = 'MINE' AND r.id IS NULL THEN
    INSERT INTO refunds (key, payment_id, amount, reason, leased_until)
      VALUES (p_key, p_payment, p_amount, p_reason, lease) RETURNING id INTO refund_id;
    UPDATE payments SET refunded = refunded + p_amount WHERE id = p_payment;
  ELSIF verdict = 'MINE' THEN
    UPDATE refunds SET leased_until = lease, status = CASE status WHEN 'NOT_ATTEMPTED' THEN 'INTENT' ELSE status END
      WHERE id = r.id;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
CREATE FUNCTION settle_refund(p_id uuid, p_status text, p_bank_refund text, p_failure text, p_tell boolean, p_now timestamptz)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  r refunds;
  p payments;
  accepts boolean;
BEGIN
  SELECT * INTO STRICT p FROM payments WHERE id = (SELECT payment_id FROM refunds WHERE id = p_id) FOR UPDATE;
  SELECT * INTO STRICT r FROM refunds WHERE id = p_id FOR UPDATE;
  -- PENDING again is news when the bank's refund was not known before.
  IF NOT refund_may_become(r.status, p_status) AND NOT (r.status = 'PENDING' AND p_status = 'PENDING') THEN
    UPDATE refunds SET leased_until = 'epoch' WHERE id = p_id;
    RETURN r.status;
  END IF;
  accepts := r.accepted_at IS NULL AND p_bank_refund IS NOT NULL AND p_status IN ('PENDING', 'SUCCEEDED');
  UPDATE refunds SET
    status = p_status,
    bank_refund = coalesce(p_bank_refund, bank_refund),
    failure_reason = p_failure,
    accepted_at = CASE WHEN accepts THEN p_now ELSE accepted_at END,
    leased_until = 'epoch',
    settle_after = p_now + CASE WHEN p_bank_refund IS NULL THEN interval '1 second' ELSE interval '30 seconds' END
    WHERE id = p_id;
  IF accepts THEN
    PERFORM post_ledger('REFUND', p.id, p_id, 'guest_deposits', 'bank', r.amount, p.currency);
  END IF;
  IF p_status = 'FAILED' THEN
    UPDATE payments SET refunded = refunded - r.amount, updated_at = p_now WHERE id = p.id;
    IF r.accepted_at IS NOT NULL THEN
      PERFORM post_ledger('REFUND_RETURNED', p.id, p_id, 'bank', 'guest_deposits', r.amount, p.currency);
    END IF;
  END IF;
  IF p_tell AND r.status <> p_status THEN PERFORM tell_payment_changed(p); END IF;
  RETURN p_status;
END $$;
--> statement-breakpoint
-- From here on the payment is to be let go: nobody asks the bank for it again, and a capture that was asked for is not wanted.
CREATE FUNCTION request_void(p_id uuid, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE payments SET
    void_requested_at = coalesce(void_requested_at, p_now),
    capture_requested_at = NULL,
    status = CASE status WHEN 'NOT_ATTEMPTED' THEN 'VOIDED' ELSE status END
  WHERE id = p_id AND status IN ('INTENT', 'NOT_ATTEMPTED', 'PENDING', 'REQUIRES_ACTION', 'AUTHORIZED')
$$;
--> statement-breakpoint
CREATE FUNCTION iso_instant(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
--> statement-breakpoint
-- Numbers what was captured and refunded since the last run, and promises the documents. One statement, one runner at a
-- time (the others answer 0 at once): gapless without a counter that every capture would have to lock.
CREATE FUNCTION issue_numbers(p_now timestamptz, p_batch integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  receipted integer;
  credited integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('payments: numbers')) THEN RETURN 0; END IF;

  WITH due AS (
    SELECT * FROM payments WHERE status = 'CAPTURED' AND receipt_id IS NULL ORDER BY captured_at, id LIMIT p_batch
  ), placed AS MATERIALIZED (
    SELECT uuidv7() AS new_id, d.*, e.name, e.address, e.vat_id, y.year,
      coalesce((SELECT max(r.sequence) FROM receipts r WHERE r.legal_entity = d.legal_entity AND r.year = y.year), 0)
        + row_number() OVER (PARTITION BY d.legal_entity ORDER BY d.captured_at, d.id) AS sequence
    FROM due d JOIN legal_entities e ON e.id = d.legal_entity,
      LATERAL (SELECT extract(year FROM p_now AT TIME ZONE e.time_zone)::integer AS year) y
  ), numbered AS MATERIALIZED (
    SELECT *, year || '-' || lpad(sequence::text, 6, '0') AS number FROM placed
  ), issued AS (
    INSERT INTO receipts (id, legal_entity, year, sequence, number, issued_at, retain_until, payment_id, reservation_id, document)
    SELECT n.new_id, n.legal_entity, n.year, n.sequence, n.number, p_now, (p_now + interval '10 years')::date, n.id, n.reservation_id,
      jsonb_build_object(
        'receiptId', n.new_id, 'number', n.number, 'issuedAt', iso_instant(p_now),
        'reservationId', n.reservation_id, 'reference', n.reference,
        'legalEntity', jsonb_build_object('name', n.name, 'address', n.address, 'vatId', n.vat_id),
        'amount', n.amount, 'currency', n.currency,
        'card', CASE WHEN n.card_last4 IS NULL THEN NULL ELSE jsonb_build_object('brand', n.card_brand, 'last4', n.card_last4) END,
        'bankReference', coalesce(n.bank_charge, n.bank_intent, ''), 'paidAt', iso_instant(n.captured_at),
        'details', n.receipt_details)
    FROM numbered n
    RETURNING id, payment_id, document
  ), linked AS (
    UPDATE payments p SET receipt_id = i.id FROM issued i WHERE p.id = i.payment_id
  ), promised AS (
    INSERT INTO outbox (job, payload, trace)
    SELECT 'issue-receipt', i.document, n.trace FROM issued i JOIN numbered n ON n.id = i.payment_id
  )
  SELECT count(*) INTO receipted FROM issued;

  WITH due AS (
    SELECT f.id AS refund_id, f.amount AS given_back, f.reason, p.legal_entity, p.reservation_id, p.trace, r.document AS receipt, f.accepted_at
    FROM refunds f JOIN payments p ON p.id = f.payment_id JOIN receipts r ON r.payment_id = p.id
    WHERE f.accepted_at IS NOT NULL AND f.credit_note_id IS NULL ORDER BY f.accepted_at, f.id LIMIT p_batch
  ), placed AS MATERIALIZED (
    SELECT uuidv7() AS credit_note_id, d.*, y.year,
      coalesce((SELECT max(c.sequence) FROM credit_notes c WHERE c.legal_entity = d.legal_entity AND c.year = y.year), 0)
        + row_number() OVER (PARTITION BY d.legal_entity ORDER BY d.accepted_at, d.refund_id) AS sequence
    FROM due d JOIN legal_entities e ON e.id = d.legal_entity,
      LATERAL (SELECT extract(year FROM p_now AT TIME ZONE e.time_zone)::integer AS year) y
  ), numbered AS MATERIALIZED (
    SELECT *, 'C' || year || '-' || lpad(sequence::text, 6, '0') AS number FROM placed
  ), issued AS (
    INSERT INTO credit_notes (id, legal_entity, year, sequence, number, issued_at, retain_until, refund_id, reservation_id, document)
    SELECT n.credit_note_id, n.legal_entity, n.year, n.sequence, n.number, p_now, (p_now + interval '10 years')::date, n.refund_id, n.reservation_id,
      jsonb_build_object('creditNoteId', n.credit_note_id, 'number', n.number, 'issuedAt', iso_instant(p_now), 'reason', n.reason,
        'amount', n.given_back, 'refundId', n.refund_id, 'receipt', n.receipt)
    FROM numbered n
    RETURNING id, refund_id, document
  ), linked AS (
    UPDATE refunds f SET credit_note_id = i.id FROM issued i WHERE f.id = i.refund_id
  ), promised AS (
    INSERT INTO outbox (job, payload, trace)
    SELECT 'issue-credit-note', i.document, n.trace FROM issued i JOIN numbered n ON n.refund_id = i.refund_id
  )
  SELECT count(*) INTO credited FROM issued;

  RETURN receipted + credited;
END $$;
--> statement-breakpoint
INSERT INTO legal_entities (id, name, address, vat_id, time_zone) VALUES
  ('staygraph', 'Staygraph Sandbox, Lda.', 'Rua do Exemplo 1, 1100-000 Lisbon, Portugal', 'PT999999990', 'Europe/Lisbon');
