"""Orders by what is related: the first ten of a list, as Corridor is asked and as DuckDB is.

Ties are in the order of the ids, and absent values come last, so the ids must be the same.
"""


def first(field, key):
    """The first ten of a list in an order."""
    return f"{{ {field}(orderBy: [{key}], first: 10) {{ nodes {{ id }} }} }}"


def ranked(table, links, end, value, way, join="", where="", absent="null"):
    """The ids of a table by a value of the links that have an end there."""
    return (
        f"select id from {table} left join "
        f"(select knows.{end} as near, {value} as value from {links} {join} {where} group by near) v "
        f"on id = near order by coalesce(value, {absent}) {way} nulls last, id limit 10"
    )


# The name of a question, what Corridor is asked, and what DuckDB is asked.
ORDERS = [
    ("a name, for comparison", first("people", "{ name: DESC }"),
     "select id from person order by lower(name) desc, id limit 10"),
    ("the number of links", first("people", "{ knownBy: { count: DESC } }"),
     ranked("person", "knows", "dst", "count(*)", "desc", absent="0")),
    ("the number of those since a day",
     first("people", '{ knownBy: { count: DESC, where: { edge: { since: { gte: "2020-01-01" } } } } }'),
     ranked("person", "knows", "dst", "count(*)", "desc", where="where since >= date '2020-01-01'", absent="0")),
    ("the number of those to a country",
     first("people", '{ knows: { count: DESC, where: { node: { country: { eq: "KG" } } } } }'),
     ranked("person", "knows", "src", "count(*)", "desc", "join person far on far.id = dst",
            "where far.country = 'KG'", "0")),
    ("the number of those who know someone in one of 500 cities",
     first("people", '{ knows: { count: DESC, where: { node: { knows: { some: { node: { club: { node: { city: { eq: "city 7" } } } } } } } } } }'),
     ranked("person", "knows", "src", "count(*)", "desc",
            "semi join (select k.src as far from knows k join in_club c on k.dst = c.src "
            "join club on club.id = c.dst where city = 'city 7') f on f.far = knows.dst", "", "0")),
    ("the number of different ones", first("people", "{ knows: { count: DESC, distinct: true } }"),
     ranked("person", "knows", "src", "count(distinct knows.dst)", "desc", absent="0")),
    ("the last day of a link", first("people", "{ knows: { max: { edge: { since: DESC } } } }"),
     ranked("person", "knows", "src", "max(since)", "desc")),
    ("the sum of a number of what is known", first("people", "{ knows: { sum: { node: { born: DESC } } } }"),
     ranked("person", "knows", "src", "sum(far.born)", "desc", "join person far on far.id = dst")),
    ("its mean", first("people", "{ knows: { mean: { node: { born: ASC } } } }"),
     ranked("person", "knows", "src", "avg(far.born)", "asc", "join person far on far.id = dst")),
    ("the largest number of links of what is known",
     first("people", "{ knows: { max: { node: { knownBy: { count: DESC } } } } }"),
     ranked("person", "knows", "src", "max(n)", "desc",
            "join (select dst as far, count(*) as n from knows group by dst) f on f.far = knows.dst")),
    ("the number of members of the club", first("people", "{ club: { members: { count: DESC } } }"),
     "select id from person left join in_club on id = src left join "
     "(select dst as club, count(*) as n from in_club group by dst) c on c.club = in_club.dst "
     "order by n desc nulls last, id limit 10"),
]
