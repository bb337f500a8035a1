-- A dozen products to open the shop with; replace them with your own.
insert into product (sku, name, category, description, price_minor, currency, position) values
    ('enamel-mug', 'Enamel mug', 'Kitchen', 'A 350 ml mug that survives the campfire and the dishwasher.', 1100, 'SGD', 1),
    ('tea-towel', 'Tea towel', 'Kitchen', 'Half linen, half cotton, woven to dry rather than to decorate.', 1450, 'SGD', 2),
    ('oak-board', 'Oak board', 'Kitchen', 'One piece of oiled oak, 30 by 20 cm, with a groove for the juice.', 4200, 'SGD', 3),
    ('moka-pot', 'Moka pot', 'Kitchen', 'Three small cups of strong coffee, on any flame.', 3850, 'SGD', 4),
    ('notebook', 'Dotted notebook', 'Desk', '160 dotted pages that lie flat, thread-bound, A5.', 1600, 'SGD', 5),
    ('brass-pen', 'Brass pen', 'Desk', 'Turned from solid brass; takes any standard refill.', 3400, 'SGD', 6),
    ('desk-lamp', 'Desk lamp', 'Desk', 'A warm, dimmable light with a weighted foot.', 8900, 'SGD', 7),
    ('wall-clock', 'Wall clock', 'Home', 'Silent sweep, 25 cm, hands you can read from the next room.', 5600, 'SGD', 8),
    ('wool-blanket', 'Wool blanket', 'Home', 'Merino, 130 by 180 cm, mothproof without the smell.', 12900, 'SGD', 9),
    ('plant-pot', 'Plant pot', 'Home', 'Stoneware with a saucer, 14 cm, for one happy fern.', 2300, 'SGD', 10),
    ('canvas-tote', 'Canvas tote', 'Carry', 'Heavy canvas, long handles, a pocket for the keys.', 2400, 'SGD', 11),
    ('day-pack', 'Day pack', 'Carry', '18 litres, waxed cotton, room for a laptop and lunch.', 9800, 'SGD', 12);
