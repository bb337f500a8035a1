-- Whether money moved: Stripe writes its mode into every id. Null until a session is opened.
alter table orders add column livemode boolean generated always as (stripe_session_id like 'cs\_live\_%') stored;
-- When what was ordered left the cart; null while it is in it, and again once a failed payment has given it back.
alter table orders add column left_cart_at timestamptz;
