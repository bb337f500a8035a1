-- A message that Kafka refuses for what it is waits aside, and is tried again by itself; those behind it pass.
alter table outbox add column next_try_at timestamptz;
alter table outbox add column trouble text;
-- The few that wait aside: later messages of the same key wait with them.
create index outbox_aside on outbox (topic, key) where next_try_at is not null;
