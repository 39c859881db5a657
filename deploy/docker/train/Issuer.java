package dev.gatehouse.train;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

/** Publishes a key (OpenID Connect Discovery, RFC 7517) and signs access tokens with it (RFC 9068). */
final class Issuer implements AutoCloseable {

	static final String AUDIENCE = "bank-gateway";

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private final HttpServer server;

	private final KeyPair key;

	private Issuer(HttpServer server, KeyPair key) {
		this.server = server;
		this.key = key;
	}

	static Issuer start() throws IOException, GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		Issuer issuer = new Issuer(server, generator.generateKeyPair());
		server.createContext("/.well-known/openid-configuration", Service.answering(issuer.discovery()));
		server.createContext("/keys", Service.answering(issuer.keys()));
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return issuer;
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Returns a token of this client that ends in so many seconds. */
	String token(String client, String scopes, long seconds) throws GeneralSecurityException {
		long now = Instant.now().getEpochSecond();
		String claims = """
				{"iss":"%s","aud":"%s","sub":"%s","client_id":"%s","azp":"%3$s","jti":"trrtcc:%s","iat":%d,"exp":%d,\
				"typ":"Bearer","acr":"1","scope":"%s","clientHost":"127.0.0.1"}"""
			.formatted(uri(), AUDIENCE, client, client, UUID.randomUUID(), Math.min(now, now + seconds - 60),
					now + seconds, scopes);
		String signed = base64("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"train\"}") + '.' + base64(claims);
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(this.key.getPrivate());
		signature.update(signed.getBytes(StandardCharsets.US_ASCII));
		return signed + '.' + BASE64.encodeToString(signature.sign());
	}

	private String discovery() {
		return "{\"issuer\":\"%s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(uri());
	}

	private String keys() {
		RSAPublicKey publicKey = (RSAPublicKey) this.key.getPublic();
		return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"train\",\"n\":\"%s\",\"e\":\"%s\"}]}"
			.formatted(number(publicKey.getModulus()), number(publicKey.getPublicExponent()));
	}

	private static String number(BigInteger number) {
		byte[] bytes = number.toByteArray();
		int sign = (bytes[0] == 0) ? 1 : 0;
		return BASE64.encodeToString(Arrays.copyOfRange(bytes, sign, bytes.length));
	}

	private static String base64(String text) {
		return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
