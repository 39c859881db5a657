package dev.gatehouse.cards;

import java.time.Duration;
import java.time.Instant;

import dev.gatehouse.service.contract.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@CardsTest
class BlockingTests {

	private static final Duration PAST_EXPIRY = Duration.ofDays(5 * 366);

	private final Partner partner;

	private final MovableClock clock;

	BlockingTests(@LocalServerPort int port, @Autowired MovableClock clock) {
		this.partner = new Partner(port);
		this.clock = clock;
	}

	@AfterEach
	void resetClock() {
		this.clock.reset();
	}

	@ParameterizedTest
	@CsvSource({ "lost,true", "stolen,true", "suspected-fraud,false", "holder-request,false" })
	void blockShowsItsReasonAndWhetherItIsForGood(String reason, boolean forGood) {
		Instant before = this.clock.instant();
		Answer blocked = this.partner.block(this.partner.issue(), reason).expect(200);
		assertThat(blocked.text("/status")).isEqualTo("blocked");
		assertThat(blocked.text("/block/reason")).isEqualTo(reason);
		assertThat(blocked.json().at("/block/forGood").asBoolean()).isEqualTo(forGood);
		assertThat(Instant.parse(blocked.text("/block/since"))).isBetween(before, this.clock.instant());
		assertThat(Partner.tag(blocked)).isEqualTo("\"2\"");
		assertThat(this.partner.show(blocked).text()).isEqualTo(blocked.text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "suspected-fraud", "holder-request" })
	void passingBlockIsUndone(String reason) {
		Answer active = this.partner.unblock(this.partner.block(this.partner.issue(), reason)).expect(200);
		assertThat(active.text("/status")).isEqualTo("active");
		assertThat(active.json().has("block")).isFalse();
		assertThat(Partner.tag(active)).isEqualTo("\"3\"");
		this.partner.block(active, "lost").expect(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lost", "stolen" })
	void cardBlockedForGoodStaysAsItIs(String reason) {
		Answer blocked = this.partner.block(this.partner.issue(), reason);
		this.partner.unblock(blocked).expect(409, "card-blocked-for-good");
		this.partner.limit(blocked, "100.00").expect(409, "card-blocked-for-good");
		this.partner.block(blocked, "holder-request").expect(409, "card-already-blocked");
		assertThat(this.partner.show(blocked).text()).isEqualTo(blocked.text());
	}

	@Test
	void blockedCardIsNotBlockedAgain() {
		Answer blocked = this.partner.block(this.partner.issue(), "holder-request");
		this.partner.block(blocked, "stolen").expect(409, "card-already-blocked");
	}

	@Test
	void activeCardIsNotUnblocked() {
		this.partner.unblock(this.partner.issue()).expect(409, "card-not-blocked");
	}

	@Test
	void expiredCardIsNeitherUnblockedNorChanged() {
		Answer blocked = this.partner.block(this.partner.issue(), "holder-request");
		this.clock.advance(PAST_EXPIRY);
		Answer expired = this.partner.show(blocked).expect(200);
		assertThat(expired.text("/status")).isEqualTo("expired");
		assertThat(expired.text("/block/reason")).isEqualTo("holder-request");
		this.partner.unblock(expired).expect(409, "card-expired");
		this.partner.limit(expired, "100.00").expect(409, "card-expired");
		this.partner.block(expired, "lost").expect(409, "card-expired");
	}

	@Test
	void expiryChangesTheEntityTag() {
		Answer card = this.partner.issue();
		this.clock.advance(PAST_EXPIRY);
		this.partner.get(Partner.path(card)).header("If-None-Match", Partner.tag(card)).send().expect(200);
		this.partner.block(card, "lost").expect(412, "precondition-failed");
	}

	@Test
	void changeFromAnOldVersionIsRefused() {
		Answer card = this.partner.issue();
		Answer active = this.partner.unblock(this.partner.block(card, "holder-request"));
		this.partner.block(card, "lost").expect(412, "precondition-failed");
		this.partner.unblock(card).expect(412, "precondition-failed");
		assertThat(this.partner.show(card).text()).isEqualTo(active.text());
	}

	@Test
	void versionNeedNotBeNamed() {
		String path = Partner.path(this.partner.issue());
		this.partner.post(path + "/block").json(Partner.reason("holder-request")).send().expect(200);
		this.partner.post(path + "/unblock").send().expect(200);
	}

	@Test
	void anyVersionMayBeNamed() {
		String path = Partner.path(this.partner.issue());
		this.partner.post(path + "/block").ifMatch("*").json(Partner.reason("lost")).send().expect(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"reason\":\"bored\"}", "{\"reason\":\"LOST\"}", "{\"reason\":null}", "{}", "[]",
			"{\"reason\":\"lost\",\"note\":\"x\"}" })
	void reasonOutsideTheContractIsRefused(String body) {
		this.partner.post(Partner.path(this.partner.issue()) + "/block")
			.ifMatch("*")
			.json(body)
			.invalid()
			.send()
			.expect(400, "request-invalid");
	}

}
