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
    /// For each post the first and the last day that it can have been held.
    days: Vec<(u32, u32)>,
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
    /// Only those held on this day.
    day: Option<u32>,
}

impl Walk {
    pub(crate) fn new(graph: Arc<Graph>) -> Self {
        let texts = |id, name| Texts { id: quoted(id), name: quoted(name) };
        let people = graph.people.iter().map(|one| texts(&one.id, &one.name)).collect();
        let organizations =
            graph.organizations.iter().map(|one| texts(&one.id, &one.name)).collect();
        let posts = graph.posts.links.iter().map(link_texts).collect();
        let days = graph.posts.links.iter().map(link_days).collect();
        Self { graph, people, organizations, posts, days }
    }

    /// Answers a query from its start; `size` is what its answer took the last time.
    pub(crate) fn answer(&self, query: Query, start: usize, size: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(size);
        let plain = |first| Posts { first, edges: false, min_staff: 0, day: None };
        let edges = |first| Posts { edges: true, ..plain(first) };
        match query {
            Query::Small => self.person(&mut out, start),
            Query::Medium => self.organization(&mut out, start, 110, &plain(12)),
            Query::MediumEdges => self.organization(&mut out, start, 82, &edges(6)),
            Query::Large => self.organization(&mut out, start, 1_000, &edges(20)),
            Query::MediumFiltered => self.filtered(&mut out, start),
            Query::MediumOrdered => self.ordered(&mut out, start),
            Query::MediumAsOf => self.as_of(&mut out, start, 20_160_630),
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
        let posts = Posts { first: 12, edges: false, min_staff: 20, day: None };
        self.page(out, start, active.take(110), &posts);
    }

    fn ordered(&self, out: &mut Vec<u8>, start: usize) {
        let mut members: Vec<usize> = self.members(start).collect();
        // Ratings are multiples of a half, so that they order exactly as integers too.
        let key = |member: &usize| Reverse((self.graph.people[*member].rating * 2.0) as i64);
        members.sort_by_key(key);
        let posts = Posts { first: 12, edges: false, min_staff: 0, day: None };
        self.page(out, start, members.into_iter().take(110), &posts);
    }

    fn as_of(&self, out: &mut Vec<u8>, start: usize, day: u32) {
        let posts = &self.graph.posts;
        let links = posts.incoming.row(start).iter().map(|&link| link as usize);
        let held = links.filter(|&link| self.is_held(link, day));
        let members = held.map(|link| posts.links[link].from as usize);
        let page = Posts { first: 14, edges: false, min_staff: 0, day: Some(day) };
        self.page(out, start, members.take(115), &page);
    }

    fn is_held(&self, link: usize, day: u32) -> bool {
        let (first, last) = self.days[link];
        first <= day && day <= last
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
            (page.min_staff == 0 || body.staff >= page.min_staff)
                && page.day.is_none_or(|day| self.is_held(link, day))
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

/// The days as numbers like 20160630; an unknown month or day is the first of all or the last.
fn link_days(link: &Link) -> (u32, u32) {
    let number = |date: &str, rest: &str| {
        let digits = date.replace('-', "");
        let rest = &rest[digits.len() - 4..];
        format!("{digits}{rest}").parse().unwrap_or_default()
    };
    let first = link.since.as_ref().map_or(0, |date| number(date, "0101"));
    (first, link.until.as_ref().map_or(u32::MAX, |date| number(date, "1231")))
}
