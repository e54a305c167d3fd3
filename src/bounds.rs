//! Documented bounds of parameters.

/// A number of a call, or none.
pub(crate) trait Bounded {
    fn number(&self) -> Option<i128>;
}

macro_rules! bounded {
    ($($number:ty)*) => {
        $(impl Bounded for $number {
            fn number(&self) -> Option<i128> {
                Some((*self).into())
            }
        })*
    };
}

bounded!(u8 u16 u32 u64 i8 i16 i32 i64);

impl<T: Bounded> Bounded for Option<T> {
    fn number(&self) -> Option<i128> {
        self.as_ref().and_then(T::number)
    }
}

/// The value, or why the parameter `name` cannot have it.
pub(crate) fn within<T: Bounded>(
    name: &str,
    value: T,
    minimum: i64,
    maximum: i64,
) -> Result<T, String> {
    match value.number() {
        Some(number) if number < minimum.into() || number > maximum.into() => Err(format!(
            "{name}: {number} is not between {minimum} and {maximum}"
        )),
        _ => Ok(value),
    }
}
