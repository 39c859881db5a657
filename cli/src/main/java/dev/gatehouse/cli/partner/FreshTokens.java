package dev.gatehouse.cli.partner;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many tokens each partner brought for the first time in the last minute, as the
 * gateway counts it ({@code gatehouse_partner_fresh_tokens}).
 */
final class FreshTokens {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private static final long LARGEST_ANSWER = 64L * 1024 * 1024;

	private static final Pattern GAUGE = Pattern.compile(
			"gatehouse_partner_fresh_tokens\\{(?:[^}]*,)?client=\"([a-z0-9-]{1,63})\"[^}]*} (\\d{1,9})(?:\\.\\d+)?");

	private FreshTokens() {
	}

	/**
	 * Client to number; empty if no gateway answers there.
	 * @param secret of the operators, which a gateway asks for that is not on loopback;
	 * empty: it is not known
	 */
	static Optional<Map<String, Long>> at(String management, String secret) throws InterruptedException {
		HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(management + "/actuator/prometheus"));
			if (!secret.isEmpty()) {
				request.header("Authorization", "Bearer " + secret);
			}
			CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request.build(),
					BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
			HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			return (response.statusCode() == 200) ? Optional.of(in(response.body())) : Optional.empty();
		}
		catch (ExecutionException | TimeoutException ex) {
			return Optional.empty();
		}
		finally {
			http.shutdownNow();
		}
	}

	/** Of the text that Prometheus scrapes. */
	static Map<String, Long> in(String metrics) {
		Map<String, Long> tokens = new HashMap<>();
		metrics.lines().forEach((line) -> {
			Matcher gauge = GAUGE.matcher(line);
			if (gauge.matches()) {
				tokens.put(gauge.group(1), Long.valueOf(gauge.group(2)));
			}
		});
		return tokens;
	}

}
