//! Names, summaries and ids in other data sets: what every entity may have.

use super::{Checker, time::Dated};
use crate::{
    diagnostics::{Code, Diagnostic, Span},
    graph::{NameKind, NameRecord},
    seed::tree::{Shape, View},
};

/// The names of an entity as they are read.
#[derive(Default)]
pub(super) struct Names {
    list: Vec<NameRecord>,
    /// The places of primary names, valid or not.
    primary: Vec<Span>,
}

const NAME_FIELDS: [&str; 6] = ["value", "lang", "kind", "script", "since", "until"];

impl Names {
    /// The names, the primary one first. Without a template that makes one there must be one.
    pub(super) fn finish(
        mut self,
        checker: &mut Checker<'_>,
        owner: &str,
        place: Span,
        has_template: bool,
    ) -> Vec<NameRecord> {
        match self.primary.as_slice() {
            [] if has_template => {}
            [] => {
                let message = format!("{owner} has no name");
                checker.problems.push(
                    Diagnostic::new(Code::PrimaryName, place, message)
                        .help("write one under \"name\""),
                );
            }
            [_] => {}
            [first, rest @ ..] => {
                for &second in rest {
                    checker.problems.push(
                        Diagnostic::new(Code::PrimaryName, second, "a second primary name")
                            .label(*first, "the first of them")
                            .help("give it another kind: SHORT, ALIAS, FORMER or NATIVE"),
                    );
                }
            }
        }
        self.list.sort_by_key(|name| name.kind != NameKind::Primary);
        self.list
    }
}

/// A name that is a text alone.
fn name_of(value: &str, kind: NameKind) -> NameRecord {
    NameRecord { value: value.to_owned(), lang: None, script: None, kind, since: None, until: None }
}

impl<'a> Checker<'a> {
    /// `name`: the primary one.
    pub(super) fn primary_name(&mut self, view: View<'a>, names: &mut Names) {
        names.primary.push(view.span());
        names.list.extend(self.name(view, NameKind::Primary, &["kind"]));
    }

    /// `names`: a text is an alias.
    pub(super) fn other_names(&mut self, view: View<'a>, names: &mut Names) {
        for item in self.items(view) {
            if let Some(name) = self.name(item, NameKind::Alias, &[]) {
                if name.kind == NameKind::Primary {
                    names.primary.push(item.span());
                }
                names.list.push(name);
            }
        }
    }

    /// A name of a kind; one that is a map may say another unless that is `refused`.
    fn name(&mut self, view: View<'a>, kind: NameKind, refused: &[&str]) -> Option<NameRecord> {
        if view.shape() != Shape::Map {
            return self.visible_text(view).map(|value| name_of(value, kind));
        }
        let (mut name, mut value, mut given) = (name_of("", kind), None, false);
        let (mut since, mut until) = (None, None);
        for entry in self.fields(view, "a name", &NAME_FIELDS) {
            let view = entry.value;
            match entry.name {
                "value" => {
                    given = true;
                    value = self.visible_text(view);
                }
                "lang" => name.lang = self.language(view),
                "script" => name.script = self.script(view),
                "since" => {
                    since = self
                        .known_date(view, "leave an unknown start out")
                        .map(|date| Dated::new(date, view))
                }
                "until" => until = self.date(view).map(|date| Dated::new(date, view)),
                "kind" if refused.is_empty() => {
                    let found = self.one_of(view, NameKind::ALL, NameKind::as_str);
                    name.kind = found.unwrap_or(kind);
                }
                _ => {
                    let known = NAME_FIELDS.into_iter().filter(|field| !refused.contains(field));
                    self.unknown_field(&entry, "a name", known);
                }
            }
        }
        if !given {
            self.problems.add(Code::MissingValue, view.span(), "the name has no \"value\"");
        }
        self.script_fits(value, &name, view);
        self.in_order(since, until);
        let (since, until) = (since.map(|since| since.date), until.map(|until| until.date));
        value.map(|value| NameRecord { value: value.to_owned(), since, until, ..name })
    }

    /// `summary`: a text, or texts by language.
    pub(super) fn summary(&mut self, view: View<'a>) -> Vec<(String, String)> {
        if view.shape() != Shape::Map {
            let text = self.visible_text(view).map(str::to_owned);
            return text.map(|text| (String::new(), text)).into_iter().collect();
        }
        let mut summaries = Vec::new();
        for entry in self.entries(view) {
            let language = self.language(entry.key);
            if entry.value.is_absent() {
                continue;
            }
            let text = self.visible_text(entry.value).map(str::to_owned);
            summaries.extend(language.zip(text));
        }
        summaries
    }

    /// `externalIds`: an id or a list of ids by scheme.
    pub(super) fn external_ids(&mut self, view: View<'a>) -> Vec<(String, String)> {
        let mut ids = Vec::new();
        for entry in self.entries(view) {
            let Some(scheme) = self.visible_text(entry.key) else { continue };
            for item in self.items(entry.value) {
                if let Some(id) = self.visible_text(item) {
                    ids.push((scheme.to_owned(), id.to_owned()));
                }
            }
        }
        ids
    }
}
