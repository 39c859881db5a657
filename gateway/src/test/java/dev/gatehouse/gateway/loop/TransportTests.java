package dev.gatehouse.gateway.loop;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** On machines with and without io_uring. */
class TransportTests {

	@Test
	void epollIsUsedWhereNothingElseIsWanted() {
		assertThat(Epoll.isAvailable()).isTrue();
		assertThat(Transport.here(null)).isEqualTo(Transport.EPOLL);
		assertThat(Transport.here(Transport.EPOLL)).isEqualTo(Transport.EPOLL);
	}

	@Test
	void ringIsUsedWhereItIsWantedOrElseRefused() {
		if (IoUring.isAvailable()) {
			assertThat(Transport.here(Transport.IO_URING)).isEqualTo(Transport.IO_URING);
		}
		else {
			assertThatExceptionOfType(InvalidSetting.class).isThrownBy(() -> Transport.here(Transport.IO_URING))
				.withMessageStartingWith("gatehouse.transport: io_uring is not to be had here (");
		}
	}

	/** A client that has gone before it is accepted would have no address. */
	@Test
	void noAcceptStays() {
		assertThat(IoUring.isAcceptMultishotEnabled()).isFalse();
	}

}
