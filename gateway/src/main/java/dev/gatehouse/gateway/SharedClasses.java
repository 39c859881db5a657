package dev.gatehouse.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this JVM has its classes from an archive (the image's AOT cache, JEP 483, or
 * the JDK's own). One that cannot use what it was given says so in the one line here, and
 * is slow for its first seconds, nothing else.
 */
record SharedClasses(String vmInfo) {

	private static final Logger logger = LoggerFactory.getLogger(SharedClasses.class);

	static SharedClasses ofThisProcess() {
		return new SharedClasses(System.getProperty("java.vm.info", ""));
	}

	boolean areMissing() {
		return !this.vmInfo.contains("sharing");
	}

	void logIfMissing() {
		if (areMissing()) {
			logger.warn("the AOT cache does not fit this JVM and its flags; start and first requests are slower");
		}
	}

}
