//! Chooses the text in the language that a request prefers: [RFC 4647, section
//! 3.4](https://www.rfc-editor.org/rfc/rfc4647#section-3.4) (lookup).

use crate::{
    exec::store::Store,
    graph::NodeId,
    json::fragment::{Arena, Fragment},
};

/// The name in the first language that has one, else the primary one.
pub(super) fn name_in(store: &impl Store, node: NodeId, languages: &[String]) -> Fragment {
    use crate::graph::NameKind::{Alias, Former, Native, Primary, Short};
    let rank = |kind| [Primary, Native, Alias, Short, Former].iter().position(|it| *it == kind);
    let names = store.names(node);
    looked_up(languages)
        .find_map(|wanted| {
            let in_language = names.iter().filter(|name| speaks(store.arena(), name.lang, wanted));
            in_language.min_by_key(|name| rank(name.kind))
        })
        .or_else(|| names.first())
        .map_or(Fragment::NULL, |name| name.value)
}

/// The summary in the first language that has one, else the first.
pub(super) fn summary_in(store: &impl Store, node: NodeId, languages: &[String]) -> Fragment {
    let summaries = store.summaries(node);
    let wanted = looked_up(languages)
        .find_map(|wanted| summaries.iter().find(|it| speaks(store.arena(), it.lang, wanted)));
    wanted.or_else(|| summaries.first()).map_or(Fragment::NULL, |summary| summary.text)
}

/// The languages in their order, each followed by the shorter tags that it falls back to: who
/// reads `ru-RU` reads `ru`. The last part goes first, and with it a single letter before it,
/// which says only what the part was: <https://www.rfc-editor.org/rfc/rfc4647#section-3.4>
fn looked_up(languages: &[String]) -> impl Iterator<Item = &str> {
    languages.iter().flat_map(|tag| std::iter::successors(Some(&**tag), |tag| shorter(tag)))
}

fn shorter(tag: &str) -> Option<&str> {
    let (rest, _) = tag.rsplit_once('-')?;
    match rest.rsplit_once('-') {
        Some((before, single)) if single.len() == 1 => Some(before),
        _ => Some(rest),
    }
}

/// Returns whether a language tag is the wanted one, or a narrower one of it: `en-GB` speaks `en`.
fn speaks(arena: &Arena, lang: Fragment, wanted: &str) -> bool {
    if lang.is_null() {
        return false;
    }
    let lang = arena.text(lang);
    let (lang, wanted) = (lang.as_bytes(), wanted.as_bytes());
    lang.len() >= wanted.len()
        && lang[..wanted.len()].eq_ignore_ascii_case(wanted)
        && lang.get(wanted.len()).is_none_or(|&next| next == b'-')
}

#[cfg(test)]
mod tests {
    use super::looked_up;

    #[test]
    fn a_tag_falls_back_to_shorter_ones_before_the_next() {
        let all = |tags: &[&str]| {
            let tags: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
            looked_up(&tags).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(all(&["ru-RU", "az"]), ["ru-RU", "ru", "az"]);
        assert_eq!(all(&["zh-Hant-TW"]), ["zh-Hant-TW", "zh-Hant", "zh"]);
        assert_eq!(all(&["zh-Hant-x-private"]), ["zh-Hant-x-private", "zh-Hant", "zh"]);
        assert_eq!(all(&["", "-"]), ["", "-", ""]);
    }
}
