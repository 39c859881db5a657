package dev.gatehouse.loans.apply;

/**
 * A rule that speaks against an application, and what it allows; never what was asked
 * for.
 */
record Refusal(String rule, String detail) {

}
