package dev.gatehouse.gateway.validation;

/**
 * One place in a request that breaks the contract, as a service would name it too. Holds
 * nothing that the caller sent.
 *
 * @param pointer a JSON pointer into the body (RFC 6901), or {@code query/limit},
 * {@code path/accountId}, {@code header/If-Match}
 * @param rule the rule that is broken, in kebab-case
 */
record Finding(String pointer, String rule) {

}
