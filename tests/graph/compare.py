"""Corridor's measures beside those of NetworkX, igraph and NetworKit, to 1e-9.

    compare.py PROGRAM [FOLDER]

PROGRAM is the example `measures_of_a_list`; FOLDER holds GraphML files of public data sets, if
they are there. Where a definition could be one of several, ours is that of NetworkX, so nearly
everything is compared with it; README.md says what is not.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import igraph
import networkit
import networkx as nx

networkit.setNumberOfThreads(1)
TOLERANCE = 1e-9


def graphs(folder):
    """Graphs of several sorts, by name."""
    yield "karate", nx.karate_club_graph()
    yield "les miserables", nx.les_miserables_graph()
    yield "a tree", nx.random_labeled_tree(60, seed=1)
    yield "a grid", nx.convert_node_labels_to_integers(nx.grid_2d_graph(9, 7))
    yield "small world", nx.connected_watts_strogatz_graph(200, 6, 0.1, seed=2)
    yield "with hubs", nx.barabasi_albert_graph(300, 3, seed=3)
    yield "in pieces", nx.gnm_random_graph(200, 150, seed=4)
    yield "directed", nx.gnm_random_graph(120, 400, seed=5, directed=True)
    yield "directed, sparse", nx.gnm_random_graph(150, 160, seed=6, directed=True)
    yield "directed, with hubs", nx.DiGraph(nx.scale_free_graph(200, seed=7))
    for path in sorted(folder.rglob("*.graphml")) if folder else []:
        yield path.stem, nx.read_graphml(path)


def plain(graph):
    """The graph without weights, doubles and loops, its nodes numbered."""
    simple = nx.DiGraph() if graph.is_directed() else nx.Graph()
    simple.add_nodes_from(graph.nodes())
    simple.add_edges_from((a, b) for a, b, *_ in graph.edges() if a != b)
    return nx.convert_node_labels_to_integers(simple)


def ours(program, graph):
    """What Corridor says of it."""
    form = "directed" if graph.is_directed() else "undirected"
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(f"{len(graph)}\n" + "".join(f"{a} {b}\n" for a, b in graph.edges()))
        file.flush()
        output = subprocess.run([program, form, file.name], capture_output=True, check=True)
    return json.loads(output.stdout)


failures = []


def near(where, found, expected):
    worst = max((abs(a - b) for a, b in zip(found, expected, strict=True)), default=0.0)
    if worst > TOLERANCE:
        failures.append(f"{where}: off by {worst}")


def same(where, found, expected):
    if found != expected:
        failures.append(f"{where}: {found} is not {expected}")


def parts(numbers):
    """A partition as a set of sets, and whether its numbers go by size."""
    members = {}
    for node, number in enumerate(numbers):
        members.setdefault(number, set()).add(node)
    sizes = [len(members[number]) for number in range(len(members))]
    return {frozenset(part) for part in members.values()}, sizes == sorted(sizes, reverse=True)


def compare(name, graph, found):
    def values(of):
        return [of[node] for node in range(len(graph))]

    either = graph.to_undirected()
    near(f"{name}: pageRank", found["pageRank"], values(nx.pagerank(graph, tol=1e-15, max_iter=2000)))
    near(f"{name}: betweenness", found["betweenness"], values(nx.betweenness_centrality(graph)))
    near(f"{name}: closeness", found["closeness"], values(nx.closeness_centrality(graph)))
    near(f"{name}: harmonic", found["harmonic"], values(nx.harmonic_centrality(graph)))
    near(f"{name}: clustering", found["clustering"], values(nx.clustering(either)))
    same(f"{name}: coreness", found["coreness"], values(nx.core_number(either)))
    weak, by_size = parts(found["component"])
    same(f"{name}: component", weak, {frozenset(it) for it in nx.connected_components(either)})
    same(f"{name}: components by size", by_size, True)
    strong, _ = parts(found["strongComponent"])
    expected = nx.strongly_connected_components(graph) if graph.is_directed() else nx.connected_components(graph)
    same(f"{name}: strong component", strong, {frozenset(it) for it in expected})
    points = sorted(found["articulationPoints"])
    same(f"{name}: articulation points", points, sorted(nx.articulation_points(either)))
    bridges = sorted(tuple(it) for it in found["bridges"])
    same(f"{name}: bridges", bridges, sorted((min(it), max(it)) for it in nx.bridges(either)))
    communities, _ = parts(found["community"])
    near(f"{name}: modularity", [found["modularity"]], [nx.community.modularity(either, communities)])
    others(name, graph, either, found)


def others(name, graph, either, found):
    """The same of igraph and NetworKit, where their definition is ours too."""
    ig = igraph.Graph(len(graph), list(graph.edges()), directed=graph.is_directed())
    near(f"{name}: igraph's pageRank", found["pageRank"], ig.pagerank())
    ig = igraph.Graph(len(graph), list(either.edges()))
    pairs = (len(graph) - 1) * (len(graph) - 2) / 2
    if not graph.is_directed():
        between = [it / pairs for it in ig.betweenness()]
        near(f"{name}: igraph's betweenness", found["betweenness"], between)
    same(f"{name}: igraph's coreness", found["coreness"], ig.coreness())
    clustering = ig.transitivity_local_undirected(mode="zero")
    near(f"{name}: igraph's clustering", found["clustering"], clustering)
    best = max(
        ig.community_leiden("modularity", n_iterations=-1).modularity for _ in range(3)
    )
    if found["modularity"] < best - 0.02:
        failures.append(f"{name}: modularity {found['modularity']}, igraph finds {best}")
    kit = networkit.nxadapter.nx2nk(either)
    cores = networkit.centrality.CoreDecomposition(kit).run().scores()
    same(f"{name}: NetworKit's coreness", [float(it) for it in found["coreness"]], cores)


def main():
    program = sys.argv[1]
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    count = 0
    for name, graph in graphs(folder):
        graph = plain(graph)
        compare(name, graph, ours(program, graph))
        count += 1
    if failures:
        sys.exit("\n".join(failures))
    print(f"{count} graphs: every measure agrees")


main()
