package dev.gatehouse.gateway.issuer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the issuer, within a time and a size, and follows no redirect: a secret is for the
 * one address that it is sent to. Blocks: never on an event loop.
 */
public final class IssuerClient implements AutoCloseable {

	private final Duration timeout;

	private final int largest;

	private final HttpClient http;

	/**
	 * Creates it, without a connection.
	 * @param timeout of what is asked, from the connection to the last byte
	 * @param largest answer, in bytes
	 */
	public IssuerClient(Duration timeout, int largest) {
		this.timeout = timeout;
		this.largest = largest;
		this.http = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(timeout)
			.followRedirects(HttpClient.Redirect.NEVER)
			.build();
	}

	/** Returns when the time of something that begins now is over. */
	public long end() {
		return System.nanoTime() + this.timeout.toNanos();
	}

	/**
	 * Asks. The client's own time limit ends with the header fields, and a body that
	 * trickles in would hold this thread for ever.
	 * @param end of {@link #end}
	 * @return the whole answer, whatever its status
	 * @throws IOException if there is none
	 */
	public HttpResponse<byte[]> ask(HttpRequest request, long end) throws IOException, InterruptedException {
		CompletableFuture<HttpResponse<byte[]>> exchange = this.http.sendAsync(request,
				HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), this.largest));
		try {
			return exchange.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			throw new IOException("the issuer gave no answer: " + ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("the issuer gave no whole answer within " + this.timeout);
		}
		finally {
			exchange.cancel(true);
		}
	}

	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
