package dev.gatehouse.service.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * What Tomcat refuses before any filter sees it is a problem too, and says nothing about
 * Tomcat.
 */
public final class ContainerRefusal extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable thrown) {
		int status = response.getStatus();
		if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		byte[] body = body(status).getBytes(StandardCharsets.UTF_8);
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
			response.finishResponse();
		}
		catch (IOException ex) {
			this.container.getLogger().debug("the client has gone", ex);
		}
	}

	private static String body(int status) {
		String name = (status < 500) ? "bad-request" : "internal-error";
		String title = (status < 500) ? "Bad request" : "Internal error";
		return """
				{"type":"urn:gatehouse:problem:%s","title":"%s","status":%d,"detail":"The request was not processed."}"""
			.formatted(name, title, status);
	}

}
