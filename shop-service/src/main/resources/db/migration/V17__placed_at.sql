create index orders_by_placed_at on orders (placed_at);
-- The order that took this one's place while it could still be paid: if both are, one cart was paid twice.
alter table orders add column replaced_by uuid;
create index orders_replaced on orders (replaced_by) where replaced_by is not null;
