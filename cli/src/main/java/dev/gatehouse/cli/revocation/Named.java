package dev.gatehouse.cli.revocation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is revoked, or no longer: one of the three. */
final class Named {

	@Parameters(index = "0", arity = "0..1", paramLabel = "CLIENT",
			description = "a client: its tokens from before now, or from before --issued-before")
	private @Nullable String client;

	@Option(names = "--token-id", paramLabel = "JTI", description = "one token, by its claim jti")
	private @Nullable String tokenId;

	@Option(names = "--key", paramLabel = "KID",
			description = "all that a key of the issuer has signed and will sign, by its kid")
	private @Nullable String key;

	/** The name of the member that names it to the gateway. */
	String member() {
		return (this.client != null) ? "client" : (this.tokenId != null) ? "tokenId" : "key";
	}

	String id() {
		return (this.client != null) ? this.client : (this.tokenId != null) ? this.tokenId : String.valueOf(this.key);
	}

	String query() {
		return member() + "=" + URLEncoder.encode(id(), StandardCharsets.UTF_8);
	}

	/** What it comes to, for people. */
	String words() {
		return switch (member()) {
			case "client" -> "the tokens of " + id();
			case "tokenId" -> "the token " + id();
			default -> "whatever the key " + id() + " has signed";
		};
	}

}
