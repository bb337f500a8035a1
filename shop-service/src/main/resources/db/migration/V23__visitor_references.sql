-- The client_reference_id of a sale, under which the shop's server may report a refusal later. A page's is its visitor_id too.
alter table orders add column visitor_reference text; -- null when there is none, and without consent
create index orders_by_visitor_reference on orders (visitor_reference) where marketing_consent;
