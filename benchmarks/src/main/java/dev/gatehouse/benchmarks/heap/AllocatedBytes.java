package dev.gatehouse.benchmarks.heap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/**
 * Tells how many bytes a JVM has allocated on its heap since its start, in all threads,
 * those that ended too: exact, and counted anyway, so that asking changes nothing but the
 * few kilobytes of the answer. Takes the process id; each line of the input is answered
 * with the number.
 */
public final class AllocatedBytes {

	private AllocatedBytes() {
	}

	/**
	 * Takes the id of the process to ask. The address is one that this process has just
	 * been told, of an agent on the same machine.
	 */
	@SuppressWarnings("BanJNDI")
	public static void main(String[] arguments) throws IOException, AttachNotSupportedException {
		VirtualMachine machine = VirtualMachine.attach(arguments[0]);
		JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
		machine.detach();
		try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
			answer(ManagementFactory.newPlatformMXBeanProxy(connector.getMBeanServerConnection(),
					ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class));
		}
	}

	private static void answer(ThreadMXBean threads) throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintStream out = System.out;
		while (in.readLine() != null) {
			out.println(threads.getTotalThreadAllocatedBytes());
			out.flush();
		}
	}

}
