-- The visitor as Stripe keeps them for us, sealed: the same text for every attempt to open a session of the order.
alter table orders add column sealed_visitor text;
