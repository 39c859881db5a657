package dev.gatehouse.gateway.management;

import java.net.InetAddress;

import dev.gatehouse.gateway.settings.InvalidSetting;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** This room's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ ManagementSettings.class, ManagementServerProperties.class,
		WebEndpointProperties.class })
class ManagementConfiguration {

	@Bean
	Doorkeeper doorkeeper(ManagementSettings settings, ManagementServerProperties server,
			WebEndpointProperties endpoints, Environment environment) {
		ManagementPortType port = ManagementPortType.get(environment);
		InvalidSetting.check(port != ManagementPortType.SAME, "management.server.port",
				"must be another one than server.port: partners come in there");
		InetAddress address = server.getAddress();
		boolean onLoopback = address != null && address.isLoopbackAddress();
		InvalidSetting.check(onLoopback || port == ManagementPortType.DISABLED || settings.secret() != null,
				ManagementSettings.KEY, "must be set: others than this machine can reach management.server.address ("
						+ ((address != null) ? address.getHostAddress() : "all addresses") + ")");
		return new Doorkeeper(settings, onLoopback, endpoints.getBasePath());
	}

}
