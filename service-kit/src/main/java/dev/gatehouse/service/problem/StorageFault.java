package dev.gatehouse.service.problem;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionUsageException;

/**
 * Tells a database that is away, hung or overloaded (a 503 that passes) from a mistake of
 * the service: wrong SQL, or a broken constraint that nobody foresaw (a 500 that somebody
 * must fix).
 */
final class StorageFault {

	private StorageFault() {
	}

	static boolean isOutage(Exception exception) {
		return switch (exception) {
			case DataIntegrityViolationException _, InvalidDataAccessApiUsageException _ -> false;
			case InvalidDataAccessResourceUsageException _, IncorrectResultSizeDataAccessException _ -> false;
			case TransactionUsageException _ -> false;
			case DataAccessException _, TransactionException _ -> true;
			default -> false;
		};
	}

}
