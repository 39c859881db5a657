package dev.gatehouse.cli.bank;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a health endpoint: 200 is ready. */
final class HttpHealth {

	private static final int TIMEOUT_MILLIS = 3000;

	private static final int SHOWN = 200;

	private HttpHealth() {
	}

	static Health of(String url) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
			connection.setConnectTimeout(TIMEOUT_MILLIS);
			connection.setReadTimeout(TIMEOUT_MILLIS);
			try {
				int status = connection.getResponseCode();
				return (status == HttpURLConnection.HTTP_OK) ? Health.READY
						: Health.not("answers " + status + " to " + url + body(connection));
			}
			finally {
				connection.disconnect();
			}
		}
		catch (IOException ex) {
			return Health.not("does not answer at " + url);
		}
	}

	private static String body(HttpURLConnection connection) throws IOException {
		try (InputStream stream = connection.getErrorStream()) {
			if (stream == null) {
				return "";
			}
			String text = new String(stream.readNBytes(SHOWN), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
			return text.isBlank() ? "" : ": " + text.strip();
		}
	}

}
