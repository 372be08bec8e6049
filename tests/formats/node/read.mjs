// Reads exports with graphology and cytoscape.js, and prints what they found as JSON.
//
//     node read.mjs FOLDER

import { readFileSync } from "node:fs";
import { join } from "node:path";
import cytoscape from "cytoscape";
import { MultiGraph } from "graphology";

const folder = process.argv[2];
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));

function graphology() {
  const graph = MultiGraph.from(read("graph.graphology.json"));
  const found = { nodes: {}, links: {} };
  graph.forEachNode((id, attributes) => {
    // Sigma refuses a node without a place.
    if (!Number.isFinite(attributes.x) || !Number.isFinite(attributes.y)) {
      throw new Error(`${id} has no place`);
    }
    found.nodes[id] = attributes;
  });
  graph.forEachEdge((id, attributes, source, target) => {
    found.links[id] = { source, target, attributes };
    if (graph.isUndirected(id) !== attributes.symmetric) {
      throw new Error(`${id} has another direction`);
    }
  });
  return found;
}

function cytoscapeJs() {
  const graph = cytoscape({ headless: true, elements: read("graph.cyjs").elements });
  const found = { nodes: {}, links: {} };
  graph.nodes().forEach((node) => {
    found.nodes[node.id()] = node.data();
    if (!node.hasClass(node.data("kind"))) {
      throw new Error(`${node.id()} has no class`);
    }
  });
  graph.edges().forEach((edge) => {
    const [source, target] = [edge.source().id(), edge.target().id()];
    found.links[edge.id()] = { source, target, attributes: edge.data() };
  });
  return found;
}

const found = { "graphology JSON in graphology": graphology(), "Cytoscape JSON in cytoscape.js": cytoscapeJs() };
process.stdout.write(JSON.stringify(found));
