package dev.gatehouse.gateway.revocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was last known, on disk. Its time of modification says when that was. Whoever may
 * write to it may let revoked tokens in again, so it belongs to the gateway alone.
 */
final class RevocationsFile {

	static final String KEY = "gatehouse.revocations.file";

	private static final long LARGEST = 256L * 1024 * 1024;

	private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

	private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final Path path;

	RevocationsFile(Path path) {
		this.path = path.toAbsolutePath();
	}

	/**
	 * Reads the file.
	 * @return the entries, or null if there is no file
	 * @throws InvalidSetting if it is not what was written: what it held is not known
	 * then, and to go on without would let revoked tokens in
	 */
	@Nullable List<Revocation> read() {
		if (Files.notExists(this.path)) {
			return null;
		}
		try {
			InvalidSetting.check(Files.size(this.path) <= LARGEST && !isWritableByOthers(), KEY,
					this.path + " is too large, or others may write to it");
			return entries(JSON.readTree(Files.readAllBytes(this.path)).path("revocations"));
		}
		catch (IOException | JacksonException ex) {
			throw unreadable();
		}
	}

	private List<Revocation> entries(JsonNode members) {
		if (!members.isObject()) {
			throw unreadable();
		}
		List<Revocation> entries = new ArrayList<>(members.size());
		members.forEachEntry((field, text) -> {
			Revocation entry = text.isString() ? Revocation.of(field, text.stringValue()) : null;
			if (entry == null) {
				throw unreadable();
			}
			entries.add(entry);
		});
		return entries;
	}

	private InvalidSetting unreadable() {
		return new InvalidSetting(KEY,
				this.path + " cannot be read, so it is not known what is revoked. Restore it, or "
						+ "delete it: then what the store does not have must be revoked anew");
	}

	private boolean isWritableByOthers() throws IOException {
		PosixFileAttributeView view = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		return view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
	}

	/** Returns when its content was last what was known; null if there is no file. */
	@Nullable Instant asOf() {
		try {
			return Files.getLastModifiedTime(this.path).toInstant();
		}
		catch (IOException ex) {
			return null;
		}
	}

	/** Says that its content is still what is known. */
	void confirm(Instant now) throws IOException {
		Files.setLastModifiedTime(this.path, FileTime.from(now));
	}

	/** Replaces the file in one step: a reader sees the old or the new one, whole. */
	void write(Stream<Revocation> entries) throws IOException {
		Map<String, String> members = new LinkedHashMap<>();
		entries.forEach((entry) -> members.put(entry.subject().field(), entry.text()));
		byte[] json = JSON.writeValueAsBytes(Map.of("revocations", members));
		Path folder = Files.createDirectories(this.path.resolveSibling("."));
		Path next = Files.createTempFile(folder, this.path.getFileName() + ".", ".tmp", ownersOnly(folder));
		try {
			try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
				ByteBuffer bytes = ByteBuffer.wrap(json);
				while (bytes.hasRemaining()) {
					channel.write(bytes);
				}
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

}
