package dev.gatehouse.cli.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gatehouse.cli.terminal.Complaint;
import dev.gatehouse.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code audit verify [FOLDER]}: whether the record is whole. Ends with 1 at the first
 * record that is not.
 */
@Command(name = "verify", description = "Checks that no record was changed, removed, added or moved.",
		exitCodeListHeading = "Ends with:%n", exitCodeList = { "0:the record is whole",
				"1:it is not, or cannot be read", "2:the command line makes no sense" })
final class VerifyCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Parameters(arity = "0..1", paramLabel = "FOLDER",
			description = "where the files are (default: the record of the bank of this machine, in .gatehouse/audit)")
	private @Nullable Path folder;

	@Option(names = "--key", paramLabel = "FILE",
			description = "a public key (PEM) that checkpoints are signed with; may be repeated. Then there must be "
					+ "checkpoints, each must be of one of the keys, and removed old records be signed for")
	private List<Path> keys = List.of();

	@Option(names = "--checkpoints", paramLabel = "FILE",
			description = "checkpoints that were copied to another place; may be repeated")
	private List<Path> copies = List.of();

	@Option(names = "--begin", paramLabel = "SEQ",
			description = "the first record that should be here, when older files were taken elsewhere")
	private @Nullable Long begin;

	@Option(names = "--json", description = "as JSON")
	private boolean json;

	VerifyCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws InterruptedException {
		Path place = this.surroundings.folder(this.folder);
		List<VerificationKey> trusted = Checkpoints.keys(this.keys);
		// Read before the records are: what is signed later may be of one that is not
		// read.
		Checkpoints checkpoints = checkpoints(place);
		Verification verification = Verification.of(place, checkpoints, this.begin, !trusted.isEmpty());
		if (verification.stretches().isEmpty() && checkpoints.all().isEmpty()) {
			throw new Complaint("There is no audit record in " + place + ".");
		}
		if (trusted.isEmpty()) {
			return tell(new VerificationText(verification, verification.fault(), Signatures.UNCHECKED));
		}
		if (checkpoints.all().isEmpty()) {
			throw new Complaint("There is no checkpoint in " + place + ", and a key to check them with.");
		}
		// What a checkpoint says of a record counts only if it is signed.
		Fault forged = checkpoints.check(trusted);
		return tell(new VerificationText(verification, (forged != null) ? forged : verification.fault(),
				(forged != null) ? Signatures.WRONG : Signatures.GOOD));
	}

	private int tell(VerificationText text) {
		Terminal terminal = this.surroundings.terminal();
		if (this.json) {
			terminal.line(text.json());
		}
		else {
			text.lines().forEach(terminal::line);
		}
		Fault fault = text.fault();
		if (fault != null) {
			throw new Complaint("%s, line %d: %s".formatted(fault.file(), fault.line(), fault.what()));
		}
		return 0;
	}

	private Checkpoints checkpoints(Path place) {
		try {
			for (Path copy : this.copies) {
				if (!Files.isReadable(copy)) {
					throw new Complaint("There is no file " + copy + ".");
				}
			}
			return Checkpoints.read(place, this.copies);
		}
		catch (IOException ex) {
			throw new Complaint("The checkpoints in " + place + " cannot be read.", ex);
		}
	}

}
