package dev.gatehouse.gateway.contract;

import java.nio.file.Path;

import dev.gatehouse.gateway.settings.InvalidSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the contracts are.
 *
 * @param contracts a folder of OpenAPI 3.1 files, one API each, named after the file
 */
@ConfigurationProperties("gatehouse")
record ContractSettings(@Nullable Path contracts) {

	ContractSettings {
		InvalidSetting.require(contracts, "gatehouse.contracts");
	}

	Path folder() {
		return InvalidSetting.require(this.contracts, "gatehouse.contracts");
	}

}
