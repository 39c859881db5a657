package dev.gatehouse.gateway.record;

/**
 * The removal of the oldest files for their age.
 *
 * @param file the last file that is removed
 * @param last its last record, which the first that is kept is linked to
 */
record Expiry(String file, AuditHead last) {

}
