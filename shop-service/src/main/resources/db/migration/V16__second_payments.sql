-- Payments of orders that another payment had made paid before: each is to be given back, and none is a sale.
create table second_payment (
    session_id        text        primary key, -- Stripe's, cs_...
    order_id          uuid        not null references orders,
    payment_intent_id text        not null,    -- Stripe's, pi_...
    amount_minor      bigint      not null,    -- in minor units of its own currency
    currency          text        not null,
    paid_at           timestamptz not null
);
create index second_payment_by_intent on second_payment (payment_intent_id);

-- What was collected may be in another currency than was asked for; what goes back, in that of the charge.
alter table orders add column paid_currency text; -- null for the currency of the order
alter table refund
    add column payment_intent_id text, -- null for the payment that made the order paid
    add column currency          text; -- null for that of the order
alter table dispute
    add column payment_intent_id text,
    add column currency          text;

drop view order_money;

-- For the accountant: what an order brought, and what of it is left. Money that goes back belongs to its own payment.
create view order_money as
with back as (
    select 'refund' as kind, r.order_id, r.payment_intent_id, r.currency, r.amount_minor
    from refund r where r.status in ('pending', 'requires_action', 'succeeded')
    union all
    select 'dispute', d.order_id, d.payment_intent_id, d.currency, d.amount_minor
    from dispute d where d.status = 'lost'
), paid as (
    select o.*, coalesce(o.paid_currency, o.currency) as in_currency from orders o where o.paid_at is not null
), sums as (
    select p.id,
           coalesce(sum(b.amount_minor) filter (where b.kind = 'refund' and coalesce(b.currency, p.in_currency) = p.in_currency), 0)::bigint as refunded_minor,
           coalesce(sum(b.amount_minor) filter (where b.kind = 'dispute' and coalesce(b.currency, p.in_currency) = p.in_currency), 0)::bigint as lost_minor,
           coalesce(sum(b.amount_minor) filter (where coalesce(b.currency, p.in_currency) <> p.in_currency), 0)::bigint as elsewhere_minor,
           max(b.currency) filter (where coalesce(b.currency, p.in_currency) <> p.in_currency) as elsewhere_currency
    from paid p
    left join back b on b.order_id = p.id
        and coalesce(b.payment_intent_id, p.payment_intent_id) is not distinct from p.payment_intent_id
    group by p.id
)
select p.id as order_id, p.in_currency as currency, p.paid_at,
       p.gross_minor, p.discount_minor, p.shipping_minor, p.tax_minor,
       s.refunded_minor, s.lost_minor,
       p.gross_minor - s.refunded_minor - s.lost_minor as net_minor,
       s.elsewhere_minor, s.elsewhere_currency -- gone back in the currency of the charge, and not within the net
from paid p join sums s on s.id = p.id;
