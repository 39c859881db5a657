package dev.gatehouse.gateway.architecture.one;

import dev.gatehouse.gateway.architecture.two.KnowsOne;

/** Breaks: no cycles. */
public record KnowsTwo(KnowsOne other) {

}
