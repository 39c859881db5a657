package dev.gatehouse.cli.matrix;

import java.util.Locale;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the matrix is shown. */
enum Format {

	TABLE, CSV, JSON;

	/** The formats as they are typed. */
	static final class Reader implements ITypeConverter<Format> {

		@Override
		public Format convert(String value) {
			for (Format format : values()) {
				if (format.name().toLowerCase(Locale.ROOT).equals(value)) {
					return format;
				}
			}
			throw new TypeConversionException("'" + value + "' is not table, csv or json");
		}

	}

}
