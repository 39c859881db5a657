package dev.gatehouse.gateway.walk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.gateway.walk.AnswerAssert.assertThat;

/**
 * Where it is not said whose certificates to trust, one is as good as its key: the issuer
 * knows whose it is (RFC 8705, section 2.2).
 */
@ExtendWith(WatchExtension.class)
@SuppressWarnings("NullAway.Init")
class CertificateOfAnybodyTests {

	@TempDir
	private static Path folder;

	private static Authority authority;

	private static Bank bank;

	@BeforeAll
	static void open() throws IOException {
		authority = new Authority("bank");
		authority.issue("gate").writeTo(folder);
		bank = Bank.open(Stream.concat(TlsGate.settings(folder), Stream.of("server.ssl.client-auth=want")));
	}

	@AfterAll
	static void close() {
		bank.close();
	}

	@Test
	void anyCertificateIsTakenForItsKeyAndNoOtherInItsPlace() throws Exception {
		TlsGate gate = new TlsGate(bank);
		Identity alone = authority.selfSigned("alone");
		Identity late = authority.issue("late", "-startdate", "-10d", "-validity", "5");
		for (Identity one : List.of(alone, late)) {
			Call call = Call.get("/v1/accounts").token(bank.token().claim("cnf", one.confirmation()));
			assertThat(gate.send(Identity.client(one, authority.certificate()), call)).isOk();
		}
		Call stolen = Call.get("/v1/accounts").token(bank.token().claim("cnf", alone.confirmation()));
		assertThat(gate.send(Identity.client(late, authority.certificate()), stolen)).isProblem(401, "invalid-token",
				"binding");
		assertThat(gate.send(Identity.client(null, authority.certificate()), stolen)).isProblem(401, "invalid-token",
				"binding");
	}

}
