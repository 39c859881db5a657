/** Applying for a loan: the rules, the decision, the disbursement. */
@NullMarked
package dev.gatehouse.loans.apply;

import org.jspecify.annotations.NullMarked;
