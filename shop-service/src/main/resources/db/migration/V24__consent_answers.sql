-- The record of each answer to the consent question (GDPR, article 7): who agreed to which wording, when and where.
create table consent_wording (
    id         text primary key,         -- the first 16 hexadecimal digits of the text's SHA-256
    wording    text        not null,
    first_used timestamptz not null
);
create table consent_answer (
    visitor     text        not null,    -- the visitor's id, or the reference of a context
    answered_at timestamptz not null,
    granted     boolean     not null,
    source      text        not null,    -- consent.ConsentAnswers.Source
    wording     text references consent_wording, -- null where another site has asked
    primary key (visitor, answered_at)
);
create index consent_answer_by_time on consent_answer (answered_at);
