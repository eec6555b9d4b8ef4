-- Disputes: which states follow which, what is posted, and what becomes of a refund that meets one. Whoever touches a
-- dispute or a refund locks its payment first, so that a refund and a decision about the same money never pass each other.

-- An end is final here. What the bank reads otherwise afterwards (an appeal) is a finding of the reconciler.
CREATE FUNCTION dispute_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'INQUIRY' THEN becomes IN ('OPEN', 'UNDER_REVIEW', 'WON', 'LOST', 'CLOSED')
    WHEN 'OPEN' THEN becomes IN ('UNDER_REVIEW', 'WON', 'LOST', 'CLOSED')
    WHEN 'UNDER_REVIEW' THEN becomes IN ('WON', 'LOST', 'CLOSED')
    ELSE false
  END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refund_may_become(was text, becomes text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE was
    WHEN 'INTENT' THEN becomes IN ('NOT_ATTEMPTED', 'PENDING', 'WAITING', 'SUCCEEDED', 'FAILED')
    WHEN 'NOT_ATTEMPTED' THEN becomes IN ('INTENT', 'WAITING')
    WHEN 'PENDING' THEN becomes IN ('WAITING', 'SUCCEEDED', 'FAILED')
    -- A dispute has ended: the rest is asked of the bank, or nothing is left.
    WHEN 'WAITING' THEN becomes IN ('INTENT', 'SUCCEEDED')
    -- A refund that the card's bank sends back after it had arrived.
    WHEN 'SUCCEEDED' THEN becomes IN ('FAILED')
    ELSE false
  END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_to_the_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'payments' AND NOT payment_may_become(OLD.status, NEW.status)
    OR TG_TABLE_NAME = 'refunds' AND NOT refund_may_become(OLD.status, NEW.status)
    OR TG_TABLE_NAME = 'disputes' AND NOT dispute_may_become(OLD.status, NEW.status) THEN
    RAISE EXCEPTION '% % may not go from % to %', TG_TABLE_NAME, NEW.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER disputes_states BEFORE UPDATE ON disputes FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION keep_to_the_states();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON refund_covers FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON refund_covers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'payments') THEN
    REVOKE UPDATE, DELETE, TRUNCATE ON refund_covers FROM payments;
    REVOKE DELETE, TRUNCATE ON disputes, bank_findings FROM payments;
    -- Events that were heard long ago are forgotten in batches.
    GRANT DELETE ON bank_events TO payments;
  END IF;
END $$;
--> statement-breakpoint
CREATE INDEX bank_events_heard ON bank_events (heard_at);
--> statement-breakpoint
-- While one is open in which money moved, the bank refunds nothing of the payment.
CREATE FUNCTION is_disputed(p_payment uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM disputes WHERE payment_id = p_payment AND status IN ('OPEN', 'UNDER_REVIEW'))
$$;
--> statement-breakpoint
-- What a guest kept by a lost dispute stands for what we owed them: it is not paid a second time. The caller holds the
-- payment's lock. A refund that is covered whole has succeeded; of another, the rest is asked of the bank.
CREATE FUNCTION cover_refund(p_refund uuid, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  r refunds;
  d disputes;
  part bigint;
  cover uuid;
BEGIN
  SELECT * INTO STRICT r FROM refunds WHERE id = p_refund FOR UPDATE;
  FOR d IN SELECT * FROM disputes WHERE payment_id = r.payment_id AND lost_at IS NOT NULL AND covered < amount ORDER BY id LOOP
    part := least(d.amount - d.covered, r.amount - r.by_dispute);
    EXIT WHEN part <= 0;
    UPDATE disputes SET covered = covered + part WHERE id = d.id;
    INSERT INTO refund_covers (dispute_id, refund_id, amount) VALUES (d.id, r.id, part) RETURNING id INTO cover;
    UPDATE refunds SET by_dispute = by_dispute + part WHERE id = r.id RETURNING * INTO r;
    PERFORM post_ledger('REFUND_BY_DISPUTE', r.payment_id, cover, 'guest_deposits', 'dispute_losses', part, d.currency);
  END LOOP;
  IF r.by_dispute = r.amount AND r.status IN ('INTENT', 'PENDING', 'WAITING') THEN
    UPDATE refunds SET status = 'SUCCEEDED', accepted_at = p_now, leased_until = 'epoch' WHERE id = r.id;
  END IF;
END $$;
--> statement-breakpoint
-- Refunds that waited for a decision: covered by what was lost, or asked of the bank now, under another key than before.
CREATE FUNCTION end_waiting(p_payment uuid, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE waiting uuid;
BEGIN
  FOR waiting IN SELECT id FROM refunds WHERE payment_id = p_payment AND status = 'WAITING' ORDER BY id LOOP
    PERFORM cover_refund(waiting, p_now);
  END LOOP;
  IF NOT is_disputed(p_payment) THEN
    UPDATE refunds SET status = 'INTENT', round = round + 1, settle_after = p_now, attempts = 0, leased_until = 'epoch'
      WHERE payment_id = p_payment AND status = 'WAITING';
  END IF;
END $$;
--> statement-breakpoint
-- What the bank says of a dispute, in one transaction: the state, the ledger, the refunds that waited, the event. News
-- that comes late or twice changes nothing. Answers the state it has now; null: the payment is not captured in our books.
CREATE FUNCTION settle_dispute(
  p_bank_dispute text, p_payment uuid, p_amount bigint, p_currency text, p_reason text, p_status text,
  p_withdrawn boolean, p_reinstated boolean, p_due timestamptz, p_opened timestamptz, p_now timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  p payments;
  d disputes;
  news boolean;
BEGIN
  SELECT * INTO STRICT p FROM payments WHERE id = p_payment FOR UPDATE;
  IF p.status <> 'CAPTURED' THEN RETURN NULL; END IF;
  INSERT INTO disputes (bank_dispute, payment_id, amount, currency, reason, status, evidence_due_at, opened_at)
    VALUES (p_bank_dispute, p_payment, p_amount, p_currency, p_reason, p_status, p_due, p_opened)
    ON CONFLICT (bank_dispute) DO NOTHING;
  news := FOUND;
  SELECT * INTO STRICT d FROM disputes WHERE bank_dispute = p_bank_dispute FOR UPDATE;
  IF dispute_may_become(d.status, p_status) THEN
    news := true;
    UPDATE disputes SET status = p_status, evidence_due_at = coalesce(p_due, evidence_due_at) WHERE id = d.id RETURNING * INTO d;
  END IF;
  IF p_withdrawn AND d.withdrawn_at IS NULL THEN
    UPDATE disputes SET withdrawn_at = p_now WHERE id = d.id RETURNING * INTO d;
    PERFORM post_ledger('DISPUTE_WITHDRAWN', p.id, d.id, 'disputed', 'bank', d.amount, d.currency);
  END IF;
  IF p_reinstated AND d.withdrawn_at IS NOT NULL AND d.reinstated_at IS NULL AND d.lost_at IS NULL THEN
    UPDATE disputes SET reinstated_at = p_now WHERE id = d.id RETURNING * INTO d;
    PERFORM post_ledger('DISPUTE_REINSTATED', p.id, d.id, 'bank', 'disputed', d.amount, d.currency);
  END IF;
  IF d.status = 'LOST' AND d.withdrawn_at IS NOT NULL AND d.reinstated_at IS NULL AND d.lost_at IS NULL THEN
    UPDATE disputes SET lost_at = p_now WHERE id = d.id RETURNING * INTO d;
    PERFORM post_ledger('DISPUTE_LOST', p.id, d.id, 'dispute_losses', 'disputed', d.amount, d.currency);
  END IF;
  IF d.status IN ('WON', 'LOST', 'CLOSED') AND d.closed_at IS NULL THEN
    UPDATE disputes SET closed_at = p_now WHERE id = d.id RETURNING * INTO d;
  END IF;
  IF d.closed_at IS NOT NULL THEN
    PERFORM end_waiting(p_payment, p_now);
    SELECT * INTO STRICT d FROM disputes WHERE id = d.id;
  END IF;
  IF news THEN
    INSERT INTO outbox (job, payload, trace) VALUES (
      'payment-disputed',
      jsonb_build_object('reservationId', p.reservation_id, 'paymentId', p.id, 'disputeId', d.id, 'status', d.status,
        'amount', d.amount, 'currency', d.currency, 'covered', d.covered, 'openedAt', iso_instant(d.opened_at)),
      p.trace);
  END IF;
  RETURN d.status;
END $$;
--> statement-breakpoint
-- The bank refused a refund of a disputed payment. WAITING: a dispute is open. SUCCEEDED: what was lost covers it. PENDING:
-- it covers a part, and the rest is asked anew. UNMET: no dispute explains the refusal.
CREATE FUNCTION refund_meets_dispute(p_id uuid, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE r refunds;
BEGIN
  PERFORM FROM payments WHERE id = (SELECT payment_id FROM refunds WHERE id = p_id) FOR UPDATE;
  SELECT * INTO STRICT r FROM refunds WHERE id = p_id FOR UPDATE;
  IF r.status NOT IN ('INTENT', 'NOT_ATTEMPTED', 'PENDING') OR r.bank_refund IS NOT NULL THEN
    UPDATE refunds SET leased_until = 'epoch' WHERE id = p_id;
    RETURN r.status;
  END IF;
  IF is_disputed(r.payment_id) THEN
    UPDATE refunds SET status = 'WAITING', leased_until = 'epoch' WHERE id = p_id;
    RETURN 'WAITING';
  END IF;
  PERFORM cover_refund(p_id, p_now);
  UPDATE refunds SET leased_until = 'epoch', settle_after = p_now, attempts = 0, round = round + 1,
      status = CASE status WHEN 'SUCCEEDED' THEN status ELSE 'PENDING' END
    WHERE id = p_id AND by_dispute > r.by_dispute RETURNING * INTO r;
  RETURN CASE WHEN FOUND THEN r.status ELSE 'UNMET' END;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION begin_refund(p_key text, p_payment uuid, p_amount bigint, p_currency text, p_reason text, p_lease_ms integer)
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
    IF is_disputed(p_payment) THEN
      UPDATE refunds SET status = 'WAITING', leased_until = 'epoch' WHERE id = refund_id;
      verdict := 'SETTLED';
    ELSIF EXISTS (SELECT FROM disputes WHERE payment_id = p_payment AND lost_at IS NOT NULL AND covered < amount) THEN
      PERFORM cover_refund(refund_id, clock_timestamp());
      SELECT * INTO STRICT r FROM refunds WHERE id = refund_id;
      IF r.status = 'SUCCEEDED' THEN verdict := 'SETTLED'; END IF;
    END IF;
  ELSIF verdict = 'MINE' THEN
    UPDATE refunds SET leased_until = lease, status = CASE status WHEN 'NOT_ATTEMPTED' THEN 'INTENT' ELSE status END
      WHERE id = r.id;
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- As before, save that the bank moves only what no dispute covers.
CREATE OR REPLACE FUNCTION settle_refund(p_id uuid, p_status text, p_bank_refund text, p_failure text, p_tell boolean, p_now timestamptz)
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
    PERFORM post_ledger('REFUND', p.id, p_id, 'guest_deposits', 'bank', r.amount - r.by_dispute, p.currency);
  END IF;
  IF p_status = 'FAILED' THEN
    UPDATE payments SET refunded = refunded - (r.amount - r.by_dispute), updated_at = p_now WHERE id = p.id;
    IF r.accepted_at IS NOT NULL THEN
      PERFORM post_ledger('REFUND_RETURNED', p.id, p_id, 'bank', 'guest_deposits', r.amount - r.by_dispute, p.currency);
    END IF;
  END IF;
  IF p_tell AND r.status <> p_status THEN PERFORM tell_payment_changed(p); END IF;
  RETURN p_status;
END $$;
