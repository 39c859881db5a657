-- One row a card. The full number is kept nowhere: only its last four digits and a keyed
-- fingerprint (HMAC-SHA-256), which keeps two cards from sharing a number.
create table card (
    card_id            uuid        primary key,
    client_id          text        not null check (client_id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    product            text        not null check (product in ('debit', 'credit', 'prepaid')),
    holder_name        text        not null check (holder_name ~ '^[^0-9]{2,26}$'),
    last_four          text        not null check (last_four ~ '^[0-9]{4}$'),
    number_fingerprint text        not null unique check (number_fingerprint ~ '^[0-9a-f]{64}$'),
    currency           text        not null check (currency ~ '^[A-Z]{3}$'),
    -- In minor units (cents).
    monthly_limit      bigint      not null check (monthly_limit > 0),
    -- The first day of the month in which the card is valid for the last time.
    expires            date        not null check (extract(day from expires) = 1),
    status             text        not null check (status in ('active', 'blocked')),
    block_reason       text        check (block_reason in ('lost', 'stolen', 'suspected-fraud', 'holder-request')),
    blocked_since      timestamptz,
    version            bigint      not null check (version > 0),
    issued_at          timestamptz not null,
    check ((status = 'blocked') = (block_reason is not null)),
    check ((status = 'blocked') = (blocked_since is not null))
);

-- The order in which a partner pages through its cards.
create index card_by_owner on card (client_id, issued_at desc, card_id desc);

-- Second line behind the service's own rules: what a change may not do, whoever writes it.
create function card_change() returns trigger language plpgsql as $$
begin
    if new.version <> old.version + 1 then
        raise exception 'a change counts the version up by one' using errcode = 'check_violation';
    end if;
    if old.block_reason in ('lost', 'stolen') then
        raise exception 'a card blocked for good does not change' using errcode = 'check_violation';
    end if;
    if old.status = 'blocked' and new.status = 'blocked' and new.block_reason <> old.block_reason then
        raise exception 'a block does not change its reason' using errcode = 'check_violation';
    end if;
    if (new.card_id, new.client_id, new.product, new.holder_name, new.last_four, new.number_fingerprint,
            new.currency, new.expires, new.issued_at)
        is distinct from
       (old.card_id, old.client_id, old.product, old.holder_name, old.last_four, old.number_fingerprint,
            old.currency, old.expires, old.issued_at) then
        raise exception 'only limit and block of a card change' using errcode = 'check_violation';
    end if;
    return new;
end
$$;

create trigger card_change before update on card for each row execute function card_change();
