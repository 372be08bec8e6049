//! `search`

use super::{
    super::{
        Path, Run, Written,
        connection::{Items, PageExtent, no_own},
        html::escape,
    },
    WriteField,
};
use crate::{
    exec::{select::Found, store::Store, visible::StoreVisibility},
    graph::Element,
    limits::Exhausted,
    ontology::KindId,
    plan::{
        Id, Object, Step,
        fields::search::{FacetOp, HitOp, HitsOp, MatchedText, Search},
    },
    search::text::{Hit, ParsedQuery, Snippet, TextField, show},
};
use std::convert::Infallible;

impl WriteField for Search {
    fn write<'a, S: Store>(&'a self, run: &mut Run<'a, S>) -> Written {
        let path = Path::root(self.site);
        let arguments = run.arguments(self.arguments, &path)?;
        let selection = &run.plan[self.page];
        run.viewing(arguments.view, |run| {
            let found = run.reader.choose_hits(run.inputs.indexed, arguments);
            let found = run.chosen(found, &path)?;
            run.connection(&found, selection, &path)
        })
    }
}

impl<'a, S: Store> Items<'a, S> for Found {
    type List = HitsOp;
    type Node = Id<Object<HitOp>>;
    type Own = Infallible;

    fn extent(&self) -> PageExtent {
        let &Self { ref hits, total, has_next, has_previous, .. } = self;
        PageExtent { len: hits.len(), total, has_next, has_previous }
    }

    fn shown(&self, _: &S, index: usize) -> [Option<Element>; 2] {
        [Some(Element::Node(self.hits[index].node)), None]
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        Ok(run.reader.hit_cursor(self, self.hits[index]))
    }

    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a Self::Node,
        path: &Path<'_>,
    ) -> Written {
        run.hit(self.hits[index], &self.asked, *node, path)
    }

    fn own(&self, _: &mut Run<'a, S>, _: usize, own: &'a Infallible, _: &Path<'_>) -> Written {
        no_own(own)
    }

    fn list(&self, run: &mut Run<'a, S>, list: &'a HitsOp, path: &Path<'_>) -> Written {
        match list {
            HitsOp::List(list) => run.items(self, list, path),
            HitsOp::Facets(steps, site) => {
                run.list(self.facets.len(), &path.field(*site), |run, index, path| {
                    run.object(steps, path, |run, op| {
                        run.facet(self.facets[index], *op);
                        Ok(())
                    })
                })
            }
        }
    }
}

impl<'a, S: Store> Run<'a, S> {
    fn hit(
        &mut self,
        hit: Hit,
        asked: &ParsedQuery,
        object: Id<Object<HitOp>>,
        path: &Path<'_>,
    ) -> Written {
        let steps = &self.plan[object];
        let shown = steps
            .iter()
            .any(|step| matches!(step, Step::Field { op: HitOp::Matched(_), .. }))
            .then(|| {
                show(self.inputs.indexed.graph, &StoreVisibility(self.store), hit.node, asked)
            });
        self.reader.budget.visit(shown.as_ref().map_or(0, |shown| shown.looked_at))?;
        self.object(steps, path, |run, op| match (op, &shown) {
            (HitOp::Score, _) => {
                run.out.bytes(hit.score.to_string().as_bytes());
                Ok(())
            }
            (HitOp::Entity(selection, site), _) => {
                run.entity(hit.node, *selection, &path.field(*site))
            }
            (HitOp::Matched(text), Some(shown)) => run.matched_text(hit, shown, text, path),
            (HitOp::Matched(_), None) => unreachable!("a text that is selected was looked up"),
        })
    }

    /// Writes a field that tells which text of the entity matched.
    fn matched_text(
        &mut self,
        hit: Hit,
        shown: &Snippet,
        op: &MatchedText,
        path: &Path<'_>,
    ) -> Written {
        let store = self.store;
        match op {
            MatchedText::Name(object, site) => {
                let name = match shown.place {
                    TextField::Name(index) => store.names(hit.node).get(index),
                    TextField::Summary | TextField::Property(_) | TextField::Field(..) => None,
                };
                let Some(name) = name else { return self.null() };
                let path = path.field(*site);
                return self.nullable(|run| run.embedded_one(name, *object, &path, Self::name));
            }
            MatchedText::Field => match shown.place {
                TextField::Name(_) => self.out.string("names"),
                TextField::Summary => self.out.string("summary"),
                TextField::Field(index, field) => {
                    let kind = store.ontology().kind(store.kind(hit.node));
                    let name = store.ontology().path_name(&kind.properties[index], &[field]);
                    self.out.string(&name);
                }
                TextField::Property(index) => {
                    let kind = store.ontology().kind(store.kind(hit.node));
                    self.out.string(&kind.properties[index].name);
                }
            },
            MatchedText::Fragment => self.out.string(&shown.fragment),
            MatchedText::Highlight => self.out.string(&highlight(shown)),
        }
        Ok(())
    }

    fn facet(&mut self, (kind, count): (KindId, usize), op: FacetOp) {
        match op {
            FacetOp::Kind => self.out.string(&self.store.ontology().kind(kind).name),
            FacetOp::Count => self.out.integer(count),
        }
    }
}

/// A fragment as HTML.
fn highlight(shown: &Snippet) -> String {
    let mut html = String::with_capacity(shown.fragment.len() + 16 * shown.marks.len());
    let mut from = 0;
    for mark in &shown.marks {
        escape(&mut html, &shown.fragment[from..mark.start]);
        html.push_str("<mark>");
        escape(&mut html, &shown.fragment[mark.clone()]);
        html.push_str("</mark>");
        from = mark.end;
    }
    escape(&mut html, &shown.fragment[from..]);
    html
}
