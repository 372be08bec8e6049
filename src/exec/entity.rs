//! Writes entities.

use super::{Path, Run, Stop, Written};
use crate::{
    graph::{Graph, NodeId, Row},
    json::fragment::Fragment,
    ontology::RelationId,
    plan::{Arguments, ArgumentsId, EntityOp, SelectionId, Step},
};

impl<'a> Run<'a> {
    /// Writes what is selected of an entity.
    #[inline]
    pub(super) fn entity(
        &mut self,
        node: NodeId,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let kind = self.graph.nodes().kind(node);
        let steps: &'a [Step<EntityOp>] =
            &self.plan.selections[selection.index()].kinds[kind.index()];
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&self.plan.arena, step.key);
            match &step.op {
                EntityOp::Cell(column) => {
                    let cell = self.columns[column.index()].get(node.0);
                    self.stored(cell);
                }
                EntityOp::Constant(constant) => self.constant(*constant),
                EntityOp::Relation(rows, relation, arguments, page, site) => {
                    let row = self.rows[rows.index()].row(node);
                    self.relation_page(row, *relation, *arguments, *page, &path.field(*site))?;
                }
                EntityOp::One(rows, relation, arguments, selection, site) => {
                    let row = self.rows[rows.index()].row(node);
                    let before = self.out.len();
                    let path = path.field(*site);
                    match self.one(row, *relation, *arguments, *selection, &path) {
                        Err(Stop::Null) => self.null(before),
                        written => written?,
                    }
                }
                EntityOp::Fail(site) => return Err(self.null_condition(Some(path), *site)),
                other => self.rare(node, other, path)?,
            }
        }
        self.close(start);
        Ok(())
    }

    /// Writes what a to-one relation leads to.
    fn one(
        &mut self,
        row: Row<'a>,
        relation: RelationId,
        arguments: ArgumentsId,
        selection: SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::One(view) = self.arguments(arguments, path)? else { return Ok(()) };
        self.viewing(*view, |run| {
            let shown = run.seen().links(relation);
            let first = row.iter().position(|(_, link)| shown.has(link.0));
            run.budget.visit(first.map_or(row.len(), |first| first + 1))?;
            match first {
                // Also of a relation that every record has: it need not be in view.
                None => run.out.bytes(b"null"),
                Some(first) => run.entity(row.nodes[first], selection, path)?,
            }
            Ok(())
        })
    }

    /// Steps that need no speed of their own, out of the loop above.
    #[inline(never)]
    fn rare(&mut self, node: NodeId, op: &'a EntityOp, path: &Path<'_>) -> Written {
        let nodes = self.graph.nodes();
        match op {
            EntityOp::Name(arguments) => {
                let Arguments::Languages(languages) = self.arguments(*arguments, path)? else {
                    return Ok(());
                };
                self.budget.visit(languages.len())?;
                self.stored(name_in(self.graph, node, languages));
            }
            EntityOp::Summary(arguments) => {
                let Arguments::Languages(languages) = self.arguments(*arguments, path)? else {
                    return Ok(());
                };
                self.budget.visit(languages.len())?;
                self.stored(summary_in(self.graph, node, languages));
            }
            EntityOp::Names(parts) => {
                return self.list(nodes.names(node), *parts, path, Self::name);
            }
            EntityOp::ExternalIds(parts) => {
                return self.list(nodes.external_ids(node), *parts, path, Self::external_id);
            }
            EntityOp::Sources(parts, site) => {
                return self.list(
                    nodes.citations(node),
                    *parts,
                    &path.field(*site),
                    Self::citation,
                );
            }
            EntityOp::Claims(arguments, parts, site) => {
                return self.claim_sets(node, *arguments, *parts, &path.field(*site));
            }
            EntityOp::Links(arguments, page, site) => {
                return self.link_page(node, *arguments, *page, &path.field(*site));
            }
            EntityOp::Supports(arguments, page, site) => {
                return self.support_page(node, *arguments, *page, &path.field(*site));
            }
            EntityOp::Degree(arguments, site) => {
                let path = path.field(*site);
                let Arguments::Degree(scope, view) = self.arguments(*arguments, &path)? else {
                    return Ok(());
                };
                let degree = self.seen_with(*view).degree(&mut self.budget, node, scope)?;
                self.out.integer(degree);
            }
            EntityOp::Fail(_)
            | EntityOp::Cell(_)
            | EntityOp::Constant(_)
            | EntityOp::Relation(..)
            | EntityOp::One(..) => {}
        }
        Ok(())
    }
}

/// The name in the first language that has one, else the primary one.
fn name_in(graph: &Graph, node: NodeId, languages: &[String]) -> Fragment {
    use crate::graph::NameKind::{Alias, Former, Native, Primary, Short};
    let rank = |kind| [Primary, Native, Alias, Short, Former].iter().position(|it| *it == kind);
    let names = graph.nodes().names(node);
    looked_up(languages)
        .find_map(|wanted| {
            let in_language = names.iter().filter(|name| speaks(graph, name.lang, wanted));
            in_language.min_by_key(|name| rank(name.kind))
        })
        .or_else(|| names.first())
        .map_or(Fragment::NULL, |name| name.value)
}

/// The summary in the first language that has one, else the first.
fn summary_in(graph: &Graph, node: NodeId, languages: &[String]) -> Fragment {
    let summaries = graph.nodes().summaries(node);
    let wanted = looked_up(languages)
        .find_map(|wanted| summaries.iter().find(|it| speaks(graph, it.lang, wanted)));
    wanted.or_else(|| summaries.first()).map_or(Fragment::NULL, |summary| summary.text)
}

/// The languages in their order, each with the shorter tags that stand in for it before the next:
/// who reads `ru-RU` reads `ru`. It is the lookup of RFC 4647: the last part goes first, and with
/// it a single letter before it, which says only what the part was.
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

/// Whether a language tag is the wanted one, or a narrower one of it: `en-GB` speaks `en`.
fn speaks(graph: &Graph, lang: Fragment, wanted: &str) -> bool {
    if lang.is_null() {
        return false;
    }
    let lang = graph.arena().text(lang);
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
