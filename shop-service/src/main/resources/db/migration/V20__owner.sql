-- Pictures that the owner has given products; the name of each is made of what is in it, so that it can be kept for ever.
create table product_picture (
    sku    text  primary key references product on delete cascade,
    type   text  not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
    bytes  bytea not null,
    digest text  not null
);
create index product_picture_by_digest on product_picture (digest);

-- The products with which the shop once opened are for trying it out: see DEMO_PRODUCTS. One that somebody has bought stays.
delete from product p
where sku in ('enamel-mug', 'tea-towel', 'oak-board', 'moka-pot', 'notebook', 'brass-pen', 'desk-lamp', 'wall-clock',
        'wool-blanket', 'plant-pot', 'canvas-tote', 'day-pack')
    and not exists (select from order_item i where i.sku = p.sku);
