package dev.gatehouse.gateway.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The last good keys on disk, so that a gateway that starts while its issuer is away can
 * judge tokens at once. Holds public keys alone, the issuer's name and when they were
 * fetched. Whoever may write to it may make tokens, so it belongs to the gateway alone.
 */
final class KeysFile {

	private static final int LARGEST = 1024 * 1024;

	private static final StrictJson JSON = new StrictJson(20_000, 64 * 1024);

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private final Path path;

	private final String issuer;

	private final JsonMapper mapper;

	KeysFile(Path path, String issuer, JsonMapper mapper) {
		this.path = path.toAbsolutePath();
		this.issuer = issuer;
		this.mapper = mapper;
	}

	/**
	 * Reads the file.
	 * @return the keys, or null if there is no file
	 * @throws IOException if what is there is not to be trusted
	 */
	@Nullable Kept read() throws IOException {
		if (!Files.exists(this.path)) {
			return null;
		}
		if (Files.size(this.path) > LARGEST || isWritableByOthers()) {
			throw new IOException("it is too large, or others may write to it");
		}
		try {
			Map<String, @Nullable Object> content = JSON.read(Files.readAllBytes(this.path));
			if (!this.issuer.equals(content.get("issuer"))) {
				throw new IOException("it is of another issuer");
			}
			if (!(content.get("fetched") instanceof Long millis)) {
				throw new IOException("it does not say how old it is");
			}
			return new Kept(KeySet.of(content.get("keys")), Instant.ofEpochMilli(millis));
		}
		catch (ParseException ex) {
			throw new IOException("it holds no keys: " + ex.getMessage());
		}
	}

	private boolean isWritableByOthers() throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		return view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
	}

	/** Replaces the file in one step: a reader sees the old or the new one, whole. */
	void write(KeySet keys, Instant fetched) throws IOException {
		Map<String, Object> content = new LinkedHashMap<>();
		content.put("issuer", this.issuer);
		content.put("fetched", fetched.toEpochMilli());
		content.put("keys", keys.keys().stream().map(IssuerKey::jwk).toList());
		byte[] json = this.mapper.writeValueAsBytes(content);
		Path folder = Files.createDirectories(this.path.resolveSibling("."));
		Path next = Files.createTempFile(folder, this.path.getFileName() + ".", ".tmp", ownersOnly(folder));
		try {
			try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
				channel.write(ByteBuffer.wrap(json));
				channel.force(true);
			}
			Files.move(next, this.path, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(next);
		}
	}

	private static FileAttribute<?>[] ownersOnly(Path folder) throws IOException {
		boolean posix = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
		return posix ? List.of(PosixFilePermissions.asFileAttribute(OWNER)).toArray(FileAttribute<?>[]::new)
				: new FileAttribute<?>[0];
	}

	/** What was in the file. */
	record Kept(KeySet keys, Instant fetched) {
	}

}
