//! Random records say the same in every form of file.

use super::facts_of;
use proptest::{collection::vec, option, prelude::*};
use std::fmt::Write;

/// A person with links to the chair: what all three forms can say.
#[derive(Clone, Debug)]
struct Person {
    name: String,
    summary: Option<String>,
    aliases: Vec<String>,
    scheme: Option<String>,
    born: Option<u16>,
    posts: Vec<Post>,
}

#[derive(Clone, Debug)]
struct Post {
    since: Option<u16>,
    title: Option<String>,
    acting: Option<bool>,
    /// The organization that sent the holder.
    party: Option<&'static str>,
}

const REST: (&str, &str) = (
    "rest.yaml",
    "Post: {chair: {name: C, body: oil}}\nOrganization: {oil: {name: O}, gas: {name: G}}",
);

/// A text that may be a value: of any script, not blank, without control characters.
fn text() -> impl Strategy<Value = String> {
    "\\PC{1,12}|[ \t\n\"',;:#\\\\{}a-c\u{e9}\u{416}\u{85}\u{2028}-]{1,8}".prop_filter(
        "blank or controls",
        |text: &String| {
            !text.trim().is_empty()
                && !text
                    .chars()
                    .any(|c| matches!(c, '\0'..' ' | '\x7f') && !matches!(c, '\t' | '\n'))
        },
    )
}

/// A text that a list in a cell can hold.
fn item() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.trim().to_owned()).prop_filter("blank", |text| !text.is_empty())
}

fn person() -> impl Strategy<Value = Person> {
    let post = (
        option::of(1900..2100_u16),
        option::of(text()),
        option::of(any::<bool>()),
        option::of(prop_oneof![Just("oil"), Just("gas")]),
    )
        .prop_map(|(since, title, acting, party)| Post { since, title, acting, party });
    (
        text(),
        option::of(text()),
        vec(item(), 0..3),
        option::of(text()),
        option::of(1900..2100_u16),
        vec(post, 0..3),
    )
        .prop_map(|(name, summary, aliases, scheme, born, posts)| Person {
            name,
            summary,
            aliases,
            scheme,
            born,
            posts,
        })
}

/// A text in quotes, for JSON and for YAML.
fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// The members of a map in both.
fn members(members: &[(&str, Option<String>)]) -> String {
    let given: Vec<_> =
        members.iter().filter_map(|(k, v)| Some(format!("\"{k}\": {}", v.as_ref()?))).collect();
    given.join(", ")
}

fn fields(person: &Person) -> String {
    let aliases: Vec<_> = person.aliases.iter().map(|alias| quote(alias)).collect();
    members(&[
        ("name", Some(quote(&person.name))),
        ("summary", person.summary.as_deref().map(quote)),
        ("names", Some(format!("[{}]", aliases.join(", ")))),
        ("externalIds", person.scheme.as_ref().map(|id| format!("{{\"s\": {}}}", quote(id)))),
        ("born", person.born.map(|year| format!("\"{year}\""))),
    ])
}

fn post(post: &Post) -> String {
    members(&[
        ("since", post.since.map(|year| year.to_string())),
        ("title", post.title.as_deref().map(quote)),
        ("acting", post.acting.map(|acting| acting.to_string())),
        ("sent-by", post.party.map(quote)),
    ])
}

fn yaml(people: &[Person]) -> String {
    let mut out = String::from("Person:\n");
    for (person, at) in people.iter().zip(0..) {
        let _ = writeln!(out, "  p{at}: {{{}, \"posts\": [", fields(person));
        for it in &person.posts {
            let _ = writeln!(out, "    {{\"to\": chair, {}}},", post(it));
        }
        out += "    ]}\n";
    }
    out
}

fn json(people: &[Person]) -> String {
    let mut out = String::new();
    for (person, at) in people.iter().zip(0..) {
        for it in &person.posts {
            let post = post(it);
            let comma = if post.is_empty() { "" } else { ", " };
            let _ = writeln!(
                out,
                "{{\"relation\": \"HOLDS_POST\", \"from\": \"p{at}\", \"to\": \"chair\"{comma}{post}}}"
            );
        }
        let _ = writeln!(out, "{{\"kind\": \"Person\", \"id\": \"p{at}\", {}}}", fields(person));
    }
    out
}

/// A cell; nothing is an empty one.
fn cell(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!("\"{}\"", text.replace('"', "\"\"")))
}

/// A list in a cell: backslashes before a semicolon are doubled, and one escapes it.
fn list(items: &[String]) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let doubled = |out: &mut String| {
            let backslashes = out.len() - out.trim_end_matches('\\').len();
            out.extend(std::iter::repeat_n('\\', backslashes));
        };
        if at > 0 {
            doubled(&mut out);
            out.push(';');
        }
        for c in item.chars() {
            if c == ';' {
                doubled(&mut out);
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

fn tables(people: &[Person]) -> (String, String) {
    let mut entities = String::from("id,name,summary,names,externalIds.s,born\n");
    let mut links = String::from("to,title,since,sent-by,acting,from\r\n");
    for (person, at) in people.iter().zip(0..) {
        let born = person.born.map(|year| year.to_string());
        let scheme = person.scheme.as_ref().map(|id| list(std::slice::from_ref(id)));
        let cells = [
            Some(&*person.name),
            person.summary.as_deref(),
            Some(&list(&person.aliases)),
            scheme.as_deref(),
            born.as_deref(),
        ]
        .map(cell);
        let _ = writeln!(entities, "p{at},{}", cells.join(","));
        for it in &person.posts {
            let (since, acting) =
                (it.since.map(|y| y.to_string()), it.acting.map(|a| a.to_string()));
            let _ = write!(
                links,
                "chair,{},{},{},{},p{at}\r\n",
                cell(it.title.as_deref()),
                cell(since.as_deref()),
                it.party.unwrap_or_default(),
                acting.unwrap_or_default()
            );
        }
    }
    (entities, links)
}

proptest! {
    #[test]
    fn random_records_say_the_same_in_every_form(people in vec(person(), 0..4)) {
        // Ids in other data sets are lists, whose items a cell trims.
        let people: Vec<Person> = people
            .into_iter()
            .map(|mut p| {
                p.scheme = p.scheme.map(|id| id.replace(';', "").trim().to_owned()).filter(|id| !id.is_empty());
                // The same link twice is a warning.
                p.posts.dedup_by(|_, _| true);
                p
            })
            .collect();
        let from_yaml = facts_of(&[("a.yaml", &yaml(&people)), REST]);
        prop_assert_eq!(&from_yaml, &facts_of(&[("a.jsonl", &json(&people)), REST]));
        let (entities, links) = tables(&people);
        prop_assert_eq!(&from_yaml, &facts_of(&[("Person.csv", &entities), ("HOLDS_POST.csv", &links), REST]));
    }
}
