"""Made-up data for filters: people who know each other and have clubs, airports with routes.

They are the same on every machine, and written once as type definitions and CSV files.
"""

import datetime
import pathlib
import random

FOLDER = pathlib.Path("target/bench-filters")
# What is written changes with it.
VERSION = "2"

PEOPLE = """
type Person @node(plural: "people") {
  born: Int
  handle: String @unique
  country: String
  knows: [Person!]! @relationship(type: "KNOWS", direction: OUT)
  knownBy: [Person!]! @relationship(type: "KNOWS", direction: IN)
  club: Club @relationship(type: "IN_CLUB", direction: OUT)
}
type Club @node(plural: "clubs") {
  city: String
  members: [Person!]! @relationship(type: "IN_CLUB", direction: IN)
}
"""
AIRPORTS = """
type Airport @node(plural: "airports") {
  iata: String @unique
  country: String
  flights: [Airport!]! @relationship(type: "ROUTE", direction: OUT)
  flightsFrom: [Airport!]! @relationship(type: "ROUTE", direction: IN)
}
"""
COUNTRIES = ["KG", "AZ", "KZ", "UZ", "TR", "GE", "DE", "FR", "US", "CN"]


def write(folder, name, header, rows):
    """Writes a CSV file."""
    with open(folder / "seed" / f"{name}.csv", "w") as file:
        file.write(header + "\n")
        file.writelines(row + "\n" for row in rows)


def links(count, prefix, end):
    """So many links between different pairs: rows with two ids and the day since when."""
    first, days = datetime.date(1990, 1, 1).toordinal(), 35 * 365
    seen = set()
    while len(seen) < count:
        pair = end()
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            since = datetime.date.fromordinal(first + random.randrange(days))
            yield f"{prefix}{pair[0]},{prefix}{pair[1]},{since}"


def write_people(folder, people=990_000, clubs=10_000, knows=4_505_000):
    """1,000,000 entities, 5,000,000 links. Some people are known by many."""
    random.seed(1)
    born = lambda: 1930 + random.randrange(80)
    rows = (f"p{i},Person {i},{born()},h{i},{random.choice(COUNTRIES)}" for i in range(people))
    write(folder, "Person", "id,name,born,handle,country", rows)
    write(folder, "Club", "id,name,city", (f"c{i},Club {i},city {i % 500}" for i in range(clubs)))
    rows = (f"p{i},c{random.randrange(clubs)}" for i in range(0, people, 2))
    write(folder, "IN_CLUB", "from,to", rows)
    pair = lambda: (random.randrange(people), int(people * random.random() ** 2))
    write(folder, "KNOWS", "from,to,since", links(knows, "p", pair))


def write_airports(folder, airports=6_000, routes=66_771):
    """As many routes as in a public data set, most of them between few airports."""
    random.seed(2)
    letters = lambda i: "".join(chr(65 + i // place % 26) for place in (676, 26, 1))
    rows = (f"a{i},Airport {i},{letters(i)},C{random.randrange(150)}" for i in range(airports))
    write(folder, "Airport", "id,name,iata,country", rows)
    pair = lambda: tuple(int(airports * random.random() ** 4) for _ in range(2))
    write(folder, "ROUTE", "from,to,since", links(routes, "a", pair))


DATA = {"people": (PEOPLE, write_people), "airports": (AIRPORTS, write_airports)}


def ensure(name):
    """The folder of a data set, which is written if it is not there."""
    folder = FOLDER / f"{name}-{VERSION}"
    schema, write_rows = DATA[name]
    done = folder / "done"
    if not done.exists():
        for part in ("schema", "seed"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "schema" / "all.graphql").write_text(schema)
        write_rows(folder)
        done.touch()
    return folder
