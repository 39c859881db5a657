package dev.gatehouse.gateway.leaks;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import dev.gatehouse.gateway.walk.WatchExtension;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stands around every test class of this module ({@code META-INF/services}): whatever was
 * written to the standard streams until its end holds none of the secrets that were used.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {

	private static final ByteArrayOutputStream WRITTEN = new ByteArrayOutputStream();

	private static boolean listening;

	@Override
	public void beforeAll(ExtensionContext context) {
		synchronized (WRITTEN) {
			if (!listening) {
				WatchExtension.begin();
				System.setOut(doubled(System.out));
				System.setErr(doubled(System.err));
				listening = true;
			}
		}
	}

	/** What is kept and not written is looked through as well. */
	public static void look(String line) {
		byte[] octets = (line + "\n").getBytes(StandardCharsets.UTF_8);
		synchronized (WRITTEN) {
			WRITTEN.write(octets, 0, octets.length);
		}
	}

	private static PrintStream doubled(PrintStream stream) {
		return new PrintStream(new Doubled(stream), true, StandardCharsets.UTF_8);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		check(context.getDisplayName());
	}

	/** Looks through what was written since the last time. */
	static void check(String name) {
		String text;
		synchronized (WRITTEN) {
			text = WRITTEN.toString(StandardCharsets.UTF_8);
			WRITTEN.reset();
		}
		assertThat(UsedSecrets.find(text)).as("secret in the output of " + name).isNull();
	}

	/** Writes where it always went, and keeps it. */
	private static final class Doubled extends OutputStream {

		private final PrintStream stream;

		Doubled(PrintStream stream) {
			this.stream = stream;
		}

		@Override
		public void write(int octet) {
			write(new byte[] { (byte) octet }, 0, 1);
		}

		@Override
		public void write(byte[] octets, int from, int length) {
			this.stream.write(octets, from, length);
			synchronized (WRITTEN) {
				WRITTEN.write(octets, from, length);
			}
		}

		@Override
		public void flush() {
			this.stream.flush();
		}

	}

}
