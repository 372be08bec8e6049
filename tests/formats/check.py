"""Exports of the shipped data, read by the tools that people read them with.

    check.py target/debug/corridor [--node] [--gephi gephi-toolkit-all.jar]

Each reader must find the same entities, links, names, dates, status and sources as the GraphQL
API tells. A tool that is not installed is skipped with a line.
"""

import argparse
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import igraph
import networkx
import rdflib
from followthemoney import model
from lxml import etree
from ndex2.cx2 import RawCX2NetworkFactory
from networkx.readwrite import json_graph

from truth import Truth

HERE = Path(__file__).parent
GRAMMAR = HERE / "gexf.rng"
FOLDER = Path(tempfile.mkdtemp())

arguments = argparse.ArgumentParser()
arguments.add_argument("program", help="the binary of Corridor")
arguments.add_argument("--node", action="store_true", help="also read with Node")
arguments.add_argument("--gephi", metavar="JAR", help="also read with the Gephi toolkit")
ARGUMENTS = arguments.parse_args()
PROGRAM = ARGUMENTS.program


def export(name, format, *options):
    """The path of an exported file."""
    path = FOLDER / name
    command = [PROGRAM, "export", "--format", format, "--output", path]
    for option in options:
        command += ["--option", option]
    subprocess.run(command, check=True)
    return path


def check(what, found, expected):
    """Fails if something is not what it should be, and shows where."""
    if found == expected:
        return
    if isinstance(found, dict) and isinstance(expected, dict):
        keys = sorted(set(found) | set(expected), key=str)
        different = [k for k in keys if found.get(k) != expected.get(k)]
        for key in different[:5]:
            print(f"  {key}\n    found    {found.get(key)}\n    expected {expected.get(key)}")
        sys.exit(f"{what}: {len(different)} of {len(keys)} differ")
    sys.exit(f"{what}\n  found    {found}\n  expected {expected}")


def items(value):
    """A list, as JSON has it or joined by a semicolon."""
    return value if isinstance(value, list) else value.split("; ")


def values(names):
    """The names alone: `Samir Şərifov [az, NATIVE]` is `Samir Şərifov`."""
    return sorted(re.sub(r" \[[^\]]*\]$", "", name) for name in items(names))


def places(cited):
    """`S1#2 (a remark)` is `S1#2`."""
    return [re.sub(r" \(.*\)$", "", place, flags=re.DOTALL) for place in items(cited)]


def check_tables(what, nodes, links, split=True):
    """Holds the attributes of entities and links against the truth.

    `links` has (source, target, attributes) by id.
    """
    check(f"{what}: labels", {k: v["label"] for k, v in nodes.items()}, TRUTH.labels())
    check(f"{what}: kinds", {k: v["kind"] for k, v in nodes.items()}, TRUTH.kinds())
    ends = {k: (s, t, v["relation"]) for k, (s, t, v) in links.items()}
    check(f"{what}: links", ends, TRUTH.ends())
    keys = ("at", "since", "until")
    times = {k: {key: v[key] for key in keys if v.get(key)} for k, (_, _, v) in links.items()}
    check(f"{what}: dates", {k: v for k, v in times.items() if v}, TRUTH.times())
    status = {k: (v["status"], v["evidence"]) for k, (_, _, v) in links.items()}
    check(f"{what}: status and evidence", status, TRUTH.status())
    if split:
        found = {k: values(v["names"]) for k, v in nodes.items()}
        check(f"{what}: names", found, TRUTH.names())
        found = {k: places(v["sources"]) if v.get("sources") else [] for k, (_, _, v) in links.items()}
        check(f"{what}: sources", found, TRUTH.cited())
    print(f"ok: {what}: {len(nodes)} entities, {len(links)} links")


def networkx_tables(graph):
    assert graph.is_directed() and graph.is_multigraph()
    links = {key: (s, t, data) for s, t, key, data in graph.edges(keys=True, data=True)}
    return dict(graph.nodes(data=True)), links


def graphml():
    path = export("graph.graphml", "graphml")
    graph = networkx.read_graphml(path, force_multigraph=True)
    check_tables("GraphML in networkx", *networkx_tables(graph), split=False)
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_directed()
    nodes = {v["id"]: v.attributes() for v in graph.vs}
    # igraph keeps the order of edges, but gives them ids of nodes.
    ids = [edge.get("id") for edge in etree.parse(path).iterfind(".//{*}edge")]
    ends = [(graph.vs[e.source]["id"], graph.vs[e.target]["id"], e.attributes()) for e in graph.es]
    links = dict(zip(ids, ends, strict=True))
    check_tables("GraphML in igraph", nodes, links, split=False)
    path = export("tinkerpop.graphml", "graphml", "profile=tinkerpop")
    graph = networkx.read_graphml(path, force_multigraph=True)
    found = {key: data["labelE"] for _, _, key, data in graph.edges(keys=True, data=True)}
    check("GraphML for TinkerPop", found, {k: v["relation"] for k, v in TRUTH.links.items()})


def gexf():
    path = export("graph.gexf", "gexf")
    grammar = etree.RelaxNG(etree.parse(GRAMMAR))
    document = etree.parse(path)
    if not grammar.validate(document):
        sys.exit(f"GEXF: {grammar.error_log}")
    print("ok: GEXF: our grammar of it")
    graph = networkx.read_gexf(path)
    # networkx knows edges of one pair by numbers; the id is an attribute.
    links = {d["id"]: (s, t, d) for s, t, d in graph.edges(data=True)}
    check_tables("GEXF in networkx", dict(graph.nodes(data=True)), links, split=False)
    space = {"g": "http://gexf.net/1.3"}
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in document.iterfind(".//g:edge", space)]
    check("GEXF: kinds that keep links apart", len(set(kinds)), len(TRUTH.links))
    for edge in document.iterfind(".//g:edge", space):
        time = TRUTH.times().get(edge.get("id"), {})
        first = time.get("at") or time.get("since")
        last = time.get("at") or time.get("until")
        for attribute, date in (("start", first), ("end", last)):
            day = edge.get(attribute)
            known = date and date != "?"
            assert bool(day) == bool(known), (edge.get("id"), attribute, day, date)
            assert not known or day.startswith(date.rstrip("?~")), (day, date)


def node_link():
    path = export("graph.json", "node-link")
    data = json.loads(path.read_text())
    graph = json_graph.node_link_graph(data, edges="edges")
    check_tables("node-link JSON in networkx", *networkx_tables(graph))
    data = json.loads(export("d3.json", "node-link", "edges=links").read_text())
    check("node-link JSON for D3", len(data["links"]), len(TRUTH.links))


def cytoscape():
    data = json.loads(export("graph.cyjs", "cytoscape").read_text())
    graph = json_graph.cytoscape_graph(data)
    check_tables("Cytoscape JSON in networkx", *networkx_tables(graph))


def cx2():
    path = export("graph.cx2", "cx2")
    graph = RawCX2NetworkFactory().get_cx2network(str(path))
    nodes = {k: v["v"] for k, v in graph.get_nodes().items()}
    links = {
        e["v"]["extId"]: (nodes[e["s"]]["extId"], nodes[e["t"]]["extId"], e["v"])
        for e in graph.get_edges().values()
    }
    check_tables("CX2 in ndex2", {v["extId"]: v for v in nodes.values()}, links)
    check("CX2: names", {v["extId"]: v["name"] for v in nodes.values()}, TRUTH.labels())


def tables():
    nodes_file = export("nodes.csv", "csv", "part=nodes")
    links_file = export("links.csv", "csv", "part=links")
    with open(nodes_file, newline="") as file:
        nodes = {row["id"]: row for row in csv.DictReader(file)}
    with open(links_file, newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for row in rows.values():
        check("CSV: labels of ends", row["sourceLabel"], nodes[row["source"]]["label"])
    links = {k: (row["source"], row["target"], row) for k, row in rows.items()}
    check_tables("CSV", nodes, links, split=False)
    text = export("neo4j.csv", "csv", "part=nodes", "profile=neo4j").read_text()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    found = {row["id:ID"]: sorted(values(row["names:string[]"].split("\x1f"))) for row in rows}
    check("CSV for Neo4j: names", found, TRUTH.names())
    check("CSV for Neo4j: kinds", {row["id:ID"]: row[":LABEL"] for row in rows}, TRUTH.kinds())
    with open(export("sources.csv", "csv", "part=sources"), newline="") as file:
        sources = {row["id"]: row["label"] for row in csv.DictReader(file)}
    cited = {place["source"]["id"] for link in TRUTH.links.values() for place in link["sources"]}
    assert cited <= set(sources)
    check("CSV: sources", sources, {k: TRUTH.sources[k]["name"] for k in sources})


BASE = "https://corridor.example"
ENTITY, LINK, VOCAB = (rdflib.Namespace(f"{BASE}/{it}") for it in ("entity/", "link/", "vocab#"))
SCHEMA = rdflib.Namespace("https://schema.org/")


def rdf():
    graphs = []
    for name, format, parser in (
        ("graph.ttl", "turtle", "turtle"),
        ("graph.nt", "n-triples", "nt"),
        ("graph.jsonld", "json-ld", "json-ld"),
    ):
        graph = rdflib.Graph().parse(export(name, format), format=parser)
        check_rdf(format, graph)
        graphs.append(set(graph))
    check("RDF: the same triples", [g == graphs[0] for g in graphs], [True] * 3)


def check_rdf(what, graph):
    def local(iri, space):
        return str(iri).removeprefix(str(space)).replace("%20", " ")

    skos, rdf, terms = rdflib.SKOS, rdflib.RDF, rdflib.DCTERMS
    names = {}
    for label in (skos.prefLabel, skos.altLabel):
        for entity, _, name in graph.triples((None, label, None)):
            names.setdefault(local(entity, ENTITY), []).append(str(name))
    found = {k: sorted(set(v)) for k, v in names.items() if k in TRUTH.nodes}
    # A name in two languages is two labels with one text.
    check(f"{what}: names", found, {k: sorted(set(v)) for k, v in TRUTH.names().items()})
    links, times, status, cited = {}, {}, {}, {}
    for link in graph.subjects(rdf.type, rdf.Statement):
        id = local(link, LINK)
        ends = [local(graph.value(link, it), ENTITY) for it in (rdf.subject, rdf.object)]
        links[id] = (*ends, local(graph.value(link, rdf.predicate), VOCAB))
        status[id] = tuple(str(graph.value(link, VOCAB[it])) for it in ("status", "evidence"))
        dates = {"at": terms.date, "since": SCHEMA.startDate, "until": SCHEMA.endDate}
        dates = {key: graph.value(link, it) for key, it in dates.items()}
        times[id] = {key: str(date) for key, date in dates.items() if date is not None}
        if graph.value(link, VOCAB.ended) is not None:
            times[id]["until"] = "?"
        cited[id] = sorted({local(it, ENTITY) for it in graph.objects(link, terms.source)})
    check(f"{what}: links", links, TRUTH.ends())
    check(f"{what}: dates", {k: v for k, v in times.items() if v}, TRUTH.times())
    check(f"{what}: status and evidence", status, TRUTH.status())
    expected = {k: sorted({p.split("#")[0] for p in v}) for k, v in TRUTH.cited().items()}
    check(f"{what}: sources", cited, expected)
    print(f"ok: {what} in rdflib: {len(graph)} triples")


def followthemoney():
    entities = {}
    with open(export("graph.ftm.json", "ftm")) as file:
        for line in file:
            data = json.loads(line)
            proxy = model.get_proxy(data)
            # What was read as it is must also be what FollowTheMoney makes of it when it cleans.
            cleaned = model.get_proxy(data, cleaned=False)
            dropped = {k for k in data["properties"] if not proxy.has(k)}
            check(f"FollowTheMoney: unknown properties of {proxy.id}", dropped, set())
            for name in proxy.properties:
                # An address or a date may be written another way, but is not thrown away.
                check(f"{proxy.id}.{name}", len(cleaned.get(name)), len(proxy.get(name)))
            proxy.schema.validate(data)
            entities[proxy.id] = proxy
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in entities, (proxy.id, prop.name, value)
                assert entities[value].schema.is_a(prop.range), (proxy.id, prop.name, value)
    names = {
        k: sorted({n for p in ("name", "alias", "previousName", "weakAlias") for n in v.get(p)})
        for k, v in entities.items()
        if k in TRUTH.nodes
    }
    check("FollowTheMoney: names", names, {k: sorted(set(v)) for k, v in TRUTH.names().items()})
    links = [e for e in entities.values() if e.schema.edge]
    check("FollowTheMoney: links", len(links), len(TRUTH.links))
    dates = [e.get(p) for e in links for p in ("date", "startDate", "endDate") if e.get(p)]
    known = [d for t in TRUTH.times().values() for d in t.values() if d != "?"]
    check("FollowTheMoney: dates", sorted(dates), sorted([[d.rstrip("?~")] for d in known]))
    schemas = sorted({e.schema.name for e in entities.values()})
    print(f"ok: FollowTheMoney: {len(entities)} entities: {', '.join(schemas)}")


def graphviz():
    if not shutil.which("dot"):
        print("skipped: DOT in Graphviz (dot is not installed)")
        return
    path = export("graph.dot", "dot")
    # `-Tdot_json` does not lay the graph out.
    command = ["dot", "-Tdot_json", path]
    graph = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    names = {node["_gvid"]: node["name"] for node in graph["objects"]}

    def plain(attributes):
        return {k: v.replace("\\\\", "\\") for k, v in attributes.items() if isinstance(v, str)}

    nodes = {node["name"]: plain(node) for node in graph["objects"]}
    links = {e["id"]: (names[e["tail"]], names[e["head"]], plain(e)) for e in graph["edges"]}
    check_tables("DOT in Graphviz", nodes, links, split=False)
    some = FOLDER / "some.dot"
    command = [PROGRAM, "export", "--roots", "socar", "--output", some]
    subprocess.run(command, check=True)
    subprocess.run(["dot", "-Tsvg", "-o", FOLDER / "some.svg", some], check=True)


def xmllint():
    if not shutil.which("xmllint"):
        print("skipped: XML in xmllint (xmllint is not installed)")
        return
    for name in ("graph.gexf", "graph.graphml"):
        subprocess.run(["xmllint", "--noout", FOLDER / name], check=True)
    command = ["xmllint", "--noout", "--relaxng", GRAMMAR, FOLDER / "graph.gexf"]
    subprocess.run(command, check=True, capture_output=True)
    print("ok: GEXF and GraphML in xmllint")


def on_node():
    if not ARGUMENTS.node:
        print("skipped: graphology and cytoscape.js (Node is not installed)")
        return
    export("graph.graphology.json", "graphology")
    command = ["node", HERE / "node" / "read.mjs", FOLDER]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for what, graph in found.items():
        links = {
            k: (v["source"], v["target"], v["attributes"]) for k, v in graph["links"].items()
        }
        check_tables(what, graph["nodes"], links)


def gephi():
    if not ARGUMENTS.gephi:
        print("skipped: GEXF and GraphML in Gephi (Java and Maven are not installed)")
        return
    found = gephi_finds("graph.gexf")
    links = {k: (v["source"], v["target"], v["attributes"]) for k, v in found["links"].items()}
    check_tables("GEXF in Gephi", found["nodes"], links)
    days = {k: v["days"] for k, v in found["links"].items()}
    expected = {k: [v.get("start"), v.get("end")] for k, (_, _, v) in links.items()}
    check("GEXF in Gephi: the timeline", days, expected)
    found = gephi_finds("graph.graphml")
    kinds = {k: v["kind"] for k, v in found["nodes"].items()}
    check("GraphML in Gephi: kinds", kinds, TRUTH.kinds())
    # Here Gephi makes one edge of all between two entities.
    pairs = {(source, target) for source, target, _ in TRUTH.ends().values()}
    check("GraphML in Gephi: pairs", len(found["links"]), len(pairs))
    print(f"ok: GraphML in Gephi: {len(kinds)} entities, {len(pairs)} pairs that are linked")


def gephi_finds(name):
    """What Gephi reads in a file, without a word of complaint."""
    command = ["java", "-Djava.awt.headless=true", "-cp", ARGUMENTS.gephi]
    command += [HERE / "gephi" / "Gephi.java", FOLDER / name]
    run = subprocess.run(command, check=True, capture_output=True)
    # Its importer of GEXF writes "Infinity" for INF wherever it stands, so INFERRED comes as InfinityERRED.
    found = json.loads(run.stdout.splitlines()[-1].replace(b"InfinityERRED", b"INFERRED"))
    check(f"{name} in Gephi: issues", found["issues"], [])
    return found


TRUTH = Truth(PROGRAM, [])
for test in (gexf, graphml, node_link, cytoscape, cx2, tables, rdf, followthemoney, graphviz, xmllint, on_node, gephi):
    test()
shutil.rmtree(FOLDER)
print("every reader finds the same graph")
