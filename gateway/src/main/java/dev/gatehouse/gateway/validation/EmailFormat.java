package dev.gatehouse.gateway.validation;

import java.util.regex.Pattern;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;

/**
 * A mailbox of RFC 5321, section 4.1.2, as people have them: a dot-string before the at
 * sign and a domain after it. The library's own knows only the top-level domains of its
 * day.
 */
final class EmailFormat implements Format {

	private static final int LONGEST = 254;

	private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");

	private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9.-]{1,253}");

	private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

	@Override
	public String getName() {
		return "email";
	}

	@Override
	public boolean matches(ExecutionContext execution, String text) {
		int at = text.lastIndexOf('@');
		return at > 0 && text.length() <= LONGEST && isLocal(text.substring(0, at)) && isDomain(text.substring(at + 1));
	}

	private static boolean isLocal(String local) {
		return LOCAL.matcher(local).matches() && !local.startsWith(".") && !local.endsWith(".")
				&& !local.contains("..");
	}

	private static boolean isDomain(String domain) {
		if (!DOMAIN.matcher(domain).matches()) {
			return false;
		}
		for (String label : domain.split("\\.", -1)) {
			if (!LABEL.matcher(label).matches()) {
				return false;
			}
		}
		return true;
	}

}
