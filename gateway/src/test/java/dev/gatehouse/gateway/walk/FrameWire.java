package dev.gatehouse.gateway.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/2 as frames, over TLS. Sends whatever it is told to and thinks
 * nothing of it; what comes is kept by streams.
 */
final class FrameWire implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 15_000;

	/** Octets of a frame that everybody takes. */
	private static final int LONGEST = 16_384;

	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

	private final SSLSocket socket;

	private final InputStream in;

	private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

	private final Map<Integer, List<Frame>> streams = new LinkedHashMap<>();

	private final Map<Integer, List<Header>> heads = new LinkedHashMap<>();

	private FrameWire(SSLSocket socket) throws IOException {
		this.socket = socket;
		this.in = socket.getInputStream();
	}

	/** Connects and says what a client of HTTP/2 says first, its settings as they are. */
	static FrameWire to(int port) {
		return silent(port).sendBytes(PREFACE).settings();
	}

	/** Connects, and says nothing. */
	static FrameWire silent(int port) {
		try {
			return new FrameWire(connect(port, "h2"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Connects with TLS, offering these protocols. */
	static SSLSocket connect(int port, String... protocols) throws IOException {
		try {
			SSLSocket socket = (SSLSocket) Certificate.trusting().getSocketFactory().createSocket("127.0.0.1", port);
			socket.setSoTimeout(PATIENCE_MILLIS);
			socket.setTcpNoDelay(true);
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setApplicationProtocols(protocols);
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return socket;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
	}

	FrameWire sendBytes(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			this.socket.getOutputStream().flush();
		}
		catch (IOException ex) {
			// The other side may end the connection at any time; what it said is there.
		}
		return this;
	}

	FrameWire send(int type, int flags, int stream, byte... payload) {
		return sendBytes(new Frame(type, flags, stream, payload).bytes());
	}

	/** Sends settings, each an id and its value. */
	FrameWire settings(int... settings) {
		ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
		for (int i = 0; i < settings.length; i += 2) {
			payload.putShort((short) settings[i]).putInt(settings[i + 1]);
		}
		return send(Frame.SETTINGS, 0, 0, payload.array());
	}

	/** Sends a head, its body to follow. */
	FrameWire begin(int stream, FieldBlock head) {
		return head(stream, head, 0);
	}

	/** Sends a whole request. */
	FrameWire request(int stream, FieldBlock head) {
		return head(stream, head, Frame.END_STREAM);
	}

	private FrameWire head(int stream, FieldBlock head, int flags) {
		byte[] block = head.encoded();
		for (int i = 0; i == 0 || i < block.length; i += LONGEST) {
			byte[] piece = Arrays.copyOfRange(block, i, Math.min(block.length, i + LONGEST));
			int last = (i + LONGEST >= block.length) ? Frame.END_HEADERS : 0;
			send((i == 0) ? Frame.HEADERS : Frame.CONTINUATION, last | ((i == 0) ? flags : 0), stream, piece);
		}
		return this;
	}

	FrameWire data(int stream, String text, boolean last) {
		return send(Frame.DATA, last ? Frame.END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
	}

	FrameWire reset(int stream, int error) {
		return send(Frame.RESET, 0, stream, ByteBuffer.allocate(4).putInt(error).array());
	}

	/** Opens the window of a stream, or of the connection: 0. */
	FrameWire open(int stream, int octets) {
		return send(Frame.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(octets).array());
	}

	/** Returns the next frame, or null if the connection ends. */
	@Nullable Frame next() throws IOException {
		try {
			byte[] head = this.in.readNBytes(9);
			if (head.length < 9) {
				return null;
			}
			ByteBuffer header = ByteBuffer.wrap(head);
			int length = header.getInt(0) >>> 8;
			Frame frame = new Frame(head[3], head[4], header.getInt(5) & Integer.MAX_VALUE, this.in.readNBytes(length));
			this.streams.computeIfAbsent(frame.stream(), (stream) -> new ArrayList<>()).add(frame);
			if (frame.type() == Frame.HEADERS) {
				this.heads.put(frame.stream(), decode(frame));
			}
			return frame;
		}
		catch (SocketException | SSLException ex) {
			return null;
		}
	}

	/** Returns all frames of a stream, up to the one with which its answer ends. */
	private List<Frame> untilEnd(int stream) throws IOException {
		while (framesOf(stream).stream().noneMatch(Frame::endsStream) && next() != null) {
			continue;
		}
		return framesOf(stream);
	}

	private List<Frame> framesOf(int stream) {
		return this.streams.getOrDefault(stream, List.of());
	}

	/** Waits for a stream to be reset, and returns the error; -1 if it is not. */
	int resetOf(int stream) throws IOException {
		while (true) {
			for (Frame frame : framesOf(stream)) {
				if (frame.type() == Frame.RESET) {
					return frame.error();
				}
			}
			if (next() == null) {
				return -1;
			}
		}
	}

	/** Waits for the goodbye, and returns its error; -1 if there is none. */
	int goAway() throws IOException {
		for (Frame frame = next(); frame != null; frame = next()) {
			if (frame.type() == Frame.GO_AWAY) {
				return frame.error();
			}
		}
		return -1;
	}

	/** Waits until a frame of this type has come on a stream; null if none does. */
	@Nullable Frame await(int stream, int type) throws IOException {
		while (true) {
			for (Frame frame : framesOf(stream)) {
				if (frame.type() == type) {
					return frame;
				}
			}
			if (next() == null) {
				return null;
			}
		}
	}

	/** Returns whether the other side closes. */
	boolean isClosedByPeer() throws IOException {
		while (next() != null) {
			continue;
		}
		return true;
	}

	/** Returns what was answered on a stream. */
	Answer answer(int stream) throws IOException {
		boolean whole = false;
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Frame frame : untilEnd(stream)) {
			if (frame.type() == Frame.DATA) {
				body.writeBytes(frame.payload());
			}
			whole |= frame.type() != Frame.RESET && frame.endsStream();
		}
		List<Header> head = this.heads.getOrDefault(stream, List.of(new Header(":status", "0")));
		int status = Integer.parseInt(Header.values(head, ":status").getFirst());
		return new Answer(status, head, body.toString(StandardCharsets.UTF_8), whole);
	}

	/** Each head is decoded as it comes: later ones are encoded with what was in it. */
	private List<Header> decode(Frame frame) throws IOException {
		try {
			Http2Headers headers = this.decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
			List<Header> fields = new ArrayList<>();
			headers.forEach((field) -> fields.add(new Header(field.getKey().toString(), field.getValue().toString())));
			return fields;
		}
		catch (Http2Exception ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
