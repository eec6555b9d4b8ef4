-- What was just written, answered with it: a booking needs the row at once, and asking for it by another statement costs
-- more than the reading itself. The functions that write stay as they are; these only call them.

CREATE FUNCTION hold_room_and_read(p jsonb, p_offer text, p_trace jsonb, OUT outcome text, OUT known_id uuid, OUT hash text, OUT held reservations)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.outcome, h.id, h.hash INTO outcome, known_id, hash FROM hold_room(p, p_offer, p_trace) h;
  IF outcome = 'HELD' THEN SELECT * INTO held FROM reservations r WHERE r.id = known_id; END IF;
END $$;
--> statement-breakpoint

CREATE FUNCTION confirm_reservation_and_read(p_id uuid, p_payment_id text, p_now timestamptz, p_step text, p_detail jsonb, p_jobs jsonb, p_trace jsonb, OUT outcome text, OUT confirmed reservations)
LANGUAGE plpgsql AS $$
BEGIN
  outcome := confirm_reservation(p_id, p_payment_id, p_now, p_step, p_detail, p_jobs, p_trace);
  IF outcome = 'CONFIRMED' THEN SELECT * INTO confirmed FROM reservations r WHERE r.id = p_id; END IF;
END $$;
