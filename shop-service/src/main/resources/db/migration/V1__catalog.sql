-- What is for sale. The shop's owner writes it; the storefront only reads.
create table product (
    sku         text    primary key check (sku ~ '^[a-z0-9-]{1,64}$'),
    name        text    not null,
    category    text    not null,
    description text    not null,
    price_minor bigint  not null check (price_minor > 0), -- in Stripe's minor units
    currency    text    not null check (currency ~ '^[A-Z]{3}$'),
    position    integer not null unique
);
