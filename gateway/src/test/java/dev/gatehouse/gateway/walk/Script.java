package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** What a service does with a request that has reached it. */
@FunctionalInterface
interface Script {

	/** Answers, or does not. A connection that is left open serves the next request. */
	void run(Arrival arrival, Wire wire) throws IOException, InterruptedException;

	/** Sends these bytes. */
	static Script bytes(String bytes) {
		return (arrival, wire) -> wire.send(bytes);
	}

	/** Sends these bytes and ends the connection. */
	static Script bytesAndEnd(String bytes) {
		return (arrival, wire) -> {
			wire.send(bytes);
			wire.close();
		};
	}

	/** Sends these bytes and breaks the connection. */
	static Script bytesAndReset(String bytes) {
		return (arrival, wire) -> {
			wire.send(bytes);
			wire.reset();
		};
	}

	static Script json(int status, String body) {
		return bytes("HTTP/1.1 " + status + " x\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body);
	}

	static Script ok() {
		return json(200, "{\"ok\":true}");
	}

	/** Says nothing for as long as the gateway waits. */
	static Script silence() {
		return bytesThenSilence("");
	}

	/** Begins and says no more for as long as the gateway waits. */
	static Script bytesThenSilence(String bytes) {
		return (arrival, wire) -> {
			wire.send(bytes);
			wire.isClosedByPeer();
		};
	}

	/** Answers well when the latch opens. */
	static Script okAfter(CountDownLatch latch) {
		return (arrival, wire) -> {
			latch.await();
			ok().run(arrival, wire);
		};
	}

}
