-- Who has bought before, by the id that Meta is given of a customer; of those alone who agreed that Meta may be told.
create table known_customer (
    id            text        not null, -- of CustomerIds: without the salt no address can be found again
    livemode      boolean     not null,
    first_order   uuid        not null,
    last_order_at timestamptz not null,
    primary key (id, livemode)
);
create index known_customer_by_last_order on known_customer (last_order_at);
create index known_customer_by_first_order on known_customer (first_order);

-- The shop itself bought, as when it tries its checkout.
alter table orders add column internal boolean not null default false;
