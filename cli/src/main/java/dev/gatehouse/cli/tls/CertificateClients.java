package dev.gatehouse.cli.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients of a realm's file that authenticate by certificate (RFC 8705, section 2.1).
 */
public final class CertificateClients {

	private CertificateClients() {
	}

	/** Their ids, each with the subject that its certificate has; none without a file. */
	public static Map<String, String> in(Path realm) {
		Map<String, String> clients = new LinkedHashMap<>();
		if (Files.exists(realm)) {
			for (JsonNode client : JsonMapper.shared().readTree(realm).path("clients")) {
				if (client.path("clientAuthenticatorType").asString("").equals("client-x509")) {
					clients.put(client.path("clientId").asString(),
							client.path("attributes").path("x509.subjectdn").asString());
				}
			}
		}
		return clients;
	}

}
