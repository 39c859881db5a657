package dev.gatehouse.gateway.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;

import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/**
 * Asks the issuer about one token (RFC 7662, section 2.1): a form that only the issuer
 * reads, sent as a client that it knows, within a time and a size, over connections of
 * its own. Follows no redirect.
 */
final class IntrospectionCall implements AutoCloseable {

	private static final int LARGEST_ANSWER = 64 * 1024;

	private static final int MOST_PENDING = 1000;

	private static final StrictJson JSON = new StrictJson(1000, 8 * 1024);

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final URI address;

	private final Duration timeout;

	private final ConnectionProvider connections;

	private final Scheduler timer = Schedulers
		.newSingle(Thread.ofPlatform().daemon().name("introspection-timer").factory());

	private final HttpClient http;

	IntrospectionCall(IntrospectionSettings settings) {
		this.timeout = settings.timeout();
		this.connections = ConnectionProvider.builder("introspection")
			.maxConnections(settings.connections())
			.pendingAcquireMaxCount(MOST_PENDING)
			.pendingAcquireTimeout(settings.timeout())
			.maxIdleTime(IDLE)
			.build();
		String credentials = settings.credentials().basic();
		HttpClient client = HttpClient.create(this.connections)
			.followRedirect(false)
			.responseTimeout(settings.timeout())
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.timeout().toMillis())
			.headers((fields) -> fields.set(HttpHeaderNames.AUTHORIZATION, credentials)
				.set(HttpHeaderNames.ACCEPT, "application/json")
				.set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"));
		this.address = settings.address();
		this.http = this.address.getScheme().equals("https") ? secure(client) : client;
	}

	/** Made once and at the start, because what TLS needs is read from disk. */
	private static HttpClient secure(HttpClient client) {
		SslProvider.GenericSslContextSpec<?> context = Http11SslContextSpec.forClient();
		return client.secure((tls) -> tls.sslContext(context));
	}

	/** Returns what the issuer says; ends with an error if it says nothing of use. */
	Mono<Map<String, @Nullable Object>> ask(String token) {
		String form = "token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&token_type_hint=access_token";
		return this.http.post()
			.uri(this.address)
			.send(ByteBufMono.fromString(Mono.just(form)))
			.response(IntrospectionCall::answer)
			.single()
			.timeout(this.timeout, this.timer);
	}

	private static Flux<Map<String, @Nullable Object>> answer(HttpClientResponse response, ByteBufFlux body) {
		String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
		// An answer that is signed (RFC 9701) was not asked for.
		if (response.status().code() != 200 || !type.matches("(?i)application/json(;.*)?")) {
			return Flux.error(new IOException("the issuer answered " + response.status().code() + " " + type));
		}
		return body.asByteArray()
			.reduceWith(ByteArrayOutputStream::new, IntrospectionCall::add)
			.map((whole) -> read(whole.toByteArray()))
			.flux();
	}

	private static ByteArrayOutputStream add(ByteArrayOutputStream before, byte[] part) {
		if (before.size() + part.length > LARGEST_ANSWER) {
			throw new IllegalStateException("the issuer's answer is too large");
		}
		before.writeBytes(part);
		return before;
	}

	private static Map<String, @Nullable Object> read(byte[] json) {
		try {
			return JSON.read(json);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("the issuer's answer is no JSON object");
		}
	}

	@Override
	public void close() {
		this.connections.dispose();
		this.timer.dispose();
	}

}
