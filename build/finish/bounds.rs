//! The bounds of a parameter, as far as its setter holds them.

use serde_json::Value;

/// The least and the greatest integer that is legal, where there are such.
pub(crate) fn of(schema: &Value) -> Option<(i64, i64)> {
    if schema["type"] != "integer" {
        return None;
    }
    let minimum = bound(schema, "minimum", "exclusiveMinimum", f64::ceil, 1);
    let maximum = bound(schema, "maximum", "exclusiveMaximum", f64::floor, -1);
    minimum
        .or(maximum)
        .map(|_| (minimum.unwrap_or(i64::MIN), maximum.unwrap_or(i64::MAX)))
}

/// A bound as the last integer within it; written as `1e3` it is one all the same.
fn bound(
    schema: &Value,
    name: &str,
    exclusive: &str,
    inwards: fn(f64) -> f64,
    step: i64,
) -> Option<i64> {
    let given = schema.get(name)?;
    let number = given.as_f64()?;
    let last = given.as_i64().unwrap_or(inwards(number) as i64);
    let is_out = schema[exclusive] == true && number.fract() == 0.0;
    Some(if is_out {
        last.saturating_add(step)
    } else {
        last
    })
}
