-- The whole life of an order (order.Order.State says what may follow what), and what was collected for it.
alter table orders
    drop constraint orders_state_check,
    drop constraint orders_check,
    add constraint orders_state check (state in ('PENDING', 'AWAITING', 'FAILED', 'EXPIRED', 'HELD', 'PAID')),
    add column payment_intent_id text,        -- refunds and disputes speak of it; null when nothing had to be paid
    add column gross_minor       bigint,      -- what Stripe collected
    add column discount_minor    bigint,
    add column shipping_minor    bigint,
    add column tax_minor         bigint,
    add column checked_at        timestamptz; -- when the reconciler last asked Stripe about it

-- Orders from before are paid as they were asked for.
update orders set gross_minor = total_minor, discount_minor = 0, shipping_minor = 0, tax_minor = 0
where state in ('PAID', 'HELD');

alter table orders
    add constraint orders_paid check (
        (state in ('PAID', 'HELD')) = (paid_at is not null)
        and (paid_at is null) = (gross_minor is null)
        and (gross_minor is null) = (discount_minor is null)
        and (gross_minor is null) = (shipping_minor is null)
        and (gross_minor is null) = (tax_minor is null));

create index orders_by_payment_intent on orders (payment_intent_id);
create index orders_open on orders (placed_at) where state in ('PENDING', 'AWAITING');

-- Money that went back. Rows are as Stripe last had them; amounts are in minor units of the order's currency.
create table refund (
    id           text        primary key, -- Stripe's, re_...
    order_id     uuid        not null references orders,
    amount_minor bigint      not null check (amount_minor >= 0),
    status       text        not null,    -- Stripe's: pending, requires_action, succeeded, failed, canceled
    created_at   timestamptz not null
);
create index refund_by_order on refund (order_id);

create table dispute (
    id           text        primary key, -- Stripe's, dp_... or du_...
    order_id     uuid        not null references orders,
    amount_minor bigint      not null check (amount_minor >= 0),
    status       text        not null,    -- Stripe's: needs_response, under_review, won, lost, ...
    created_at   timestamptz not null
);
create index dispute_by_order on dispute (order_id);

-- For the accountant: what an order brought, and what of it is left.
create view order_money as
select o.id as order_id, o.currency, o.paid_at, o.gross_minor, o.discount_minor, o.shipping_minor, o.tax_minor,
       coalesce(r.minor, 0) as refunded_minor,
       coalesce(d.minor, 0) as lost_minor,
       o.gross_minor - coalesce(r.minor, 0) - coalesce(d.minor, 0) as net_minor
from orders o
left join (select order_id, sum(amount_minor)::bigint as minor from refund
           where status in ('pending', 'requires_action', 'succeeded') group by order_id) r on r.order_id = o.id
left join (select order_id, sum(amount_minor)::bigint as minor from dispute
           where status = 'lost' group by order_id) d on d.order_id = o.id
where o.paid_at is not null;

-- One row: how far the reconciler has come, who runs it until when, and what it found last.
create table reconciliation (
    only_row     boolean     primary key default true check (only_row),
    watermark    timestamptz,
    leased_until timestamptz,
    report       jsonb
);
insert into reconciliation default values;
