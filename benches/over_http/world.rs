//! The made-up data set: who there is and how they are linked, written as seed files.
//!
//! 100,000 people, 10,000 organizations and 20,000 projects with 1,000,000 links. How many
//! links a person has follows a Pareto distribution, how many lead to an organization,
//! project or person follows Zipf's law. Links stand in the order in which they were drawn,
//! so that whoever reads them has to sort them. Everything is in CSV, which all contenders
//! read.

use crate::random::{Random, Sampler};
use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

const SEED: u64 = 20_251_208;
/// Raised when other data comes out, so that data of an earlier version is made anew.
const VERSION: &str = "1";

const PEOPLE: usize = 100_000;
const ORGANIZATIONS: usize = 10_000;
const PROJECTS: usize = 20_000;
const POSTS: usize = 600_000;
const WORKS: usize = 200_000;
const ACQUAINTANCES: usize = 200_000;

const GIVEN: &[&str] = &[
    "Aida", "Azamat", "Ayşə", "Bakyt", "Çinara", "Elçin", "Əli", "Gülnara", "Ilham", "Jyldyz",
    "Kamran", "Leyla", "Murat", "Nurlan", "Өмүр", "Rəşad", "Sadyr", "Tamara", "Ulan", "Zarina",
];
const FAMILY: &[&str] = &[
    "Abdıyev",
    "Aliyev",
    "Baybolov",
    "Əhmədov",
    "Hasanov",
    "Ibraimov",
    "Jumabekov",
    "Kasymov",
    "Mammadov",
    "Nurmatov",
    "Orozbekov",
    "Quliyev",
    "Rustamov",
    "Sultanov",
    "Төрөбаев",
    "Usenov",
];
const CITIES: &[&str] =
    &["Baku", "Bishkek", "Ganja", "Osh", "Sumgayit", "Karakol", "Lankaran", "Naryn"];
const FIELDS: &[&str] =
    &["Energy", "Transport", "Water", "Trade", "Culture", "Science", "Health", "Tourism"];
const FORMS: &[&str] = &["MINISTRY", "AGENCY", "COMPANY", "FUND"];
const STAGES: &[&str] = &["PLANNED", "RUNNING", "DONE"];
const NATIONALITIES: &[&str] = &["AZ", "KG", "KZ", "UZ", "TR", "GE"];
const ROLES: &[&str] = &[
    "adviser",
    "board member",
    "chair",
    "deputy head",
    "director",
    "expert",
    "head of department",
    "secretary",
];

/// Makes sure that the data set is in `folder`: `schema/` and `seed/`.
pub(crate) fn ensure(folder: &Path) -> io::Result<()> {
    let mark = folder.join("version");
    if fs::read_to_string(&mark).is_ok_and(|version| version == VERSION) {
        return Ok(());
    }
    let seed = folder.join("seed");
    fs::create_dir_all(folder.join("schema"))?;
    fs::create_dir_all(&seed)?;
    fs::write(folder.join("schema/world.graphql"), include_str!("schema.graphql"))?;
    let random = &mut Random::new(SEED);
    people(&seed, random)?;
    organizations(&seed, random)?;
    projects(&seed, random)?;
    links(&seed, random)?;
    fs::write(mark, VERSION)
}

fn table(seed: &Path, name: &str, header: &str) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::new(File::create(seed.join(name).with_extension("csv"))?);
    writeln!(file, "{header}")?;
    Ok(file)
}

fn people(seed: &Path, random: &mut Random) -> io::Result<()> {
    let mut file = table(seed, "Person", "id,name,born,nationality,rating,terms,active")?;
    for number in 0..PEOPLE {
        let name = format!("{} {}", random.pick(GIVEN), random.pick(FAMILY));
        let born = partial_date(random, 1940, 60);
        let nationality = random.pick(NATIONALITIES);
        let (rating, terms, active) = (half(random, 10), random.below(6), random.chance(50));
        writeln!(file, "{},{name},{born},{nationality},{rating},{terms},{active}", person(number))?;
    }
    file.flush()
}

fn organizations(seed: &Path, random: &mut Random) -> io::Result<()> {
    let mut file = table(seed, "Organization", "id,name,founded,form,city,staff,budget")?;
    for number in 0..ORGANIZATIONS {
        let (city, field) = (random.pick(CITIES), random.pick(FIELDS));
        // Names with a quotation mark need escapes in CSV and in JSON.
        let name = match random.below(10) {
            0 => format!("\"{field} \"\"{city}\"\", joint stock company\""),
            1..5 => format!("Department of {field} of the city of {city}"),
            _ => format!("{city} Institute of {field} No {number}"),
        };
        let founded = partial_date(random, 1950, 70);
        let form = random.pick(FORMS);
        let (staff, budget) = (random.below(200), half(random, 10_000));
        let id = organization(number);
        writeln!(file, "{id},{name},{founded},{form},{city},{staff},{budget}")?;
    }
    file.flush()
}

fn projects(seed: &Path, random: &mut Random) -> io::Result<()> {
    let mut file = table(seed, "Project", "id,name,started,stage,code,cost,public")?;
    for number in 0..PROJECTS {
        let name = format!("{} project of {}", random.pick(FIELDS), random.pick(CITIES));
        let started = partial_date(random, 1990, 35);
        let stage = random.pick(STAGES);
        let (cost, public) = (half(random, 100_000), random.chance(50));
        let id = project(number);
        writeln!(file, "{id},{name},{started},{stage},P{number:05},{cost},{public}")?;
    }
    file.flush()
}

fn links(seed: &Path, random: &mut Random) -> io::Result<()> {
    type Id = fn(usize) -> String;
    let relations: [(&str, usize, usize, Id); 3] = [
        ("HOLDS_POST", POSTS, ORGANIZATIONS, organization),
        ("WORKS_ON", WORKS, PROJECTS, project),
        ("KNOWS", ACQUAINTANCES, PEOPLE, person),
    ];
    for (name, count, targets, target) in relations {
        let mut file = table(seed, name, "from,to,role,since,until")?;
        let among_people = targets == PEOPLE;
        let from = Sampler::pareto(random, PEOPLE);
        let to = Sampler::zipf(random, targets);
        let mut drawn = HashSet::with_capacity(count);
        while drawn.len() < count {
            let link = (from.draw(random), to.draw(random));
            // One link at most between two ends, and none from a person to themselves.
            if (among_people && link.0 == link.1) || !drawn.insert(link) {
                continue;
            }
            let (from, to, role) = (person(link.0), target(link.1), random.pick(ROLES));
            let since = partial_date(random, 1990, 15);
            let until =
                if random.chance(40) { String::new() } else { partial_date(random, 2006, 19) };
            writeln!(file, "{from},{to},{role},{since},{until}")?;
        }
        file.flush()?;
    }
    Ok(())
}

fn person(number: usize) -> String {
    format!("person-{number:05}")
}

fn organization(number: usize) -> String {
    format!("organization-{number:04}")
}

fn project(number: usize) -> String {
    format!("project-{number:05}")
}

/// A year, month or day.
fn partial_date(random: &mut Random, first_year: usize, years: usize) -> String {
    let year = first_year + random.below(years);
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    match random.below(4) {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// A number that ends in .5: exact in binary, and printed alike by Rust and JavaScript.
fn half(random: &mut Random, end: usize) -> String {
    format!("{}.5", random.below(end))
}
