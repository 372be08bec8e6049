//! The types, with resolvers that borrow from the graph.
//!
//! The graph lives as long as the process, so that no value is counted or copied before Juniper
//! copies it into its own tree. Dates and enums are plain strings, which is the cheapest.

use crate::graph::{Graph, Link, Organization, Person};
use juniper::{EmptyMutation, EmptySubscription, ID, RootNode, graphql_object};

pub(crate) type Schema = RootNode<Query, EmptyMutation<()>, EmptySubscription<()>>;

pub(crate) fn new(graph: Graph) -> Schema {
    let query = Query(Box::leak(Box::new(graph)));
    Schema::new(query, EmptyMutation::new(), EmptySubscription::new())
}

pub(crate) struct Query(&'static Graph);

#[graphql_object]
impl Query {
    fn person(&self, id: ID) -> Option<PersonNode> {
        let number = *self.0.person_by_id.get(&*id)?;
        Some(PersonNode { graph: self.0, person: &self.0.people[number as usize] })
    }

    fn organization(&self, id: ID) -> Option<OrganizationNode> {
        let number = *self.0.organization_by_id.get(&*id)?;
        let organization = &self.0.organizations[number as usize];
        Some(OrganizationNode { graph: self.0, organization })
    }
}

struct PersonNode {
    graph: &'static Graph,
    person: &'static Person,
}

#[graphql_object(name = "Person")]
impl PersonNode {
    fn id(&self) -> &str {
        &self.person.id
    }

    fn name(&self) -> &str {
        &self.person.name
    }

    fn born(&self) -> &str {
        &self.person.born
    }

    fn nationality(&self) -> &str {
        &self.person.nationality
    }

    fn rating(&self) -> f64 {
        self.person.rating
    }

    fn terms(&self) -> i32 {
        self.person.terms
    }

    fn active(&self) -> bool {
        self.person.active
    }

    fn posts(&self, first: i32) -> Posts {
        Posts {
            graph: self.graph,
            links: page(self.graph.posts.out.row(self.person.number as usize), first),
        }
    }
}

struct OrganizationNode {
    graph: &'static Graph,
    organization: &'static Organization,
}

#[graphql_object(name = "Organization")]
impl OrganizationNode {
    fn id(&self) -> &str {
        &self.organization.id
    }

    fn name(&self) -> &str {
        &self.organization.name
    }

    fn founded(&self) -> &str {
        &self.organization.founded
    }

    fn form(&self) -> &str {
        &self.organization.form
    }

    fn city(&self) -> &str {
        &self.organization.city
    }

    fn staff(&self) -> i32 {
        self.organization.staff
    }

    fn budget(&self) -> f64 {
        self.organization.budget
    }

    fn members(&self, first: i32) -> Members {
        let row = self.graph.posts.incoming.row(self.organization.number as usize);
        Members { graph: self.graph, links: page(row, first) }
    }
}

/// The first links of a row.
fn page(row: &'static [u32], first: i32) -> &'static [u32] {
    &row[..row.len().min(usize::try_from(first).unwrap_or(0))]
}

struct Members {
    graph: &'static Graph,
    links: &'static [u32],
}

#[graphql_object]
impl Members {
    fn nodes(&self) -> Vec<PersonNode> {
        let links = links(self.graph, self.links);
        links.map(|link| person_of(self.graph, link)).collect()
    }
}

struct Posts {
    graph: &'static Graph,
    links: &'static [u32],
}

#[graphql_object]
impl Posts {
    fn nodes(&self) -> Vec<OrganizationNode> {
        let links = links(self.graph, self.links);
        links.map(|link| organization_of(self.graph, link)).collect()
    }

    fn edges(&self) -> Vec<PostEdge> {
        let links = links(self.graph, self.links);
        links.map(|link| PostEdge { graph: self.graph, link }).collect()
    }
}

struct PostEdge {
    graph: &'static Graph,
    link: &'static Link,
}

#[graphql_object]
impl PostEdge {
    fn role(&self) -> &str {
        &self.link.role
    }

    fn since(&self) -> Option<&str> {
        self.link.since.as_deref()
    }

    fn until(&self) -> Option<&str> {
        self.link.until.as_deref()
    }

    fn node(&self) -> OrganizationNode {
        organization_of(self.graph, self.link)
    }
}

fn links(graph: &'static Graph, row: &'static [u32]) -> impl Iterator<Item = &'static Link> {
    row.iter().map(|&link| &graph.posts.links[link as usize])
}

fn person_of(graph: &'static Graph, link: &Link) -> PersonNode {
    PersonNode { graph, person: &graph.people[link.from as usize] }
}

fn organization_of(graph: &'static Graph, link: &Link) -> OrganizationNode {
    OrganizationNode { graph, organization: &graph.organizations[link.to as usize] }
}
