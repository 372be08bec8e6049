"""Filters and orders over 1,000,000 entities: Corridor over HTTP, and its peers beside it.

    python3 benches/filters/compare.py
    target/duckdb/bin/python benches/filters/compare.py --duckdb --mercurius

The data are made up and written once to `target/bench-filters`. Each question is put several times,
to all by turns, and the medians are printed. The numbers that they answer with are compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request

import data
from orders import ORDERS
from questions import QUESTIONS

PORT, PEER = 8123, 8124
# What DuckDB is asked to keep an index of, beside both ends of all links.
INDEXED = {
    "people": {"person": ["id", "handle", "name"], "club": ["id"]},
    "airports": {"airport": ["id", "iata"]},
}
LINKS = {"people": {"knows": "KNOWS", "in_club": "IN_CLUB"}, "airports": {"route": "ROUTE"}}
SERVICE = "{ service { loadedMs memory { texts nodes links indexes } } }"


def ask(query, port=PORT):
    """The data of an answer."""
    body = json.dumps({"query": query}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=600) as response:
        answer = json.load(response)
    if answer.get("errors"):
        sys.exit(f"{query}: {answer['errors'][0]['message']}")
    return answer["data"]


def start(command, query, port=PORT):
    """Starts a server and waits until it answers."""
    server = subprocess.Popen(
        command, env={**os.environ, "TOKIO_WORKER_THREADS": "1"}, stderr=subprocess.DEVNULL
    )
    while server.poll() is None:
        try:
            ask(query, port)
            return server
        except OSError:
            time.sleep(0.1)
    sys.exit("the server ended")


def serve(binary, folder):
    """Starts Corridor."""
    arguments = ["--schema", folder / "schema", "--seed", folder / "seed"]
    return start([binary, "serve", *arguments, "--listen", f"127.0.0.1:{PORT}"], SERVICE)


def serve_by_hand(name, folder):
    """Starts Mercurius with functions that are written by hand."""
    script = "benches/peers/filters.js"
    node = ["node", "--max-old-space-size=12000", script, name, folder / "seed", str(PEER)]
    return start(node, "{ __typename }", PEER)


def tables(name, folder):
    """The same data in DuckDB, and what it took to read and to index them, in seconds."""
    import duckdb

    database = duckdb.connect()
    database.execute("set threads = 1")
    start = time.perf_counter()
    for table in INDEXED[name]:
        path = folder / "seed" / f"{table.title()}.csv"
        database.execute(f"create table {table} as from read_csv('{path}')")
    for table, file in LINKS[name].items():
        path = folder / "seed" / f"{file}.csv"
        database.execute(f"create table {table} as from read_csv('{path}')")
        database.execute(f'alter table {table} rename "from" to src')
        database.execute(f'alter table {table} rename "to" to dst')
    read = time.perf_counter()
    indexed = {**INDEXED[name], **{table: ["src", "dst"] for table in LINKS[name]}}
    for table, columns in indexed.items():
        for column in columns:
            database.execute(f"create index {table}_{column} on {table} ({column})")
    return database, read - start, time.perf_counter() - read


def number(answer):
    """The number of entities in an answer of Corridor."""
    while "totalCount" not in answer and "nodes" not in answer:
        (answer,) = answer.values()
    return answer["totalCount"] if "totalCount" in answer else len(answer["nodes"])


def rows(database, statement):
    """The number that a statement answers with, or of its rows."""
    found = database.execute(statement).fetchall()
    is_count = statement.startswith("select count(")
    return found[0][0] if is_count else len(found)


def ids(answer):
    """The ids of a list, in order."""
    (page,) = answer.values()
    return [node["id"] for node in page["nodes"]]


def timed(run):
    """What a run answers with, and the milliseconds that it took."""
    start = time.perf_counter()
    return run(), (time.perf_counter() - start) * 1_000


def measure(question, peers, rounds):
    """A row of the table."""
    label, field, query, statement = question
    ways = {"Corridor": lambda: number(ask(query))}
    if field and peers.get("DuckDB"):
        ways["DuckDB"] = lambda: rows(peers["DuckDB"], statement)
    if field and peers.get("Mercurius"):
        selection = "totalCount nodes { id }" if "nodes" in query else "totalCount"
        ways["Mercurius"] = lambda: number(ask(f"{{ {field} {{ {selection} }} }}", PEER))
    by_turns(label, ways, rounds)


def measure_order(question, peers, rounds):
    """A row of the table of orders."""
    label, query, statement = question
    ways = {"Corridor": lambda: ids(ask(query))}
    if peers.get("DuckDB"):
        ways["DuckDB"] = lambda: [row[0] for row in peers["DuckDB"].execute(statement).fetchall()]
    by_turns(label, ways, rounds)


def by_turns(label, ways, rounds):
    """Runs all ways by turns, compares what they find, and prints the medians."""
    times = {way: [] for way in ways}
    while len(times["Corridor"]) < rounds and sum(map(sum, times.values())) < 10_000:
        found = {}
        for way, run in ways.items():
            found[way], took = timed(run)
            times[way].append(took)
        if any(it != found["Corridor"] for it in found.values()):
            sys.exit(f"{label}: {found}")
    what = found["Corridor"]
    what = what[0] if isinstance(what, list) else what
    row = f"| {label} | {what} | {statistics.median(times['Corridor']):.2f} |"
    for way in list(ways)[1:]:
        ratios = [one / other for one, other in zip(times["Corridor"], times[way])]
        row += f" {statistics.median(times[way]):.2f} | {statistics.median(ratios):.3f} |"
    print(row, flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", default="target/release/corridor")
    arguments.add_argument("--duckdb", action="store_true", help="ask DuckDB the same")
    arguments.add_argument("--mercurius", action="store_true", help="ask functions on Node the same")
    arguments.add_argument("--only", default="people,airports", help="the data sets")
    arguments.add_argument("--questions", choices=["filters", "orders"], help="those alone")
    arguments.add_argument("--rounds", type=int, default=9)
    given = arguments.parse_args()
    for name in given.only.split(","):
        folder = data.ensure(name)
        servers, peers = [serve(given.binary, folder)], {}
        try:
            print(f"\n{name}: {ask(SERVICE)['service']}")
            if given.duckdb:
                peers["DuckDB"], read, indexed = tables(name, folder)
                print(f"DuckDB: read in {read:.1f} s, indexed in {indexed:.1f} s")
            if given.mercurius:
                servers.append(serve_by_hand(name, folder))
                peers["Mercurius"] = True
            if given.questions != "orders":
                for question in QUESTIONS[name]:
                    measure(question, peers, given.rounds)
            if given.questions != "filters" and name == "people":
                for question in ORDERS:
                    measure_order(question, peers, given.rounds)
        finally:
            for server in servers:
                server.terminate()
                server.wait()


if __name__ == "__main__":
    main()
