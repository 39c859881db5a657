package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.gateway.leaks.LeakExtension;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps what is logged, so that a test can say what must and must not be there. Named in
 * {@code logback-test.xml}: every start of an application sets up logging anew.
 */
public final class KeptLog extends AppenderBase<ILoggingEvent> {

	private static final List<String> LINES = new CopyOnWriteArrayList<>();

	@Override
	protected void append(ILoggingEvent event) {
		IThrowableProxy thrown = event.getThrowableProxy();
		String line = event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + pairs(event)
				+ event.getMDCPropertyMap() + ((thrown != null) ? "\n" + ThrowableProxyUtil.asString(thrown) : "");
		LINES.add(line);
		LeakExtension.look(line);
	}

	/** A structured log has them, too. */
	private static String pairs(ILoggingEvent event) {
		List<KeyValuePair> pairs = event.getKeyValuePairs();
		return (pairs != null) ? " " + pairs + " " : " ";
	}

	static List<String> lines() {
		return List.copyOf(LINES);
	}

	static void forget() {
		LINES.clear();
	}

}
