create table note (
	id uuid primary key,
	owner text not null,
	text text not null unique,
	price bigint not null,
	currency char(3) not null,
	revision bigint not null,
	created_at timestamptz not null
);
