package dev.gatehouse.gateway.cutoff;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import dev.gatehouse.gateway.issuer.IssuerClient;
import org.jspecify.annotations.Nullable;

/** Asks the issuer what it has ended. Blocks: never on an event loop. */
final class CutoffFetch implements AutoCloseable {

	/**
	 * The issuer keeps to 3,000,000 bytes of clients that were ended and 1,000,000 of
	 * clients' secrets, and names fewer of them if their ids are long.
	 */
	static final int LARGEST_ANSWER = 4 * 1024 * 1024;

	private static final int LONGEST_TAG = 256;

	private final CutoffSettings.Feed feed;

	private final String credentials;

	private final IssuerClient client;

	CutoffFetch(CutoffSettings.Feed feed) {
		this.feed = feed;
		this.credentials = feed.credentials().basic();
		this.client = new IssuerClient(feed.timeout(), LARGEST_ANSWER);
	}

	/**
	 * Asks.
	 * @param tag of the last answer; null: there is none
	 * @return the answer, or null if it is the last one still
	 * @throws IOException if the issuer cannot be reached or gives none
	 */
	@Nullable Document fetch(@Nullable String tag) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.client.ask(request(tag), this.client.end());
		if (response.statusCode() == 304 && tag != null) {
			return null;
		}
		if (response.statusCode() != 200) {
			throw new IOException("the issuer answered " + response.statusCode());
		}
		String next = response.headers().firstValue("ETag").filter((one) -> one.length() <= LONGEST_TAG).orElse(null);
		return new Document(response.body(), next);
	}

	private HttpRequest request(@Nullable String tag) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.feed.address())
			.header("Accept", "application/json")
			.header("Authorization", this.credentials);
		return ((tag != null) ? request.header("If-None-Match", tag) : request).build();
	}

	@Override
	public void close() {
		this.client.close();
	}

	/**
	 * An answer.
	 *
	 * @param json what it says
	 * @param tag by which to ask whether it is still so
	 */
	record Document(byte[] json, @Nullable String tag) {
	}

}
