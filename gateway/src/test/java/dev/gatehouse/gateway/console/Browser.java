package dev.gatehouse.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * A real Chromium without a window, told what to do by its DevTools protocol. Keeps what
 * it complains about: errors of scripts, and whatever the page's policy forbids.
 */
public final class Browser implements AutoCloseable {

	private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
			"/usr/bin/google-chrome");

	private static final JsonMapper JSON = new JsonMapper();

	private final Path folder;

	private final Process process;

	private final HttpClient http = HttpClient.newHttpClient();

	private final WebSocket socket;

	private final AtomicInteger ids = new AtomicInteger();

	private final ConcurrentMap<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	/** Starts it. */
	public Browser() {
		try {
			this.folder = Files.createTempDirectory("browser");
			this.process = new ProcessBuilder(place(), "--headless=new", "--no-sandbox", "--disable-gpu",
					"--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
					"--remote-debugging-port=0", "--user-data-dir=" + this.folder, "about:blank")
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			this.socket = this.http.newWebSocketBuilder()
				.buildAsync(URI.create(page()), new Listener())
				.get(20, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Chromium does not start", ex);
		}
		for (String domain : new String[] { "Page", "Runtime", "Log", "Network" }) {
			ask(domain + ".enable", Map.of());
		}
	}

	/** Returns whether there is one on this machine. */
	public static boolean isInstalled() {
		return PLACES.stream().anyMatch((place) -> Files.isExecutable(Path.of(place)));
	}

	private static String place() {
		return PLACES.stream().filter((place) -> Files.isExecutable(Path.of(place))).findFirst().orElseThrow();
	}

	private String page() throws IOException, InterruptedException {
		Path port = this.folder.resolve("DevToolsActivePort");
		Awaitility.await()
			.atMost(Duration.ofSeconds(40))
			.until(() -> Files.exists(port) && Files.readAllLines(port).size() == 2);
		URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
		for (JsonNode target : JSON
			.readTree(this.http.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body())) {
			if (target.path("type").asString().equals("page")) {
				return target.path("webSocketDebuggerUrl").asString();
			}
		}
		throw new IllegalStateException("no page");
	}

	/** Makes its window this large, with the system's colours dark or light. */
	public void size(int width, int height, boolean dark) {
		ask("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		ask("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	/** Goes to a page; a user and a password may stand in its address. */
	public void open(String url) {
		String shown = url.replaceFirst("//[^/@]*@", "//");
		this.complaints.clear();
		ask("Page.navigate", Map.of("url", url));
		Awaitility.await()
			.until(() -> run("document.readyState + ' ' + location.href").asString().equals("complete " + shown));
	}

	/** Returns what an expression of JavaScript comes to. */
	public JsonNode run(String expression) {
		JsonNode answer = ask("Runtime.evaluate",
				Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
		if (answer.has("exceptionDetails")) {
			throw new IllegalStateException(answer.path("exceptionDetails").toString());
		}
		return answer.path("result").path("value");
	}

	/** Returns the text of an element. */
	public String text(String selector) {
		return run("document.querySelector('" + selector + "')?.innerText ?? ''").asString();
	}

	/** Presses a key. */
	public void press(String key) {
		for (String type : new String[] { "keyDown", "keyUp" }) {
			ask("Input.dispatchKeyEvent", Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode",
					key.equals("Tab") ? 9 : 13, "text", key.equals("Enter") ? "\r" : ""));
		}
	}

	/** Keeps a picture of the whole page in {@code target/screenshots}. */
	public void picture(String name) {
		int height = run("document.documentElement.scrollHeight").asInt();
		int width = run("window.innerWidth").asInt();
		JsonNode image = ask("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip",
				Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
		try {
			Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
			Files.write(pictures.resolve(name + ".png"), Base64.getDecoder().decode(image.path("data").asString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What it has complained about since the page was opened. */
	public List<String> complaints() {
		return List.copyOf(this.complaints);
	}

	private JsonNode ask(String method, Map<String, ?> parameters) {
		int id = this.ids.incrementAndGet();
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.asked.put(id, answer);
		this.socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
			.join();
		JsonNode heard = answer.orTimeout(20, TimeUnit.SECONDS).join();
		if (heard.has("error")) {
			throw new IllegalStateException(method + ": " + heard.path("error"));
		}
		return heard.path("result");
	}

	private void hear(String text) {
		JsonNode message = JSON.readTree(text);
		CompletableFuture<JsonNode> waiting = this.asked.remove(message.path("id").asInt());
		if (waiting != null) {
			waiting.complete(message);
		}
		String level = message.at("/params/entry/level").asString("");
		if (message.path("method").asString("").equals("Runtime.exceptionThrown") || level.equals("error")) {
			this.complaints.add(message.path("params").toString());
		}
	}

	@Override
	public void close() {
		this.socket.abort();
		this.http.shutdownNow();
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
		this.process.onExit().join();
		// What a process of it that is about to end still writes need not go.
		Awaitility.await().ignoreExceptions().until(() -> FileSystemUtils.deleteRecursively(this.folder) || true);
	}

	/** Puts the parts of a message together. */
	private final class Listener implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				hear(this.text.toString());
				this.text.setLength(0);
			}
			from.request(1);
			return CompletableFuture.completedFuture(null);
		}

	}

}
