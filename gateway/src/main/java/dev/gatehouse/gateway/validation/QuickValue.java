package dev.gatehouse.gateway.validation;

import org.jspecify.annotations.Nullable;

/**
 * A value of some types, with what is asked of those.
 *
 * @param types which it may be: a sum of the numbers below
 * @param object what an object must be; null: any
 * @param array what an array must be; null: any
 * @param text what a text must be; null: any
 * @param number what a number must be; null: any
 */
record QuickValue(int types, @Nullable QuickObject object, @Nullable QuickArray array, @Nullable QuickText text,
		@Nullable QuickNumber number) implements QuickRule {

	static final int OBJECT = 1;

	static final int ARRAY = 2;

	static final int TEXT = 4;

	static final int BOOLEAN = 8;

	static final int NULL = 16;

	static final int NUMBER = 32;

	static final int ALL = 63;

	@Override
	public boolean accepts(QuickJson json) {
		return switch (json.next()) {
			case '{' -> is(OBJECT) && ((this.object != null) ? this.object : QuickObject.ANY).accepts(json);
			case '[' -> is(ARRAY) && ((this.array != null) ? this.array : QuickArray.ANY).accepts(json);
			case '"' -> is(TEXT) && json.text() && (this.text == null || this.text.accepts(json));
			case 't' -> is(BOOLEAN) && json.word("true");
			case 'f' -> is(BOOLEAN) && json.word("false");
			case 'n' -> is(NULL) && json.word("null");
			default -> is(NUMBER) && json.number() && (this.number == null || this.number.accepts(json));
		};
	}

	private boolean is(int type) {
		return (this.types & type) != 0;
	}

}
