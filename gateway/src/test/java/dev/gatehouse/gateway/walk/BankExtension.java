package dev.gatehouse.gateway.walk;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Opens the bank that a class asks for. The next class gets the same one if it asks for
 * the same, and the last is closed when all tests have run.
 */
final class BankExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(BankExtension.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		vault(context).open(context.getRequiredTestClass().getAnnotation(OpenBank.class));
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		vault(context).bank().reset();
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Bank.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return vault(context).bank();
	}

	private static Vault vault(ExtensionContext context) {
		return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Vault.class, (key) -> new Vault(), Vault.class);
	}

	/** Holds the one open bank. */
	private static final class Vault implements AutoCloseable {

		private List<Object> wanted = List.of();

		private @Nullable Bank bank;

		void open(OpenBank wanted) {
			List<Object> key = List.of(List.of(wanted.value()), List.of(wanted.with()));
			if (this.bank != null && this.bank.gate().isOpen() && this.wanted.equals(key)) {
				return;
			}
			close();
			this.bank = Bank.open(Stream.of(wanted.value()), wanted.with());
			this.wanted = key;
		}

		Bank bank() {
			if (this.bank == null) {
				throw new IllegalStateException("no bank is open");
			}
			return this.bank;
		}

		@Override
		public void close() {
			if (this.bank != null) {
				this.bank.close();
				this.bank = null;
			}
		}

	}

}
