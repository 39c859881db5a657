package dev.gatehouse.gateway.record;

/**
 * The last record up to some moment.
 *
 * @param seq its number; 0: there is none
 * @param hash its hash
 */
record AuditHead(long seq, String hash) {

	static final AuditHead NONE = new AuditHead(0, AuditChain.BEGINNING);

}
