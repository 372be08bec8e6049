"""The graph algorithms of libraries from PyPI, on the links that the benchmark wrote.

    peers.py FOLDER SCALE [--quick]

Each library gets the same undirected graph and one thread. A line of the output is a task, a
library and a figure with tabs between them; times are milliseconds of processor time, the least
of three runs, or percentiles over single calls.
"""

import random
import statistics
import sys
import time
from pathlib import Path

import igraph
import networkit
import numpy
import rustworkx
from scipy import sparse
from sknetwork.ranking import PageRank

FOLDER, SCALE = Path(sys.argv[1]), int(sys.argv[2])
QUICK = "--quick" in sys.argv
TIMES = 1 if QUICK else 3

networkit.setNumberOfThreads(1)
networkit.setSeed(1, False)


def read(name):
    return numpy.fromfile(FOLDER / name, dtype="<u4").reshape(-1, 2)


def figure(task, peer, value):
    print(task, peer, value, sep="\t", flush=True)


def timed(work):
    """The result and the milliseconds of processor time."""
    start = time.process_time_ns()
    result = work()
    return result, (time.process_time_ns() - start) / 1e6


def best(task, peer, work, times=TIMES):
    result, least = timed(work)
    for _ in range(times - 1):
        result, took = timed(work)
        least = min(least, took)
    figure(task, peer, least)
    return result


def percentiles(task, peer, calls):
    took = sorted(timed(call)[1] for call in calls)
    figure(f"{task}, p50", peer, took[len(took) // 2])
    figure(f"{task}, p99", peer, took[len(took) * 99 // 100])


def simple(pairs, nodes):
    """The pairs without doubles."""
    low, high = pairs.min(axis=1).astype("u8"), pairs.max(axis=1).astype("u8")
    keys = numpy.unique(low * nodes + high)
    return numpy.stack([keys // nodes, keys % nodes], axis=1)


def as_networkit(edges, nodes):
    graph = networkit.Graph(nodes)
    graph.addEdges((edges[:, 0].astype("u8"), edges[:, 1].astype("u8")))
    return graph


def shortest(pairs, kit, ig, rx):
    def bidirectional(a, b):
        return lambda: networkit.distance.BidirectionalBFS(kit, a, b).run()

    percentiles("shortest path", "networkit", [bidirectional(a, b) for a, b in pairs])
    some = pairs[: 20 if QUICK else 100]
    percentiles("shortest path", "igraph", [lambda a=a, b=b: ig.get_shortest_path(a, b) for a, b in some])
    few = pairs[:10]
    work = [lambda a=a, b=b: rustworkx.dijkstra_shortest_paths(rx, a, target=b) for a, b in few]
    percentiles("shortest path", "rustworkx", work)


def many_paths(pairs, ig):
    for k, count in ((3, 5), (10, 2)):
        work = [
            lambda a=a, b=b: ig.get_k_shortest_paths(a, b, k=k, output="vpath")
            for a, b in pairs[: 1 if QUICK else count]
        ]
        percentiles(f"{k} paths by HOPS", "igraph", work)


def whole(edges, nodes, kit, ig, rx):
    task = "PageRank, tolerance 1e-8"
    best(task, "networkit", lambda: networkit.centrality.PageRank(kit, 0.85, 1e-8).run())
    ones = numpy.ones(2 * len(edges), dtype=bool)
    rows, columns = numpy.concatenate([edges, edges[:, ::-1]]).T
    matrix = sparse.csr_matrix((ones, (rows, columns)), shape=(nodes, nodes))
    rank = PageRank(damping_factor=0.85, solver="piteration", n_iter=200, tol=1e-8)
    best(task, "scikit-network", lambda: rank.fit(matrix))
    best(task, "igraph", lambda: ig.pagerank())
    best("components", "networkit", lambda: networkit.components.ConnectedComponents(kit).run())
    best("components", "igraph", lambda: ig.connected_components())
    best("components", "rustworkx", lambda: rustworkx.number_connected_components(rx), 1)
    best("k-core", "networkit", lambda: networkit.centrality.CoreDecomposition(kit).run())
    best("k-core", "igraph", lambda: ig.coreness())
    best("clustering", "networkit", lambda: networkit.centrality.LocalClusteringCoefficient(kit, False).run(), 1)
    best("clustering", "igraph", lambda: ig.transitivity_local_undirected(mode="zero"), 1)

    def leiden():
        method = networkit.community.ParallelLeiden(kit, iterations=3)
        method.run()
        return networkit.community.Modularity().getQuality(method.getPartition(), kit)

    figure("Leiden, modularity", "networkit", best("Leiden", "networkit", leiden))
    if SCALE == 1:
        # Its result depends on random numbers: the median of several seeds.
        igraph.set_random_number_generator(random)
        runs = []
        for seed in range(1 if QUICK else 7):
            random.seed(seed)
            runs.append(timed(lambda: ig.community_leiden("modularity", n_iterations=2)))
        figure("Leiden", "igraph", min(took for _, took in runs))
        figure("Leiden, modularity", "igraph", statistics.median(found.modularity for found, _ in runs))
    for error in (0.03, 0.01):
        if SCALE > 1 and error < 0.03:
            break
        work = networkit.centrality.KadabraBetweenness(kit, error, 0.1)
        best(f"sampled betweenness, error {error}", "networkit", work.run, 1)


def small():
    nodes = 3_000
    edges = simple(read("small.bin"), nodes)
    kit = as_networkit(edges, nodes)
    ig = igraph.Graph(nodes, edges.tolist())
    task = "betweenness, 3,000 nodes"
    best(task, "igraph", lambda: ig.betweenness())
    best(task, "networkit", lambda: networkit.centrality.Betweenness(kit).run(), 1)
    task = "closeness, 3,000 nodes"
    variant = networkit.centrality.ClosenessVariant.GENERALIZED
    best(task, "networkit", lambda: networkit.centrality.Closeness(kit, False, variant).run())
    best(task, "igraph", lambda: ig.closeness())


def main():
    nodes = int((FOLDER / "nodes.txt").read_text())
    edges = simple(read("links.bin"), nodes)
    pairs = [(int(a), int(b)) for a, b in read("pairs.bin")]
    kit = best("projection", "networkit", lambda: as_networkit(edges, nodes), 1)
    ig = igraph.Graph(nodes, edges.tolist())
    rx = rustworkx.PyGraph()
    rx.add_nodes_from(range(nodes))
    rx.add_edges_from_no_data([(int(a), int(b)) for a, b in edges])
    shortest(pairs[: 100 if QUICK else 1000], kit, ig, rx)
    many_paths(pairs, ig)
    whole(edges, nodes, kit, ig, rx)
    small()


main()
