-- Number of the attempt to open a Checkout Session; in Stripe's idempotency key, whose answer is kept for a day.
alter table orders add column session_attempt integer not null default 1;
