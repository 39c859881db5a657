package dev.gatehouse.gateway.record;

import java.nio.file.Path;
import java.time.Duration;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the record is kept.
 *
 * @param audit the audit record
 */
@ConfigurationProperties("gatehouse")
record RecordSettings(@DefaultValue Audit audit) {

	/**
	 * The audit record.
	 *
	 * @param folder where its files are written; one gateway's alone
	 * @param whenFull what becomes of requests while records cannot be written
	 * @param maxFileSize above this a day goes on in another file
	 * @param keep how long the files are kept; null: for ever
	 * @param signingKey a PEM file with the private key that checkpoints are signed with;
	 * null: there are none
	 * @param checkpointInterval how often one is signed
	 * @param syslog where the records are sent, too; null: nowhere
	 */
	record Audit(@DefaultValue("audit") Path folder, @DefaultValue("refuse") WhenFull whenFull,
			@DefaultValue("256MB") DataSize maxFileSize, @Nullable Duration keep, @Nullable Path signingKey,
			@DefaultValue("1m") Duration checkpointInterval, @Nullable SyslogSettings syslog) {

		Audit {
			InvalidSetting.check(maxFileSize.compareTo(DataSize.ofKilobytes(64)) >= 0, "gatehouse.audit.max-file-size",
					"must be at least 64KB");
			InvalidSetting.check(keep == null || keep.compareTo(Duration.ofDays(1)) >= 0, "gatehouse.audit.keep",
					"must be at least 1d");
			InvalidSetting.check(
					checkpointInterval.compareTo(Duration.ofSeconds(1)) >= 0
							&& checkpointInterval.compareTo(Duration.ofDays(1)) <= 0,
					"gatehouse.audit.checkpoint-interval", "must be 1s to 1d");
		}
	}

	/** What becomes of requests while records cannot be written. */
	enum WhenFull {

		/** They are served, and those whose record is lost are counted. */
		DROP,

		/** They are refused. */
		REFUSE

	}

}
