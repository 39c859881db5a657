-- One row for each creating POST that succeeded: who asked, for what, and the answer to give again.
create table idempotency_key (
	client text not null,
	operation text not null,
	key text not null,
	-- SHA-256 of the body
	fingerprint bytea not null,
	created_at timestamptz not null,
	-- null only inside the transaction that does the work
	status smallint,
	location text,
	etag text,
	body bytea,
	primary key (client, operation, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);
