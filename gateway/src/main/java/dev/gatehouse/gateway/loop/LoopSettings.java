package dev.gatehouse.gateway.loop;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What event loops go by. They belong to the process: the first gateway's count.
 *
 * @param transport null: epoll, where there is one
 */
@ConfigurationProperties("gatehouse")
record LoopSettings(@Nullable Transport transport) {
}
