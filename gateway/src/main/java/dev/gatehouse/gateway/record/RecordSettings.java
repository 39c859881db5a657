package dev.gatehouse.gateway.record;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
	 * @param folder where its daily files are written
	 */
	record Audit(@DefaultValue("audit") Path folder) {
	}

}
