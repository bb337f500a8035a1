-- Messages that must reach Kafka. Written in the transaction they speak of, deleted by the relay once Kafka has acknowledged.
create table outbox (
    id         bigint      generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    headers    jsonb       not null,
    payload    bytea       not null,
    created_at timestamptz not null default clock_timestamp()
);
