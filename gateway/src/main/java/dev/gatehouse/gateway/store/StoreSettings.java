package dev.gatehouse.gateway.store;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where is kept what all gateways share: limits, revocations and used proofs.
 *
 * @param store a Valkey or Redis server; null: this node is alone
 */
@ConfigurationProperties("gatehouse")
public record StoreSettings(@Nullable String store) {

	private static final String FORM = "rediss?://([^\\s/?#@]+@)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[1-9]\\d{0,4}(/\\d{1,4})?";

	public StoreSettings {
		// The value is not repeated: it may hold a password.
		InvalidSetting.check(store == null || isAddress(store), "gatehouse.store",
				"must be redis://[user:password@]host:port[/database]");
	}

	private static boolean isAddress(String store) {
		try {
			return store.matches(FORM) && RedisURI.create(store).getPort() > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	RedisURI address() {
		return RedisURI.create(InvalidSetting.require(this.store, "gatehouse.store"));
	}

	/** The address may hold a password. */
	@Override
	public String toString() {
		return "StoreSettings";
	}

}
