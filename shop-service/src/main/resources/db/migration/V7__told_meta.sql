alter table orders add column message bytea; -- as it was published, with the customer sealed; null before that

-- What the dispatchers' receipts say became of each event. A copy: the truth is Kafka's topic capi.receipts.v1.
create table outcome (
    event_id   uuid        not null,
    dataset    text        not null,    -- empty for the usual one
    status     text        not null,
    reason     text,
    fbtrace_id text,
    at         timestamptz not null,
    primary key (event_id, dataset)
);
