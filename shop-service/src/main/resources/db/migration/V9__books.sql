create index orders_by_paid_at on orders (paid_at) where paid_at is not null;
