package dev.gatehouse.gateway.tracing;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;

/**
 * A span as a collector sees it.
 *
 * @param kind {@code SERVER} or {@code CLIENT}
 * @param parentId empty: there is none
 * @param began nanoseconds since 1970
 * @param ended nanoseconds since 1970
 * @param isError whether its status is that
 * @param attributes their values as text
 * @param resource who told it
 */
public record ReceivedSpan(String name, String kind, String traceId, String spanId, String parentId, long began,
		long ended, boolean isError, Map<String, String> attributes, Map<String, String> resource) {

	static ReceivedSpan of(Span span, Resource resource) {
		return new ReceivedSpan(span.getName(), span.getKind().name().replace("SPAN_KIND_", ""), hex(span.getTraceId()),
				hex(span.getSpanId()), hex(span.getParentSpanId()), span.getStartTimeUnixNano(),
				span.getEndTimeUnixNano(), span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
				texts(span.getAttributesList()), texts(resource.getAttributesList()));
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	private static Map<String, String> texts(List<KeyValue> attributes) {
		Map<String, String> texts = new TreeMap<>();
		attributes.forEach((attribute) -> texts.put(attribute.getKey(), attribute.getValue().hasIntValue()
				? Long.toString(attribute.getValue().getIntValue()) : attribute.getValue().getStringValue()));
		return texts;
	}

}
