//! The second limit: each query written out by hand as a walk that appends JSON.
//!
//! Strings stand ready with their quotes and escapes, nothing is looked up by name, no
//! argument is interpreted. What it writes is also what every contender's answer is
//! compared with.

use crate::{
    graph::{Graph, Link, Person},
    query::Query,
};
use serde_json::json;
use std::{cmp::Reverse, sync::Arc};

/// The graph, and its strings as JSON.
pub(crate) struct Walk {
    graph: Arc<Graph>,
    people: Vec<Texts>,
    organizations: Vec<Texts>,
    /// For each post its role, since and until.
    posts: Vec<[Box<str>; 3]>,
}

struct Texts {
    id: Box<str>,
    name: Box<str>,
}

/// How a page of posts is written, and which posts are on it.
struct Posts {
    first: usize,
    edges: bool,
    min_staff: i32,
}

impl Walk {
    pub(crate) fn new(graph: Arc<Graph>) -> Self {
        let texts = |id, name| Texts { id: quoted(id), name: quoted(name) };
        let people = graph.people.iter().map(|one| texts(&one.id, &one.name)).collect();
        let organizations =
            graph.organizations.iter().map(|one| texts(&one.id, &one.name)).collect();
        let posts = graph.posts.links.iter().map(link_texts).collect();
        Self { graph, people, organizations, posts }
    }

    /// Answers a query from its start; `size` is what its answer took the last time.
    pub(crate) fn answer(&self, query: Query, start: usize, size: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(size);
        let plain = |first| Posts { first, edges: false, min_staff: 0 };
        let edges = |first| Posts { first, edges: true, min_staff: 0 };
        match query {
            Query::Small => self.person(&mut out, start),
            Query::Medium => self.organization(&mut out, start, 110, &plain(12)),
            Query::MediumEdges => self.organization(&mut out, start, 82, &edges(6)),
            Query::Large => self.organization(&mut out, start, 1_000, &edges(20)),
            Query::MediumFiltered => self.filtered(&mut out, start),
            Query::MediumOrdered => self.ordered(&mut out, start),
        }
        out
    }

    fn person(&self, out: &mut Vec<u8>, start: usize) {
        let Person { born, nationality, rating, terms, .. } = &self.graph.people[start];
        put(out, r#"{"data":{"person":{"id":"#);
        self.id_and_name(out, &self.people[start]);
        put(out, r#","born":""#);
        put(out, born);
        put(out, r#"","nationality":""#);
        put(out, nationality);
        put(out, r#"","rating":"#);
        put(out, &rating.to_string());
        put(out, r#","terms":"#);
        put(out, &terms.to_string());
        put(out, "}}}");
    }

    fn organization(&self, out: &mut Vec<u8>, start: usize, first: usize, posts: &Posts) {
        let members = self.members(start).take(first);
        self.page(out, start, members, posts);
    }

    fn filtered(&self, out: &mut Vec<u8>, start: usize) {
        let active = self.members(start).filter(|&member| self.graph.people[member].active);
        self.page(out, start, active.take(110), &Posts { first: 12, edges: false, min_staff: 20 });
    }

    fn ordered(&self, out: &mut Vec<u8>, start: usize) {
        let mut members: Vec<usize> = self.members(start).collect();
        // Ratings are multiples of a half, so that they order exactly as integers too.
        let key = |member: &usize| Reverse((self.graph.people[*member].rating * 2.0) as i64);
        members.sort_by_key(key);
        let posts = Posts { first: 12, edges: false, min_staff: 0 };
        self.page(out, start, members.into_iter().take(110), &posts);
    }

    /// Those who hold a post in an organization, by id.
    fn members(&self, organization: usize) -> impl Iterator<Item = usize> {
        let posts = &self.graph.posts;
        posts
            .incoming
            .row(organization)
            .iter()
            .map(|&link| posts.links[link as usize].from as usize)
    }

    fn page(
        &self,
        out: &mut Vec<u8>,
        start: usize,
        members: impl Iterator<Item = usize>,
        posts: &Posts,
    ) {
        put(out, r#"{"data":{"organization":{"id":"#);
        self.id_and_name(out, &self.organizations[start]);
        put(out, r#","members":{"nodes":["#);
        for member in members {
            put(out, r#"{"id":"#);
            self.id_and_name(out, &self.people[member]);
            self.posts(out, member, posts);
            put(out, "},");
        }
        end_list(out);
        put(out, "}}}}");
    }

    fn posts(&self, out: &mut Vec<u8>, member: usize, page: &Posts) {
        let posts = &self.graph.posts;
        let links = posts.out.row(member).iter().map(|&link| link as usize);
        let chosen = links.filter(|&link| {
            let body = &self.graph.organizations[posts.links[link].to as usize];
            page.min_staff == 0 || body.staff >= page.min_staff
        });
        put(out, if page.edges { r#","posts":{"edges":["# } else { r#","posts":{"nodes":["# });
        for link in chosen.take(page.first) {
            if page.edges {
                self.edge(out, link);
            }
            put(out, r#"{"id":"#);
            self.id_and_name(out, &self.organizations[posts.links[link].to as usize]);
            put(out, if page.edges { "}}," } else { "}," });
        }
        end_list(out);
        put(out, "}");
    }

    fn edge(&self, out: &mut Vec<u8>, link: usize) {
        let [role, since, until] = &self.posts[link];
        put(out, r#"{"role":"#);
        put(out, role);
        put(out, r#","since":"#);
        put(out, since);
        put(out, r#","until":"#);
        put(out, until);
        put(out, r#","node":"#);
    }

    fn id_and_name(&self, out: &mut Vec<u8>, texts: &Texts) {
        put(out, &texts.id);
        put(out, r#","name":"#);
        put(out, &texts.name);
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Closes a list whose every item left a comma behind.
fn end_list(out: &mut Vec<u8>) {
    if out.last() == Some(&b',') {
        out.pop();
    }
    put(out, "]");
}

fn quoted(text: &str) -> Box<str> {
    json!(text).to_string().into()
}

fn link_texts(link: &Link) -> [Box<str>; 3] {
    [json!(link.role), json!(link.since), json!(link.until)].map(|value| value.to_string().into())
}
