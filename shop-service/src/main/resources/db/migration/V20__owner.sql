-- Pictures that the owner has given products; the name of each is made of what is in it, so that it can be kept for ever.
create table product_picture (
    sku    text  primary key references product on delete cascade,
    type   text  not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
    bytes  bytea not null,
    digest text  not null
);
create index product_picture_by_digest on product_picture (digest);

-- The products with which the shop once opened are for trying it out: see DEMO_PRODUCTS. One that somebody has bought stays,
-- and so does one that its owner has changed.
delete from product p
using (values
    ('enamel-mug', 'Enamel mug', 'A 350 ml mug that survives the campfire and the dishwasher.', 1100),
    ('tea-towel', 'Tea towel', 'Half linen, half cotton, woven to dry rather than to decorate.', 1450),
    ('oak-board', 'Oak board', 'One piece of oiled oak, 30 by 20 cm, with a groove for the juice.', 4200),
    ('moka-pot', 'Moka pot', 'Three small cups of strong coffee, on any flame.', 3850),
    ('notebook', 'Dotted notebook', '160 dotted pages that lie flat, thread-bound, A5.', 1600),
    ('brass-pen', 'Brass pen', 'Turned from solid brass; takes any standard refill.', 3400),
    ('desk-lamp', 'Desk lamp', 'A warm, dimmable light with a weighted foot.', 8900),
    ('wall-clock', 'Wall clock', 'Silent sweep, 25 cm, hands you can read from the next room.', 5600),
    ('wool-blanket', 'Wool blanket', 'Merino, 130 by 180 cm, mothproof without the smell.', 12900),
    ('plant-pot', 'Plant pot', 'Stoneware with a saucer, 14 cm, for one happy fern.', 2300),
    ('canvas-tote', 'Canvas tote', 'Heavy canvas, long handles, a pocket for the keys.', 2400),
    ('day-pack', 'Day pack', '18 litres, waxed cotton, room for a laptop and lunch.', 9800)
) as opening (sku, name, description, price_minor)
where p.sku = opening.sku and p.name = opening.name and p.description = opening.description
    and p.price_minor = opening.price_minor and p.currency = 'SGD'
    and not exists (select from order_item i where i.sku = p.sku);
