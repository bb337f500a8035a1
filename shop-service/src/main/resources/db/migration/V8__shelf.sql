alter table product add column stock integer check (stock >= 0); -- pieces left; null when there is no end of them
update product set stock = 0 where sku = 'wall-clock';
update product set stock = 7 where sku = 'wool-blanket';

-- Names and descriptions in other languages than English.
create table product_text (
    sku         text not null references product on delete cascade,
    lang        text not null check (lang ~ '^[a-z]{2}$'),
    name        text not null,
    description text not null,
    primary key (sku, lang)
);
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
where sku in (select sku from product);
