package dev.gatehouse.gateway.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The chain can be checked by anybody who has SHA-256 and reads INTERFACES.md. */
class AuditChainTests {

	private final JsonMapper json = new JsonMapper();

	@Test
	void hashIsWhatTheDescriptionSays() throws NoSuchAlgorithmException {
		AuditChain chain = new AuditChain();
		String prev = "0".repeat(64);
		for (int i = 1; i <= 5; i++) {
			String line = chain.append(AuditEntries.allowed("request-" + i)).toString();
			JsonNode record = this.json.readTree(line);
			assertThat(record.get("seq").asLong()).isEqualTo(i);
			assertThat(record.get("prev").asString()).isEqualTo(prev);
			String hash = record.get("hash").asString();
			assertThat(hash).isEqualTo(sha256(prev + line.replace(",\"hash\":\"" + hash + "\"", "")));
			prev = hash;
		}
	}

	@Test
	void recordHasTheFieldsOfTheInterfaceSortedAndWithoutWhiteSpace() {
		String line = new AuditChain().append(AuditEntries.allowed("request")).toString();
		List<String> names = new ArrayList<>(this.json.readTree(line).propertyNames());
		assertThat(names).isSorted()
			.containsExactlyInAnyOrder("seq", "time", "requestId", "traceId", "client", "tokenId", "keyId", "source",
					"api", "check", "operation", "method", "path", "scopes", "decision", "reason", "status",
					"durationMs", "prev", "hash");
		assertThat(line).doesNotContainAnyWhitespaces();
	}

	@Test
	void whatIsNotKnownIsNull() {
		JsonNode record = this.json.readTree(new AuditChain().append(AuditEntries.stranger()).toString());
		assertThat(record.get("client").isNull()).isTrue();
		assertThat(record.get("operation").isNull()).isTrue();
		assertThat(record.get("scopes")).isEmpty();
		assertThat(record.get("reason").asString()).isEqualTo("none");
	}

	@Test
	void textThatNeedsEscapingStaysOneLineAndIsHashedAsWritten() throws NoSuchAlgorithmException {
		String line = new AuditChain().append(AuditEntries.withTokenId("a\"b\\c\nd\u0000é\u2028💶")).toString();
		assertThat(line.lines()).hasSize(1);
		JsonNode record = this.json.readTree(line);
		assertThat(record.get("tokenId").asString()).isEqualTo("a\"b\\c\nd\u0000é\u2028💶");
		String hash = record.get("hash").asString();
		assertThat(hash).isEqualTo(sha256("0".repeat(64) + line.replace(",\"hash\":\"" + hash + "\"", "")));
	}

	@Test
	void recordOfAnyLengthIsWhole() {
		String id = "é".repeat(5000);
		assertThat(this.json.readTree(new AuditChain().append(AuditEntries.withTokenId(id)).toString())
			.get("tokenId")
			.asString()).isEqualTo(id);
	}

	@Test
	void chainGoesOnAfterTheLastRecord() {
		AuditChain first = new AuditChain();
		first.append(AuditEntries.allowed("1"));
		String last = first.append(AuditEntries.allowed("2")).toString();
		AuditChain second = new AuditChain();
		assertThat(second.resume(last)).isTrue();
		JsonNode next = this.json.readTree(second.append(AuditEntries.allowed("3")).toString());
		assertThat(next.get("seq").asLong()).isEqualTo(3);
		assertThat(next.get("prev")).isEqualTo(this.json.readTree(last).get("hash"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "null", "7", "[]", "{}", "{\"seq\":1}", "{\"hash\":\"x\"}",
			"{\"seq\":\"1\",\"hash\":\"x\"}", "{\"seq\":1,\"hash\":7}", "{\"seq\":1,\"hash\":\"x\"" })
	void lineThatIsNoRecordIsNotGoneOnFrom(String line) {
		AuditChain chain = new AuditChain();
		assertThat(chain.resume(line)).isFalse();
		assertThat(this.json.readTree(chain.append(AuditEntries.allowed("1")).toString()).get("seq").asLong())
			.isEqualTo(1);
	}

	private static String sha256(String text) throws NoSuchAlgorithmException {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
	}

}
