-- An account and its ledger. The ledger is the truth: an account's balance is the sum of its entries, kept beside them by
-- the trigger that books an entry and by nothing else. Amounts are minor units (cents).
create sequence account_number as bigint start 1 maxvalue 9999999999;

create table account (
	id uuid primary key,
	client text not null check (client ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
	holder text not null check (holder <> ''),
	iban char(22) not null unique,
	currency char(3) not null,
	overdraft_limit bigint not null check (overdraft_limit >= 0),
	balance bigint not null default 0 check (abs(balance) < 100000000000000),
	status text not null default 'open' check (status in ('open', 'closed')),
	entries bigint not null default 0 check (entries >= 0),
	version bigint not null default 1 check (version > 0),
	created_at timestamptz not null,
	closed_at timestamptz,
	check (balance + overdraft_limit >= 0),
	check ((status = 'closed') = (closed_at is not null)),
	check (status = 'open' or balance = 0)
);

-- The order in which a partner pages through its accounts.
create index account_by_client on account (client, created_at desc, id desc);

create table ledger_entry (
	id uuid primary key,
	account uuid not null references account,
	number bigint not null check (number > 0),
	-- above zero: credit; below: debit
	amount bigint not null check (amount <> 0),
	balance_after bigint not null,
	reference text,
	booked_at timestamptz not null,
	unique (account, number)
);

-- The order in which an account's ledger is paged.
create index ledger_entry_by_time on ledger_entry (account, booked_at desc, id desc);

-- Books the entry: takes the next number, carries the balance on, and refuses a closed account.
create function book_entry() returns trigger language plpgsql as $$
begin
	update account set balance = balance + new.amount, entries = entries + 1, version = version + 1
		where id = new.account and status = 'open'
		returning entries, balance into new.number, new.balance_after;
	if not found then
		raise exception 'no open account to book on' using errcode = 'check_violation';
	end if;
	return new;
end
$$;

create trigger ledger_entry_is_booked before insert on ledger_entry for each row execute function book_entry();

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
	raise exception 'the ledger is append-only' using errcode = 'check_violation';
end
$$;

create trigger ledger_entry_is_append_only before update or delete or truncate on ledger_entry
	for each statement execute function refuse_ledger_change();

-- Only booking moves the balance; what an account is never changes; closed is final.
create function hold_account() returns trigger language plpgsql as $$
begin
	if (new.balance, new.entries) is distinct from (old.balance, old.entries) and pg_trigger_depth() < 2 then
		raise exception 'only a ledger entry changes a balance' using errcode = 'check_violation';
	end if;
	if old.status = 'closed' or new.version <> old.version + 1
			or (new.id, new.client, new.holder, new.iban, new.currency, new.overdraft_limit, new.created_at)
			is distinct from (old.id, old.client, old.holder, old.iban, old.currency, old.overdraft_limit, old.created_at) then
		raise exception 'this of an account does not change' using errcode = 'check_violation';
	end if;
	return new;
end
$$;

create trigger account_is_held before update on account for each row execute function hold_account();

create trigger account_stays before delete or truncate on account
	for each statement execute function refuse_ledger_change();
