-- Money after the booking: what is told of disputes, what staff gives back.

-- Of each dispute each step once, and none after its end: payments tells it again when Redis forgot, and in any order.
CREATE FUNCTION tell_dispute(p_id uuid, p_dispute text, p_steps jsonb, p_ends boolean, p_detail jsonb, p_now timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  step text;
BEGIN
  SELECT * INTO r FROM reservations WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF EXISTS (SELECT FROM told_disputes WHERE dispute_id = p_dispute AND told_disputes.step = 'ENDED') THEN RETURN true; END IF;
  FOR step IN SELECT jsonb_array_elements_text(p_steps) LOOP
    INSERT INTO told_disputes (dispute_id, step, reservation_id) VALUES (p_dispute, step, p_id) ON CONFLICT DO NOTHING;
    IF FOUND THEN PERFORM log_step(p_id, p_now, r.status, step, p_detail); END IF;
  END LOOP;
  IF p_ends THEN
    INSERT INTO told_disputes (dispute_id, step, reservation_id) VALUES (p_dispute, 'ENDED', p_id) ON CONFLICT DO NOTHING;
  END IF;
  RETURN true;
END $$;
--> statement-breakpoint
-- Staff gives back p_amount (null: all that is left) of what was taken, from the newest payment first. What is left is
-- worked out under the reservation's lock, so that two of them never give back more than was taken.
CREATE FUNCTION begin_staff_refund(p_id uuid, p_key jsonb, p_amount bigint, p_reason text, p_now timestamptz)
RETURNS TABLE (outcome text, id uuid, hash text, amount bigint) LANGUAGE plpgsql AS $$
DECLARE
  r reservations;
  c record;
  total_left bigint;
  wanted bigint;
  part bigint;
  next_n int;
BEGIN
  INSERT INTO idempotency_keys (operation, scope, key, input_hash, reservation_id, created_at)
    VALUES ('refundGuest', p_key ->> 'scope', p_key ->> 'key', p_key ->> 'inputHash', p_id, p_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'KNOWN', k.reservation_id, k.input_hash, NULL::bigint FROM idempotency_keys k
      WHERE k.operation = 'refundGuest' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN;
  END IF;
  SELECT * INTO r FROM reservations x WHERE x.id = p_id FOR UPDATE;
  SELECT coalesce((SELECT sum(t.amount) FROM charges t WHERE t.reservation_id = p_id), 0)
    - coalesce((SELECT sum(f.amount) FROM refunds f WHERE f.reservation_id = p_id), 0) INTO total_left;
  wanted := coalesce(p_amount, total_left);
  outcome := CASE
    WHEN r.owed = 'SETTLE' OR r.status IN ('HELD', 'AWAITING_PAYMENT', 'REQUIRES_ACTION', 'AUTHORIZED', 'CONFIRMING', 'PARTNER_UNKNOWN', 'MODIFYING', 'CANCELLING') THEN 'BUSY'
    WHEN wanted < 1 OR wanted > total_left THEN 'EXCEEDS'
    ELSE 'BEGUN'
  END;
  IF outcome <> 'BEGUN' THEN
    DELETE FROM idempotency_keys k WHERE k.operation = 'refundGuest' AND k.scope = p_key ->> 'scope' AND k.key = p_key ->> 'key';
    RETURN QUERY SELECT outcome, p_id, NULL::text, greatest(total_left, 0);
    RETURN;
  END IF;
  SELECT coalesce(max(f.n), 0) INTO next_n FROM refunds f WHERE f.reservation_id = p_id;
  part := wanted;
  FOR c IN SELECT t.payment_id, t.amount - coalesce((SELECT sum(f.amount) FROM refunds f WHERE f.reservation_id = p_id AND f.payment_id = t.payment_id), 0) AS rest
      FROM charges t WHERE t.reservation_id = p_id ORDER BY t.attempt DESC LOOP
    CONTINUE WHEN c.rest <= 0;
    EXIT WHEN part <= 0;
    next_n := next_n + 1;
    INSERT INTO refunds (reservation_id, n, payment_id, amount, reason, by_staff) VALUES (p_id, next_n, c.payment_id, least(part, c.rest), p_reason, true);
    part := part - least(part, c.rest);
  END LOOP;
  IF part > 0 THEN RAISE EXCEPTION 'reservation % was to give back more than its payments have', p_id; END IF;
  UPDATE reservations x SET owed = 'REFUND', due_at = p_now, tries = 0 WHERE x.id = p_id;
  PERFORM log_step(p_id, p_now, r.status, 'STAFF_REFUND', jsonb_build_object('amount', wanted, 'currency', r.currency));
  RETURN QUERY SELECT 'BEGUN', p_id, p_key ->> 'inputHash', wanted;
END $$;
--> statement-breakpoint
CREATE FUNCTION accept_staff_refund(p_id uuid, p_n int, p_refund_id text, p_now timestamptz, p_step text, p_detail jsonb, p_jobs jsonb, p_trace jsonb)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT accept_refund(p_id, p_n, p_refund_id, p_now, p_step, p_detail) THEN RETURN false; END IF;
  PERFORM promise_jobs(p_jobs, p_trace);
  RETURN true;
END $$;
