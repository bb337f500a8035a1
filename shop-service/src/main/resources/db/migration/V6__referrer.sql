alter table orders add column referrer_url text; -- page of another site that led to the shop
create index orders_by_visitor on orders (visitor_id) where marketing_consent;
