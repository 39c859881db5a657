package dev.gatehouse.cli.stack;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.gatehouse.cli.process.Ending;
import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;

/**
 * Sees to it that a bank does not outlive the command in front of it: Ctrl-C, TERM and
 * HUP stop it first.
 */
final class Ward {

	private final Bank bank;

	private final Terminal terminal;

	private final Thread hook = new Thread(this::end, "ward");

	private volatile boolean ending;

	private Ward(Bank bank, Terminal terminal) {
		this.bank = bank;
		this.terminal = terminal;
	}

	static Ward over(Bank bank, Terminal terminal) {
		Ward ward = new Ward(bank, terminal);
		Runtime.getRuntime().addShutdownHook(ward.hook);
		return ward;
	}

	/**
	 * Does that work, and is silent about what fails only because everything is being
	 * stopped.
	 */
	<T> T guard(Callable<T> work) throws InterruptedException {
		try {
			return work.call();
		}
		catch (InterruptedException | Complaint ex) {
			if (this.ending) {
				// The hook does the rest; the process ends with it.
				new CountDownLatch(1).await();
			}
			throw ex;
		}
		catch (Exception ex) {
			throw (ex instanceof RuntimeException runtime) ? runtime : new IllegalStateException(ex);
		}
	}

	/** A process has ended: news, unless it was told to. */
	void ended(String name, int status) {
		if (!this.ending) {
			this.terminal.line(name + " " + Ending.of(status) + "; ./gatehouse up starts it again.");
		}
	}

	/** From now on the bank is on its own. */
	void release() {
		if (!this.ending) {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
	}

	private void end() {
		this.ending = true;
		this.bank.stop(this.terminal.progress());
	}

}
