//! The data set in plain vectors, as one would write it down for these queries alone.
//!
//! It owes nothing to Corridor's own graph, so that the limits and the peers measured on
//! it do not change when that does.

use std::{collections::HashMap, fs, io, path::Path};

#[derive(Debug)]
pub(crate) struct Person {
    pub number: u32,
    pub id: String,
    pub name: String,
    pub born: String,
    pub nationality: String,
    pub rating: f64,
    pub terms: i32,
    pub active: bool,
}

#[derive(Debug)]
pub(crate) struct Organization {
    pub number: u32,
    pub id: String,
    pub name: String,
    pub founded: String,
    pub form: String,
    pub city: String,
    pub staff: i32,
    pub budget: f64,
}

#[derive(Debug)]
pub(crate) struct Project {
    pub number: u32,
    pub id: String,
    pub name: String,
    pub started: String,
    pub stage: String,
    pub code: String,
    pub cost: f64,
    pub public: bool,
}

#[derive(Debug)]
pub(crate) struct Link {
    pub from: u32,
    pub to: u32,
    pub role: String,
    pub since: Option<String>,
    pub until: Option<String>,
}

/// The links of a relation, and for each node those that start and end there.
#[derive(Debug)]
pub(crate) struct Relation {
    pub links: Vec<Link>,
    pub out: Rows,
    pub incoming: Rows,
}

/// Positions of links, in one row a node, ordered by the node at the other end.
#[derive(Debug)]
pub(crate) struct Rows {
    starts: Vec<usize>,
    links: Vec<u32>,
}

/// Everything.
#[derive(Debug)]
pub(crate) struct Graph {
    pub people: Vec<Person>,
    pub organizations: Vec<Organization>,
    pub projects: Vec<Project>,
    pub posts: Relation,
    pub works: Relation,
    pub acquaintances: Relation,
    pub person_by_id: HashMap<String, u32>,
    pub organization_by_id: HashMap<String, u32>,
}

impl Graph {
    /// Reads the seed files of a data set.
    pub(crate) fn load(data: &Path) -> io::Result<Self> {
        let seed = data.join("seed");
        let people = read(&seed, "Person", person)?;
        let organizations = read(&seed, "Organization", organization)?;
        let projects = read(&seed, "Project", project)?;
        let person_by_id = numbers(people.iter().map(|person| &person.id));
        let organization_by_id = numbers(organizations.iter().map(|body| &body.id));
        let project_by_id = numbers(projects.iter().map(|project| &project.id));
        let relation = |name, to: &HashMap<String, u32>| {
            let links = read(&seed, name, |_, cells| link(cells, &person_by_id, to))?;
            Ok::<_, io::Error>(Relation::new(links, person_by_id.len(), to.len()))
        };
        let posts = relation("HOLDS_POST", &organization_by_id)?;
        let works = relation("WORKS_ON", &project_by_id)?;
        let acquaintances = relation("KNOWS", &person_by_id)?;
        Ok(Self {
            people,
            organizations,
            projects,
            posts,
            works,
            acquaintances,
            person_by_id,
            organization_by_id,
        })
    }

    /// How many hold posts in an organization.
    pub(crate) fn member_count(&self, organization: usize) -> usize {
        self.posts.incoming.row(organization).len()
    }
}

impl Relation {
    fn new(links: Vec<Link>, from: usize, to: usize) -> Self {
        let out = Rows::new(from, &links, |link| (link.from, link.to));
        let incoming = Rows::new(to, &links, |link| (link.to, link.from));
        Self { links, out, incoming }
    }
}

impl Rows {
    fn new(nodes: usize, links: &[Link], ends: impl Fn(&Link) -> (u32, u32)) -> Self {
        let mut order: Vec<u32> = (0..links.len() as u32).collect();
        order.sort_unstable_by_key(|&link| ends(&links[link as usize]));
        let starts = (0..=nodes)
            .map(|node| {
                order.partition_point(|&link| (ends(&links[link as usize]).0 as usize) < node)
            })
            .collect();
        Self { starts, links: order }
    }

    /// The links of a node.
    pub(crate) fn row(&self, node: usize) -> &[u32] {
        &self.links[self.starts[node]..self.starts[node + 1]]
    }
}

fn numbers<'a>(ids: impl Iterator<Item = &'a String>) -> HashMap<String, u32> {
    ids.cloned().zip(0..).collect()
}

/// Reads a table; `record` gets the number and the cells of a row.
fn read<T>(
    seed: &Path,
    name: &str,
    record: impl Fn(u32, &mut Cells<'_>) -> Option<T>,
) -> io::Result<Vec<T>> {
    let path = seed.join(name).with_extension("csv");
    let text = fs::read_to_string(&path)?;
    let rows = (0..).zip(text.lines().skip(1));
    rows.map(|(number, row)| {
        record(number, &mut Cells(Some(row))).ok_or_else(|| {
            let place = format!("{}:{}: not a row of this table", path.display(), number + 2);
            io::Error::new(io::ErrorKind::InvalidData, place)
        })
    })
    .collect()
}

/// The cells of a row that are still to be read. No cell here has a line break.
struct Cells<'a>(Option<&'a str>);

impl<'a> Cells<'a> {
    fn text(&mut self) -> Option<String> {
        let row = self.0?;
        if let Some(quoted) = row.strip_prefix('"') {
            return self.quoted(quoted);
        }
        let (cell, rest) = match row.split_once(',') {
            Some((cell, rest)) => (cell, Some(rest)),
            None => (row, None),
        };
        self.0 = rest;
        Some(cell.to_owned())
    }

    /// A cell in quotes, where two quotes stand for one.
    fn quoted(&mut self, mut rest: &'a str) -> Option<String> {
        let mut cell = String::new();
        loop {
            let (text, behind) = rest.split_once('"')?;
            cell.push_str(text);
            match behind.strip_prefix('"') {
                Some(more) => {
                    cell.push('"');
                    rest = more;
                }
                None => {
                    self.0 = behind.strip_prefix(',');
                    return Some(cell);
                }
            }
        }
    }

    fn parse<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }
}

fn person(number: u32, cells: &mut Cells<'_>) -> Option<Person> {
    Some(Person {
        number,
        id: cells.text()?,
        name: cells.text()?,
        born: cells.text()?,
        nationality: cells.text()?,
        rating: cells.parse()?,
        terms: cells.parse()?,
        active: cells.parse()?,
    })
}

fn organization(number: u32, cells: &mut Cells<'_>) -> Option<Organization> {
    Some(Organization {
        number,
        id: cells.text()?,
        name: cells.text()?,
        founded: cells.text()?,
        form: cells.text()?,
        city: cells.text()?,
        staff: cells.parse()?,
        budget: cells.parse()?,
    })
}

fn project(number: u32, cells: &mut Cells<'_>) -> Option<Project> {
    Some(Project {
        number,
        id: cells.text()?,
        name: cells.text()?,
        started: cells.text()?,
        stage: cells.text()?,
        code: cells.text()?,
        cost: cells.parse()?,
        public: cells.parse()?,
    })
}

fn link(
    cells: &mut Cells<'_>,
    from: &HashMap<String, u32>,
    to: &HashMap<String, u32>,
) -> Option<Link> {
    let written = |cell: String| (!cell.is_empty()).then_some(cell);
    Some(Link {
        from: *from.get(&cells.text()?)?,
        to: *to.get(&cells.text()?)?,
        role: cells.text()?,
        since: written(cells.text()?),
        until: written(cells.text()?),
    })
}
