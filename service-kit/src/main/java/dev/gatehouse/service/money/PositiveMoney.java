package dev.gatehouse.service.money;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** Makes {@code @Positive Money} mean what it says. */
public final class PositiveMoney implements ConstraintValidator<Positive, Money> {

	@Override
	public boolean isValid(@Nullable Money money, ConstraintValidatorContext context) {
		return money == null || money.signum() > 0;
	}

}
