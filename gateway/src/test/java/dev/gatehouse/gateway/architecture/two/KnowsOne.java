package dev.gatehouse.gateway.architecture.two;

import dev.gatehouse.gateway.architecture.one.KnowsTwo;

/** Breaks: no cycles. */
public record KnowsOne(KnowsTwo other) {

}
