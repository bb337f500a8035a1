-- What one period of a subscription costs after its free trial, in the order's currency. It is no revenue: order_money has it not.
alter table orders add column expected_minor bigint; -- null when it is not told
