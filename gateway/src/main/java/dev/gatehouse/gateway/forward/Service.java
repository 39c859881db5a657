package dev.gatehouse.gateway.forward;

/**
 * The service of one API: the way to it, what stands before it, how often calls of it may
 * be repeated, and how long they take.
 */
record Service(Upstream upstream, Guard guard, RetryBudget retries, CallTimes times) {
}
