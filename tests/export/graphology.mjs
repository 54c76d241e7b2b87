// Reads GEXF and graphology JSON files as Gephi Lite does, and prints what it sees, one JSON line a file.
// Needs: npm install graphology@0.26 graphology-gexf@0.13 @xmldom/xmldom in the folder that NODE_PATH_KG names.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.env.NODE_PATH_KG + "/");
const { MultiGraph } = require("graphology");
const gexf = require("graphology-gexf/node");
const options = { allowUndeclaredAttributes: true, addMissingNodes: true };

for (const name of process.argv.slice(2)) {
  const text = readFileSync(name, "utf8");
  const graph = name.endsWith(".gexf") ? gexf.parse(MultiGraph, text, options) : MultiGraph.from(JSON.parse(text));
  const nodes = graph.mapNodes((key, data) => ({ key, ...data }));
  const edges = graph.mapEdges((_, data, source, target, __, ___, undirected) => ({ ...data, source, target, undirected }));
  console.log(JSON.stringify({ order: graph.order, size: graph.size, nodes, edges }));
}
