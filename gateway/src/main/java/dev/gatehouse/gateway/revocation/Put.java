package dev.gatehouse.gateway.revocation;

/**
 * A change of the store, made only if it still holds what is expected.
 *
 * @param name the entry's name
 * @param expected what is believed to be there; empty: nothing
 * @param entry what to put there; empty: nothing
 */
record Put(String name, String expected, String entry) {

}
