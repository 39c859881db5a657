package dev.gatehouse.gateway.management;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/*
 * A page of the web can make an operator's browser call a loopback address, also by a name of its own that it lets point there
 * (DNS rebinding), and then read the answer. It cannot choose the Host that is sent. Nor can it send a bearer token that it does
 * not know, while a browser adds a password that it was once given by itself: so no password changes anything.
 */
/**
 * Decides who may do what at the management port. Health is for everybody; whoever
 * changes something, or asks what is revoked, brings the secret as a bearer token. All
 * else is for who brings the secret, and on a loopback address for this machine.
 */
final class Doorkeeper {

	private static final Pattern THIS_MACHINE = Pattern
		.compile("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

	private final Credentials credentials;

	private final boolean hasSecret;

	private final boolean onLoopback;

	private final String health;

	private final PathPattern revocations;

	/**
	 * @param onLoopback whether the port can be reached from this machine alone
	 * @param basePath of the actuator's endpoints
	 */
	Doorkeeper(ManagementSettings settings, boolean onLoopback, String basePath) {
		this.credentials = new Credentials(settings);
		this.hasSecret = settings.secret() != null;
		this.onLoopback = onLoopback;
		this.health = basePath + "/health";
		this.revocations = PathPatternParser.defaultInstance.parse(basePath + "/revocations");
	}

	Access decide(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		List<String> fields = headers.getOrDefault(HttpHeaders.AUTHORIZATION, List.of());
		PathContainer path = request.getPath().pathWithinApplication();
		boolean bearer = this.credentials.isBearer(fields);
		if (!isReading(request) || this.revocations.matches(path)) {
			return bearer ? Access.OPERATOR : this.hasSecret ? Access.NOT_AUTHORIZED : Access.NOT_CONFIGURED;
		}
		if (bearer || this.credentials.isBasic(fields) || isFromHere(headers)) {
			return Access.OPERATOR;
		}
		if (path.value().equals(this.health) || path.value().startsWith(this.health + "/")) {
			return Access.ANYBODY;
		}
		return this.onLoopback ? Access.MISDIRECTED : Access.NOT_SIGNED_IN;
	}

	static boolean isReading(ServerHttpRequest request) {
		return request.getMethod().equals(HttpMethod.GET) || request.getMethod().equals(HttpMethod.HEAD);
	}

	private boolean isFromHere(HttpHeaders headers) {
		List<String> hosts = headers.getOrDefault(HttpHeaders.HOST, List.of());
		return this.onLoopback && hosts.size() == 1 && THIS_MACHINE.matcher(hosts.getFirst()).matches();
	}

}
