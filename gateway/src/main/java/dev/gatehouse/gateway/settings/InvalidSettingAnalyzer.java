package dev.gatehouse.gateway.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows an {@link InvalidSetting} as one sentence instead of a stack trace. */
final class InvalidSettingAnalyzer extends AbstractFailureAnalyzer<InvalidSetting> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSetting cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), "Correct it and start again.", cause);
	}

}
