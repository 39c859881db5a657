/** The loans service: annuity loans that a partner hands out on the bank's book. */
@NullMarked
package dev.gatehouse.loans;

import org.jspecify.annotations.NullMarked;
