package dev.gatehouse.gateway.tracing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import dev.gatehouse.gateway.settings.InvalidSetting;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The collector of an operator, reached by OTLP over HTTP. What it does not take is tried
 * again as OTLP wants it, within the time that a batch has.
 */
final class Collector implements AutoCloseable {

	/** How long the JDK may take to notice that a time limit is over. */
	private static final Duration GRACE = Duration.ofSeconds(1);

	private final OtlpHttpSpanExporter exporter;

	private final Spans spans;

	private final long patienceMillis;

	private Collector(OtlpHttpSpanExporter exporter, Spans spans, Duration timeout) {
		this.exporter = exporter;
		this.spans = spans;
		this.patienceMillis = timeout.plus(GRACE).toMillis();
	}

	static Collector of(TracingSettings settings, SslBundles bundles) {
		OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
			.setEndpoint(InvalidSetting.require(settings.endpoint(), TracingSettings.ENDPOINT))
			.setTimeout(settings.timeout())
			.setConnectTimeout(settings.timeout())
			.setRetryPolicy(RetryPolicy.builder().setMaxAttempts(3).build())
			.setMeterProvider(MeterProvider.noop());
		settings.headers().forEach(builder::addHeader);
		String bundle = settings.bundle();
		if (bundle != null) {
			trust(builder, bundle, bundles);
		}
		return new Collector(builder.build(), new Spans(resource()), settings.timeout());
	}

	private static void trust(OtlpHttpSpanExporterBuilder builder, String name, SslBundles bundles) {
		try {
			SslBundle bundle = bundles.getBundle(name);
			SSLContext context = bundle.createSslContext();
			for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
				if (manager instanceof X509TrustManager trusted) {
					builder.setSslContext(context, trusted);
				}
			}
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidSetting(TracingSettings.BUNDLE, "there is no bundle " + name);
		}
	}

	/** Who tells it: one of the gateways, anew at each start. */
	private static Resource resource() {
		return Resource.getDefault()
			.merge(Resource.create(Attributes.builder()
				.put("service.name", "gatehouse")
				.put("service.instance.id", UUID.randomUUID().toString())
				.build()));
	}

	/**
	 * Sends the spans of these requests and waits until they are taken or given up.
	 * @return why they were given up; null: they were taken
	 */
	@Nullable String send(List<TracedRequest> requests) {
		CompletableResultCode result = this.exporter.export(this.spans.of(requests))
			.join(this.patienceMillis, TimeUnit.MILLISECONDS);
		if (result.isSuccess()) {
			return null;
		}
		IOException cause = cause(result.getFailureThrowable());
		// The library alone knows the status; at level warn it logs it.
		return (cause != null) ? cause.toString() : "it does not take them";
	}

	/** What it is wrapped in says nothing, and what it wraps too much. */
	private static @Nullable IOException cause(@Nullable Throwable error) {
		Throwable cause = error;
		while (cause != null && !(cause instanceof IOException)) {
			cause = cause.getCause();
		}
		return (IOException) cause;
	}

	@Override
	public void close() {
		this.exporter.shutdown();
	}

}
