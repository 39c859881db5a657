package dev.gatehouse.service.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The kit fails where it should: a checker that lets everything through would make every
 * service green.
 */
class ContractKitTests {

	private static final String CONTRACT = """
			openapi: 3.1.1
			paths:
			  /v1/things/{thingId}:
			    get:
			      parameters:
			        - {name: thingId, in: path, required: true, schema: {type: string, format: uuid}}
			        - {name: depth, in: query, schema: {type: integer, maximum: 3}}
			      responses:
			        "200":
			          headers: {ETag: {required: true, schema: {type: string, pattern: '^"[0-9]+"$'}}}
			          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
			        "204": {description: nothing}
			components:
			  schemas:
			    Thing:
			      type: object
			      additionalProperties: false
			      required: [id, at]
			      properties: {id: {type: string, format: uuid}, at: {type: string, format: date-time}}
			    Problem: {type: object, required: [type], properties: {type: {type: string}}}
			""";

	private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

	private static final String THING = "{\"id\":\"" + ID + "\",\"at\":\"2026-01-01T00:00:00Z\"}";

	private final Contract contract = Contract.parse(CONTRACT);

	private HttpServer server;

	private volatile int status;

	private volatile String type = "";

	private volatile String tag = "";

	private volatile String body = "";

	@SuppressWarnings("NullAway.Init")
	ContractKitTests() {
	}

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", this.type);
			if (!this.tag.isEmpty()) {
				exchange.getResponseHeaders().set("ETag", this.tag);
			}
			byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.status, (bytes.length == 0) ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
			exchange.close();
		});
		this.server.start();
		answer(200, "application/json", "\"1\"", THING);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void validCallAndAnswerPass() {
		assertThatCode(() -> client().get("/v1/things/" + ID + "?depth=3").send().expect(200))
			.doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/things/no-id", "/v1/things/01890a5d-ac96-774b-bcce-b302099a8057?depth=4",
			"/v1/things/01890a5d-ac96-774b-bcce-b302099a8057?depth=x",
			"/v1/things/01890a5d-ac96-774b-bcce-b302099a8057?deep=1", "/v1/others" })
	void callThatBreaksTheContractFails(String target) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client().get(target).send())
			.withMessageContaining("breaks the contract");
	}

	@Test
	void bodyThatIsNotInTheContractFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> client().get("/v1/things/" + ID).json("{}").send())
			.withMessageContaining("no body");
	}

	@Test
	void callThatOnlySaysItBreaksTheContractFails() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> client().get("/v1/things/" + ID).invalid().send())
			.withMessageContaining("was to break");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "201 | application/json | ok | status 201",
			"200 | text/json | ok | media type", "200 | application/json | {} | required",
			"200 | application/json | [ | no JSON",
			"200 | application/json | {\"id\":\"x\",\"at\":\"2026-01-01T00:00:00Z\"} | uuid",
			"200 | application/json | {\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"at\":\"today\"} | date-time" })
	void answerThatBreaksTheContractFails(int status, String type, String body, String reason) {
		answer(status, type, "\"1\"", body.equals("ok") ? THING : body);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client().get("/v1/things/" + ID).send())
			.withMessageContaining(reason);
	}

	@Test
	void answerWithoutRequiredHeaderFails() {
		answer(200, "application/json", "", THING);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client().get("/v1/things/" + ID).send())
			.withMessageContaining("header ETag is required");
		answer(200, "application/json", "W/\"1\"", THING);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client().get("/v1/things/" + ID).send())
			.withMessageContaining("header ETag");
	}

	@Test
	void strayCallMustBeAnsweredWithAProblem() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client().get("/v1/others").invalid().send())
			.withMessageContaining("not a problem");
		answer(404, "application/problem+json", "", "{\"type\":\"about:blank\"}");
		assertThatCode(() -> client().get("/v1/others").invalid().send()).doesNotThrowAnyException();
	}

	@Test
	void operationWithoutHandlerIsAGap() {
		assertThat(Coverage.gaps(this.contract, handlers())).containsExactly("GET /v1/things/{thingId} has no handler");
	}

	@Test
	void handlerWithoutOperationIsAGap() {
		assertThat(Coverage.gaps(this.contract, handlers(Things.class, Extra.class)))
			.containsExactly("GET /v1/extra is not in the contract");
	}

	@Test
	void equalHandlersAndOperationsHaveNoGap() {
		assertThat(Coverage.gaps(this.contract, handlers(Things.class))).isEmpty();
	}

	private static RequestMappingHandlerMapping handlers(Class<?>... controllers) {
		StaticWebApplicationContext context = new StaticWebApplicationContext();
		for (Class<?> controller : controllers) {
			context.registerSingleton(controller.getSimpleName(), controller);
		}
		context.refresh();
		RequestMappingHandlerMapping handlers = new RequestMappingHandlerMapping();
		handlers.setApplicationContext(context);
		handlers.afterPropertiesSet();
		return handlers;
	}

	private ContractClient client() {
		return ContractClient.of(this.contract, this.server.getAddress().getPort());
	}

	private void answer(int status, String type, String tag, String body) {
		this.status = status;
		this.type = type;
		this.tag = tag;
		this.body = body;
	}

	@RestController
	static class Things {

		@GetMapping("/v1/things/{thingId}")
		String thing() {
			return "";
		}

	}

	@RestController
	static class Extra {

		@GetMapping("/v1/extra")
		String extra() {
			return "";
		}

	}

}
