-- Which shop this is, among those that share a Kafka: one database is one shop, however many instances it has.
create table shop (
    one boolean primary key default true check (one),
    id  uuid    not null    default gen_random_uuid()
);
insert into shop default values;

-- How far the dispatcher's receipts are read, kept beside what was read: a database that was restored reads them again.
create table receipt_position (
    partition   integer primary key,
    next_offset bigint  not null
);
