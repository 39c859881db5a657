-- A loan is its terms, which never change, and its debt, which only bookings change. Amounts are minor units (cents).
-- The checks hold the rules once more below the code.
create table loan (
	id uuid primary key,
	client text not null check (client ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
	product text not null check (product in ('consumer', 'business', 'mortgage')),
	borrower text not null check (borrower <> ''),
	currency char(3) not null,
	principal bigint not null check (principal > 0),
	-- percent
	annual_rate numeric(7, 4) not null check (annual_rate between 0 and 100),
	months integer not null check (months between 1 and 480),
	disbursed_on date not null,
	first_due_on date not null check (first_due_on > disbursed_on),
	-- what the due date is clamped from in shorter months
	due_day smallint not null check (due_day between 1 and 31),
	outstanding_principal bigint not null check (outstanding_principal between 0 and principal),
	unpaid_interest bigint not null check (unpaid_interest >= 0),
	accrued_through date not null check (accrued_through >= disbursed_on),
	version bigint not null check (version > 0),
	created_at timestamptz not null
);

-- The order in which a partner pages through its loans.
create index loan_by_client on loan (client, created_at desc, id desc);

-- The ledger: everything that ever changed a debt, in order. The sums of a loan's entries are its debt.
create table loan_entry (
	loan uuid not null references loan,
	number integer not null check (number > 0),
	kind text not null check (kind in ('disbursement', 'interest', 'repayment')),
	principal bigint not null,
	interest bigint not null,
	value_on date not null,
	booked_at timestamptz not null,
	repayment uuid unique,
	reference text,
	primary key (loan, number),
	check ((kind = 'repayment') = (repayment is not null)),
	check (kind = 'repayment' or reference is null),
	check (case kind
		when 'disbursement' then number = 1 and principal > 0 and interest = 0
		when 'interest' then principal = 0 and interest > 0
		else principal <= 0 and interest <= 0 and principal + interest < 0
	end)
);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
	raise exception 'the ledger is append-only' using errcode = 'check_violation';
end
$$;

create trigger loan_entry_is_append_only before update or delete or truncate on loan_entry
	for each statement execute function refuse_ledger_change();

create function refuse_new_terms() returns trigger language plpgsql as $$
begin
	if new.version <> old.version + 1 or new.accrued_through < old.accrued_through
			or (new.id, new.client, new.product, new.borrower, new.currency, new.principal, new.annual_rate, new.months,
				new.disbursed_on, new.first_due_on, new.due_day, new.created_at)
			is distinct from (old.id, old.client, old.product, old.borrower, old.currency, old.principal,
				old.annual_rate, old.months, old.disbursed_on, old.first_due_on, old.due_day, old.created_at) then
		raise exception 'only the debt of a loan changes, version by version' using errcode = 'check_violation';
	end if;
	return new;
end
$$;

create trigger loan_terms_stay before update on loan for each row execute function refuse_new_terms();
