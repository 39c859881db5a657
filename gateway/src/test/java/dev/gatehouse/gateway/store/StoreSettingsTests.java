package dev.gatehouse.gateway.store;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A store is an address, or none; anything else stops the start and is not repeated. */
class StoreSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "redis://localhost:6379", "redis://10.0.0.1:6379/3", "redis://[::1]:6379",
			"redis://gateway:s3cret@valkey:6379/0", "redis://:s3cret@valkey:6379",
			"rediss://valkey.bank.example:6380" })
	void addressIsTaken(String address) {
		assertThat(new StoreSettings(address).address().getPort()).isPositive();
	}

	@Test
	void addressIsReadWithItsParts() {
		RedisURI address = new StoreSettings("redis://gateway:s3cret@valkey:6379/3").address();
		assertThat(address.getHost()).isEqualTo("valkey");
		assertThat(address.getDatabase()).isEqualTo(3);
		assertThat(address.getCredentialsProvider().resolveCredentials().toFuture().join().getUsername())
			.isEqualTo("gateway");
	}

	@Test
	void noneIsNeeded() {
		assertThat(new StoreSettings(null).store()).isNull();
	}

	@Test
	void passwordIsNotShown() {
		assertThat(new StoreSettings("redis://gateway:s3cret@valkey:6379").toString()).doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "localhost:6379", "http://localhost:6379", "redis://", "redis://localhost",
			"redis://localhost:port", "redis://localhost:0", "redis://localhost:66000", "redis://s3cret@:6379",
			"redis://localhost:6379/x", "redis://localhost:6379?timeout=1s", "redis-sentinel://localhost:26379#main",
			"redis://a:6379,b:6379" })
	void anythingElseIsRefusedAndNotRepeated(String address) {
		assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> new StoreSettings(address))
			.withMessage("gatehouse.store: must be redis://[user:password@]host:port[/database]");
	}

}
