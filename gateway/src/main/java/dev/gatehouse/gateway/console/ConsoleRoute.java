package dev.gatehouse.gateway.console;

import java.net.URI;
import java.util.List;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * {@code /console} at the management port, like the revocations: the page, its own files
 * and its data. The page may load, and connect to, nothing else (Content Security
 * Policy).
 */
final class ConsoleRoute {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			+ "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private static final Asset PAGE = Asset.of("console.html", "text/html;charset=UTF-8");

	private static final List<Asset> FILES = List.of(Asset.of("console.css", "text/css;charset=UTF-8"),
			Asset.of("console.js", "text/javascript;charset=UTF-8"),
			Asset.of("plot.js", "text/javascript;charset=UTF-8"), Asset.of("theme.js", "text/javascript;charset=UTF-8"),
			Asset.of("icon.svg", "image/svg+xml"));

	@Bean
	RouterFunction<ServerResponse> consolePage(ConsoleData data) {
		RouterFunctions.Builder routes = RouterFunctions.route()
			.GET("/console", (request) -> write(PAGE))
			.GET("/console/", (request) -> ServerResponse.permanentRedirect(URI.create("../console")).build())
			.GET("/console/data",
					(request) -> Mono.fromCallable(data::json)
						.subscribeOn(Schedulers.boundedElastic())
						.flatMap((json) -> fields("no-store").contentType(MediaType.APPLICATION_JSON).bodyValue(json)));
		FILES.forEach((file) -> routes.GET("/console/" + file.name(), (request) -> write(file)));
		return routes.build();
	}

	private static Mono<ServerResponse> write(Asset file) {
		return fields("no-cache").contentType(file.type()).bodyValue(file.content());
	}

	private static ServerResponse.BodyBuilder fields(String cacheControl) {
		return ServerResponse.ok()
			.header(HttpHeaders.CACHE_CONTROL, cacheControl)
			.header("Content-Security-Policy", POLICY)
			.header("X-Content-Type-Options", "nosniff")
			.header("X-Frame-Options", "DENY")
			.header("Referrer-Policy", "no-referrer")
			.header("Cross-Origin-Resource-Policy", "same-origin")
			.header("Cross-Origin-Opener-Policy", "same-origin");
	}

}
