package dev.gatehouse.gateway.entry;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** An address is in a network when its first bits are the network's. */
class NetworkTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.0.0.0/8, 9.255.255.255, false",
			"192.168.4.0/22, 192.168.7.255, true", "192.168.4.0/22, 192.168.8.0, false",
			"192.168.4.0/23, 192.168.6.0, false", "10.1.2.3, 10.1.2.3, true", "10.1.2.3, 10.1.2.4, false",
			"10.1.2.3/32, 10.1.2.2, false", "10.1.2.3/31, 10.1.2.2, true", "10.1.2.99/24, 10.1.2.1, true",
			"0.0.0.0/0, 255.1.2.3, true", "128.0.0.0/1, 127.255.255.255, false", "128.0.0.0/1, 128.0.0.0, true" })
	void ipv4AddressIsInOrOut(String network, String address, boolean within) throws UnknownHostException {
		assertThat(contains(network, address)).isEqualTo(within);
	}

	@ParameterizedTest
	@CsvSource({ "::1/128, ::1, true", "::1, ::1, true", "::1/128, ::2, false", "2001:db8::/32, 2001:db8:ffff::1, true",
			"2001:db8::/32, 2001:db9::1, false", "2001:db8::/33, 2001:db8:8000::, false",
			"2001:db8::/33, 2001:db8:7fff::, true", "fe80::/10, febf::1, true", "fe80::/10, fec0::1, false",
			"::/0, 2001:db8::1, true" })
	void ipv6AddressIsInOrOut(String network, String address, boolean within) throws UnknownHostException {
		assertThat(contains(network, address)).isEqualTo(within);
	}

	@ParameterizedTest
	@CsvSource({ "0.0.0.0/0, ::1", "::/0, 10.0.0.1", "127.0.0.0/8, ::1", "::7f00:1/128, 127.0.0.1" })
	void theTwoFamiliesAreApart(String network, String address) throws UnknownHostException {
		assertThat(contains(network, address)).isFalse();
	}

	@Test
	void mappedAddressIsTheIpv4Address() throws UnknownHostException {
		byte[] mapped = new byte[16];
		mapped[10] = -1;
		mapped[11] = -1;
		mapped[12] = 10;
		mapped[15] = 7;
		assertThat(Network.addressBytes("::ffff:10.0.0.7")).containsExactly(10, 0, 0, 7);
		assertThat(Network.parse("10.0.0.0/8").contains(InetAddress.getByAddress(mapped))).isTrue();
		assertThat(contains("::ffff:10.0.0.7", "10.0.0.7")).isTrue();
		assertThat(contains("::ffff:10.0.0.7", "10.0.0.8")).isFalse();
	}

	@Test
	void addressThatOnlyLooksMappedStaysIpv6() throws UnknownHostException {
		assertThat(Network.addressBytes("2001::ffff:a00:7")).hasSize(16);
		assertThat(Network.addressBytes("::fffe:a00:7")).hasSize(16);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
			"10.0.0.0/255.0.0.0", "10.0.0/8", "10.0.0.256", "300.1.1.1", "localhost", "a.example", "::1/129", "1::2::3",
			"2001:db8::g/32", "10.0.0.0 /8", " 10.0.0.0/8", "0x0a000001", "::ffff:10.0.0.0/104" })
	void anythingElseIsNoNetwork(String text) {
		assertThat(Network.isValid(text)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
	}

	private static boolean contains(String network, String address) throws UnknownHostException {
		assertThat(Network.isValid(network)).isTrue();
		return Network.parse(network).contains(InetAddress.getByName(address));
	}

}
