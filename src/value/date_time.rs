//! Instants: a day and a time of day with an offset from UTC, as RFC 3339 has them.
//!
//! Specification of the scalar: <https://scalars.graphql.org/andimarek/date-time.html>.

use super::date::{DAYS_TO_1970, calendar_day};
use rust_time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};
use std::{cmp::Ordering, fmt, ops::Range, str::FromStr};

/// An instant, to the microsecond, and the offset with which it is written.
///
/// Instants compare by when they are: `2024-05-01T12:00:00+06:00` equals `2024-05-01T06:00:00Z`.
#[derive(Clone, Copy, Debug)]
pub struct DateTime {
    microseconds: i64,
    /// Minutes that local time is ahead of UTC.
    offset: i16,
}

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// The year and the month, from 1 to 12, of an instant in UTC, by its
/// [microseconds](DateTime::microseconds). The year before 1 is 0, and the one before that is -1.
pub fn year_and_month_in_utc(microseconds: i64) -> (i32, u8) {
    // No 64 bits of microseconds are more days than 32 bits can count.
    let day = microseconds.div_euclid(MICROS_PER_DAY) as i32;
    let (year, month, _) = calendar_day(day + DAYS_TO_1970);
    (year, month)
}

impl DateTime {
    /// Microseconds since the beginning of 1970 in UTC; less than 0 before it.
    pub fn microseconds(self) -> i64 {
        self.microseconds
    }

    fn text(self) -> Option<String> {
        let nanoseconds = i128::from(self.microseconds) * 1_000;
        let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
        let offset = UtcOffset::from_whole_seconds(i32::from(self.offset) * 60).ok()?;
        moment.checked_to_offset(offset)?.format(&Rfc3339).ok()
    }
}

impl FromStr for DateTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || {
            format!(
                "\"{text}\" is not a date with a time; write it as 2024-05-01T12:30:00+06:00, or \
                 with Z at its end for UTC"
            )
        };
        if is_leap_second(text) {
            return Err(format!(
                "\"{text}\" is a leap second, which instants here do not have; write its second as 59"
            ));
        }
        let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| fault())?;
        if is_finer_than_microseconds(text) {
            return Err(format!(
                "\"{text}\" is finer than a microsecond; write six digits of a second at most"
            ));
        }
        let microseconds =
            moment.unix_timestamp() * MICROS_PER_SECOND + i64::from(moment.microsecond());
        let instant = Self { microseconds, offset: moment.offset().whole_minutes() };
        let in_range = instant.text().is_some();
        in_range.then_some(instant).ok_or_else(|| format!("\"{text}\" is beyond the year 9999"))
    }
}

/// Returns whether a text has the second 60, and would be an instant with the second 59. The
/// parser takes that for the last nanosecond before the next minute.
fn is_leap_second(text: &str) -> bool {
    const SECOND: Range<usize> = 17..19;
    text.get(SECOND) == Some("60") && {
        let mut before = text.to_owned();
        before.replace_range(SECOND, "59");
        OffsetDateTime::parse(&before, &Rfc3339).is_ok()
    }
}

/// The digits behind the point of a second that is written to the microsecond.
const DIGITS_OF_A_MICROSECOND: usize = 6;

/// Returns whether the seconds of an instant have more digits behind the point than are kept. The
/// parser reads nine, and passes over further ones.
fn is_finer_than_microseconds(text: &str) -> bool {
    let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
    let end = fraction.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(fraction.len());
    // Zeros at the end of a fraction say nothing.
    fraction[..end].trim_end_matches('0').len() > DIGITS_OF_A_MICROSECOND
}

impl fmt::Display for DateTime {
    /// As it was written, without zeros at the end of a fraction, `T` and `Z` in capitals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every value was checked when it was read.
        f.write_str(&self.text().unwrap_or_default())
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.microseconds == other.microseconds
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.microseconds.cmp(&other.microseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    #[test]
    fn instants_are_written_as_they_were_read() {
        for text in [
            "2024-05-01T12:30:00+06:00",
            "2024-05-01T06:30:00Z",
            "1969-12-31T23:59:59.999999-03:30",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            // The year before the first one, and the offsets that are furthest from UTC.
            "0000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T00:00:00-23:59",
        ] {
            assert_eq!(read(text).to_string(), text);
        }
        for (text, written) in [
            ("2024-05-01t12:30:00.500z", "2024-05-01T12:30:00.5Z"),
            ("2024-05-01T12:30:00.1230000000000Z", "2024-05-01T12:30:00.123Z"),
            ("2024-05-01T12:30:00-00:00", "2024-05-01T12:30:00Z"),
        ] {
            assert_eq!(read(text).to_string(), written);
        }
    }

    #[test]
    fn instants_compare_by_when_they_are() {
        assert_eq!(read("2024-05-01T12:00:00+06:00"), read("2024-05-01T06:00:00Z"));
        assert!(read("2024-05-01T00:00:00+06:00") < read("2024-04-30T23:00:00+04:00"));
        assert_eq!(read("1970-01-01T00:00:00.000001Z").microseconds(), 1);
    }

    #[test]
    fn an_instant_has_the_year_and_month_of_utc() {
        for (text, expected) in [
            ("2024-12-31T23:59:59.999999Z", (2024, 12)),
            ("2025-01-01T00:00:00Z", (2025, 1)),
            ("2024-12-31T23:00:00-06:00", (2025, 1)),
            ("2025-01-01T05:59:00+06:00", (2024, 12)),
            ("2024-03-01T00:30:00+01:00", (2024, 2)),
            ("1969-12-31T23:59:59.999999Z", (1969, 12)),
            ("0001-01-01T00:00:00+00:01", (0, 12)),
            ("0000-01-01T00:00:00+23:59", (-1, 12)),
            ("9999-12-31T23:59:59Z", (9999, 12)),
        ] {
            assert_eq!(year_and_month_in_utc(read(text).microseconds()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "2024-05-01",
            "2024-05-01T12:30",
            "2024-02-30T00:00:00Z",
            "2024-05-01T00:00:00+24:00",
            "2024-02-30T00:00:60Z",
            "",
            "12:30:00Z",
        ] {
            let error = text.parse::<DateTime>().unwrap_err();
            assert!(error.starts_with(&format!("\"{text}\" is not a date with a time")), "{error}");
        }
        for fraction in ["1234567", "0000000001"] {
            let text = format!("2024-05-01T00:00:00.{fraction}Z");
            let error = text.parse::<DateTime>().unwrap_err();
            let expected = format!(
                "\"{text}\" is finer than a microsecond; write six digits of a second at most"
            );
            assert_eq!(error, expected);
        }
        for text in ["2016-12-31T23:59:60Z", "2016-12-31T23:59:60.5Z", "2024-05-01T12:30:60+06:00"]
        {
            let error = text.parse::<DateTime>().unwrap_err();
            assert_eq!(
                error,
                format!(
                    "\"{text}\" is a leap second, which instants here do not have; write its second \
                     as 59"
                )
            );
        }
        let error = "9999-12-31T23:59:59-12:00".parse::<DateTime>().unwrap_err();
        assert_eq!(error, "\"9999-12-31T23:59:59-12:00\" is beyond the year 9999");
    }
}
