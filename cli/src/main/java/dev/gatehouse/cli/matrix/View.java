package dev.gatehouse.cli.matrix;

import java.util.List;

/**
 * What is shown.
 *
 * @param sources where it was read
 * @param matrix the clients and operations that were asked for
 * @param faults everything that {@code --check} complains about
 */
record View(Sources sources, Matrix matrix, List<Fault> faults) {
}
