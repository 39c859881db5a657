package dev.gatehouse.gateway.binding;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where this gateway is, and what it shares with others. The rooms that these belong to
 * are stricter with them.
 *
 * @param publicUri the address that partners call; null: not known
 * @param store a Valkey or Redis server; null: this node is alone
 */
@ConfigurationProperties("gatehouse")
record PlaceSettings(@Nullable String publicUri, @Nullable String store) {

	PlaceSettings {
		InvalidSetting.check(publicUri == null || TargetUri.normal(publicUri) != null, "gatehouse.public-uri",
				"must be a URL");
		// The value is not repeated: it may hold a password.
		InvalidSetting.check(store == null || isAddress(store), "gatehouse.store",
				"must be redis://[user:password@]host:port[/database]");
	}

	private static boolean isAddress(String store) {
		try {
			return RedisURI.create(store).getPort() > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** The store's address may hold a password. */
	@Override
	public String toString() {
		return "PlaceSettings[" + this.publicUri + "]";
	}

}
