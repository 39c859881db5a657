package dev.gatehouse.gateway.problem;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A refusal on its way to the client. An exception, so that any room can stop the walk,
 * but without a stack trace: it is an answer and not a fault.
 */
public final class Refusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Problem problem;

	private final String reason;

	private final transient Map<String, Object> members = new LinkedHashMap<>();

	private final transient Map<String, String> headers = new LinkedHashMap<>();

	private transient @Nullable Challenge challenge;

	private @Nullable String check;

	private transient @Nullable Object subject;

	private Refusal(Problem problem, String reason, String detail) {
		super(detail, null, false, false);
		this.problem = problem;
		this.reason = reason;
	}

	/** Returns a refusal whose reason is the problem's own name. */
	public static Refusal of(Problem problem, String detail) {
		return new Refusal(problem, problem.id(), detail);
	}

	/** Returns a refusal with one of the reasons that the problem is divided into. */
	public static Refusal of(Problem problem, String reason, String detail) {
		return new Refusal(problem, reason, detail);
	}

	/** Adds a member to the body: something that helps in this case. */
	public Refusal with(String member, Object value) {
		this.members.put(member, value);
		return this;
	}

	/** Adds a response header. */
	public Refusal header(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	/** Says when to come again, in whole seconds (RFC 9110, section 10.2.3). */
	public Refusal retryAfter(long seconds) {
		return header("Retry-After", Long.toString(Math.max(1, seconds)));
	}

	/** Adds the challenge of this refusal. */
	public Refusal challenge(Challenge challenge) {
		this.challenge = challenge;
		return this;
	}

	/** Names the one check that failed, where a reason stands for several of them. */
	public Refusal check(String name) {
		this.check = name;
		return with("check", name);
	}

	/**
	 * Keeps what was refused, for those who explain the refusal. It is never part of the
	 * answer.
	 */
	public Refusal about(Object subject) {
		this.subject = subject;
		return this;
	}

	public Problem problem() {
		return this.problem;
	}

	public String reason() {
		return this.reason;
	}

	/**
	 * Returns a sentence for the client: constant per cause, never a repetition of what
	 * was sent.
	 */
	public String detail() {
		return String.valueOf(getMessage());
	}

	/** Returns the check that failed, where a reason stands for several of them. */
	public @Nullable String check() {
		return this.check;
	}

	/** Returns what was refused, if the room that refused it kept it. */
	public @Nullable Object subject() {
		return this.subject;
	}

	Map<String, Object> members() {
		return this.members;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	@Nullable Challenge challenge() {
		return this.challenge;
	}

}
