#!/usr/bin/env python3
"""Measures filters on made-up data, each beside the best order that a person would choose.

    python3 benches/filters.py target/release/corridor

writes 1,000,000 entities with 5,000,000 links and 6,000 airports with 66,771 routes to
target/bench-filters (once), serves each with the binary, and prints the time of every query:
the shortest of up to five runs, over HTTP.
"""
import json
import pathlib
import random
import subprocess
import sys
import time
import urllib.request

FOLDER = pathlib.Path("target/bench-filters")
PORT = 8123

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


def write(folder, name, header, rows):
    with open(folder / "seed" / f"{name}.csv", "w") as file:
        file.write(header + "\n")
        file.writelines(row + "\n" for row in rows)


def start(name, schema):
    folder = FOLDER / name
    if folder.exists():
        return None
    (folder / "schema").mkdir(parents=True)
    (folder / "seed").mkdir()
    (folder / "schema" / "all.graphql").write_text(schema)
    return folder


def links(count, prefix, end):
    """So many links between different pairs: rows with two ids and a year."""
    seen = set()
    while len(seen) < count:
        pair = end()
        if pair[0] != pair[1] and pair not in seen:
            seen.add(pair)
            since = random.choice([1990, 2000, 2010, 2020])
            yield f"{prefix}{pair[0]},{prefix}{pair[1]},{since}"


def write_people(people=990_000, clubs=10_000, knows=4_505_000):
    random.seed(1)
    if not (folder := start("people", PEOPLE)):
        return
    countries = ["KG", "AZ", "KZ", "UZ", "TR", "GE", "DE", "FR", "US", "CN"]
    born = lambda: 1930 + random.randrange(80)
    rows = (f"p{i},Person {i},{born()},h{i},{random.choice(countries)}" for i in range(people))
    write(folder, "Person", "id,name,born,handle,country", rows)
    write(folder, "Club", "id,name,city", (f"c{i},Club {i},city {i % 500}" for i in range(clubs)))
    rows = (f"p{i},c{random.randrange(clubs)}" for i in range(0, people, 2))
    write(folder, "IN_CLUB", "from,to", rows)
    pair = lambda: (random.randrange(people), int(people * random.random() ** 2))
    write(folder, "KNOWS", "from,to,since", links(knows, "p", pair))


def write_airports(airports=6_000, routes=66_771):
    random.seed(2)
    if not (folder := start("airports", AIRPORTS)):
        return
    letters = lambda i: "".join(chr(65 + i // place % 26) for place in (676, 26, 1))
    rows = (f"a{i},Airport {i},{letters(i)},C{random.randrange(150)}" for i in range(airports))
    write(folder, "Airport", "id,name,iata,country", rows)
    pair = lambda: tuple(int(airports * random.random() ** 4) for _ in range(2))
    write(folder, "ROUTE", "from,to,since", links(routes, "a", pair))


def deep(field, quantifier, depth, condition):
    for _ in range(depth):
        condition = f"{field}: {{ {quantifier}: {{ node: {{ {condition} }} }} }}"
    return condition


def people(condition, arguments="", selection="totalCount"):
    return f"{{ people({arguments} where: {{ {condition} }}) {{ {selection} }} }}"


def airports(condition):
    return f"{{ airports(where: {{ {condition} }}) {{ totalCount }} }}"


P999, ONE = 'id: { eq: "p999" }', "totalCount nodes { id }"
NO_KG = 'knows: { none: { node: { country: { eq: "KG" } } } }'
AZ, CITY = 'country: { eq: "AZ" }', 'city: { eq: "city 7" }'
FAR = deep("flights", "some", 1, 'country: { eq: "C7" }')
QUERIES = {
    "people": {
        "who knows p999": people(deep("knows", "some", 1, P999), selection=ONE),
        "by hand": f'{{ person(id: "p999") {{ knownBy {{ {ONE} }} }} }}',
        "in two steps": people(deep("knows", "some", 2, P999), selection=ONE),
        "in two steps, by a unique value": people(
            deep("knows", "some", 2, 'handle: { eq: "h999" }'), selection=ONE
        ),
        "in two steps, as of 2005": people(
            deep("knows", "some", 2, P999), 'asOf: "2005-01-01"', ONE
        ),
        "knows a member of a club of one of 500 cities": people(
            f"knows: {{ some: {{ node: {{ club: {{ node: {{ {CITY} }} }} }} }} }}"
        ),
        "by hand, from the clubs": f"{{ clubs(first: 1000, where: {{ {CITY} }}) {{ nodes {{ "
        "members(first: 1000) { nodes { knownBy(first: 1) { totalCount } } } } } }",
        "none, country last": people(f"{NO_KG}, {AZ}"),
        "none, country first": people(f"{AZ}, {NO_KG}"),
        "all, four deep": people(deep("knows", "all", 4, "born: { gt: 1940 }")),
        "none, four deep": people(deep("knows", "none", 4, "born: { gt: 1940 }")),
        "single, two deep": people(deep("knows", "single", 2, "born: { gt: 1980 }")),
        "count": people("knows: { count: { gte: 9 } }"),
        "name, exact": people('name: { eq: "Person 4711" }'),
        "name, its beginning": people('name: { startsWith: "Person 47119" }'),
        "first ten": people(
            'knows: { some: { node: { country: { eq: "KG" } } } }', "first: 10", "nodes { id }"
        ),
    },
    "airports": {
        "reaches one in three legs": airports(deep("flights", "some", 3, 'iata: { eq: "IWK" }')),
        "by hand, backwards": '{ airports(where: { iata: { eq: "IWK" } }) { nodes { flightsFrom '
        "{ nodes { flightsFrom { nodes { flightsFrom { totalCount } } } } } } } }",
        "none, country last": airports(
            f'flights: {{ none: {{ node: {{ {FAR} }} }} }}, country: {{ eq: "C3" }}'
        ),
        "none, country first": airports(
            f'country: {{ eq: "C3" }}, flights: {{ none: {{ node: {{ {FAR} }} }} }}'
        ),
        "all, three deep": airports(deep("flights", "all", 3, 'country: { ne: "C7" }')),
    },
}


def ask(query):
    body = json.dumps({"query": query}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/graphql", body, headers)
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as response:
        answer = response.read()
    return (time.perf_counter() - start) * 1000, json.loads(answer)


def wait_until_ready(server):
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server ended")


def measure(binary, name):
    folder = FOLDER / name
    arguments = ["--schema", folder / "schema", "--seed", folder / "seed"]
    listen = ["--listen", f"127.0.0.1:{PORT}"]
    server = subprocess.Popen([binary, "serve", *arguments, *listen], stderr=subprocess.DEVNULL)
    try:
        start = time.perf_counter()
        wait_until_ready(server)
        memory = ask("{ service { memory { indexes } } }")[1]["data"]["service"]["memory"]
        print(f"{name}: ready after {time.perf_counter() - start:.1f} s, {memory}")
        for label, query in QUERIES[name].items():
            times = []
            while len(times) < 5 and sum(times) < 4000:
                milliseconds, answer = ask(query)
                times.append(milliseconds)
            error = answer["errors"][0]["message"][:70] if "errors" in answer else ""
            print(f"{min(times):9.2f} ms  {label}  {error}", flush=True)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write_people()
    write_airports()
    for name in QUERIES:
        measure(sys.argv[1], name)
