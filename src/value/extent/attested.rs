//! The date that shows last that a link held.

use super::is_sure;
use crate::value::PartialDate;

/// The dates of a link that can show it to hold.
#[derive(Clone, Copy, Debug)]
pub struct Attesting<A, P> {
    /// True if the link is or was in effect: the dates of one that was only agreed on, planned or
    /// discussed are plans.
    pub is_actual: bool,
    /// The day of an act.
    pub at: Option<PartialDate>,
    /// The start of a state.
    pub since: Option<PartialDate>,
    /// The end of a state.
    pub until: Option<PartialDate>,
    /// The days on which a source shows the state to hold.
    pub attested: A,
    /// The publication of each source; `None` if nobody knows it.
    pub published: P,
}

impl<A, P> Attesting<A, P>
where
    A: IntoIterator<Item = PartialDate>,
    P: IntoIterator<Item = Option<PartialDate>>,
{
    /// The latest date without a mark that shows the link to hold: an attested day, its own dates if
    /// it is in effect, and as long as it has not ended, the publication of its newest source. An
    /// act is shown by its own day alone. An end that was still to come when the newest source was
    /// published shows nothing and ends nothing.
    pub fn last(self) -> Option<PartialDate> {
        let (mut newest, mut last_day, mut are_known) = (None, None, true);
        for published in self.published {
            are_known &= published.is_some();
            last_day = last_day.max(published.map(PartialDate::latest));
            newest = newest.max(published.filter(|date| is_sure(*date)));
        }
        let is_to_come = |until: PartialDate| {
            are_known && last_day.is_some_and(|last_day| until.earliest() > last_day)
        };
        let of_act = |date: &PartialDate| self.is_actual && is_sure(*date);
        let [at, since] = [self.at, self.since].map(|date| date.filter(of_act));
        let until = self.until.filter(|until| self.is_actual && !is_to_come(*until));
        let is_over = until.is_some() || (self.is_actual && self.at.is_some());
        let attested = self.attested.into_iter().filter(|date| is_sure(*date)).max();
        let published = newest.filter(|_| !is_over);
        [at, since, until.filter(|it| is_sure(*it)), attested, published]
            .into_iter()
            .flatten()
            .max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last date of a link with `at`, `since`, `until`, an attested day and publications.
    fn last(is_actual: bool, dates: [&str; 4], published: &[&str]) -> String {
        let date = |text: &str| text.parse().ok();
        let [at, since, until, attested] = dates.map(date);
        let published = published.iter().map(|text| date(text));
        let attesting = Attesting { is_actual, at, since, until, attested, published };
        attesting.last().map_or_else(String::new, |it| it.to_string())
    }

    #[test]
    fn a_link_in_effect_is_shown_by_its_dates_and_until_it_ends_by_its_sources() {
        for (dates, published, expected) in [
            (["", "2010", "", ""], &[][..], "2010"),
            (["", "2010", "", "2011-02-03"], &[], "2011-02-03"),
            (["", "2010", "", ""], &["2012", "2016-02-29"], "2016-02-29"),
            (["", "2010", "", ""], &["2016?", ""], "2010"),
            (["", "2010", "2013", ""], &["2016"], "2013"),
            (["", "2010", "?", "2012"], &["2016"], "2012"),
            (["2011-04-05", "", "", ""], &["2016"], "2011-04-05"),
            (["2011?", "", "", ""], &["2016"], ""),
            (["", "", "", ""], &[], ""),
        ] {
            assert_eq!(last(true, dates, published), expected, "{dates:?} {published:?}");
        }
    }

    #[test]
    fn an_end_that_is_still_to_come_shows_nothing() {
        for (until, published, expected) in [
            ("2029", &["2024-04-24", "2025-01-02"][..], "2025-01-02"),
            ("2029?", &["2025"], "2025"),
            ("2029", &["2024-04?", "2024-04-25"], "2024-04-25"),
            ("2029", &["2025?"], "2024"),
            // It can be over by then.
            ("2025", &["2025-01-02"], "2025"),
            // Nobody knows when the newest source was written.
            ("2029", &["2025", ""], "2029"),
            ("2029", &[], "2029"),
        ] {
            assert_eq!(last(true, ["", "2024", until, ""], published), expected, "{until}");
        }
    }

    #[test]
    fn dates_of_what_is_not_in_effect_are_plans() {
        assert_eq!(last(false, ["", "2027", "2029", ""], &["2024", "2025-06"]), "2025-06");
        assert_eq!(last(false, ["2027-01-01", "", "", ""], &["2024"]), "2024");
        assert_eq!(last(false, ["", "2027", "", "2025-10-24"], &[]), "2025-10-24");
        assert_eq!(last(false, ["", "2016", "", ""], &[]), "");
    }
}
