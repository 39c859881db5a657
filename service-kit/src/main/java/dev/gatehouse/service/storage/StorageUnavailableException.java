package dev.gatehouse.service.storage;

import java.sql.SQLTransientConnectionException;

/** Storage could not decide in time; not the same as storage saying no. */
final class StorageUnavailableException extends SQLTransientConnectionException {

	private static final long serialVersionUID = 1L;

	StorageUnavailableException(String reason) {
		super(reason, "08001");
	}

}
