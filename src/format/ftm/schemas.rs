//! The FollowTheMoney schema of an entity or a link, by the name of its kind or relation.
//!
//! <https://followthemoney.tech/explorer/>. A schema that is not there makes readers refuse the
//! file, so that what has no schema becomes a `Note` or an `UnknownLink`: neither is compared
//! with persons and companies by its name.

/// The schema of an entity.
pub(super) fn of_kind(kind: &str) -> &'static str {
    match kind {
        "Person" | "Official" | "Politician" => "Person",
        "Organization" | "Group" | "Institution" | "Party" | "University" => "Organization",
        "Company" | "Bank" | "Enterprise" => "Company",
        "PublicBody" | "Ministry" | "Agency" => "PublicBody",
        "LegalEntity" => "LegalEntity",
        "Position" | "Post" | "Office" => "Position",
        "Event" | "Meeting" => "Event",
        "Project" => "Project",
        "Territory" | "Country" | "Place" | "Region" | "City" => "Territory",
        "Asset" | "Facility" => "Asset",
        "RealEstate" => "RealEstate",
        "Vehicle" => "Vehicle",
        "Vessel" => "Vessel",
        "Airplane" => "Airplane",
        "Contract" | "Agreement" => "Contract",
        "CourtCase" => "CourtCase",
        "Source" | "Article" => "Article",
        "Document" => "Document",
        _ => "Note",
    }
}

/// Returns whether a schema is another one, or inherits from it.
fn is_a(schema: &str, ancestor: &str) -> bool {
    let ancestors: &[&str] = match schema {
        "Person" | "Organization" => &["LegalEntity"],
        "PublicBody" => &["Organization", "LegalEntity"],
        "Company" => &["Organization", "LegalEntity", "Asset"],
        "RealEstate" | "Vehicle" | "Contract" => &["Asset"],
        "Vessel" | "Airplane" => &["Vehicle", "Asset"],
        "Article" => &["Document"],
        _ => &[],
    };
    schema == ancestor || ancestors.contains(&ancestor)
}

/// The properties that bound an entity of a schema in time.
pub(super) fn temporal(schema: &str) -> Option<[&'static str; 2]> {
    match schema {
        "Person" => Some(["birthDate", "deathDate"]),
        "Organization" | "Company" | "PublicBody" | "LegalEntity" => {
            Some(["incorporationDate", "dissolutionDate"])
        }
        "Position" => Some(["inceptionDate", "dissolutionDate"]),
        "Event" | "Project" => Some(["startDate", "endDate"]),
        _ => None,
    }
}

/// A property that a schema requires beside the name, and that is the name once more.
pub(super) fn title(schema: &str) -> Option<&'static str> {
    match schema {
        "Contract" | "Article" => Some("title"),
        "Document" => Some("fileName"),
        "Note" => Some("description"),
        _ => None,
    }
}

/// The schema of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LinkSchema {
    pub(super) name: &'static str,
    /// The property for the start of the link, and which schema it must be.
    from: (&'static str, &'static str),
    /// The property for its end.
    to: (&'static str, &'static str),
    /// True if it has the properties `role` and `status`.
    pub(super) is_interest: bool,
}

impl LinkSchema {
    /// The properties for both ends.
    pub(super) fn ends(&self) -> [&'static str; 2] {
        [self.from.0, self.to.0]
    }
}

const UNKNOWN: LinkSchema = LinkSchema {
    name: "UnknownLink",
    from: ("subject", "Thing"),
    to: ("object", "Thing"),
    is_interest: true,
};

/// The schema of a link between entities of two schemas.
pub(super) fn of_relation(relation: &str, from: &str, to: &str) -> LinkSchema {
    // An office is a position of its own, or a membership of the body that it is in.
    let known = match relation {
        "HOLDS_OFFICE" if to != "Position" => by_name("MEMBER_OF"),
        _ => by_name(relation),
    };
    known.filter(|it| is_a(from, it.from.1) && is_a(to, it.to.1)).unwrap_or(UNKNOWN)
}

fn by_name(relation: &str) -> Option<LinkSchema> {
    let interest = |name, from, to| LinkSchema { name, from, to, is_interest: true };
    let interval = |name, from, to| LinkSchema { name, from, to, is_interest: false };
    Some(match relation {
        "HOLDS_POST" | "HOLDS_OFFICE" => {
            interval("Occupancy", ("holder", "Person"), ("post", "Position"))
        }
        "OWNS" => interest("Ownership", ("owner", "LegalEntity"), ("asset", "Asset")),
        "CONTROLS" => {
            interest("Control", ("controller", "LegalEntity"), ("controlled", "LegalEntity"))
        }
        "MEMBER_OF" | "BELONGS_TO" => {
            interest("Membership", ("member", "LegalEntity"), ("organization", "Organization"))
        }
        "HEAD_OF" | "DEPUTY_HEAD_OF" | "DIRECTOR_OF" => {
            interest("Directorship", ("director", "LegalEntity"), ("organization", "Organization"))
        }
        "WORKS_FOR" | "EMPLOYED_BY" => {
            interest("Employment", ("employee", "Person"), ("employer", "Organization"))
        }
        "REPRESENTS" => {
            interest("Representation", ("agent", "LegalEntity"), ("client", "LegalEntity"))
        }
        // Who succeeds stands first in ours.
        "SUCCEEDS" => {
            interest("Succession", ("successor", "LegalEntity"), ("predecessor", "LegalEntity"))
        }
        "PARTNER_IN" | "PARTICIPATES_IN" => {
            interest("ProjectParticipant", ("participant", "LegalEntity"), ("project", "Project"))
        }
        "PAYS" => interval("Payment", ("payer", "LegalEntity"), ("beneficiary", "LegalEntity")),
        "OWES" => interval("Debt", ("debtor", "LegalEntity"), ("creditor", "LegalEntity")),
        "RELATIVE_OF" | "MARRIED_TO" | "PARENT_OF" => {
            interval("Family", ("person", "Person"), ("relative", "Person"))
        }
        "ASSOCIATE_OF" => interval("Associate", ("person", "Person"), ("associate", "Person")),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_that_a_schema_does_not_take_make_an_unknown_link() {
        assert_eq!(of_relation("OWNS", "Person", "Company").name, "Ownership");
        assert_eq!(of_relation("OWNS", "Organization", "Asset").name, "Ownership");
        assert_eq!(of_relation("OWNS", "Person", "Organization").name, "UnknownLink");
        assert_eq!(of_relation("OWNS", "Territory", "Company").name, "UnknownLink");
        assert_eq!(of_relation("ABOUT", "Contract", "Note").name, "UnknownLink");
        assert_eq!(of_relation("HOLDS_POST", "Person", "Position").ends(), ["holder", "post"]);
        assert_eq!(of_relation("HOLDS_OFFICE", "Person", "Position").ends(), ["holder", "post"]);
        assert_eq!(of_relation("HOLDS_OFFICE", "Person", "Organization").name, "Membership");
        assert_eq!(of_relation("HOLDS_OFFICE", "Person", "Territory").name, "UnknownLink");
    }
}
