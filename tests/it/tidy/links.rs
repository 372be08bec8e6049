//! What the pages point at is there: links, headings, and files of ours in backticks.

use super::{assert_none, files_in, read, root};

/// Folders of the project: a path in backticks that begins with one of them is a file of ours.
const FOLDERS: [&str; 9] =
    ["src/", "tests/", "docs/", "benches/", "web/", "schema/", "seed/", "queries/", ".ci/"];

#[test]
fn links_lead_somewhere() {
    let mut problems = Vec::new();
    for page in files_in(".", "md") {
        let text = read(&page);
        for (line, number) in prose(&text) {
            for target in targets(line) {
                if let Err(problem) = resolve(&page, target) {
                    problems.push(format!("{page}:{number}: {problem}"));
                }
            }
        }
    }
    assert_none(&problems);
}

/// Guides of the project name files as they are. Placeholders (`docs/<name>.md`, `src/*.rs`)
/// and made-up examples in fenced blocks are not meant.
#[test]
fn files_in_backticks_exist() {
    let mut problems = Vec::new();
    for page in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = read(page);
        for (line, number) in prose(&text) {
            let words = super::code_words(line).into_iter();
            let paths = words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
            let is_placeholder = |path: &str| path.contains(['*', '<', '{', ' ', '…']);
            for path in paths.filter(|path| !is_placeholder(path)) {
                if !root().join(path).exists() {
                    problems.push(format!("{page}:{number}: there is no {path}"));
                }
            }
        }
    }
    assert_none(&problems);
}

/// The lines outside of fenced blocks, with their numbers.
fn prose(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut fenced = false;
    text.lines().zip(1..).filter(move |(line, _)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// Where the links of a line lead: `](target)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn resolve(page: &str, target: &str) -> Result<(), String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = if path.is_empty() { root().join(page) } else { root().join(folder).join(path) };
    if !file.exists() {
        return Err(format!("{path} is not there"));
    }
    let is_page = file.extension().is_some_and(|extension| extension == "md");
    if heading.is_empty() || !is_page {
        return Ok(());
    }
    let text = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    let found = prose(&text).any(|(line, _)| line.starts_with('#') && anchor(line) == heading);
    if found { Ok(()) } else { Err(format!("{path} has no heading for #{heading}")) }
}

/// The anchor of a heading, as code hosts make it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
