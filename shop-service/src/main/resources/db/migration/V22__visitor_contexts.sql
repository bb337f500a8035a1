-- What the pages of other sites, or their servers, say of a visitor, under the client_reference_id of a sale at Stripe. The
-- content is sealed, and holds nothing but the visitor's choice where consent is missing. 30 days after the last write it is
-- deleted; the choice stays for the renewals of a subscription.
create table visitor_context (
    reference  text        primary key,
    -- SHA-256 of the token of the browser that wrote first; null where a shop's server wrote.
    token_hash bytea,
    sealed     text,                     -- null once it is deleted
    choice     text        not null,     -- visitor.Visitor.Choice
    -- Whether the visitor has answered the consent question. A later message without an answer changes nothing.
    answered   boolean     not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index visitor_context_by_age on visitor_context (updated_at) where sealed is not null;
create index visitor_context_by_last on visitor_context (updated_at);
