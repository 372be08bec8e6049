"""The servers that over_http.py measures beside Corridor.

    http_servers.py ready PORT FILE
    http_servers.py raphtory PORT SEED

The first one gives ready-made bytes: the bodies in a JSON list of texts, in turn. The second one
is Raphtory's own GraphQL server; the Python that runs it has to have Raphtory.
"""

import csv
import json
import select
import socket
import sys
import tempfile
from pathlib import Path


def serve_ready(port, file):
    """Answers each request with the next of the given bodies, and does not read what it asks."""
    head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
    answers = [text.encode() for text in json.loads(Path(file).read_text())]
    answers = [f"{head}{len(answer)}\r\n\r\n".encode() + answer for answer in answers]
    listener = socket.create_server(("127.0.0.1", int(port)))
    poll, open_, rest, count = select.epoll(), {}, {}, 0
    poll.register(listener, select.EPOLLIN)
    while True:
        for file, _ in poll.poll():
            if file == listener.fileno():
                one = listener.accept()[0]
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                one.setblocking(False)
                open_[one.fileno()] = one
                poll.register(one, select.EPOLLIN)
                continue
            left = waiting = rest.pop(file, None)
            if left is None:
                # The client sends a request in one piece and none before the answer.
                if not open_[file].recv(65536):
                    open_.pop(file).close()
                    continue
                left = memoryview(answers[count % len(answers)])
                count += 1
            try:
                left = left[open_[file].send(left) :]
            except BlockingIOError:
                pass
            if left:
                rest[file] = left
            if bool(left) != bool(waiting):
                poll.modify(file, select.EPOLLOUT if left else select.EPOLLIN)


def serve_raphtory(port, seed):
    """Raphtory's own GraphQL server over the links, without their dates and properties."""
    from raphtory import Graph
    from raphtory.graphql import GraphServer

    graph = Graph()
    for relation in ("HOLDS_POST", "WORKS_ON", "KNOWS"):
        with open(Path(seed) / f"{relation}.csv", newline="") as file:
            for row in csv.DictReader(file):
                graph.add_edge(0, row["from"], row["to"])
    with tempfile.TemporaryDirectory() as folder:
        graph.save_to_file(f"{folder}/links")
        GraphServer(folder).run(port=int(port))


if __name__ == "__main__":
    {"ready": serve_ready, "raphtory": serve_raphtory}[sys.argv[1]](*sys.argv[2:])
