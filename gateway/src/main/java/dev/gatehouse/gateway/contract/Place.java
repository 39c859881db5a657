package dev.gatehouse.gateway.contract;

import dev.gatehouse.gateway.yaml.YamlNode;

/**
 * Where an operation stands in its contract, for rooms that read more of it at the start.
 *
 * @param contract the whole contract
 * @param path the path item
 * @param operation the operation
 */
public record Place(YamlNode contract, YamlNode path, YamlNode operation) {

}
