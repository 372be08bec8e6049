"""The questions: each as Corridor is asked, in the worst written order, and as its peers are.

A statement in SQL is written as someone would who knows the tables: each step is a semijoin or an
antijoin, so that nobody counts paths.
"""


def deep(field, quantifier, depth, condition):
    """A condition some links away."""
    for _ in range(depth):
        condition = f"{field}: {{ {quantifier}: {{ node: {{ {condition} }} }} }}"
    return condition


def listed(field, condition, arguments="", selection="totalCount"):
    """A list with a filter."""
    return f"{{ {field}({arguments} where: {{ {condition} }}) {{ {selection} }} }}"


def people(condition, arguments="", selection="totalCount"):
    return listed("people", condition, arguments, selection)


def airports(condition):
    return listed("airports", condition)


class Sql:
    """Ids that fulfil a condition, as statements about one table and the links between its rows."""

    def __init__(self, table, links):
        self.table, self.links = table, links

    def where(self, condition):
        return f"select id from {self.table} where {condition}"

    def linked(self, inner, join="semi", more=""):
        return f"select src, dst from {self.links} {join} join ({inner}) x on dst = x.id {more}"

    def some(self, inner, more=""):
        return f"select distinct src as id from ({self.linked(inner, more=more)})"

    def none(self, inner, join="semi"):
        linked = self.linked(inner, join)
        return f"select id from {self.table} anti join ({linked}) y on {self.table}.id = y.src"

    def all(self, inner):
        return self.none(inner, "anti")

    def times(self, inner, test):
        return f"select src as id from ({self.linked(inner)}) group by src having count(*) {test}"


def repeated(step, depth, inner):
    for _ in range(depth):
        inner = step(inner)
    return inner


def count(inner):
    return f"select count(*) from ({inner})"


P, A = Sql("person", "knows"), Sql("airport", "route")
IDS = "totalCount nodes { id }"
P999, AZ, CITY = 'id: { eq: "p999" }', 'country: { eq: "AZ" }', 'city: { eq: "city 7" }'
IN_CITY = f"club: {{ node: {{ {CITY} }} }}"
NO_KG = 'knows: { none: { node: { country: { eq: "KG" } } } }'
FAR = deep("flights", "some", 1, 'country: { eq: "C7" }')
LATE = 'edge: { since: { gte: "2024-12-20" } }'
OF_CITY = (
    "select src as id from in_club semi join "
    "(select id from club where city = 'city 7') c on dst = c.id"
)
KG = P.where("country = 'KG'")
NONE_SQL = (
    f"select count(*) from ({P.none(KG)}) n "
    "join person using (id) where country = 'AZ'"
)
NO_FLIGHT_SQL = (
    "select count(*) from ("
    + A.none(A.some(A.where("country = 'C7'")))
    + ") n join airport using (id) where country = 'C3'"
)
IN_2005 = "where since <= date '2005-01-01'"

# For each data set: the name of a question, the field of `peers/filters.js` that answers it, what
# Corridor is asked, and what DuckDB is asked. Peers are not asked once more what stands above in
# other words.
QUESTIONS = {
    "people": [
        ("who knows `p999`", "whoKnows", people(deep("knows", "some", 1, P999), "", IDS),
         "select src from knows where dst = 'p999'"),
        ("the same by hand", None, f'{{ person(id: "p999") {{ knownBy {{ {IDS} }} }} }}', None),
        ("who knows one who knows `p999`", "inTwoSteps", people(deep("knows", "some", 2, P999), "", IDS),
         P.some("select src as id from knows where dst = 'p999'")),
        ("the same by a `@unique` value", "byHandle",
         people(deep("knows", "some", 2, 'handle: { eq: "h999" }'), "", IDS),
         P.some(P.some(P.where("handle = 'h999'")))),
        ("the same as of 2005", "in2005", people(deep("knows", "some", 2, P999), 'asOf: "2005-01-01"', IDS),
         P.some(f"select src as id from knows {IN_2005} and dst = 'p999'", IN_2005)),
        ("who knows a member of a club in one of 500 cities", "clubOfCity",
         people(f"knows: {{ some: {{ node: {{ {IN_CITY} }} }} }}"), count(P.some(OF_CITY))),
        ("who knows two of them or more", "twoOfCity",
         people(f"knows: {{ count: {{ where: {{ node: {{ {IN_CITY} }} }}, gte: 2 }} }}"),
         count(P.times(OF_CITY, ">= 2"))),
        ("who knows someone since the last days of 2024", "late",
         people(f"knows: {{ some: {{ {LATE} }} }}"),
         "select count(distinct src) from knows where since >= date '2024-12-20'"),
        ("who knows one who does", "knowsLate",
         people(f"knows: {{ some: {{ node: {{ knows: {{ some: {{ {LATE} }} }} }} }} }}"),
         count(P.some("select src as id from knows where since >= date '2024-12-20'"))),
        ("`none` of one country, then a country", "noneOf", people(f"{NO_KG}, {AZ}"), NONE_SQL),
        ("the country first", None, people(f"{AZ}, {NO_KG}"), None),
        ("`all`, four deep", "allDeep", people(deep("knows", "all", 4, "born: { gt: 1940 }")),
         count(repeated(P.all, 4, P.where("born > 1940")))),
        ("`none`, four deep", "noneDeep", people(deep("knows", "none", 4, "born: { gt: 1940 }")),
         count(repeated(P.none, 4, P.where("born > 1940")))),
        ("`single`, two deep", "singleDeep", people(deep("knows", "single", 2, "born: { gt: 1980 }")),
         count(repeated(lambda it: P.times(it, "= 1"), 2, P.where("born > 1980")))),
        ("`count` of all links", "countAll", people("knows: { count: { gte: 9 } }"),
         count("select src from knows group by src having count(*) >= 9")),
        ("a name", "name", people('name: { eq: "Person 4711" }'),
         "select count(*) from person where name = 'Person 4711'"),
        ("the beginning of a name", "nameStart", people('name: { startsWith: "Person 47119" }'),
         "select count(*) from person where starts_with(name, 'Person 47119')"),
        ("the first ten who know someone of a country", "firstTen",
         people('knows: { some: { node: { country: { eq: "KG" } } } }', "first: 10", "nodes { id }"),
         P.some(P.where("country = 'KG'")) + " order by id limit 10"),
    ],
    "airports": [
        ("who reaches one in three legs", "threeLegs",
         airports(deep("flights", "some", 3, 'iata: { eq: "IPC" }')),
         count(repeated(A.some, 3, A.where("iata = 'IPC'")))),
        ("`none` of a flight to a country, then a country", "noFlight",
         airports(f'flights: {{ none: {{ node: {{ {FAR} }} }} }}, country: {{ eq: "C3" }}'),
         NO_FLIGHT_SQL),
        ("the country first", None,
         airports(f'country: {{ eq: "C3" }}, flights: {{ none: {{ node: {{ {FAR} }} }} }}'), None),
        ("`all`, three deep", "allLegs", airports(deep("flights", "all", 3, 'country: { ne: "C7" }')),
         count(repeated(A.all, 3, A.where("country <> 'C7'")))),
    ],
}
