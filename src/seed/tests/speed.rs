//! Measures the loading of a large data set, on request: `CORRIDOR_SLOW=1 cargo test
//! --release --lib seed::tests::speed -- --nocapture`.

use super::{load_files, toy};
use std::{fmt::Write, time::Instant};

const PEOPLE: usize = 100_000;
const POSTS: usize = 30_000;
const LINKS: usize = 1_000_000;

fn slow() -> bool {
    std::env::var_os("CORRIDOR_SLOW").is_some()
}

/// Numbers that look random and are the same each time.
fn scattered(at: usize) -> usize {
    (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29) as usize
}

#[expect(clippy::print_stderr, reason = "the measurement is what the test is for")]
fn measure(form: &str, files: &[(&str, &str)]) {
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    let start = Instant::now();
    let (facts, problems) = load_files(files, &toy::ontology());
    let time = start.elapsed();
    assert!(!problems.contains("error["), "{}", problems.get(..2_000).unwrap_or(&problems));
    let facts = facts.unwrap();
    assert_eq!(facts.links.len(), LINKS + POSTS);
    eprintln!("{form}: {} MB in {time:.2?}, {} entities", bytes >> 20, facts.entities.len());
}

#[test]
fn json_lines_of_a_million_links() {
    if !slow() {
        return;
    }
    let mut entities = String::from("{\"kind\":\"Organization\",\"id\":\"o\",\"name\":\"O\"}\n");
    for at in 0..PEOPLE {
        let _ = writeln!(
            entities,
            "{{\"kind\":\"Person\",\"id\":\"p{at}\",\"name\":\"Person {at}\",\"born\":\"{}\"}}",
            1900 + at % 100
        );
    }
    for at in 0..POSTS {
        let _ = writeln!(
            entities,
            "{{\"kind\":\"Post\",\"id\":\"j{at}\",\"name\":\"Post {at}\",\"body\":\"o\"}}"
        );
    }
    let mut links = String::new();
    for at in 0..LINKS {
        let _ = writeln!(
            links,
            "{{\"relation\":\"HOLDS_POST\",\"from\":\"p{}\",\"to\":\"j{}\",\"since\":\"{}-0{}\",\"title\":\"t{at}\"}}",
            scattered(at) % PEOPLE,
            scattered(at + 1) % POSTS,
            2000 + at % 20,
            1 + at % 9,
        );
    }
    measure("JSON lines", &[("entities.jsonl", &entities), ("links.jsonl", &links)]);
}

#[test]
fn csv_of_a_million_links() {
    if !slow() {
        return;
    }
    let mut people = String::from("id,name,born\n");
    for at in 0..PEOPLE {
        let _ = writeln!(people, "p{at},Person {at},{}", 1900 + at % 100);
    }
    let mut posts = String::from("id,name,body\n");
    for at in 0..POSTS {
        let _ = writeln!(posts, "j{at},Post {at},o");
    }
    let mut links = String::from("from,to,since,title\n");
    for at in 0..LINKS {
        let (from, to) = (scattered(at) % PEOPLE, scattered(at + 1) % POSTS);
        let _ = writeln!(links, "p{from},j{to},{}-0{},t{at}", 2000 + at % 20, 1 + at % 9);
    }
    let files = [
        ("Organization.csv", "id,name\no,O\n"),
        ("Person.csv", people.as_str()),
        ("Post.csv", &posts),
        ("HOLDS_POST.csv", &links),
    ];
    measure("CSV", &files);
}
