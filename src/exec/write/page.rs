//! Writes pages of entities and links: relation fields, lists of entities, links.
//!
//! Each page is a connection of the [Relay specification], with edges, nodes and `pageInfo`.
//!
//! [Relay specification]: https://relay.dev/graphql/connections.htm#sec-Connection-Types

use super::{
    Path, Run, Stop, Written,
    aggregate::ops,
    connection::{Items, PageExtent},
};
use crate::{
    exec::{
        select::{ListForm, ListSource, Listing, Page, Reader, Refusal, WholeList, direction},
        store::Store,
    },
    graph::{Element, NodeId, Row},
    limits::Exhausted,
    ontology::{Direction, RelationId},
    plan::{
        ArgumentsId, Connection, ConnectionOp, LinkEdgeOp, ListOp, PageId, PageOp, SelectionId,
        fields::{links::LinkPage, relation::RelationPage},
    },
};

/// A page of entities or links, and the list that it is of.
pub(super) struct PageItems<'a> {
    pub(super) page: Page<'a>,
    pub(super) listing: Listing<'a>,
    /// The list with all of its pages.
    pub(super) list: WholeList<'a>,
}

impl<'a, S: Store> Items<'a, S> for PageItems<'a> {
    type List = PageOp;
    type Node = SelectionId;
    type Own = LinkEdgeOp;

    fn extent(&self) -> PageExtent {
        let &Page { ref items, total, has_next, has_previous } = &self.page;
        let total = total.unwrap_or_default();
        PageExtent { len: items.len(), total, has_next, has_previous }
    }

    fn shown(&self, _: &S, index: usize) -> [Option<Element>; 2] {
        let item = self.page.items.get(index);
        let (node, link) = (Some(Element::Node(item.node)), Some(Element::Link(item.link)));
        match self.listing.form {
            ListForm::Links => [None, link],
            ListForm::Entities => [node, None],
            ListForm::Relation(_) => [node, link],
        }
    }

    fn cursor(&self, run: &mut Run<'a, S>, index: usize) -> Result<String, Exhausted> {
        run.reader.cursor(self.page.items.get(index), self.listing)
    }

    #[inline]
    fn node(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        node: &'a SelectionId,
        path: &Path<'_>,
    ) -> Written {
        let items = &self.page.items;
        match self.listing.form {
            ListForm::Links => run.link_object(items.get(index).link, *node, path),
            ListForm::Entities | ListForm::Relation(_) => {
                run.entity(items.node_at(index), *node, path)
            }
        }
    }

    #[inline]
    fn own(
        &self,
        run: &mut Run<'a, S>,
        index: usize,
        own: &'a LinkEdgeOp,
        path: &Path<'_>,
    ) -> Written {
        let item = self.page.items.get(index);
        let direction = match own {
            LinkEdgeOp::Link(field) => return run.link_field(item.link, field, path),
            LinkEdgeOp::Direction(direction) => *direction,
            LinkEdgeOp::EitherWay if item.incoming => Direction::In,
            LinkEdgeOp::EitherWay => Direction::Out,
            LinkEdgeOp::Seen => direction(run.store, item.node, item.link),
        };
        run.out.string(direction.as_str());
        Ok(())
    }

    #[inline]
    fn list(&self, run: &mut Run<'a, S>, list: &'a PageOp, path: &Path<'_>) -> Written {
        match list {
            PageOp::Flat(flat) if run.inputs.fast => run.flat_list(&self.page.items, *flat),
            PageOp::Flat(flat) => run.items(self, &run.plan[*flat].plain, path),
            PageOp::List(list @ ListOp::Nodes(selection, site)) => {
                match run.ahead(&self.page.items, *selection) {
                    Some(ahead) => {
                        run.list(self.page.items.len(), &path.field(*site), |run, index, path| {
                            ahead.look(&self.page.items, index);
                            Items::<S>::node(self, run, index, selection, path)
                        })
                    }
                    None => run.items(self, list, path),
                }
            }
            PageOp::List(list @ ListOp::Edges(..)) => run.items(self, list, path),
            PageOp::Aggregate(arguments, object, site) => {
                run.aggregate(&self.list, *arguments, *object, &path.field(*site))
            }
            PageOp::Groups(arguments, object, site) => {
                run.keyed_groups(&self.list, *arguments, *object, &path.field(*site))
            }
        }
    }
}

impl<'a, S: Store> Run<'a, S> {
    /// Writes a page of a relation field.
    #[inline]
    pub(super) fn relation_page(
        &mut self,
        row: Row<'a>,
        relation: RelationId,
        arguments: ArgumentsId<RelationPage>,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let arguments = self.arguments(arguments, path)?;
        let selection = &self.plan[page];
        if let Some((key, flat)) = self.only_flat(selection)
            && arguments.is_start()
        {
            let shown = self.reader.seen_with(arguments.view).links(relation);
            let before = self.reader.budget.visits_left();
            let written = self.start_of_row(row, shown, arguments.slice.size, key, flat);
            self.reader.note_row(field, before, || path.sites());
            return written;
        }
        let listing = Listing::new(ListForm::Relation(relation), &arguments.order);
        self.viewing(arguments.view, |run| {
            let mut list = WholeList::new(ListSource::Relation(row, relation, arguments));
            let whole = (&mut list, listing.form);
            let page = run.shown_page(whole, selection, field, path, |reader| {
                reader.choose_relation(row, relation, arguments, listing, selection.into())
            })?;
            run.page(PageItems { page, listing, list }, selection, path)
        })
    }

    /// Writes a page of the links of an entity.
    pub(super) fn link_page(
        &mut self,
        node: NodeId,
        arguments: ArgumentsId<LinkPage>,
        page: PageId,
        path: &Path<'_>,
    ) -> Written {
        let field = arguments.index();
        let arguments = self.arguments(arguments, path)?;
        let selection = &self.plan[page];
        let listing = Listing::of_links(&arguments.order);
        self.viewing(arguments.view, |run| {
            let mut list = WholeList::new(ListSource::Links(node, arguments));
            let whole = (&mut list, listing.form);
            let page = run.shown_page(whole, selection, field, path, |reader| {
                reader.choose_links(node, arguments, selection.into())
            })?;
            run.page(PageItems { page, listing, list }, selection, path)
        })
    }

    /// Chooses the page of a list, if anything of it is shown: what is summed up over all pages
    /// needs none. A filtered list of which all items are read several times is read once.
    #[inline]
    pub(super) fn shown_page(
        &mut self,
        (list, form): (&mut WholeList<'a>, ListForm),
        selection: &Connection<PageOp>,
        field: usize,
        path: &Path<'_>,
        choose: impl FnOnce(&mut Reader<'a, S>) -> Result<Page<'a>, Refusal>,
    ) -> Result<Page<'a>, Stop> {
        let Readings { show_page, of_all } = self.readings(selection, list);
        if of_all > 1 && list.is_filtered() {
            return self.choose(field, path, |reader| {
                reader.keep_items(list)?;
                match show_page {
                    true => reader
                        .choose_kept(list, form, selection.into())
                        .unwrap_or_else(|| choose(reader)),
                    false => Ok(Page::empty()),
                }
            });
        }
        if show_page { self.choose(field, path, choose) } else { Ok(Page::empty()) }
    }

    #[inline]
    fn readings(&self, selection: &Connection<PageOp>, list: &WholeList<'_>) -> Readings {
        let mut readings = Readings::default();
        for op in ops(&selection.steps) {
            match op {
                ConnectionOp::List(PageOp::Aggregate(..)) => readings.of_all += 1,
                ConnectionOp::List(PageOp::Groups(_, object, _)) => {
                    readings.of_all += 1 + u32::from(self.group_wants(*object).members);
                }
                ConnectionOp::List(PageOp::Flat(_) | PageOp::List(_))
                | ConnectionOp::Info(..)
                | ConnectionOp::TotalCount => readings.show_page = true,
            }
        }
        if readings.show_page && (selection.counts || list.is_read_whole_for_a_page()) {
            readings.of_all += 1;
        }
        readings
    }

    /// Chooses the page of a field, and notes the visits that it took.
    #[inline]
    pub(super) fn choose(
        &mut self,
        field: usize,
        path: &Path<'_>,
        choose: impl FnOnce(&mut Reader<'a, S>) -> Result<Page<'a>, Refusal>,
    ) -> Result<Page<'a>, Stop> {
        let before = self.reader.begin(field);
        let page = choose(&mut self.reader);
        self.reader.end(field, &before, false, || path.sites());
        self.chosen(page, path)
    }

    /// Writes a page and keeps its list for another one.
    pub(super) fn page(
        &mut self,
        items: PageItems<'a>,
        selection: &'a Connection<PageOp>,
        path: &Path<'_>,
    ) -> Written {
        let written = self.connection(&items, selection, path);
        self.reader.recycle(items.page.items);
        written
    }
}

/// The readings of a list for what is selected of it.
#[derive(Clone, Copy, Debug, Default)]
struct Readings {
    /// True if anything of the page itself is selected, beside what is summed up over all pages.
    show_page: bool,
    /// The number of times that all items are read.
    of_all: u32,
}
