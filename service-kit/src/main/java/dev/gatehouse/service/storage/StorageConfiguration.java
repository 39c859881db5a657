package dev.gatehouse.service.storage;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.service.stage.Stage;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Bounds what the database can cost a request, and lets the service live without it. */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
@EnableConfigurationProperties(StorageSettings.class)
final class StorageConfiguration {

	@Bean
	DeadlineTimer deadlineTimer(StorageSettings settings) {
		return new DeadlineTimer(settings.budget());
	}

	@Bean
	FilterRegistrationBean<DeadlineFilter> deadlineFilter(DeadlineTimer timer) {
		return Stage.DEADLINE.register(new DeadlineFilter(timer));
	}

	@Bean
	Migration migration(StorageSettings settings) {
		return new Migration(settings.migrationRetry());
	}

	@Bean
	PoolWarmUp poolWarmUp(DataSource database, Migration migration) {
		return new PoolWarmUp(database, migration);
	}

	/**
	 * Migrations have a connection of their own, since they may take longer than a
	 * request.
	 */
	@Bean
	FlywayConfigurationCustomizer migrationConnection(JdbcConnectionDetails database) {
		return (flyway) -> {
			PGSimpleDataSource own = new PGSimpleDataSource();
			own.setUrl(database.getJdbcUrl());
			own.setUser(database.getUsername());
			own.setPassword(database.getPassword());
			own.setConnectTimeout(1);
			own.setLoginTimeout(1);
			own.setSocketTimeout(60);
			flyway.dataSource(own);
		};
	}

	@Bean
	static BeanPostProcessor poolBounds(ObjectProvider<Migration> migration) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof HikariDataSource pool) ? new BoundedDataSource(pool, migration.getObject())
						: bean;
			}

		};
	}

}
