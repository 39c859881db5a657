package peer;

import io.vertx.core.*;
import io.vertx.core.http.*;
import io.vertx.core.json.*;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.auth.jwt.*;
import io.vertx.ext.web.*;
import io.vertx.ext.web.handler.*;
import io.vertx.ext.web.proxy.handler.ProxyHandler;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyInterceptor;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

/** A JVM peer: Vert.x reverse proxy, JWT verified on every request, a scope per route, one instance a core. */
public class Main extends VerticleBase {

	static final Map<String, String> ENV = System.getenv();

	static JsonObject jwks;

	public static void main(String[] arguments) throws Exception {
		URI keys = URI.create(ENV.get("ISSUER_URI") + "/protocol/openid-connect/certs");
		jwks = new JsonObject(java.net.http.HttpClient.newHttpClient()
			.send(java.net.http.HttpRequest.newBuilder(keys).build(), HttpResponse.BodyHandlers.ofString())
			.body());
		Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
		vertx.deployVerticle(Main.class,
				new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors()))
			.toCompletionStage()
			.toCompletableFuture()
			.get();
	}

	@Override
	public Future<?> start() {
		var options = new JWTAuthOptions().addJwk(jwks.getJsonArray("keys").getJsonObject(0));
		options.getJWTOptions().setIssuer(ENV.get("ISSUER_URI")).addAudience("bank-gateway");
		var auth = JWTAuth.create(vertx, options);
		var proxy = HttpProxy
			.reverseProxy(vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(256)));
		proxy.origin(Integer.parseInt(ENV.get("UPSTREAM")), "127.0.0.1");
		var router = Router.router(vertx);
		Map.of("/v1/accounts*", "accounts:read", "/v1/orders*", "orders:write")
			.forEach((path, scope) -> router.route(path).handler(JWTAuthHandler.create(auth)).handler(c -> {
				String scopes = c.user().principal().getString("scope", "");
				if (Set.of(scopes.split(" ")).contains(scope)) {
					c.next();
				}
				else {
					c.fail(403);
				}
			}).handler(ProxyHandler.create(proxy)));
		var server = new HttpServerOptions();
		if (ENV.containsKey("TLS")) {
			// It would hand the service's Connection field on, which HTTP/2 does not allow (RFC 9113, section 8.2.2).
			proxy.addInterceptor(ProxyInterceptor.builder()
				.transformingResponseHeaders(fields -> fields.remove("connection"))
				.build());
			server.setSsl(true)
				.setUseAlpn(true)
				.setKeyCertOptions(new PemKeyCertOptions().setCertPath(ENV.get("DIR") + "/server.crt")
					.setKeyPath(ENV.get("DIR") + "/server.key"));
		}
		return vertx.createHttpServer(server)
			.requestHandler(router)
			.listen(Integer.parseInt(ENV.get("PORT")), "127.0.0.1");
	}

}
