-- What payments holds of an erased guest beside the documents that the law wants kept. Answers how many payments and
-- refunds of theirs are still being settled, and so could not be erased yet.
CREATE FUNCTION erase_payer(p_reservations text[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE unsettled integer;
BEGIN
  UPDATE card_pages SET card_brand = NULL, card_last4 = NULL
    WHERE card_last4 IS NOT NULL AND payment_method_id IN (SELECT payment_method_id FROM payments WHERE reservation_id = ANY (p_reservations));
  UPDATE payments SET card_brand = NULL, card_last4 = NULL,
      receipt_details = receipt_details || '{"guestName": "erased", "guestEmail": "erased"}'
    WHERE reservation_id = ANY (p_reservations)
      AND (status IN ('DECLINED', 'VOIDED', 'NOT_ATTEMPTED') OR status = 'CAPTURED' AND receipt_id IS NOT NULL);
  UPDATE refunds SET reason = 'erased'
    WHERE payment_id IN (SELECT id FROM payments WHERE reservation_id = ANY (p_reservations))
      AND (status = 'FAILED' OR credit_note_id IS NOT NULL);
  SELECT count(*) INTO unsettled FROM payments p WHERE p.reservation_id = ANY (p_reservations)
    AND (p.receipt_details ->> 'guestName' <> 'erased' OR EXISTS (SELECT FROM refunds f WHERE f.payment_id = p.id AND f.reason <> 'erased'));
  RETURN unsettled;
END $$;
