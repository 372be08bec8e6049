//! Words of other GraphQL APIs (Hasura, Neo4j GraphQL, PostGraphile, Prisma, Dgraph), and the names
//! that say the same here.
//!
//! A name is offered only where it exists. Words are compared without case and underscores, so
//! `_eq`, `group_by` and `groupBy` need one row.

/// Words for one thing.
struct Row {
    words: &'static [&'static str],
    /// The names for it, all of which must exist at the place.
    names: &'static [&'static str],
    /// The end of the sentence.
    note: &'static str,
}

const fn row(
    words: &'static [&'static str],
    names: &'static [&'static str],
    note: &'static str,
) -> Row {
    Row { words, names, note }
}

/// Arguments. Of several rows with a word, the first whose names exist counts.
const ARGUMENTS: &[Row] = &[
    row(
        &["limit", "take", "top", "count", "size", "pagesize", "perpage", "max", "amount"],
        &["first"],
        "",
    ),
    row(&["first", "take", "top", "count", "size", "pagesize", "max", "amount"], &["limit"], ""),
    row(
        &["offset", "skip", "start", "cursor", "startingafter"],
        &["after"],
        ", with the `endCursor` of the page before",
    ),
    row(&["page", "pagenumber", "pagination", "paging"], &["first", "after"], ""),
    row(&["options"], &["orderBy", "first"], ""),
    row(&["metric", "measure", "algorithm"], &["by"], ""),
    row(&["filter", "filters", "filterby", "condition", "conditions", "having"], &["where"], ""),
    row(&["sort", "sortby", "sorting", "order", "ordering", "sortorder"], &["orderBy"], ""),
    row(&["groupby", "group", "keys", "key"], &["by"], ""),
    row(&["fields", "field", "values", "aggregate", "aggregates", "sum"], &["of"], ""),
    row(&["date", "day", "at", "when", "atdate", "validat", "snapshot"], &["asOf"], ""),
    row(
        &["between", "period", "range", "daterange", "interval"],
        &["during"],
        ", with `from` and `to`",
    ),
    row(&["text", "q", "term", "terms", "search", "keyword", "keywords", "phrase"], &["query"], ""),
    row(&["name", "names", "inputs"], &["queries"], ", a list such as `[{name: \"...\"}]`"),
    row(&["id", "ids", "nodes", "from", "root", "start", "center", "seeds"], &["roots"], ""),
    row(&["id", "nodes"], &["ids"], ", a list"),
    row(&["source", "src", "start", "startnode"], &["from"], ""),
    row(&["target", "dst", "end", "endnode", "goal"], &["to"], ""),
    row(
        &["hops", "maxdepth", "maxhops", "length", "maxlength", "radius", "levels"],
        &["depth"],
        "",
    ),
    row(
        &["hops", "maxdepth", "maxhops", "length", "depth", "radius", "levels"],
        &["maxLength"],
        "",
    ),
    row(&["type", "types", "kind", "label", "labels", "entitytypes"], &["kinds"], ", a list"),
    row(
        &["type", "types", "relation", "relationtypes", "edgetypes", "relationships"],
        &["relations"],
        ", a list",
    ),
    row(&["uuid", "uid", "pk", "key", "slug", "nodeid"], &["id"], ""),
    row(&["language", "locale"], &["lang"], ""),
];

/// Fields of filters and orders.
const INPUTS: &[Row] = &[
    row(&["equals", "equal", "equalto", "is", "eqi", "ieq", "iequals"], &["eq"], ""),
    row(&["not", "neq", "notequal", "notequals", "notequalto", "isnot"], &["ne"], ""),
    row(&["and", "allof"], &["AND"], ""),
    row(&["or", "anyof"], &["OR"], ""),
    row(&["not"], &["NOT"], ""),
    row(&["greaterthan", "morethan", "above"], &["gt"], ""),
    row(
        &["ge", "greaterthanorequal", "greaterthanorequalto", "greaterorequal", "atleast", "min"],
        &["gte"],
        "",
    ),
    row(&["lessthan", "below"], &["lt"], ""),
    row(
        &["le", "lessthanorequal", "lessthanorequalto", "lessorequal", "atmost", "max"],
        &["lte"],
        "",
    ),
    row(&["between", "range"], &["gte", "lte"], ""),
    row(&["contains", "includes", "like", "ilike"], &["has"], ""),
    row(&["containsany", "includesany", "hassome", "overlap", "overlaps", "in"], &["hasAny"], ""),
    row(&["containsall", "includesall", "hasevery", "alloftext"], &["hasAll"], ""),
    row(&["like", "ilike"], &["contains"], ", without signs such as `%`"),
    row(
        &[
            "includes",
            "includesinsensitive",
            "containsinsensitive",
            "icontains",
            "substring",
            "anyofterms",
            "alloftext",
            "anyoftext",
            "allofterms",
            "search",
            "fulltext",
        ],
        &["contains"],
        "",
    ),
    row(
        &["beginswith", "istartswith", "startswithinsensitive", "prefix", "hasprefix"],
        &["startsWith"],
        "",
    ),
    row(&["iendswith", "endswithinsensitive", "suffix"], &["endsWith"], ""),
    row(&["regex", "iregex", "regexp", "similar", "rlike", "pattern"], &["matches"], ""),
    row(&["oneof", "anyof", "isin", "inlist"], &["in"], ", a list"),
    row(&["nin", "notinlist", "noneof"], &["notIn"], ", a list"),
    row(
        &["null", "isnull", "exists", "isset", "isdefined", "isnotnull", "missing"],
        &["isNull"],
        ": `true` if there is none, `false` if there is one",
    ),
    row(&["any", "exists"], &["some"], ""),
    row(&["every"], &["all"], ""),
    row(&["one"], &["single"], ""),
    row(&["size", "length", "aggregate", "totalcount", "number"], &["count"], ""),
    row(&["avg", "average"], &["mean"], ""),
    row(&["minimum"], &["min"], ""),
    row(&["maximum"], &["max"], ""),
    row(&["total"], &["sum"], ""),
    row(&["uuid", "uid", "pk", "key", "nodeid"], &["id"], ""),
    row(&["type", "types", "kinds", "label", "labels", "typename"], &["kind"], ""),
    row(&["type", "label"], &["relation"], ""),
    row(&["start", "startdate", "validfrom", "begin"], &["since"], ""),
    row(&["end", "enddate", "validto", "finish"], &["until"], ""),
    row(&["start", "startdate", "begin", "since", "gte"], &["from"], ""),
    row(&["end", "enddate", "finish", "until", "lte"], &["to"], ""),
    row(&["year", "month", "day"], &["during"], ", with `from` and `to`"),
    row(&["title", "label", "displayname", "fullname"], &["name"], ""),
    row(&["asofdate", "date"], &["at"], ""),
];

/// Fields that are selected.
const FIELDS: &[Row] = &[
    row(
        &["items", "data", "results", "result", "records", "rows", "list", "objects", "hits"],
        &["nodes"],
        "",
    ),
    row(
        &["total", "count", "totalitems", "size", "length", "totalrecords", "totalhits"],
        &["totalCount"],
        "",
    ),
    row(&["total", "size", "length", "totalcount"], &["count"], ""),
    row(&["group", "groupby", "groupedaggregates"], &["groups"], ""),
    row(&["aggregates", "aggregation", "aggregations"], &["aggregate"], ""),
    row(&["hasnext", "hasmore"], &["hasNextPage"], ""),
    row(&["hasprevious", "hasprev"], &["hasPreviousPage"], ""),
    row(&["nextcursor", "lastcursor"], &["endCursor"], ""),
    row(&["previouscursor", "firstcursor"], &["startCursor"], ""),
    row(&["avg", "average"], &["mean"], ""),
    row(&["uuid", "uid", "pk", "key", "nodeid", "identifier"], &["id"], ""),
    row(&["title", "label", "displayname", "fullname", "caption"], &["name"], ""),
    row(&["aliases", "alternatenames", "akas"], &["names"], ""),
    row(&["description", "abstract", "bio"], &["summary"], ""),
    row(&["type", "types", "label", "labels", "typename", "class"], &["kind"], ""),
    row(&["type", "label", "kind", "typename"], &["relation"], ""),
    row(&["source", "src", "startnode"], &["from"], ""),
    row(&["target", "dst", "endnode"], &["to"], ""),
    row(&["start", "startdate", "validfrom", "begin"], &["since"], ""),
    row(&["end", "enddate", "validto", "finish"], &["until"], ""),
    row(&["edges", "relationships", "relations"], &["links"], ""),
    row(&["vertices", "entities"], &["nodes"], ""),
];

/// The argument that an argument of another API is here.
pub(super) fn argument(word: &str, known: &[&str]) -> Option<String> {
    meant(ARGUMENTS, word, known).map(|it| it.written(": ..."))
}

/// The name of that argument, if one name takes the place of a word.
pub(super) fn argument_name(word: &str, known: &[&str]) -> Option<&'static str> {
    meant(ARGUMENTS, word, known)?.only_name()
}

/// The field of an input object that a field of another API is here.
pub(super) fn input(word: &str, known: &[&str]) -> Option<String> {
    meant(INPUTS, word, known).map(|it| it.written(": ..."))
}

/// The name of that field, if one name takes the place of a word: `eq` for `equals`.
pub(super) fn input_name(word: &str, known: &[&str]) -> Option<&'static str> {
    meant(INPUTS, word, known)?.only_name()
}

/// The field that a field of another API is here.
pub(super) fn field(word: &str, known: &[&str]) -> Option<String> {
    meant(FIELDS, word, known).map(|it| it.written(""))
}

/// The name of that field.
pub(super) fn field_name(word: &str, known: &[&str]) -> Option<&'static str> {
    meant(FIELDS, word, known)?.only_name()
}

fn meant(rows: &'static [Row], word: &str, known: &[&str]) -> Option<&'static Row> {
    let word = word.replace('_', "").to_lowercase();
    let mut rows = rows.iter().filter(|it| it.words.contains(&word.as_str()));
    rows.find(|it| it.names.iter().all(|name| known.contains(name)))
}

impl Row {
    fn only_name(&self) -> Option<&'static str> {
        match self.names {
            [name] => Some(name),
            _ => None,
        }
    }

    fn written(&self, end: &str) -> String {
        let names: Vec<_> = self.names.iter().map(|name| format!("{name}{end}")).collect();
        format!("; write `{}`{}", names.join(", "), self.note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A word that is written otherwise would never be found.
    #[test]
    fn words_are_written_as_they_are_compared() {
        for row in ARGUMENTS.iter().chain(INPUTS).chain(FIELDS) {
            for word in row.words {
                assert_eq!(*word, word.replace('_', "").to_lowercase());
            }
        }
    }

    #[test]
    fn a_name_is_offered_only_where_it_exists() {
        assert_eq!(argument("limit", &["first"]).as_deref(), Some("; write `first: ...`"));
        assert_eq!(argument("limit", &["where"]), None);
        assert_eq!(
            input("_between", &["gte", "lte"]).as_deref(),
            Some("; write `gte: ..., lte: ...`")
        );
        assert_eq!(input("between", &["gte"]), None);
        assert_eq!(
            input("_ilike", &["contains"]).as_deref(),
            Some("; write `contains: ...`, without signs such as `%`")
        );
        assert_eq!(field("items", &["nodes"]).as_deref(), Some("; write `nodes`"));
    }
}
