package dev.gatehouse.service.web;

import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.regex.Pattern;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads an id in its one full form (RFC 9562, 4); {@link UUID#fromString} alone also
 * takes {@code 1-1-1-1-1}. An editor and no converter, because Spring falls back to its
 * own editor when a converter refuses.
 */
@ControllerAdvice
final class IdBinding {

	private static final Pattern FORM = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	@InitBinder
	void bindIds(WebDataBinder binder) {
		binder.registerCustomEditor(UUID.class, new PropertyEditorSupport() {

			@Override
			public void setAsText(String text) {
				if (!FORM.matcher(text).matches()) {
					throw new IllegalArgumentException("not an id");
				}
				setValue(UUID.fromString(text));
			}

		});
	}

}
