"""Graph questions over HTTP: a neighbourhood beside ready-made bytes, a path beside Raphtory.

    over_http.py [--corridor BINARY] [--data FOLDER] [--raphtory PYTHON] [--axum BINARY]
                 [--only neighbourhood|path] [--quick]

`make bench-graph-http` runs it. The data is that of the over_http benchmark. Every server is a
process with one thread for requests; all take turns, and a ratio is the median of the ratios
within rounds. The client is this one process with kept-alive connections. It never sleeps while
it measures. `benches/README.md` says what the figures mean.

`http_servers.py` has the two servers that are not Corridor.
"""

import argparse
import csv
import json
import os
import random
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PERSON = "id name born nationality rating terms active"
ORGANIZATION = "id name founded form city staff budget"
PROJECT = "id name started stage code cost public"
NEIGHBOURHOOD = f"""query Neighbourhood($id: ID!) {{ subgraph(roots: [$id], depth: 2, limit: 200) {{
  nodes {{ kind ... on Person {{ {PERSON} }} ... on Organization {{ {ORGANIZATION} }} ... on Project {{ {PROJECT} }} }}
  links {{ id relation from {{ id }} to {{ id }} since until properties }} }} }}"""
SEARCH = "query Search($id: ID!) { subgraph(roots: [$id], depth: 2, limit: 200) { nodeCount } }"
NESTED = f"""fragment P on Person {{ {PERSON} }} fragment O on Organization {{ {ORGANIZATION} }}
fragment J on Project {{ {PROJECT} }} query Nested($id: ID!) {{ person(id: $id) {{ ...P
  posts {{ edges {{ role since until node {{ ...O members {{ edges {{ role since until node {{ ...P }} }} }} }} }} }}
  projects {{ edges {{ role since until node {{ ...J workers {{ edges {{ role since until node {{ ...P }} }} }} }} }} }}
}} }}"""
PATH = "query Path($a: ID!, $b: ID!) { shortestPath(from: $a, to: $b) { length nodes { id } } }"
RAPHTORY_PATH = """query Path($a: String!, $b: String!) { graph(path: "links") { algorithms {
  shortest_path(source: $a, targets: [$b], direction: "both") { target nodes } } } }"""
SERVERS = Path(__file__).with_name("http_servers.py")


class Server:
    """A process that serves HTTP, and the processor time that it has used."""

    def __init__(self, name, path, port, command, threads="1"):
        self.name, self.path, self.port = name, path, port
        env = {**os.environ}
        if threads:
            env |= {"TOKIO_WORKER_THREADS": threads, "RAYON_NUM_THREADS": threads}
        command = [str(part) for part in command]
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def request(self, body):
        head = f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: application/json\r\n"
        return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()

    def ask(self, body):
        """The body of one answer."""
        connection = Connection(self.port)
        connection.socket.setblocking(True)
        connection.send(self.request(body))
        while not connection.complete():
            pass
        connection.socket.close()
        return bytes(connection.buffer[connection.head : connection.length])

    def wait(self, body):
        """Asks until the answer is one without errors: the data has been read."""
        for _ in range(600):
            if self.process.poll() is not None:
                sys.exit(f"error: {self.name} ended before it answered")
            try:
                if b'"errors"' not in self.ask(body):
                    return
            except OSError:
                pass
            time.sleep(0.2)
        sys.exit(f"error: {self.name} gives no answer: {self.ask(body)[:500]}")

    def seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Connection:
    """A kept-alive connection that reads answers whose length stands in their head."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.buffer = bytearray(4 << 20)
        self.view = memoryview(self.buffer)

    def send(self, request):
        self.had = self.head = self.length = 0
        self.socket.sendall(request)

    def complete(self):
        """Reads what is there; true if the answer has come to its end."""
        count = self.socket.recv_into(self.view[self.had :])
        if count == 0:
            raise ConnectionError("the server closed a connection")
        self.had += count
        if not self.length:
            self.head = self.buffer.find(b"\r\n\r\n", 0, self.had) + 4
            if self.head == 3:
                return False
            head = bytes(self.view[: self.head]).lower()
            if not head.startswith(b"http/1.1 200"):
                raise ConnectionError(head.decode())
            self.length = self.head + int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        return self.had >= self.length


def turn(server, requests, connections, seconds):
    """The answers a second and the processor seconds of the server for each of them."""
    requests = [server.request(body) for body in requests]
    poll, open_ = select.epoll(), {}
    for _ in range(connections):
        connection = Connection(server.port)
        open_[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
    before, start, answers, sent = server.seconds(), time.perf_counter(), 0, 0
    for connection in open_.values():
        connection.send(requests[sent % len(requests)])
        sent += 1
    end = start + seconds
    while answers < sent:
        for file, _ in poll.poll(0):
            connection = open_[file]
            if connection.complete():
                answers += 1
                if time.perf_counter() < end:
                    connection.send(requests[sent % len(requests)])
                    sent += 1
    took = time.perf_counter() - start
    for connection in open_.values():
        connection.socket.close()
    return answers / took, (server.seconds() - before) / answers


def compare(question, one, other, rounds, seconds, connections):
    """Prints both rates, and how many times the other's rate the first one reaches."""
    sides = (one, other)
    for server, requests in sides:
        turn(server, requests, connections, seconds / 4)
    turns = []
    for _ in range(rounds):
        turns.append([turn(server, requests, connections, seconds) for server, requests in sides])
    for place, (server, _) in enumerate(sides):
        rate = statistics.median(both[place][0] for both in turns)
        cost = statistics.median(both[place][1] for both in turns)
        print(question, server.name, f"{rate:.4g} requests/s", f"{cost * 1e6:.4g} us of CPU each", sep="\t")
    rates = sorted(first[0] / second[0] for first, second in turns)
    costs = statistics.median(second[1] / first[1] for first, second in turns)
    spread = f"from {rates[0]:.3g} to {rates[-1]:.3g}"
    print(question, f"rate {statistics.median(rates):.3g} times", spread, f"by CPU {costs:.3g}", sep="\t", flush=True)


def body(document, **variables):
    return json.dumps({"query": document, "variables": variables})


def ready(name, port, answers):
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
        json.dump([answer.decode() for answer in answers], file)
    server = Server(name, "/", port, [sys.executable, SERVERS, "ready", port, file.name])
    server.wait("{}")
    os.unlink(file.name)
    return server


def neighbourhoods(corridor, entities, port, pace, servers):
    """Corridor's answers beside the same bytes from a server that does nothing else."""
    hundred = random.Random(2).sample(entities, 100)
    for question, document, ids in (
        ("neighbourhood of one entity", NEIGHBOURHOOD, ["person-12345"]),
        ("neighbourhood of 100 entities", NEIGHBOURHOOD, hundred),
        ("the search of it alone", SEARCH, hundred),
        ("two steps as nested lists", NESTED, ["person-12345"]),
    ):
        requests = [body(document, id=id) for id in ids]
        answers = [corridor.ask(request) for request in requests]
        assert all(answer.startswith(b'{"data":{') for answer in answers), answers[0][:500]
        print(question, f"{statistics.mean(map(len, answers)):.0f} bytes on average", sep="\t")
        servers.append(ready("ready-made bytes", port, answers))
        compare(question, (corridor, requests), (servers[-1], requests), *pace, 16)
        port += 1


def paths(corridor, raphtory, entities, pace):
    """The shortest path between two random entities, one connection at a time."""
    draw = random.Random(3)
    pairs = [draw.sample(entities, 2) for _ in range(1000)]
    ours = [body(PATH, a=a, b=b) for a, b in pairs]
    theirs = [body(RAPHTORY_PATH, a=a, b=b) for a, b in pairs]
    for mine, yours in list(zip(ours, theirs))[:5]:
        found = json.loads(corridor.ask(mine))["data"]["shortestPath"]
        path = json.loads(raphtory.ask(yours))["data"]["graph"]["algorithms"]["shortest_path"]
        assert [len(one["nodes"]) for one in path] == ([found["length"] + 1] if found else []), (found, path)
    compare("shortest path", (corridor, ours), (raphtory, theirs), *pace, 1)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--corridor", default="target/release/corridor")
    parser.add_argument("--data", type=Path, default=Path("target/bench-data"))
    parser.add_argument("--raphtory", default="target/raphtory/bin/python", help="a Python that has it")
    parser.add_argument("--axum", help="the over_http benchmark's binary, to compare the ready-made servers")
    parser.add_argument("--only", choices=("neighbourhood", "path"))
    parser.add_argument("--quick", action="store_true", help="shows that everything works, not how fast")
    parser.add_argument("--port", type=int, default=18100, help="the first of ten that are free")
    return parser.parse_args()


def main():
    given = arguments()
    seed, port, servers = given.data / "seed", given.port, []
    rounds = 1 if given.quick else 5
    with open(seed / "HOLDS_POST.csv", newline="") as file:
        entities = sorted({row[end] for row in csv.DictReader(file) for end in ("from", "to")})
    schema = given.data / "schema"
    command = [given.corridor, "serve", "--listen", f"127.0.0.1:{port}", "--schema", schema, "--seed", seed]
    try:
        corridor = Server("Corridor", "/graphql", port, command)
        servers.append(corridor)
        corridor.wait(body("{ __typename }"))
        if given.only != "path":
            neighbourhoods(corridor, entities, port + 2, (rounds, 0.5 if given.quick else 2), servers)
        if given.axum:
            command = [given.axum, "--data", given.data, "serve", "ready", port + 6]
            servers.append(axum := Server("axum", "/medium", port + 6, command))
            axum.wait("{}")
            servers.append(own := ready("ready-made bytes", port + 7, [axum.ask("{}")]))
            compare("the bytes of medium", (own, ["{}"]), (axum, ["{}"]), rounds, 1, 16)
        if given.only != "neighbourhood":
            command = [given.raphtory, SERVERS, "raphtory", port + 1, seed]
            servers.append(raphtory := Server("Raphtory", "/", port + 1, command))
            raphtory.wait(body(RAPHTORY_PATH, a="person-00000", b="person-00001"))
            paths(corridor, raphtory, entities, (rounds, 1 if given.quick else 4))
    finally:
        for server in servers:
            server.process.kill()
            server.process.wait()


if __name__ == "__main__":
    main()
