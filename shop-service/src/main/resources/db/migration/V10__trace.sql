alter table orders add column traceparent text; -- W3C trace context of the shopper's request
