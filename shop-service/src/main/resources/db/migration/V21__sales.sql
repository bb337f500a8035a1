-- Sales that were not made on the storefront: others on the same Stripe account (SALES=account).
drop view order_money;

-- The id of an event may be another shop's, in any form.
alter table orders alter column event_id type text using event_id::text;
alter table outcome alter column event_id type text using event_id::text;

alter table orders
    add column reference       text unique, -- the order's id in messages; null on the storefront, where it is the id
    add column sale_livemode   boolean,     -- null on the storefront
    add column event           text,        -- Meta's: PURCHASE, START_TRIAL or SUBSCRIBE; null on the storefront
    add column site            text,        -- which of the seller's sites sold it
    add column source_url      text,        -- page of the purchase, without a query
    add column action_source   text,        -- Meta's word for where the customer bought; null on the storefront
    add column invoice_id      text,        -- Stripe's, in_...
    add column subscription_id text;        -- Stripe's, sub_...
create index orders_by_subscription on orders (subscription_id) where subscription_id is not null;

-- A sale without a session has no mode in its id.
drop index orders_by_state_and_mode;
alter table orders drop column livemode;
alter table orders add column livemode boolean
    generated always as (coalesce(sale_livemode, stripe_session_id like 'cs\_live\_%')) stored;
create index orders_by_state_and_mode on orders (state, livemode);

-- Other sellers give things away within an order.
alter table order_item drop constraint order_item_unit_price_minor_check;
alter table order_item add constraint order_item_unit_price_minor_check check (unit_price_minor >= 0);

-- A second payment may have no session.
alter table second_payment drop constraint second_payment_pkey;
alter table second_payment alter column session_id drop not null;
alter table second_payment add primary key (payment_intent_id);
drop index second_payment_by_intent;

-- Sales from before are not this shop's to report.
alter table shop add column sales_since timestamptz; -- null until SALES=account is first used

-- For the accountant: what an order brought, and what of it is left. Money that goes back belongs to its own payment.
create view order_money as
with back as (
    select 'refund' as kind, r.order_id, r.payment_intent_id, r.currency, r.amount_minor
    from refund r where r.status in ('pending', 'requires_action', 'succeeded')
    union all
    select 'dispute', d.order_id, d.payment_intent_id, d.currency, d.amount_minor
    from dispute d where d.status = 'lost'
), paid as (
    select o.id, o.paid_at, o.payment_intent_id, o.gross_minor, o.discount_minor, o.shipping_minor, o.tax_minor,
           coalesce(o.paid_currency, o.currency) as in_currency
    from orders o where o.paid_at is not null
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
