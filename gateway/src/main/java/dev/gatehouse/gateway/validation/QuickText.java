package dev.gatehouse.gateway.validation;

import org.jspecify.annotations.Nullable;

/**
 * A text of some length and perhaps of a form.
 *
 * @param shortest the least number of characters
 * @param longest the greatest
 * @param form what else it must be; null: anything
 * @param date whether it is a date
 */
record QuickText(int shortest, int longest, @Nullable TextRule form, boolean date) {

	/** Returns whether it accepts the text that was read last. */
	boolean accepts(QuickJson json) {
		if (!json.hasLength(this.shortest, this.longest)) {
			return false;
		}
		if (this.form == null && !this.date) {
			return true;
		}
		String text = json.lastText();
		return (this.form == null || this.form.broken(text, 0, text.length()) == null)
				&& (!this.date || DateForm.is(text));
	}

}
