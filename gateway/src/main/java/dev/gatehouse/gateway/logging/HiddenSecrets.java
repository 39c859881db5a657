package dev.gatehouse.gateway.logging;

import java.util.regex.Pattern;

import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Hides what looks like a token or a secret from the structured log, also when somebody
 * has libraries tell everything. The pattern in {@code application.yml} does it for
 * people's.
 */
public final class HiddenSecrets implements StructuredLoggingJsonMembersCustomizer<Object> {

	private static final Pattern TOKEN = Pattern.compile("eyJ[\\w.-]{16,}");

	private static final Pattern CREDENTIALS = Pattern.compile("(?i)\\b(Bearer|DPoP|Basic) +\\S{16,}");

	@Override
	public void customize(JsonWriter.Members<Object> members) {
		members.applyingValueProcessor(
				JsonWriter.ValueProcessor.of(String.class, (text) -> (text != null) ? hide(text) : null));
	}

	private static String hide(String text) {
		return CREDENTIALS.matcher(TOKEN.matcher(text).replaceAll("(token)")).replaceAll("$1 (hidden)");
	}

}
