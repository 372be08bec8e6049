//! Partial dates: the usable part of the [Extended Date/Time
//! Format](https://www.loc.gov/standards/datetime/) (EDTF, ISO 8601-2).
//!
//! `2019`, `2019-05`, `2019-05-03`, each with an optional `?` (uncertain) or `~` (about).
//! A date stands for the interval of days that it can mean; the interval is what is
//! compared, the text is what is shown. `?` alone is a day that nobody knows.

use super::interval::{Day, Interval};
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// The precision of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Nothing: `?`.
    Unknown,
    /// The year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// The mark of a date that its source is not sure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// No mark.
    Exact,
    /// No mark, and a source denies it: no more certain than a date with a mark.
    Disputed,
    /// `?`: the source is not sure.
    Uncertain,
    /// `~`: about that time.
    Approximate,
}

/// A date of which the day, or the month and the day, may be unknown.
///
/// Ordered by earliest day, then latest day, then mark: a total order in which equal means
/// written alike. A date that is disputed is written like one that is not.
#[derive(Clone, Copy)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
    qualifier: Qualifier,
}

impl PartialDate {
    /// A day that nobody knows, written `?`: the end of something that has ended.
    pub const UNKNOWN: Self = Self { year: 0, month: 0, day: 0, qualifier: Qualifier::Uncertain };

    /// A full date; `None` where the calendar has no such day.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Self { year, month, day, qualifier: Qualifier::Exact })
    }

    /// The full date of a day; `None` outside of the years 1 to 9999.
    pub fn from_day(day: Day) -> Option<Self> {
        let (year, month, day) = calendar_day(day.checked_add(DAYS_TO_1970)?);
        Self::from_ymd(u16::try_from(year).ok()?, month, day)
    }

    /// Reads a full date: a day of the calendar without a mark.
    ///
    /// # Errors
    /// The fault of the text, in words.
    pub fn parse_full(text: &str) -> Result<Self, String> {
        let date: Self = text.parse()?;
        if date.is_full() {
            return Ok(date);
        }
        Err(format!("\"{text}\" is not a full date; write it as 2019-05-03"))
    }

    /// Returns whether it is a day of the calendar without a mark.
    pub fn is_full(self) -> bool {
        self.precision() == Precision::Day && self.mark() == Qualifier::Exact
    }

    /// Returns the date as one that a source denies. A date with a mark stays as it is.
    pub fn disputed(self) -> Self {
        match self.qualifier {
            Qualifier::Exact => Self { qualifier: Qualifier::Disputed, ..self },
            Qualifier::Disputed | Qualifier::Uncertain | Qualifier::Approximate => self,
        }
    }

    /// The mark as it is written: a dispute is not.
    fn mark(self) -> Qualifier {
        match self.qualifier {
            Qualifier::Disputed => Qualifier::Exact,
            mark => mark,
        }
    }

    /// Returns the precision.
    pub fn precision(self) -> Precision {
        match (self.year, self.month, self.day) {
            (0, ..) => Precision::Unknown,
            (_, 0, _) => Precision::Year,
            (_, _, 0) => Precision::Month,
            _ => Precision::Day,
        }
    }

    /// The year; `None` where nothing is known.
    pub fn year(self) -> Option<u16> {
        (self.year > 0).then_some(self.year)
    }

    /// The year and the month, from 1 to 12; `None` where only the year is known, or nothing.
    pub fn year_and_month(self) -> Option<(u16, u8)> {
        self.year().filter(|_| self.month > 0).map(|year| (year, self.month))
    }

    /// Returns the mark, or that the date is disputed.
    pub fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// The first day that it can mean; [`Day::MIN`] where nothing is known.
    pub fn earliest(self) -> Day {
        if self.year == 0 {
            return Day::MIN;
        }
        day_number(self.year, self.month.max(1), self.day.max(1))
    }

    /// The last day that it can mean; [`Day::MAX`] where nothing is known.
    pub fn latest(self) -> Day {
        if self.year == 0 {
            return Day::MAX;
        }
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 { days_in_month(self.year, month) } else { self.day };
        day_number(self.year, month, day)
    }

    /// The full date some months later: in a shorter month, its last day; `None` if no date can be
    /// written for it.
    pub(super) fn plus_months(self, months: u32) -> Option<Self> {
        let month = u32::from(self.month.max(1)) - 1 + months;
        let year = u16::try_from(u32::from(self.year) + month / 12).ok()?;
        let month = (month % 12) as u8 + 1;
        Self::from_ymd(year, month, self.day.max(1).min(days_in_month(year, month)))
    }

    /// Returns whether the date can mean one of these days.
    pub fn can_be_in(self, days: Interval) -> bool {
        Interval { start: self.earliest(), end: self.latest() }.meets(days)
    }

    /// Returns whether both dates can mean the same day: `1970` can be `1970-05-03`.
    pub fn can_be(self, other: Self) -> bool {
        self.can_be_in(Interval { start: other.earliest(), end: other.latest() })
    }

    /// Returns whether the date is certainly one of these days. No date with a mark is, and `?` is
    /// not.
    pub fn must_be_in(self, days: Interval) -> bool {
        self.qualifier == Qualifier::Exact
            && self.earliest() >= days.start
            && self.latest() <= days.end
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.earliest(), date.latest(), date.mark());
        key(self).cmp(&key(other))
    }
}

impl PartialEq for PartialDate {
    fn eq(&self, other: &Self) -> bool {
        let written = |it: &Self| (it.year, it.month, it.day, it.mark());
        written(self) == written(other)
    }
}

impl Eq for PartialDate {}

impl Hash for PartialDate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.year, self.month, self.day, self.mark()).hash(state);
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Files have several dates a link, and formatting numbers takes longer than these digits.
        let mut text = *b"0000-00-00 ";
        let end = match self.precision() {
            Precision::Unknown => return f.write_str("?"),
            Precision::Year => 4,
            Precision::Month => 7,
            Precision::Day => 10,
        };
        let (month, day) = (u16::from(self.month), u16::from(self.day));
        let parts = [self.year / 100, self.year % 100, month, day];
        for (at, part) in [0, 2, 5, 8].into_iter().zip(parts) {
            text[at] = b'0' + (part / 10) as u8;
            text[at + 1] = b'0' + (part % 10) as u8;
        }
        let mark = match self.qualifier {
            Qualifier::Exact | Qualifier::Disputed => None,
            Qualifier::Uncertain => Some(b'?'),
            Qualifier::Approximate => Some(b'~'),
        };
        text[end] = mark.unwrap_or(text[end]);
        let end = end + usize::from(mark.is_some());
        f.write_str(str::from_utf8(&text[..end]).unwrap_or_default())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PartialDate {
    type Err = String;

    /// The error says what is wrong, for use behind the place in a diagnostic.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "?" {
            return Ok(Self::UNKNOWN);
        }
        let (digits, qualifier) = match text.as_bytes().last() {
            Some(b'?') => (&text[..text.len() - 1], Qualifier::Uncertain),
            Some(b'~') => (&text[..text.len() - 1], Qualifier::Approximate),
            _ => (text, Qualifier::Exact),
        };
        let shape = || {
            format!(
                "\"{text}\" is not a date; write 2019, 2019-05 or 2019-05-03, then ? or ~ if unsure"
            )
        };
        let mut parts = digits.split('-');
        let mut part = |width: usize| -> Result<Option<u16>, String> {
            match parts.next() {
                None => Ok(None),
                Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => {
                    Ok(p.parse().ok())
                }
                Some(_) => Err(shape()),
            }
        };
        let (year, month, day) = (part(4)?.ok_or_else(shape)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(shape());
        }
        let date = Self::from_ymd(year, month.map_or(1, |m| m as u8), day.map_or(1, |d| d as u8))
            .ok_or_else(|| format!("the calendar has no \"{text}\""))?;
        Ok(Self {
            month: if month.is_some() { date.month } else { 0 },
            day: if day.is_some() { date.day } else { 0 },
            qualifier,
            ..date
        })
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
///
/// Counts from 1 March, so that the leap day comes last, in eras of 400 years (146,097 days).
fn day_number(year: u16, month: u8, day: u8) -> Day {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - DAYS_TO_1970
}

/// The days from 1 March of the year 0 to the beginning of 1970.
pub(super) const DAYS_TO_1970: Day = 719_468;

/// The year, the month and the day of the month of a day that is counted from 1 March of the
/// year 0.
pub(super) fn calendar_day(day: Day) -> (i32, u8, u8) {
    // A day's number in its year counts from 1 March, as in `day_number`.
    let (era, day_of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let leaps = day_of_era / 1_460 - day_of_era / 36_524 + day_of_era / 146_096;
    let year_of_era = (day_of_era - leaps) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i32::from(month <= 2), month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn is_printed_as_written() {
        for text in ["2019", "2019-05", "2019-05-03", "2019?", "2019-05~", "0800-02-29?", "?"] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn a_disputed_date_is_written_as_it_was_and_never_certain() {
        let days = Interval { start: Day::MIN, end: Day::MAX };
        for text in ["2019", "2019-05-03", "2019?", "2019-05~"] {
            let disputed = date(text).disputed();
            assert_eq!(disputed.to_string(), text);
            assert_eq!(disputed, date(text));
            assert_eq!(disputed.cmp(&date(text)), Ordering::Equal);
            assert!(disputed.can_be_in(days) && !disputed.must_be_in(days), "{text}");
        }
        assert!(date("2019-05-03").disputed().is_full());
        assert!(date("2019").disputed() < date("2019?"));
    }

    #[test]
    fn compiles_to_the_days_it_can_mean() {
        let days = |text| (date(text).earliest(), date(text).latest());
        assert_eq!(days("1970-01-01"), (0, 0));
        assert_eq!(days("1970"), (0, 364));
        assert_eq!(days("2000-02"), (10_988, 11_016));
        assert_eq!(days("2025-12-08"), (20_430, 20_430));
        assert_eq!(days("1900-02"), (-25_536, -25_509));
        assert_eq!(days("?"), (Day::MIN, Day::MAX));
    }

    #[test]
    fn can_be_another_where_both_can_mean_one_day() {
        for (a, b, expected) in [
            ("1970", "1970-05-03", true),
            ("1970-05~", "1970-05-31", true),
            ("1970-05", "1970-06", false),
            ("?", "2019", true),
        ] {
            assert_eq!(date(a).can_be(date(b)), expected, "{a} {b}");
            assert_eq!(date(b).can_be(date(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_date() {
        for text in
            ["", "19", "2019-5", "2019-05-03-01", "2019/05", "2019-05-03T00:00", "-2019", "x?"]
        {
            let error = text.parse::<PartialDate>().unwrap_err();
            assert!(error.contains("is not a date"), "{text}: {error}");
        }
        for text in ["2019-13", "2019-00", "2019-02-29", "0000", "2019-04-31"] {
            let error = text.parse::<PartialDate>().unwrap_err();
            assert!(error.starts_with("the calendar has no"), "{text}: {error}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut expected = date("0001-01-01").earliest();
        for year in 1..=2400 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(day_number(year, month, day), expected);
                    let date = PartialDate::from_ymd(year, month, day);
                    assert_eq!(PartialDate::from_day(expected), date);
                    expected += 1;
                }
            }
        }
    }

    #[test]
    fn days_outside_of_the_calendar_have_no_date() {
        let (first, last) = (date("0001-01-01").earliest(), date("9999-12-31").earliest());
        assert_eq!(PartialDate::from_day(last), Some(date("9999-12-31")));
        for day in [Day::MIN, Day::MIN + 1, first - 1, last + 1, Day::MAX - 1, Day::MAX] {
            assert_eq!(PartialDate::from_day(day), None, "{day}");
        }
    }
}
