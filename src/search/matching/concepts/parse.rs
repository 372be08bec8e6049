//! Reads the vocabulary. It is part of the program, so a fault in it is a fault of ours, which
//! the test below finds; reading leaves out what it cannot understand.

use super::{Class, Concept, Stem, Vocabulary};
use crate::names::{fold, words};

/// The languages of the vocabulary, by their tags.
pub(super) const LANGUAGES: [&str; 10] =
    ["en", "ru", "az", "tr", "ky", "kk", "uz", "de", "fr", "pl"];

/// The place of Russian among them.
const RUSSIAN: u8 = 1;

/// Stems of so few letters are words of many languages.
const SHORT: usize = 3;

/// The vocabulary of a text; see the head of `concepts.txt`.
pub(super) fn vocabulary(text: &str) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    let mut known: Vec<(String, u16)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut section = "";
    let mut legal_forms = 0;
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('[') {
            section = line;
            continue;
        }
        if section == "[compound]" {
            vocabulary.compound(line, &names);
            continue;
        }
        let class = match section {
            "[country]" => Class::Country,
            "[place]" => Class::Place,
            "[generic]" => Class::Generic,
            "[head]" => Class::Head,
            "[legal]" => {
                legal_forms += 1;
                Class::LegalForm(legal_forms - 1)
            }
            _ => Class::Topic,
        };
        let concept = vocabulary.concepts.len() as u16;
        names.push(line.split(';').next().unwrap_or_default());
        let mut initials = Vec::new();
        for group in line.split(';').skip(1) {
            let mut entries = group.split_whitespace();
            let Some(language) = language(entries.next()) else { continue };
            let mut is_first = true;
            for entry in entries {
                if std::mem::take(&mut is_first) {
                    initials.push((language, first_letters(entry)));
                }
                let stems = entry.split('_').map(|part| {
                    let key = format!("{} {part}", LANGUAGES[usize::from(language)]);
                    match known.binary_search_by(|it| it.0.cmp(&key)) {
                        Ok(at) => known[at].1,
                        Err(at) => {
                            let number = vocabulary.stem(part, language);
                            known.insert(at, (key, number));
                            number
                        }
                    }
                });
                let stems: Vec<u16> = stems.collect();
                vocabulary.means(&stems, concept);
            }
        }
        vocabulary.concepts.push(Concept { class, initials });
    }
    let republic = names.iter().position(|it| *it == "republic");
    let initials = republic.map_or(&[][..], |at| &vocabulary.concepts[at].initials);
    let of = |language: u8| initials.iter().find(|(it, _)| *it == language);
    let all =
        (0..LANGUAGES.len() as u8).map(|it| of(it).map_or_else(String::new, |of| of.1.clone()));
    vocabulary.republic = all.collect();
    vocabulary
}

fn language(tag: Option<&str>) -> Option<u8> {
    LANGUAGES.iter().zip(0..).find(|(it, _)| Some(**it) == tag).map(|(_, number)| number)
}

/// A part of an entry without its signs.
fn bare(part: &str) -> &str {
    part.trim_start_matches('=').trim_end_matches(['~', '?', '!'])
}

fn first_letters(entry: &str) -> String {
    let first = |part: &str| bare(part).chars().next().map(|c| fold(&c.to_string()));
    entry.split('_').filter_map(first).collect()
}

impl Vocabulary {
    /// A new stem.
    fn stem(&mut self, part: &str, language: u8) -> u16 {
        let number = self.stems.len() as u16;
        let bare = bare(part);
        let takes_endings = part.contains('~');
        let capitals = part.starts_with('=').then(|| bare.to_owned());
        let is_short = capitals.is_none() && bare.chars().count() <= SHORT;
        let tag = LANGUAGES[usize::from(language)];
        for word in words(bare, Some(tag)).iter().take(1) {
            for sound in &word.sounds {
                let stems = self.by_sound.entry(sound.clone()).or_default();
                if !stems.contains(&number) {
                    stems.push(number);
                }
            }
        }
        let is_weak = !part.ends_with('!') && (is_short || part.ends_with('?'));
        self.stems.push(Stem { takes_endings, capitals, is_weak, ..Stem::default() });
        number
    }

    /// A line of a word and the names of its concepts.
    fn compound(&mut self, line: &str, names: &[&str]) {
        let mut parts = line.split_whitespace();
        let Some(word) = parts.next() else { return };
        let place = |name: &str| names.iter().zip(0..).find(|(it, _)| **it == name);
        let compound = parts.filter_map(place).map(|(_, number)| number).collect();
        let stem = self.stem(word, RUSSIAN);
        self.stems[usize::from(stem)].compound = compound;
    }

    /// Says what a term stands for.
    fn means(&mut self, stems: &[u16], concept: u16) {
        let Some((&first, behind)) = stems.split_first() else { return };
        let stem = &mut self.stems[usize::from(first)];
        if behind.is_empty() {
            stem.concepts.push(concept);
        } else {
            stem.terms.push((behind.to_vec(), concept));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_understood() {
        let text = include_str!("concepts.txt");
        let mut names = Vec::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
            if !line.contains(';') {
                let concepts = line.split_whitespace().skip(1);
                concepts.for_each(|it| assert!(names.contains(&it), "{it} of a compound"));
                continue;
            }
            let mut groups = line.split(';');
            let name = groups.next().unwrap();
            assert!(!names.contains(&name), "{name} is there twice");
            names.push(name);
            for group in groups {
                let mut entries = group.split_whitespace();
                let tag = entries.next();
                assert!(language(tag).is_some(), "{tag:?} of {name}");
                for part in entries.flat_map(|entry| entry.split('_')) {
                    let bare = bare(part);
                    assert!(!words(bare, tag).is_empty(), "{part} of {name}");
                    assert!(!bare.contains(['~', '=', '?', '!', ';']), "{part} of {name}");
                }
            }
        }
        let vocabulary = vocabulary(text);
        assert_eq!(vocabulary.concepts.len(), names.len());
        let countries = vocabulary.concepts.iter().filter(|it| it.class == Class::Country).count();
        let first = vocabulary.concepts.iter().take_while(|it| it.class == Class::Country).count();
        assert!(countries == first && countries <= u16::BITS as usize, "a set has a bit for each");
    }
}
