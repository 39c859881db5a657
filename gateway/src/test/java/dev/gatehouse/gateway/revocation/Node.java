package dev.gatehouse.gateway.revocation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.gateway.store.StoreSettings;
import org.jspecify.annotations.Nullable;

/** A gateway's revocations, with operators who come to it. */
final class Node implements AutoCloseable {

	static final TokenLife LIFE = new TokenLife(Duration.ofHours(1), Duration.ofSeconds(30));

	private final Register register = new Register();

	private final Keeper keeper;

	private final Desk desk;

	Node(@Nullable String store, @Nullable Path file) {
		this(store, file, Keeper.TICK, InstantSource.system());
	}

	Node(@Nullable String store, @Nullable Path file, Duration tick, InstantSource clock) {
		this.keeper = new Keeper(this.register, (file != null) ? new RevocationsFile(file) : null,
				(store != null) ? new StoreSettings(store) : null, tick, clock, System::nanoTime);
		this.desk = new Desk(this.register, this.keeper, LIFE, Set.of("acme")::contains, clock);
		this.keeper.start();
	}

	/** Revokes all that a client was issued before now. */
	Map<String, Object> revoke(String client) throws ManagementProblem {
		return revoke(Kind.CLIENT, client, null);
	}

	Map<String, Object> revoke(Kind kind, String id, @Nullable Instant before) throws ManagementProblem {
		return this.desk.revoke(new Wish(new Subject(kind, id), before, "tests"), "127.0.0.1").join();
	}

	Map<String, Object> undo(Kind kind, String id) {
		return this.desk.undo(new Wish(new Subject(kind, id), null, "tests"), "127.0.0.1").join();
	}

	/** Returns whether a client's token is refused that was issued long ago. */
	boolean refuses(String client) {
		return refuses(client, "jti", "kid", 1000);
	}

	boolean refuses(String client, String tokenId, String keyId, long issuedSecond) {
		return this.register.concern(client, tokenId, keyId, issuedSecond * 1000);
	}

	boolean isKnown() {
		return this.register.areKnown();
	}

	int size() {
		return this.register.size();
	}

	Keeper keeper() {
		return this.keeper;
	}

	Register register() {
		return this.register;
	}

	Map<String, Object> list() {
		return this.desk.list();
	}

	@Override
	public void close() {
		this.keeper.close();
	}

}
