//! Distributing a total in proportion to weights, to the last digit.

use rust_decimal::Decimal;

use super::TooLarge;

/// Distributes `total` over `weights` by largest remainders, each part with at most `scale`
/// decimals, or as many as the total itself has.
///
/// Every part is first rounded down; the units of the last decimal that are left go one by one to
/// the parts that lost most, the earlier one where two lost the same. So the parts sum to the
/// total exactly, a larger weight never gets less, and the same input gives the same parts. Weights
/// that are all zero count equally; a negative weight counts as zero. A negative total is
/// distributed like its amount.
///
/// # Errors
/// When total, weights and decimals together need more than 38 digits.
pub fn apportion(
    total: Decimal,
    weights: &[Decimal],
    scale: u32,
) -> Result<Vec<Decimal>, TooLarge> {
    let scale = scale.max(total.normalize().scale());
    let units = whole(total.abs(), scale).ok_or(TooLarge)?;
    let weights = whole_weights(weights).ok_or(TooLarge)?;
    let parts = distribute(units, &weights).ok_or(TooLarge)?;
    parts
        .into_iter()
        .map(|part| as_decimal(part, scale, total.is_sign_negative()))
        .collect()
}

/// A decimal as a whole number of units of its `scale`-th decimal.
fn whole(decimal: Decimal, scale: u32) -> Option<u128> {
    let decimal = decimal.normalize();
    let factor = 10_u128.checked_pow(scale.checked_sub(decimal.scale())?)?;
    u128::try_from(decimal.mantissa()).ok()?.checked_mul(factor)
}

fn whole_weights(weights: &[Decimal]) -> Option<Vec<u128>> {
    let positive = |weight: &Decimal| (*weight).max(Decimal::ZERO).normalize();
    let scale = weights.iter().map(|weight| positive(weight).scale()).max();
    let scale = scale.unwrap_or(0);
    let all: Option<Vec<u128>> = weights
        .iter()
        .map(|weight| whole(positive(weight), scale))
        .collect();
    all.map(|all| match all.iter().all(|weight| *weight == 0) {
        true => vec![1; all.len()],
        false => all,
    })
}

/// The parts in units; their sum is `units`, but for no weights at all.
fn distribute(units: u128, weights: &[u128]) -> Option<Vec<u128>> {
    let of_all = weights
        .iter()
        .try_fold(0_u128, |sum, weight| sum.checked_add(*weight))?;
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let share = units.checked_mul(*weight)?;
        parts.push(share / of_all);
        remainders.push((share % of_all, index));
    }
    let given: u128 = parts.iter().sum();
    let left = usize::try_from(units.saturating_sub(given)).unwrap_or(usize::MAX);
    remainders.sort_unstable_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
    for (_, index) in remainders.into_iter().take(left) {
        parts[index] += 1;
    }
    Some(parts)
}

fn as_decimal(units: u128, scale: u32, negative: bool) -> Result<Decimal, TooLarge> {
    let units = i128::try_from(units).map_err(|_| TooLarge)?;
    let signed = if negative { -units } else { units };
    Decimal::try_from_i128_with_scale(signed, scale)
        .map(|decimal| decimal.normalize())
        .map_err(|_| TooLarge)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn decimals(text: &str) -> Vec<Decimal> {
        text.split_whitespace()
            .map(|decimal| decimal.parse().unwrap())
            .collect()
    }

    fn check(total: &str, weights: &str, scale: u32, expected: &str) {
        let parts = apportion(total.parse().unwrap(), &decimals(weights), scale);
        assert_eq!(parts, Ok(decimals(expected)), "{total} over {weights}");
    }

    #[test]
    fn parts_are_exact() {
        check("100", "1 1 1", 3, "33.334 33.333 33.333");
        check("100", "1 2", 0, "33 67");
        check("1", "1 1 1 1", 0, "1 0 0 0");
        check("12.5", "2.5 0 7.5", 3, "3.125 0 9.375");
        check("0.0001", "1 1", 3, "0.0001 0");
        check("0", "1 2 3", 3, "0 0 0");
        check("10", "0 0", 2, "5 5");
        check("10", "-1 1", 2, "0 10");
        check("-10", "1 2", 2, "-3.33 -6.67");
        check("7", "", 2, "");
        check("10.00", "3", 0, "10");
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let large = Decimal::MAX;
        assert_eq!(apportion(large, &[large, large], 0), Err(TooLarge));
        assert_eq!(apportion(Decimal::ONE, &[Decimal::ONE], 40), Err(TooLarge));
        assert_eq!(apportion(large, &[Decimal::ONE], 0), Ok(vec![large]));
    }

    fn amount() -> impl Strategy<Value = Decimal> {
        (0_i64..10_000_000_000, 0_u32..6).prop_map(|(units, scale)| Decimal::new(units, scale))
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_total_and_follow_the_weights(
            total in amount(),
            weights in vec(amount(), 1..40),
            scale in 0_u32..7,
        ) {
            let parts = apportion(total, &weights, scale).unwrap();
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().sum::<Decimal>(), total);
            let all_zero = weights.iter().all(Decimal::is_zero);
            let finest = scale.max(total.normalize().scale());
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(*part >= Decimal::ZERO && part.scale() <= finest);
                prop_assert!(!weight.is_zero() || all_zero || part.is_zero());
            }
            for (i, weight) in weights.iter().enumerate() {
                for (j, other) in weights.iter().enumerate() {
                    if weight > other || (weight == other && i < j) {
                        prop_assert!(parts[i] >= parts[j]);
                    }
                }
            }
            prop_assert_eq!(apportion(total, &weights, scale).unwrap(), parts);
        }

        /// No part is further from its exact share than one unit of the last decimal.
        #[test]
        fn parts_are_near_their_shares(
            total in amount(), weights in vec(1_i64..1000, 1..20), scale in 0_u32..4,
        ) {
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            let parts = apportion(total, &weights, scale).unwrap();
            let unit = Decimal::new(1, scale.max(total.normalize().scale()));
            let all: Decimal = weights.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((part - total * weight / all).abs() < unit);
            }
        }

        #[test]
        fn a_negative_total_is_its_amount_negated(
            total in amount(), weights in vec(amount(), 1..10),
        ) {
            let negated: Vec<Decimal> =
                apportion(total, &weights, 2).unwrap().iter().map(|part| -part).collect();
            prop_assert_eq!(apportion(-total, &weights, 2).unwrap(), negated);
        }
    }
}
