//! Runs `search`: takes what the index finds, keeps what the arguments ask for, writes a page.
//!
//! All hits are held against the filter, since facets and the count are of all of them; the
//! likeliest of what it leaves are read closely and scored, those of the page are ordered, and
//! only of those is it found out what to show.

use super::{
    Path, Run, Stop, Written,
    choose::Refusal,
    items::{Item, ListForm, Position},
    page::PageInfo,
};
use crate::{
    graph::LinkId,
    limits::Exhausted,
    ontology::KindId,
    plan::{
        Arguments, ArgumentsId, Cursor, ErrorCode, FacetOp, FieldError, HitEdgeOp, HitId, HitOp,
        HitsId, HitsOp, SearchPage, SiteId, Step,
    },
    search::{
        Fault,
        text::{Asked, Hit, Place, RowFilter, TooMany},
    },
    value::{fingerprint, html::escape},
};

/// What came of a search.
struct Found {
    asked: Asked,
    /// The fingerprint of the query, for cursors.
    query: u64,
    /// Those of the page, in order.
    hits: Vec<Hit>,
    /// How many there are on all pages.
    total: usize,
    /// How many there are of each kind, most first, whatever kinds are asked for.
    facets: Vec<(KindId, usize)>,
    has_next: bool,
    has_previous: bool,
}

impl<'a> Run<'a> {
    pub(super) fn search(
        &mut self,
        arguments: ArgumentsId,
        hits: HitsId,
        path: &Path<'_>,
    ) -> Written {
        let Arguments::Search(arguments) = self.arguments(arguments, path)? else { return Ok(()) };
        self.viewing(arguments.view, |run| match run.find(arguments) {
            Ok(found) => run.write_found(&found, hits, path),
            Err(Refusal::Field(error)) => Err(run.fail(error, path)),
            Err(Refusal::Exhausted(exhausted)) => Err(exhausted.into()),
        })
    }

    fn find(&mut self, arguments: &SearchPage) -> Result<Found, Refusal> {
        let asked = self.read(&arguments.query)?;
        let query = fingerprint::of([arguments.query.as_bytes()]);
        let after = arguments.slice.after.as_ref().map(|cursor| self.place(cursor, query));
        let after = after.transpose()?;
        // The index counts nothing while it searches; what it does is bounded by `search_words`.
        self.budget.in_time()?;
        let index = self.inputs.index.text(self.graph).map_err(|error| fault(&error))?;
        let all = index.search(&asked).map_err(|error| fault(&error))?;
        let mut counts = vec![0; self.graph.ontology().kinds().len()];
        let mut hits = Vec::new();
        for hit in all {
            self.budget.visit(1)?;
            if !self.is_wanted(arguments, hit)? {
                continue;
            }
            let kind = self.graph.nodes().kind(hit.node);
            counts[kind.index()] += 1;
            if arguments.kinds.as_ref().is_none_or(|only| only.contains(&kind)) {
                hits.push(hit);
            }
        }
        let total = hits.len();
        let looked_at = index.look_closely(self.graph, &asked, &mut hits);
        self.budget.visit(looked_at.map_err(|error| fault(&error))?)?;
        if let Some(after) = &after {
            hits.retain(|hit| self.is_behind(*hit, after));
        }
        let skipped = total - hits.len();
        let has_next = hits.len() > arguments.slice.size;
        Ok(Found {
            asked,
            query,
            hits: first(hits, arguments.slice.size),
            total,
            facets: facets(&counts),
            has_next,
            has_previous: skipped > 0,
        })
    }

    fn read(&self, query: &str) -> Result<Asked, FieldError> {
        let most = self.inputs.limits.search_words;
        Asked::read(query, usize::try_from(most).unwrap_or(usize::MAX)).map_err(|TooMany(count)| {
            let message =
                format!("`query` has {count} words or more, and at most {most} are looked for; ask for fewer");
            let error = FieldError::over_limit("search_words", message);
            FieldError { argument: Some("query"), ..error }
        })
    }

    /// Whether a hit is what the arguments ask for, its kind aside: the one place where hits are
    /// held against the graph, so the one for every other condition on an entity.
    fn is_wanted(&mut self, arguments: &SearchPage, hit: Hit) -> Result<bool, Exhausted> {
        if !self.seen().has_entity(hit.node) {
            return Ok(false);
        }
        arguments.filter.as_ref().map_or(Ok(true), |filter| self.holds(filter, hit.node))
    }

    /// Where a cursor stands among hits.
    fn place(&self, cursor: &Cursor, query: u64) -> Result<(f32, Position), FieldError> {
        let [score, of] = &cursor.keys[..] else { return Err(no_cursor()) };
        let (Some(score), Some(of)) = (score.as_f64(), of.as_u64()) else {
            return Err(no_cursor());
        };
        if of != query {
            return Err(FieldError::bad_input(
                "`after` is a cursor of another query; its scores say nothing of this one, so start again without it",
            ));
        }
        Ok((score as f32, Position::new(self.graph, cursor)?))
    }

    fn is_behind(&self, hit: Hit, (score, position): &(f32, Position)) -> bool {
        let item = Item { node: hit.node, link: LinkId(0), incoming: false };
        let by_score = score.total_cmp(&hit.score);
        by_score.then_with(|| position.compare(self.graph, ListForm::Entities, item)).is_gt()
    }

    fn hit_cursor(&self, hit: Hit, query: u64) -> String {
        let nodes = self.graph.nodes();
        Cursor {
            keys: vec![f64::from(hit.score).into(), query.into()],
            relation: None,
            incoming: false,
            kind: self.graph.ontology().kind(nodes.kind(hit.node)).name.clone(),
            id: self.graph.arena().text(nodes.ids()[hit.node.index()]).into_owned(),
            ordinal: 1,
        }
        .encode()
    }

    fn write_found(&mut self, found: &Found, page: HitsId, path: &Path<'_>) -> Written {
        let plan = self.plan;
        let start = self.out.len();
        for step in &plan.hit_pages[page.index()].steps {
            self.out.fragment(&plan.arena, step.key);
            match &step.op {
                HitsOp::Fail(site) => return Err(self.null_condition(Some(path), *site)),
                HitsOp::Constant(constant) => self.constant(*constant),
                HitsOp::TotalCount => self.out.integer(found.total),
                HitsOp::Nodes(selected, site) => {
                    self.each(&found.hits, *site, path, |run, hit, path| {
                        run.hit(*hit, &found.asked, *selected, path)
                    })?;
                }
                HitsOp::Edges(steps, site) => {
                    self.each(&found.hits, *site, path, |run, hit, path| {
                        run.hit_edge(*hit, found, steps, path)
                    })?;
                }
                HitsOp::Facets(steps, site) => {
                    self.each(&found.facets, *site, path, |run, facet, path| {
                        run.facet(*facet, steps, path)
                    })?;
                }
                HitsOp::Info(steps, site) => {
                    let length = found.hits.len();
                    let stands = PageInfo::of(length, found.has_next, found.has_previous);
                    let cursor = |run: &mut Self, index: usize| {
                        Ok(run.hit_cursor(found.hits[index], found.query))
                    };
                    self.write_info(stands, steps, cursor, &path.field(*site))?;
                }
            }
        }
        self.close(start);
        Ok(())
    }

    /// Writes a list, each item by its own writer.
    fn each<T>(
        &mut self,
        items: &[T],
        site: SiteId,
        path: &Path<'_>,
        mut write: impl FnMut(&mut Self, &T, &Path<'_>) -> Written,
    ) -> Written {
        let field = path.field(site);
        let at = field.list();
        self.out.byte(b'[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.byte(b',');
            }
            at.at(index);
            write(self, item, &at)?;
            self.budget.written(self.out.len())?;
        }
        self.out.byte(b']');
        Ok(())
    }

    fn hit_edge(
        &mut self,
        hit: Hit,
        found: &Found,
        steps: &'a [Step<HitEdgeOp>],
        path: &Path<'_>,
    ) -> Written {
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&self.plan.arena, step.key);
            match step.op {
                HitEdgeOp::Fail(site) => return Err(self.null_condition(Some(path), site)),
                HitEdgeOp::Constant(constant) => self.constant(constant),
                HitEdgeOp::Cursor => {
                    let cursor = self.hit_cursor(hit, found.query);
                    self.out.string(&cursor);
                }
                HitEdgeOp::Node(selected, site) => {
                    self.hit(hit, &found.asked, selected, &path.field(site))?;
                }
            }
        }
        self.close(start);
        Ok(())
    }

    fn hit(&mut self, hit: Hit, asked: &Asked, selected: HitId, path: &Path<'_>) -> Written {
        let plan = self.plan;
        let steps = &plan.hits[selected.index()];
        let mut shown = None;
        if steps.iter().any(|step| step.op.shows()) {
            let it = crate::search::text::show(self.graph, hit.node, asked);
            self.budget.visit(it.looked_at)?;
            shown = Some(it);
        }
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&plan.arena, step.key);
            match (step.op, &shown) {
                (HitOp::Fail(site), _) => return Err(self.null_condition(Some(path), site)),
                (HitOp::Constant(constant), _) => self.constant(constant),
                (HitOp::Score, _) => self.out.bytes(hit.score.to_string().as_bytes()),
                (HitOp::Entity(selection, site), _) => {
                    self.entity(hit.node, selection, &path.field(site))?;
                }
                (op, Some(shown)) => self.shown(hit, shown, op, path)?,
                (_, None) => self.out.bytes(b"null"),
            }
        }
        self.close(start);
        Ok(())
    }

    /// What tells by which text an entity was found.
    fn shown(&mut self, hit: Hit, shown: &RowFilter, op: HitOp, path: &Path<'_>) -> Written {
        let (graph, nodes) = (self.graph, self.graph.nodes());
        match op {
            HitOp::Name(parts, site) => {
                let name = match shown.place {
                    Place::Name(index) => nodes.names(hit.node).get(index),
                    Place::Summary | Place::Property(_) => None,
                };
                let Some(name) = name else {
                    self.out.bytes(b"null");
                    return Ok(());
                };
                let before = self.out.len();
                match self.object(name, parts, &path.field(site), &mut Self::name) {
                    Err(Stop::Null) => self.null(before),
                    written => written?,
                }
            }
            HitOp::Field => match shown.place {
                Place::Name(_) => self.out.string("names"),
                Place::Summary => self.out.string("summary"),
                Place::Property(index) => {
                    let kind = graph.ontology().kind(nodes.kind(hit.node));
                    self.out.string(&kind.properties[index].name);
                }
            },
            HitOp::Highlight => self.out.string(&highlight(shown)),
            _ => self.out.string(&shown.fragment),
        }
        Ok(())
    }

    fn facet(
        &mut self,
        (kind, count): (KindId, usize),
        steps: &[Step<FacetOp>],
        path: &Path<'_>,
    ) -> Written {
        let start = self.out.len();
        for step in steps {
            self.out.fragment(&self.plan.arena, step.key);
            match step.op {
                FacetOp::Fail(site) => return Err(self.null_condition(Some(path), site)),
                FacetOp::Constant(constant) => self.constant(constant),
                FacetOp::Kind => self.out.string(&self.graph.ontology().kind(kind).name),
                FacetOp::Count => self.out.integer(count),
            }
        }
        self.close(start);
        Ok(())
    }
}

/// The best hits, in order.
fn first(mut hits: Vec<Hit>, size: usize) -> Vec<Hit> {
    if 0 < size && size < hits.len() {
        hits.select_nth_unstable_by(size, Hit::order);
    }
    hits.truncate(size);
    hits.sort_unstable_by(Hit::order);
    hits
}

fn no_cursor() -> FieldError {
    FieldError::bad_input("`after` is not a cursor of hits; use one that a page of them gave")
}

/// The kinds that have hits, most first, then by name.
fn facets(counts: &[usize]) -> Vec<(KindId, usize)> {
    let counts = counts.iter().zip(0..).filter(|(count, _)| **count > 0);
    let mut facets: Vec<_> = counts.map(|(&count, kind)| (KindId(kind), count)).collect();
    facets.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    facets
}

/// A fragment as HTML.
fn highlight(shown: &RowFilter) -> String {
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

fn fault(fault: &Fault) -> FieldError {
    FieldError { code: ErrorCode::Internal, ..FieldError::bad_input(fault.to_string()) }
}
