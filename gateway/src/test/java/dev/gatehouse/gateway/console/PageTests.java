package dev.gatehouse.gateway.console;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The page in a real browser, with boards of every kind. */
@EnabledIf(value = "dev.gatehouse.gateway.console.Browser#isInstalled", disabledReason = "there is no Chromium here")
@SuppressWarnings("NullAway.Init")
class PageTests {

	/** The least contrast of text and of what is behind it (WCAG 2.2, 1.4.3). */
	private static final String FAINT = """
			(() => {
				const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
				const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => {
					const v = c[i] / 255;
					return sum + part * (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
				}, 0);
				const behind = (element) => {
					for (let e = element; e; e = e.parentElement) {
						const c = rgb(getComputedStyle(e).backgroundColor);
						if (c.length === 3 || c[3] === 1) return c;
					}
					return [255, 255, 255];
				};
				const found = [];
				document.querySelectorAll('body *').forEach((e) => {
					const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.textContent.trim());
					if (!own || e.closest('.skip, noscript') || !e.getClientRects().length) return;
					const svg = e.namespaceURI.endsWith('svg');
					const a = light(rgb(svg ? getComputedStyle(e).fill : getComputedStyle(e).color)), b = light(behind(e));
					const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
					if (ratio < 4.5) found.push(e.tagName + '.' + e.className + ' ' + e.textContent + ' ' + ratio.toFixed(2));
				});
				return found.join('\\n');
			})()""";

	/** What sticks out of the window, or out of its own box without a way to scroll. */
	private static final String TOO_WIDE = """
			(() => {
				const found = [];
				if (document.documentElement.scrollWidth > innerWidth) found.push('page ' + document.documentElement.scrollWidth);
				document.querySelectorAll('section, header, dl, p, h2').forEach((e) => {
					if (e.scrollWidth > e.clientWidth + 1 && !e.closest('.scroll')) found.push(e.tagName + ' ' + e.textContent.slice(0, 60));
				});
				return found.join('\\n');
			})()""";

	private static Browser browser;

	private static PageStub gateway;

	@BeforeAll
	static void open() {
		gateway = new PageStub(Overviews::busy);
		browser = new Browser();
	}

	@AfterAll
	static void close() {
		browser.close();
		gateway.close();
	}

	@BeforeEach
	void isUsualDay() {
		gateway.says(Overviews::busy);
		browser.size(1280, 900, false);
	}

	private static void show() {
		browser.open(gateway.url());
		Awaitility.await().until(() -> !browser.text("#rate").equals("–"));
	}

	@ParameterizedTest
	@CsvSource({ "busy, 1280, false", "busy, 1280, true", "busy, 400, false", "busy, 400, true", "empty, 1280, false",
			"empty, 400, true", "full, 1280, true", "full, 400, false" })
	void everythingFitsAndCanBeRead(String board, int width, boolean dark) {
		gateway.says(() -> switch (board) {
			case "busy" -> Overviews.busy();
			case "empty" -> Overviews.empty();
			default -> Overviews.full();
		});
		browser.size(width, 900, dark);
		show();
		browser.picture(board + "-" + width + (dark ? "-dark" : "-light"));
		assertThat(browser.run(TOO_WIDE).asString()).isEmpty();
		assertThat(browser.run(FAINT).asString()).isEmpty();
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void tablesSayWhoDidWhat() {
		show();
		assertThat(browser.text("#partners")).contains("acme-treasury", "41,236", "standard", "100 %", "unlimited",
				"not registered");
		assertThat(browser.text("#more-partners")).isEqualTo("and 8 more who called less");
		assertThat(browser.text("#refusals")).contains("rate-limited", "globex-lending", "unknown, 194");
		assertThat(browser.text("#services")).contains("open, 61.5 % fail", "half open");
		assertThat(browser.text("#operations")).contains("accounts listAccounts", "GET /v1/accounts");
		assertThat(browser.text("#parts")).contains("limit store", "nodes 3");
		assertThat(browser.text("#facts")).contains("41 s ago", "1,291,220");
	}

	@Test
	void troubleIsNamedAtTheTop() {
		show();
		assertThat(browser.text("#state")).isEqualTo("To look at");
		assertThat(browser.text("#concerns")).contains("cards: its circuit breaker is open",
				"loans: its circuit breaker is half open");
		assertThat(browser.run("document.title").asString()).endsWith("Gatehouse").isNotEqualTo("Gatehouse");
		gateway.says(Overviews::empty);
		Awaitility.await().until(() -> browser.text("#state").equals("All is well"));
		assertThat(browser.run("document.title").asString()).isEqualTo("Gatehouse");
		assertThat(browser.text("#partners")).contains("Nobody has called.");
		gateway.says(Overviews::full);
		Awaitility.await().until(() -> browser.text("#concerns").contains("limit store: the store is away"));
		assertThat(browser.text("#concerns")).contains("the issuer's keys are 23 h 59 min old");
	}

	/** Under {@code drop} the gateway is up and ready all the same. */
	@Test
	void recordThatCannotBeWrittenAndRegistryThatIsOldAreTrouble() {
		gateway.says(() -> Overviews.with("auditUp", 0.0));
		show();
		assertThat(browser.text("#state")).isEqualTo("To look at");
		assertThat(browser.text("#concerns")).isEqualTo("audit records cannot be written");
		gateway.says(() -> Overviews.with("registryStale", 1.0));
		Awaitility.await().until(() -> browser.text("#concerns").contains("partners.yaml is broken or away"));
		gateway.says(Overviews::empty);
		Awaitility.await().until(() -> browser.text("#state").equals("All is well"));
	}

	/** Whoever hears the page is told of what is new, and not of every number. */
	@Test
	void onlyNewsAreAnnounced() {
		show();
		browser.run("""
				window.announced = 0;
				new MutationObserver(() => window.announced++).observe(document.querySelector('[role=status]'),
					{subtree: true, childList: true, characterData: true});""");
		int before = gateway.asked();
		Awaitility.await().until(() -> gateway.asked() > before + 3);
		assertThat(browser.run("window.announced").asInt()).isZero();
		assertThat(
				browser.run("document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]').length")
					.asInt())
			.isEqualTo(1);
		gateway.says(Overviews::empty);
		Awaitility.await().until(() -> browser.run("window.announced").asInt() > 0);
	}

	@Test
	void structureIsThereForWhoDoesNotSeeIt() {
		show();
		assertThat(count("h1")).isEqualTo(1);
		assertThat(count("header, main")).isEqualTo(2);
		assertThat(count("html[lang=en]")).isEqualTo(1);
		assertThat(count("section:not([aria-labelledby])")).isZero();
		assertThat(count("thead th:not([scope=col])")).isZero();
		assertThat(count("tbody tr th[scope=row]")).isEqualTo(count("tbody tr"));
		assertThat(count("svg[role=img]:not([aria-label])")).isZero();
		assertThat(browser.run("document.querySelector('#traffic svg').getAttribute('aria-label')").asString())
			.contains("refused: ", "a second");
		assertThat(browser
			.run("Array.from(document.querySelectorAll('[aria-labelledby]'))"
					+ ".every((e) => document.getElementById(e.getAttribute('aria-labelledby')))")
			.asBoolean()).isTrue();
	}

	private static int count(String selector) {
		return browser.run("document.querySelectorAll('" + selector + "').length").asInt();
	}

	@Test
	void keysReachEverythingAndTheFocusIsSeen() {
		show();
		for (String reached : new String[] { "Skip to the numbers", "Pause", "Colours: system" }) {
			browser.press("Tab");
			JsonNode focused = browser
				.run("""
						({text: document.activeElement.textContent, outline: getComputedStyle(document.activeElement).outlineWidth,
							left: document.activeElement.getBoundingClientRect().left})""");
			assertThat(focused.path("text").asString()).isEqualTo(reached);
			assertThat(focused.path("outline").asString()).isNotEqualTo("0px");
			assertThat(focused.path("left").asDouble()).isNotNegative();
		}
		browser.press("Enter");
		assertThat(browser.text("#theme")).isEqualTo("Colours: light");
		browser.press("Enter");
		assertThat(browser.run("document.documentElement.dataset.theme").asString()).isEqualTo("dark");
		show();
		assertThat(browser.text("#theme")).as("after a reload").isEqualTo("Colours: dark");
		browser.run("document.getElementById('theme').click()");
	}

	@Test
	void pausedOrHiddenPageAsksNothing() {
		show();
		browser.run("document.getElementById('pause').click()");
		assertAsksNothing();
		browser.run("document.getElementById('pause').click()");
		awaitQuestions();
		browser.run("Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
				+ "document.dispatchEvent(new Event('visibilitychange'))");
		assertAsksNothing();
		browser.run("Object.defineProperty(document, 'hidden', {value: false, configurable: true});"
				+ "document.dispatchEvent(new Event('visibilitychange'))");
		awaitQuestions();
	}

	private static void assertAsksNothing() {
		// What was asked before may still be under way.
		int[] seen = { -1 };
		Awaitility.await().pollInterval(Duration.ofMillis(300)).until(() -> {
			boolean same = seen[0] == gateway.asked();
			seen[0] = gateway.asked();
			return same;
		});
		Awaitility.await()
			.during(Duration.ofMillis(2500))
			.atMost(Duration.ofSeconds(4))
			.until(() -> gateway.asked() == seen[0]);
	}

	private static void awaitQuestions() {
		int before = gateway.asked();
		Awaitility.await().until(() -> gateway.asked() > before + 1);
	}

	/** Even if the registry let such a name in. */
	@ParameterizedTest
	@ValueSource(strings = { "<img src=x onerror=\"window.hit=1\">", "\"><script>window.hit=1</script>", "</tbody>" })
	void nameIsTextWhateverItLooksLike(String name) {
		Overview usual = Overviews.busy();
		gateway.says(() -> new Overview(usual.time(), usual.node(), usual.now(), usual.history(), usual.window(),
				usual.operations(), java.util.List.of(new Overview.PartnerRow(name, 1, 0, 0, 0, null)), 0,
				java.util.List.of(new Overview.RefusalRow(name, 1, name, 1)), usual.upstreams(),
				java.util.List.of(new Overview.PartRow(name, name, java.util.Map.of(name, name))), usual.facts()));
		show();
		assertThat(browser.text("#partners")).contains(name);
		assertThat(browser.run("String(window.hit)").asString()).isEqualTo("undefined");
		assertThat(count("tbody img, tbody script")).isZero();
	}

}
