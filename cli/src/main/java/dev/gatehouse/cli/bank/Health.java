package dev.gatehouse.cli.bank;

/**
 * Whether a part does its work now.
 *
 * @param isReady whether it does
 * @param why why not, to follow the part's name; empty if it does
 */
public record Health(boolean isReady, String why) {

	static final Health READY = new Health(true, "");

	public static Health not(String why) {
		return new Health(false, why);
	}

}
