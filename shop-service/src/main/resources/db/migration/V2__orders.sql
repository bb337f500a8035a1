-- Orders and their life. Written by the shop alone, never deleted.
create table orders (
    id                  uuid        primary key,
    event_id            uuid        not null unique, -- the one id that Stripe, the Pixel and Meta's API share
    state               text        not null check (state in ('PENDING', 'PAID', 'HELD')),
    total_minor         bigint      not null check (total_minor >= 0),
    currency            text        not null check (currency ~ '^[A-Z]{3}$'),
    placed_at           timestamptz not null,
    stripe_session_id   text        unique,          -- null until Stripe has answered
    paid_at             timestamptz,                 -- when Stripe says it was paid
    held_reason         text,                        -- why a paid order was not published
    shown_at            timestamptz,                 -- when the thanks page first showed it as paid
    -- The visitor as they were at checkout; Stripe's webhook knows none of this.
    marketing_consent   boolean     not null,
    visitor_id          text,
    ip                  text,
    user_agent          text,
    fbp                 text,
    fbc                 text,
    check ((state = 'PENDING') = (paid_at is null)),
    check ((state = 'HELD') = (held_reason is not null))
);

create index orders_by_state on orders (state);

create table order_item (
    order_id         uuid    not null references orders,
    position         integer not null,
    sku              text    not null, -- no reference: a product may go, its sale stays
    name             text    not null,
    quantity         integer not null check (quantity > 0),
    unit_price_minor bigint  not null check (unit_price_minor > 0),
    primary key (order_id, position)
);
