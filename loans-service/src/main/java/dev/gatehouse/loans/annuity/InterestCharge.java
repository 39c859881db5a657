package dev.gatehouse.loans.annuity;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Interest that became owed for the days up to and including {@code through}. */
public record InterestCharge(LocalDate through, BigDecimal interest) {

}
