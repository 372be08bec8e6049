//! Periods of the calendar, as [ISO 8601] writes durations: `P2Y`, `P18M`, `P6W`, `P90D`.
//!
//! [ISO 8601]: https://www.w3.org/TR/xmlschema-2/#duration

use super::{date::PartialDate, interval::Day};
use std::{fmt, str::FromStr};

/// A period of whole years, months and days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    months: u32,
    days: u32,
}

/// The longest period: longer than any date that can be written.
const MOST_MONTHS: u32 = 12 * 9_999;
const MOST_DAYS: u32 = 366 * 9_999;

impl Period {
    /// The day on which a period that begins on a day is over: `P1M` after 31 January is the last
    /// day of February. [`Day::MAX`] if it is never over.
    pub fn after(self, day: Day) -> Day {
        let end = PartialDate::from_day(day).and_then(|date| date.plus_months(self.months));
        end.map_or(Day::MAX, |date| date.earliest().saturating_add(self.days as Day))
    }
}

impl FromStr for Period {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut rest = text.strip_prefix('P').filter(|rest| !rest.is_empty()).ok_or(())?;
        let mut units = [('Y', 12, 0), ('M', 1, 0), ('W', 0, 7), ('D', 0, 1)].iter();
        let mut period = Self { months: 0, days: 0 };
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or(())?;
            let (number, behind) = rest.split_at(end);
            let number: u32 = number.parse().map_err(|_| ())?;
            let unit = behind.chars().next().ok_or(())?;
            // Each unit once, from the largest to the smallest.
            let &(_, months, days) = units.find(|(letter, ..)| *letter == unit).ok_or(())?;
            let add = |sum: u32, factor: u32| number.checked_mul(factor)?.checked_add(sum);
            period.months = add(period.months, months).ok_or(())?;
            period.days = add(period.days, days).ok_or(())?;
            rest = &behind[1..];
        }
        let fits = period.months <= MOST_MONTHS && period.days <= MOST_DAYS;
        if fits { Ok(period) } else { Err(()) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (years, months) = (self.months / 12, self.months % 12);
        f.write_str("P")?;
        for (number, unit) in [(years, 'Y'), (months, 'M'), (self.days, 'D')] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
            }
        }
        if *self == (Self { months: 0, days: 0 }) { f.write_str("0D") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(period: &str, day: &str) -> String {
        let day = PartialDate::parse_full(day).unwrap().earliest();
        let end = period.parse::<Period>().unwrap().after(day);
        PartialDate::from_day(end).map_or_else(|| "never".to_owned(), |date| date.to_string())
    }

    #[test]
    fn a_period_ends_on_a_day_of_the_calendar() {
        for (period, day, end) in [
            ("P2Y", "2020-06-15", "2022-06-15"),
            ("P1Y", "2020-02-29", "2021-02-28"),
            ("P1M", "2021-01-31", "2021-02-28"),
            ("P18M", "2020-08-01", "2022-02-01"),
            ("P1Y6M", "2020-08-01", "2022-02-01"),
            ("P6W", "2020-12-31", "2021-02-11"),
            ("P1M1D", "2020-12-31", "2021-02-01"),
            ("P0D", "2020-12-31", "2020-12-31"),
            ("P9000Y", "2020-12-31", "never"),
        ] {
            assert_eq!(after(period, day), end, "{period} after {day}");
        }
    }

    #[test]
    fn a_period_is_written_in_one_way() {
        for (text, shown) in [
            ("P2Y", "P2Y"),
            ("P24M", "P2Y"),
            ("P1W", "P7D"),
            ("P0Y", "P0D"),
            ("P1Y2M3D", "P1Y2M3D"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), shown);
        }
        for wrong in [
            "", "P", "2Y", "P2", "PY", "P2Y2Y", "P2M1Y", "P1.5Y", "P-1Y", "PT1H", "P99999Y", "P2y",
            "P1Y ",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }
}
