-- A dozen products to try the shop with.
insert into product (sku, name, category, description, price_minor, currency, position, stock) values
    ('enamel-mug', 'Enamel mug', 'Kitchen', 'A 350 ml mug that survives the campfire and the dishwasher.', 1100, 'SGD', 1, null),
    ('tea-towel', 'Tea towel', 'Kitchen', 'Half linen, half cotton, woven to dry rather than to decorate.', 1450, 'SGD', 2, null),
    ('oak-board', 'Oak board', 'Kitchen', 'One piece of oiled oak, 30 by 20 cm, with a groove for the juice.', 4200, 'SGD', 3, null),
    ('moka-pot', 'Moka pot', 'Kitchen', 'Three small cups of strong coffee, on any flame.', 3850, 'SGD', 4, null),
    ('notebook', 'Dotted notebook', 'Desk', '160 dotted pages that lie flat, thread-bound, A5.', 1600, 'SGD', 5, null),
    ('brass-pen', 'Brass pen', 'Desk', 'Turned from solid brass; takes any standard refill.', 3400, 'SGD', 6, null),
    ('desk-lamp', 'Desk lamp', 'Desk', 'A warm, dimmable light with a weighted foot.', 8900, 'SGD', 7, null),
    ('wall-clock', 'Wall clock', 'Home', 'Silent sweep, 25 cm, hands you can read from the next room.', 5600, 'SGD', 8, 0),
    ('wool-blanket', 'Wool blanket', 'Home', 'Merino, 130 by 180 cm, mothproof without the smell.', 12900, 'SGD', 9, 7),
    ('plant-pot', 'Plant pot', 'Home', 'Stoneware with a saucer, 14 cm, for one happy fern.', 2300, 'SGD', 10, null),
    ('canvas-tote', 'Canvas tote', 'Carry', 'Heavy canvas, long handles, a pocket for the keys.', 2400, 'SGD', 11, null),
    ('day-pack', 'Day pack', 'Carry', '18 litres, waxed cotton, room for a laptop and lunch.', 9800, 'SGD', 12, null)
on conflict do nothing;

insert into product_text (sku, lang, name, description)
select sku, 'ja', name, description from (values
    ('enamel-mug', 'ホーローマグ', '焚き火にも食洗機にも耐える350mlのマグカップ。'),
    ('tea-towel', 'ティータオル', '麻と綿を半分ずつ。飾るためではなく、拭くために織りました。'),
    ('oak-board', 'オークのまな板', 'オイル仕上げの一枚板、30×20cm。汁受けの溝つき。'),
    ('moka-pot', 'モカポット', '濃いコーヒーを小さなカップに三杯。どんな火でも使えます。'),
    ('notebook', 'ドット方眼ノート', '平らに開く糸綴じ、160ページのA5ノート。'),
    ('brass-pen', '真鍮のペン', '無垢の真鍮から削り出し。標準的な替芯が使えます。'),
    ('desk-lamp', 'デスクランプ', '重みのある台座、あたたかく調光できる灯り。'),
    ('wall-clock', '掛け時計', '音のしない秒針、直径25cm。隣の部屋からも読める針。'),
    ('wool-blanket', 'ウールブランケット', 'メリノウール、130×180cm。匂いのない防虫加工。'),
    ('plant-pot', '植木鉢', '受け皿つきの炻器、14cm。シダをひとつ、しあわせに。'),
    ('canvas-tote', '帆布トート', '厚手の帆布に長い持ち手。鍵のためのポケットつき。'),
    ('day-pack', 'デイパック', '18リットルのワックスコットン。ノートパソコンとお弁当が入ります。')
) as texts (sku, name, description)
where sku in (select sku from product)
on conflict do nothing;
