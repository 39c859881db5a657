package dev.gatehouse.gateway.walk;

import java.util.Arrays;
import java.util.Comparator;

import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Puts classes that ask for the same bank one after the other, so that it is opened once,
 * and those by their names, so that the order is the same on every machine. Named in
 * {@code junit-platform.properties}; nothing depends on it but time.
 */
public final class ByBank implements ClassOrderer {

	@Override
	public void orderClasses(ClassOrdererContext context) {
		context.getClassDescriptors()
			.sort(Comparator.<ClassDescriptor, String>comparing(ByBank::bank)
				.thenComparing((descriptor) -> descriptor.getTestClass().getName()));
	}

	private static String bank(ClassDescriptor descriptor) {
		return descriptor.findAnnotation(OpenBank.class)
			.map((wanted) -> "1" + Arrays.toString(wanted.value()) + Arrays.toString(wanted.with()))
			.orElse("0");
	}

}
