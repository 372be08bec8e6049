"""Sums and groups over 1,000,000 people: Corridor over HTTP beside DuckDB in memory, on one thread.

The data are made up, the same on every machine, and written once to `target/aggregates-data` as
type definitions and CSV files, which both read. Both answer each question in turn, several times
round; every answer of one is compared with that of the other. `--quick` takes 20,000 people.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time
import urllib.request

import duckdb

PORT = 8731
SEED = 20251208
PEOPLE = 1_000_000
QUICK = 20_000

SCHEMA = """
enum Form { OFFICIAL DEPUTY ENVOY JUDGE CLERK ENGINEER DOCTOR TEACHER WRITER SOLDIER TRADER OTHER }
type Person @node(plural: "people") {
  form: Form
  city: String
  born: PartialDate
  score: Int
  height: Float
  employer: Organization @relationship(type: "EMPLOYED_BY", direction: OUT)
}
type Organization @node {
  employees: [Person!]! @relationship(type: "EMPLOYED_BY", direction: IN)
}
"""

FORMS = SCHEMA.split("{")[1].split("}")[0].split()

# The name of a question, what Corridor is asked, and what DuckDB is asked. Both answer with rows of
# keys and numbers.
QUESTIONS = [
    (
        "one key of 12 values",
        "groups(by: [{form: VALUE}]) { nodes { keys { value } count } }",
        "select form, count(*) from people group by form",
    ),
    (
        "one key of 1,000 values",
        "groups(by: [{city: VALUE}], first: 1000) { nodes { keys { value } count } }",
        "select city, count(*) from people group by city order by 2 desc, 1 limit 1000",
    ),
    (
        "year of a date",
        "groups(by: [{born: YEAR}], first: 1000) { nodes { keys { value } count } }",
        "select cast(year(born) as varchar), count(*) from people group by 1",
    ),
    (
        "two keys: 12 by 1,000 values",
        "groups(by: [{form: VALUE}, {city: VALUE}], first: 1000) "
        "{ nodes { keys { value } count } totalCount }",
        "select form, city, count(*) from people group by form, city order by 3 desc, 1, 2 limit 1000",
    ),
    (
        "two keys: 12 values by year",
        "groups(by: [{form: VALUE}, {born: YEAR}], first: 1000) { nodes { keys { value } count } }",
        "select form, cast(year(born) as varchar), count(*) from people group by 1, 2 "
        "order by 3 desc, 1, 2 limit 1000",
    ),
    (
        "one key, three sums",
        "groups(by: [{form: VALUE}], of: [{score: VALUE}, {height: VALUE}, {born: VALUE}]) { nodes { keys { value } count "
        "aggregate { values { count min max sum earliest latest } } } }",
        "select form, count(*), count(score), min(score), max(score), sum(score), count(height), "
        "min(height), max(height), sum(height), count(born), min(born), max(born) "
        "from people group by form",
    ),
    (
        "entity at a to-one end: 10,000",
        "groups(by: [{employer: {id: VALUE}}], first: 1000) { nodes { keys { value } count } }",
        "select employer, count(*) from people left join employed on people.id = employed.person "
        "group by employer order by 2 desc, 1 limit 1000",
    ),
    (
        "the sum of all",
        "aggregate(of: [{score: VALUE}]) { count values { sum } }",
        "select count(*), sum(score) from people",
    ),
]


def make_data(folder: pathlib.Path, people: int) -> None:
    """Writes the definitions and the files, unless they are there."""
    done = folder / "done"
    if done.exists():
        return
    dice = random.Random(SEED)
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    (folder / "seed").mkdir(exist_ok=True)
    (folder / "schema" / "all.graphql").write_text(SCHEMA)
    organizations = people // 100
    with open(folder / "seed" / "Organization.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name"])
        rows.writerows([f"o{number}", f"Body {number}"] for number in range(organizations))
    with (
        open(folder / "seed" / "Person.csv", "w", newline="") as file,
        open(folder / "seed" / "EMPLOYED_BY.csv", "w", newline="") as links,
    ):
        rows, pairs = csv.writer(file), csv.writer(links)
        rows.writerow(["id", "name", "form", "city", "born", "score", "height"])
        pairs.writerow(["from", "to"])
        for number in range(people):
            # A city is the likelier the smaller its number is.
            city = f"City {int(1_000 * dice.random() ** 2)}"
            born = f"{dice.randint(1930, 2005)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            values = [
                dice.choice(FORMS),
                city,
                born,
                dice.randint(-1_000, 100_000),
                round(dice.uniform(150, 200), 1),
            ]
            values = [value if dice.random() < 0.95 else "" for value in values]
            rows.writerow([f"p{number}", f"Person {number}", *values])
            if dice.random() < 0.9:
                pairs.writerow([f"p{number}", f"o{dice.randrange(organizations)}"])
    done.touch()


def serve(binary: str, folder: pathlib.Path) -> subprocess.Popen:
    """Starts the server and waits until it answers."""
    process = subprocess.Popen(
        [binary, "serve", "--schema", folder / "schema", "--seed", folder / "seed"]
        + ["--listen", f"127.0.0.1:{PORT}"],
        env={**os.environ, "TOKIO_WORKER_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(600):
        time.sleep(0.2)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz") as response:
                if response.status == 200:
                    return process
        except OSError:
            if process.poll() is not None:
                break
    process.kill()
    sys.exit("the server did not start")


def ask(query: str) -> dict:
    """The answer of Corridor to one question."""
    body = json.dumps({"query": "{ people { " + query + " } }"}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/graphql", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    if "errors" in answer:
        sys.exit(f"{query}: {answer['errors']}")
    return answer["data"]["people"]


def rows_of(answer: dict) -> list[tuple]:
    """The answer of Corridor as rows like those of DuckDB."""
    if "aggregate" in answer:
        whole = answer["aggregate"]
        return [(whole["count"], whole["values"][0]["sum"])]
    rows = []
    for group in answer["groups"]["nodes"]:
        row = [key["value"] for key in group["keys"]] + [group["count"]]
        for value in group.get("aggregate", {}).get("values", []):
            row.append(value["count"])
            row += [value[name] for name in ("min", "max", "sum") if value[name] is not None]
            row += [value[name] for name in ("earliest", "latest") if value[name] is not None]
        rows.append(tuple(row))
    return rows


def same(ours: list[tuple], theirs: list[tuple]) -> bool:
    """True if the rows are the same, whatever their order; sums of floating-point numbers nearly."""

    def plain(value):
        if isinstance(value, (int, float)):
            return f"{value:.9g}"
        return "" if value is None else str(value)

    def ordered(rows):
        return sorted(tuple(map(plain, row)) for row in rows)

    return ordered(ours) == ordered(theirs)


def main() -> None:
    """Measures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--binary", default="target/release/corridor")
    arguments.add_argument("--rounds", type=int, default=15)
    given = arguments.parse_args()
    people = QUICK if given.quick else PEOPLE
    folder = pathlib.Path("target/aggregates-data") / str(people)
    make_data(folder, people)
    database = duckdb.connect()
    database.execute("set threads = 1")
    for table, file in [("people", "Person"), ("employed", "EMPLOYED_BY")]:
        path = folder / "seed" / f"{file}.csv"
        database.execute(f"create table {table} as select * from read_csv('{path}')")
    database.execute('alter table employed rename "from" to person')
    database.execute('alter table employed rename "to" to employer')
    server = serve(given.binary, folder)
    try:
        print(f"{people:,} people; DuckDB {duckdb.__version__} on one thread; {given.rounds} rounds\n")
        print("| question | Corridor ms | DuckDB ms | ratio |")
        print("|---|--:|--:|--:|")
        for name, query, statement in QUESTIONS:
            measure(name, query, statement, database, given.rounds)
    finally:
        server.terminate()


def measure(name: str, query: str, statement: str, database, rounds: int) -> None:
    """Measures one question, by turns, and prints medians; the ratio is the median of ratios."""
    ours, theirs = rows_of(ask(query)), database.execute(statement).fetchall()
    if not same(ours, theirs):
        print(f"{name}: the answers differ\n{sorted(map(str, ours))[:5]}\n{sorted(map(str, theirs))[:5]}")
        sys.exit(1)
    times, ratios = ([], []), []
    for _ in range(rounds):
        start = time.perf_counter()
        ask(query)
        middle = time.perf_counter()
        database.execute(statement).fetchall()
        end = time.perf_counter()
        times[0].append(1_000 * (middle - start))
        times[1].append(1_000 * (end - middle))
        ratios.append((middle - start) / (end - middle))
    corridor, duck = (statistics.median(it) for it in times)
    print(f"| {name} | {corridor:.1f} | {duck:.1f} | {statistics.median(ratios):.2f} |", flush=True)


if __name__ == "__main__":
    main()
