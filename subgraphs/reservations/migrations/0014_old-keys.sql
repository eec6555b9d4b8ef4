-- Keys are forgotten by their age. A block range index tells where the old ones lie and costs an insert next to nothing.
CREATE INDEX idempotency_keys_made ON idempotency_keys USING brin (created_at);
