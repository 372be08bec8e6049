//! From the files of a folder to an ontology, or to everything that is wrong with them.
//!
//! apollo-compiler parses the files and checks what GraphQL itself asks of definitions. Our
//! rules look first at what they can say better, and its words are kept for the rest. The
//! built-in definitions are a document like the user's, so that both speak of one schema.

use super::{
    Ontology, directives,
    draft::Draft,
    graphql, inherit, lower,
    places::Places,
    read,
    rules::{self, definitions::Accepted},
};
use crate::{
    diagnostics::{Code, Diagnostic, Diagnostics, FileId, SourceMap, Span},
    limits::data,
};
use apollo_compiler::{ast::Document, parser::Parser};

/// The file that `corridor schema --directives` writes; read by editors, not by us.
const GENERATED_FILE: &str = "corridor.graphql";

/// Reads type definitions; `None` if anything is wrong with them.
///
/// All files are one document. Every problem of every file is added to `problems`, ordered by
/// place; the generated `corridor.graphql` is only compared with what it should be.
pub fn parse(
    sources: &SourceMap,
    files: &[FileId],
    problems: &mut Diagnostics,
) -> Option<Ontology> {
    let mut found = Diagnostics::new();
    let ontology = parse_all(sources, files, &mut found);
    found.sort();
    let failed = found.has_errors();
    problems.append(found);
    ontology.filter(|_| !failed)
}

fn parse_all(
    sources: &SourceMap,
    files: &[FileId],
    problems: &mut Diagnostics,
) -> Option<Ontology> {
    let (generated, files): (Vec<_>, Vec<_>) =
        files.iter().copied().partition(|file| is_generated(sources.file(*file).path()));
    problems.extend(generated.into_iter().filter_map(|file| outdated(sources, file)));
    let Some(first) = files.first() else {
        problems.push(
            Diagnostic::without_place(Code::EmptySchema, "there are no type definitions")
                .help("write a file such as schema/people.graphql with a type that has @node"),
        );
        return None;
    };
    let mut places = Places::new(Span::new(*first, 0, 0));
    let documents = documents(sources, &files, &mut places, problems);
    let whole = !problems.has_errors();
    let definitions = documents.into_iter().flat_map(|document| document.definitions);
    let accepted = rules::definitions::check(definitions, &places, problems);
    rules::directives::check(&accepted.definitions, &accepted.refused, &places, problems);
    if whole {
        return understand(accepted, &places, problems);
    }
    // A file that did not parse leaves out definitions. What is said of the others is kept to
    // what does not depend on them: their names count as known.
    let mut accepted = accepted;
    accepted.refused.extend(files.iter().flat_map(|&file| declared(sources.file(file).text())));
    let draft = draft(&accepted, &prelude(), &places);
    let mut found = Diagnostics::new();
    rules::check(&draft, &mut found);
    problems.extend(found.iter().filter(|it| it.code != Code::EmptySchema).cloned());
    None
}

/// The names that a text seems to declare, whether it can be parsed or not.
fn declared(text: &str) -> impl Iterator<Item = String> {
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let words = words.by_ref().filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let keyword = |word: &str| matches!(word, "type" | "interface" | "union" | "enum");
    let names: Vec<String> = words
        .windows(2)
        .filter_map(|pair| match pair {
            [first, name] if keyword(first) => Some((*name).to_owned()),
            _ => None,
        })
        .collect();
    names.into_iter()
}

fn is_generated(path: &str) -> bool {
    path.rsplit('/').next() == Some(GENERATED_FILE)
}

fn outdated(sources: &SourceMap, file: FileId) -> Option<Diagnostic> {
    let is_current = **sources.file(file).text() == *directives::directives_sdl();
    (!is_current).then(|| {
        let message = "the generated definitions are not those of this version";
        Diagnostic::new(Code::OutdatedDirectives, Span::new(file, 0, 0), message)
            .help("write them again with `corridor schema --directives`")
    })
}

/// Parses each file; those with syntax errors are left out.
fn documents(
    sources: &SourceMap,
    files: &[FileId],
    places: &mut Places,
    problems: &mut Diagnostics,
) -> Vec<Document> {
    let mut documents = Vec::new();
    for &file in files {
        let source = sources.file(file);
        if is_blank(source.text()) {
            continue;
        }
        match parser().parse_ast(source.text().to_string(), source.path()) {
            Ok(document) => {
                places.add(&document, file);
                documents.push(document);
            }
            Err(failure) => {
                places.add(&failure.partial, file);
                problems.extend(graphql::syntax_problem(&failure.errors, places));
            }
        }
    }
    documents
}

/// Returns whether a file holds nothing but comments; for the parser that is an error.
fn is_blank(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    text.lines().map(str::trim_start).all(|line| line.is_empty() || line.starts_with('#'))
}

fn parser() -> Parser {
    Parser::new().recursion_limit(data::DEFINITION_NESTING).token_limit(data::DEFINITION_TOKENS)
}

/// The built-in definitions.
fn prelude() -> Document {
    match parser().parse_ast(directives::directives_sdl(), GENERATED_FILE) {
        Ok(document) | Err(apollo_compiler::validation::WithErrors { partial: document, .. }) => {
            document
        }
    }
}

/// Makes the draft of the accepted definitions and the built-in ones.
fn draft(accepted: &Accepted, prelude: &Document, places: &Places) -> Draft {
    let mut draft = read::read(accepted.definitions.iter(), places);
    draft.types.extend(prelude.definitions.iter().filter_map(|it| read::read_built_in(it, places)));
    draft.refused.clone_from(&accepted.refused);
    inherit::inherit(&mut draft);
    draft
}

fn understand(accepted: Accepted, places: &Places, problems: &mut Diagnostics) -> Option<Ontology> {
    let prelude = prelude();
    let draft = draft(&accepted, &prelude, places);
    rules::check(&draft, problems);
    let theirs = graphql::problems(&prelude, accepted, places);
    graphql::merge(theirs, problems);
    if problems.has_errors() {
        return None;
    }
    lower::lower(&draft)
        .inspect_err(|lower::InternalError| {
            let message = "the type definitions keep every rule and still cannot be used";
            problems.push(
                Diagnostic::without_place(Code::InvalidSchema, message)
                    .help("this is a mistake in Corridor: please report it with the definitions"),
            );
        })
        .ok()
}

/// The ontology of one text that is right: for the tests of what stands on ontologies.
#[cfg(test)]
pub(crate) fn parse_text(text: &str) -> Ontology {
    let (mut sources, mut problems) = (SourceMap::new(), Diagnostics::new());
    let file = sources.add("world.graphql", text);
    let ontology = parse(&sources, &[file], &mut problems);
    ontology.unwrap_or_else(|| panic!("{:?}", problems.iter().collect::<Vec<_>>()))
}
