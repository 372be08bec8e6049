"""A small query while the worst graph questions are searched, over HTTP.

    worst_over_http.py [--corridor BINARY] [--quick]

`make bench-graph-http` runs it. The graph has 2,000 entities and 400,000 links. One client asks a
small query every two milliseconds; in every second turn another one asks for all simple paths of
up to ten steps between two entities, one request after the other, and so keeps one processor busy.
Clients sleep while they wait. Percentiles are over the requests of all rounds.
`benches/README.md` says what the figures mean.
"""

import argparse
import json
import multiprocessing
import random
import statistics
import tempfile
import time
from pathlib import Path

from over_http import Connection, Server, body

NODES, LINKS = 2_000, 400_000
TYPES = """type Person @node { knows: [Person!]! @relationship(type: "KNOWS", direction: BOTH) }\n"""
SMALL = "query Small($id: ID!) { person(id: $id) { id name knows(first: 3) { nodes { id name } } } }"
WORST = """query Worst($a: ID!, $b: ID!) { paths(from: [$a], to: [$b], k: 1000, maxLength: 10, cost: HUB_PENALTY) {
  complete truncated paths { length } } }"""


def generate(folder):
    """The type definitions and facts of the dense graph, in a folder."""
    draw = random.Random(4)
    (folder / "schema").mkdir()
    (folder / "seed").mkdir()
    (folder / "schema" / "types.graphql").write_text(TYPES)
    people = "".join(f"p{number},Person {number}\n" for number in range(NODES))
    (folder / "seed" / "Person.csv").write_text("id,name\n" + people)
    pairs = set()
    while len(pairs) < LINKS:
        pairs.add(tuple(sorted(draw.sample(range(NODES), 2))))
    links = "".join(f"p{a},p{b}\n" for a, b in sorted(pairs))
    (folder / "seed" / "KNOWS.csv").write_text("from,to\n" + links)


def ask_worst(server, stop, count):
    """Asks the worst question again and again."""
    draw = random.Random(5)
    while not stop.is_set():
        a, b = draw.sample(range(NODES), 2)
        answer = json.loads(server.ask(body(WORST, a=f"p{a}", b=f"p{b}")))
        assert not answer["data"]["paths"]["complete"], answer
        with count.get_lock():
            count.value += 1


def small_queries(server, seconds):
    """The time of each small query, in milliseconds."""
    draw, times = random.Random(6), []
    connection = Connection(server.port)
    connection.socket.setblocking(True)
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        connection.send(server.request(body(SMALL, id=f"p{draw.randrange(NODES)}")))
        while not connection.complete():
            pass
        times.append((time.perf_counter() - start) * 1e3)
        answer = connection.buffer[connection.head : connection.length]
        assert answer.startswith(b'{"data":{"person":{'), bytes(answer)
        time.sleep(0.002)
    return times


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corridor", default="target/release/corridor")
    parser.add_argument("--quick", action="store_true", help="shows that everything works, not how fast")
    parser.add_argument("--port", type=int, default=18120, help="a port that is free")
    given = parser.parse_args()
    rounds, seconds = (1, 1) if given.quick else (5, 4)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        generate(folder)
        command = [given.corridor, "serve", "--listen", f"127.0.0.1:{given.port}"]
        command += ["--schema", folder / "schema", "--seed", folder / "seed"]
        server = Server("Corridor", "/graphql", given.port, command, threads=None)
        try:
            server.wait(body("{ __typename }"))
            small_queries(server, 0.5)
            alone, meanwhile, count = [], [], multiprocessing.Value("i", 0)
            for _ in range(rounds):
                alone += small_queries(server, seconds)
                stop = multiprocessing.Event()
                other = multiprocessing.Process(target=ask_worst, args=(server, stop, count))
                other.start()
                time.sleep(0.5)
                meanwhile += small_queries(server, seconds)
                stop.set()
                other.join()
        finally:
            server.process.kill()
            server.process.wait()
    assert count.value > 0, "the worst question never had an answer"
    for name, times in (("small query alone", alone), ("small query meanwhile", meanwhile)):
        cuts = statistics.quantiles(times, n=100)
        print(name, f"p50 {cuts[49]:.3f} ms", f"p99 {cuts[98]:.3f} ms", f"of {len(times)}", sep="\t")
    ratio = statistics.quantiles(meanwhile, n=100)[98] / statistics.quantiles(alone, n=100)[98]
    print("p99 meanwhile", f"{ratio:.2f} times", f"{count.value} worst questions ended incomplete", sep="\t")


if __name__ == "__main__":
    main()
