package dev.gatehouse.gateway.entry;

import dev.gatehouse.gateway.problem.Problem;
import dev.gatehouse.gateway.problem.Refusal;
import io.netty.buffer.ByteBuf;

/**
 * Follows a body in chunks to its end (RFC 9112, section 7.1) and refuses what is not
 * well-formed to the octet: sizes, extensions and trailers have one reading, and a bound.
 * Belongs to one connection.
 */
final class ChunkCheck {

	private enum State {

		FIRST_DIGIT, SIZE, AFTER_SIZE, NAME, BEFORE_VALUE, VALUE, QUOTED, ESCAPED, AFTER_QUOTED, LINE_FEED, DATA,
		DATA_RETURN, DATA_LINE_FEED, TRAILER, TRAILER_NAME, TRAILER_VALUE, TRAILER_LINE_FEED, LAST_LINE_FEED, END

	}

	private static final int MOST_DIGITS = 16;

	/** Bytes of all extensions of a body together. */
	static final int MOST_EXTENSIONS = 4096;

	private final EntrySettings.Limits limits;

	private State state = State.FIRST_DIGIT;

	private int digits;

	private long size;

	private long total;

	private int extensions;

	private int trailerBytes;

	private int trailers;

	ChunkCheck(EntrySettings.Limits limits) {
		this.limits = limits;
	}

	/** Makes ready for the next body. */
	void reset() {
		this.state = State.FIRST_DIGIT;
		this.digits = 0;
		this.size = 0;
		this.total = 0;
		this.extensions = 0;
		this.trailerBytes = 0;
		this.trailers = 0;
	}

	boolean isComplete() {
		return this.state == State.END;
	}

	/**
	 * Reads on, no further than to the body's end, and returns how many octets were read.
	 * @throws Refusal if they are malformed or too many
	 */
	int read(ByteBuf bytes) {
		int from = bytes.readerIndex();
		int to = bytes.writerIndex();
		int i = from;
		while (i < to && this.state != State.END) {
			if (this.state == State.DATA) {
				int data = (int) Math.min(this.size, to - i);
				this.size -= data;
				i += data;
				this.state = (this.size == 0) ? State.DATA_RETURN : State.DATA;
			}
			else {
				this.state = next(bytes.getByte(i++));
			}
		}
		return i - from;
	}

	private State next(byte octet) {
		return switch (this.state) {
			case FIRST_DIGIT, SIZE -> size(octet);
			case AFTER_SIZE, NAME, BEFORE_VALUE, VALUE, QUOTED, ESCAPED, AFTER_QUOTED -> extension(octet);
			case LINE_FEED -> expect(octet, '\n', (this.size == 0) ? State.TRAILER : State.DATA);
			case DATA_RETURN -> expect(octet, '\r', State.DATA_LINE_FEED);
			case DATA_LINE_FEED -> expect(octet, '\n', nextSize());
			case TRAILER, TRAILER_NAME, TRAILER_VALUE -> trailer(octet);
			case TRAILER_LINE_FEED -> expect(octet, '\n', State.TRAILER);
			case LAST_LINE_FEED -> expect(octet, '\n', State.END);
			case DATA, END -> throw new IllegalStateException();
		};
	}

	private State nextSize() {
		this.digits = 0;
		return State.FIRST_DIGIT;
	}

	private State size(byte octet) {
		int digit = Octets.hex(octet);
		if (digit >= 0) {
			this.digits++;
			if (this.digits > MOST_DIGITS) {
				throw malformed();
			}
			this.size = Math.min(this.size * 16 + digit, Integer.MAX_VALUE);
			return State.SIZE;
		}
		if (this.state == State.FIRST_DIGIT) {
			throw malformed();
		}
		this.total += this.size;
		if (this.total > this.limits.maxBody().toBytes()) {
			throw Entry.tooLarge(this.limits.maxBody().toBytes());
		}
		return Octets.isBlank(octet) ? State.AFTER_SIZE : endOrExtension(octet);
	}

	private State endOrExtension(byte octet) {
		return (octet == ';') ? State.NAME : expect(octet, '\r', State.LINE_FEED);
	}

	/** Nobody here knows an extension (section 7.1.1); but it must be one. */
	private State extension(byte octet) {
		this.extensions++;
		if (this.extensions > MOST_EXTENSIONS) {
			throw malformed();
		}
		return switch (this.state) {
			case AFTER_SIZE -> Octets.isBlank(octet) ? this.state : expect(octet, ';', State.NAME);
			case NAME -> (octet == '=') ? State.BEFORE_VALUE
					: (Octets.isBlank(octet) || Octets.isToken(octet)) ? this.state : endOrExtension(octet);
			case BEFORE_VALUE -> (octet == '"') ? State.QUOTED : Octets.isBlank(octet) ? this.state : token(octet);
			case VALUE -> Octets.isToken(octet) ? this.state : endOrExtension(octet);
			case QUOTED -> (octet == '"') ? State.AFTER_QUOTED : (octet == '\\') ? State.ESCAPED : text(octet);
			case ESCAPED -> text(octet);
			default -> Octets.isBlank(octet) ? this.state : endOrExtension(octet);
		};
	}

	private static State token(byte octet) {
		if (!Octets.isToken(octet)) {
			throw malformed();
		}
		return State.VALUE;
	}

	private static State text(byte octet) {
		if (octet < ' ' && octet != '\t' || octet == 0x7f) {
			throw malformed();
		}
		return State.QUOTED;
	}

	/** Trailers go no further (RFC 9110, section 6.5.1); but they must be fields. */
	private State trailer(byte octet) {
		this.trailerBytes++;
		if (this.trailerBytes > this.limits.maxHeaders().toBytes()) {
			throw HeadCheck.tooLarge();
		}
		if (this.state == State.TRAILER_VALUE) {
			return (octet == '\r') ? State.TRAILER_LINE_FEED : value(octet);
		}
		if (Octets.isToken(octet)) {
			countTrailer();
			return State.TRAILER_NAME;
		}
		return (this.state == State.TRAILER) ? expect(octet, '\r', State.LAST_LINE_FEED)
				: expect(octet, ':', State.TRAILER_VALUE);
	}

	private void countTrailer() {
		if (this.state == State.TRAILER && ++this.trailers > this.limits.maxHeaderCount()) {
			throw HeadCheck.tooLarge();
		}
	}

	private static State value(byte octet) {
		if (octet != '\t' && Octets.isControl(octet)) {
			throw malformed();
		}
		return State.TRAILER_VALUE;
	}

	private static State expect(byte octet, char wanted, State next) {
		if (octet != wanted) {
			throw malformed();
		}
		return next;
	}

	private static Refusal malformed() {
		return Refusal.of(Problem.BAD_REQUEST, "The chunks of the body are not well-formed.");
	}

}
