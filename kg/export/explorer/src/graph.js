// The picture: sigma draws what passes the filters.

import EdgeCurveProgram, { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { createNodeBorderProgram } from "@sigma/node-border";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";

import { $, css } from "./dom.js";
import * as names from "./names.js";
import { apart, fitted } from "./places.js";
import { choose, state } from "./state.js";
import { edgeName, nodeName } from "./words.js";

const HOVERED = 5000; // edges up to which pointing at a node shows its neighbours
const paint = {};
let data = null;
let sigma = null;
let pointed = null;
let lit = null;

export function colours() {
  for (const name of ["ink", "soft", "canvas", "raised", "dim", "accent", "faint"]) paint[name] = css(`--${name}`);
  if (!sigma) return;
  sigma.refresh();
}

export function start(given) {
  data = given;
  colours();
  sigma = new Sigma(new Graph({ multi: true, type: "mixed" }), $("graph"), {
    allowInvalidContainer: true,
    defaultEdgeType: "line",
    defaultNodeType: "bordered",
    nodeProgramClasses: { bordered: createNodeBorderProgram({
      borders: [{ size: { value: 1, mode: "pixels" }, color: { attribute: "edging" } }, { size: { fill: true }, color: { attribute: "color" } }],
    }) },
    edgeProgramClasses: { line: EdgeLineProgram, arrow: EdgeArrowProgram, curve: EdgeCurveProgram, bent: EdgeCurvedArrowProgram },
    enableEdgeEvents: true,
    hideEdgesOnMove: data.edges.length > HOVERED,
    renderLabels: false,
    minEdgeThickness: 1.5,
    stagePadding: 36,
    zIndex: true,
    defaultDrawNodeHover: () => {}, // the names are drawn by names.js
    nodeReducer,
    edgeReducer,
  });
  names.start(sigma, paint, () => lit);
  sigma.on("clickNode", ({ node }) => choose({ node: +node }, { by: "picture" }));
  sigma.on("clickEdge", ({ edge }) => choose({ edge: +edge }, { by: "picture" }));
  sigma.on("clickStage", () => choose(null, { by: "picture" }));
  sigma.on("enterNode", ({ node }) => point({ node: +node }));
  sigma.on("leaveNode", () => point(null));
  sigma.on("enterEdge", ({ edge, event }) => point({ edge: +edge, x: event.x, y: event.y }));
  sigma.on("leaveEdge", () => point(null));
  new ResizeObserver(() => { if ($("graph").clientWidth) { sigma.resize(); sigma.refresh(); } }).observe($("graph"));
  $("graph").addEventListener("keydown", keys);
  $("zoom-in").addEventListener("click", () => sigma.getCamera().animatedZoom({ duration: 150 }));
  $("zoom-out").addEventListener("click", () => sigma.getCamera().animatedUnzoom({ duration: 150 }));
  $("zoom-all").addEventListener("click", whole);
  $("arrange").addEventListener("click", arrange);
  return sigma;
}

function nodeReducer(key, attributes) {
  const found = { ...attributes, edging: paint.canvas };
  if (!lit) return found;
  if (lit.nodes.has(+key)) return { ...found, zIndex: 2, edging: lit.main.has(+key) ? paint.ink : paint.canvas };
  return { ...found, color: paint.dim, zIndex: 0 };
}

function edgeReducer(key, attributes) {
  if (!lit) return attributes;
  if (lit.edges.has(+key)) return { ...attributes, zIndex: 2, size: attributes.size + (lit.edge === +key ? 2.5 : 0.5) };
  return { ...attributes, color: paint.dim, zIndex: 0 };
}

// What stands out: the chosen or pointed-at node with its neighbours, or an edge with its ends.
function light() {
  const what = pointed?.node !== undefined ? pointed : state.chosen;
  lit = null;
  if (what?.edge !== undefined) {
    const { s, t } = data.edges[what.edge];
    lit = { nodes: new Set([s, t]), main: new Set([s, t]), edges: new Set([what.edge]), edge: what.edge };
  } else if (what?.node !== undefined) {
    const nodes = new Set([what.node]);
    const edges = new Set(data.incident[what.node]);
    for (const number of edges) nodes.add(data.edges[number].s).add(data.edges[number].t);
    lit = { nodes, main: new Set([what.node]), edges };
  }
}

export function relight() {
  if (!sigma) return;
  light();
  sigma.refresh({ skipIndexation: true });
}

function point(what) {
  const tip = $("tooltip");
  const words = what?.edge !== undefined && edgeWords(data.edges[what.edge]);
  tip.hidden = !words;
  $("graph").style.cursor = what ? "pointer" : "";
  if (words) {
    tip.textContent = words;
    tip.style.left = `${Math.max(6, Math.min(what.x + 12, $("graph").clientWidth - 310))}px`;
    tip.style.top = `${what.y + 14}px`;
  }
  const before = pointed;
  pointed = what;
  const nodes = before?.node !== undefined || what?.node !== undefined;
  if (nodes && sigma.getGraph().size <= HOVERED) relight();
}

export const edgeWords = (edge) => `${nodeName(edge.s)} ${edge.d === false ? "–" : "→"} ${nodeName(edge.t)}: ${edgeName(edge)} (${edge.w})`;

export function draw(seen) {
  if (!sigma) return;
  const graph = new Graph({ multi: true, type: "mixed" });
  const numbers = [...seen.nodes];
  const opened = data.opened > 0 && numbers.every((number) => data.nodes[number].o);
  const layout = numbers.map((number) => (opened ? data.nodes[number].o : data.nodes[number].p));
  const points = fitted(layout, $("graph").clientWidth, $("graph").clientHeight);
  const crowd = Math.min(Math.max(Math.sqrt(500 / numbers.length), 0.4), 1);
  numbers.forEach((number, place) => {
    const node = data.nodes[number];
    const [x, y] = points[place];
    const size = crowd * (3.5 + ((node.z - 6) / 34) * 14);
    graph.addNode(number, { x, y, size, label: nodeName(number), color: data.types[node.y].colour });
  });
  apart(graph);
  for (const [number, bend] of bends(seen.drawn)) {
    const edge = data.edges[number];
    const arrow = edge.d !== false;
    const type = bend ? (arrow ? "bent" : "curve") : arrow ? "arrow" : "line";
    const size = Math.min(1.5 + Math.sqrt(edge.w - 1) * 0.45, 6);
    const attributes = { size, color: data.kinds[edge.k].colour, curvature: bend, type };
    if (arrow) graph.addDirectedEdgeWithKey(number, edge.s, edge.t, attributes);
    else graph.addUndirectedEdgeWithKey(number, edge.s, edge.t, attributes);
  }
  pointed = null;
  light();
  sigma.setGraph(graph);
}

// Edges between the same two nodes are bent apart: the one in the middle is straight.
function bends(numbers) {
  const groups = new Map();
  for (const number of numbers) {
    const { s, t } = data.edges[number];
    const key = s < t ? `${s} ${t}` : `${t} ${s}`;
    groups.set(key, [...(groups.get(key) ?? []), number]);
  }
  const found = [];
  for (const group of groups.values()) {
    const step = Math.min(0.22, 1.1 / group.length);
    group.forEach((number, place) => {
      const bend = (place - (group.length - 1) / 2) * step;
      found.push([number, data.edges[number].s < data.edges[number].t ? bend : -bend]);
    });
  }
  return found;
}

const whole = () => sigma.getCamera().animatedReset({ duration: 200 });

// Moves to a node that is out of sight; one that can be seen stays where it is.
export function centre(number) {
  const shown = sigma?.getNodeDisplayData(number);
  if (!shown) return;
  const { x, y } = sigma.framedGraphToViewport(shown);
  const { width, height } = sigma.getDimensions();
  if (x > 20 && y > 20 && x < width - 20 && y < height - 20) return;
  sigma.getCamera().animate({ x: shown.x, y: shown.y }, { duration: 250 });
}

function arrange() {
  const graph = sigma.getGraph();
  if (graph.order < 3) return;
  const rounds = graph.size > 5000 ? 40 : graph.size > 1000 ? 150 : 400;
  const settings = { ...forceAtlas2.inferSettings(graph), adjustSizes: graph.order < 400, linLogMode: true, gravity: 0.6, barnesHutOptimize: graph.order > 400 };
  forceAtlas2.assign(graph, { iterations: rounds, settings });
  graph.updateEachNodeAttributes((_, node) => ({ ...node, x: node.x * 20, y: node.y * 20 }));
  apart(graph);
  whole();
}

function keys(event) {
  const camera = sigma.getCamera();
  const step = 0.12 * camera.ratio;
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (moves[event.key]) camera.setState({ x: camera.x + moves[event.key][0], y: camera.y + moves[event.key][1] });
  else if (event.key === "+" || event.key === "=") camera.animatedZoom({ duration: 100 });
  else if (event.key === "-") camera.animatedUnzoom({ duration: 100 });
  else if (event.key === "0") whole();
  else return;
  event.preventDefault();
}
