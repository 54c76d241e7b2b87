// The picture: sigma draws what passes the filters.

import EdgeCurveProgram, { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { createNodeBorderProgram } from "@sigma/node-border";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram } from "sigma/rendering";

import { $, css } from "./dom.js";
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
  sigma.setSetting("labelColor", { color: paint.ink });
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
    labelColor: { color: paint.ink },
    labelFont: "system-ui, sans-serif",
    labelSize: 13,
    labelDensity: 0.9,
    labelGridCellSize: 90,
    labelRenderedSizeThreshold: 5,
    minEdgeThickness: 1.5,
    stagePadding: 36,
    zIndex: true,
    defaultDrawNodeLabel: label,
    defaultDrawNodeHover: (context, node, settings) => label(context, { ...node, raised: true }, settings),
    nodeReducer,
    edgeReducer,
  });
  sigma.on("clickNode", ({ node }) => choose({ node: +node }, { by: "picture" }));
  sigma.on("clickEdge", ({ edge }) => choose({ edge: +edge }, { by: "picture" }));
  sigma.on("clickStage", () => choose(null, { by: "picture" }));
  sigma.on("enterNode", ({ node }) => point({ node: +node }));
  sigma.on("leaveNode", () => point(null));
  sigma.on("enterEdge", ({ edge }) => point({ edge: +edge }));
  sigma.on("leaveEdge", () => point(null));
  new ResizeObserver(() => { if ($("graph").clientWidth) { sigma.resize(); sigma.refresh(); } }).observe($("graph"));
  $("graph").addEventListener("keydown", keys);
  $("zoom-in").addEventListener("click", () => sigma.getCamera().animatedZoom({ duration: 150 }));
  $("zoom-out").addEventListener("click", () => sigma.getCamera().animatedUnzoom({ duration: 150 }));
  $("zoom-all").addEventListener("click", whole);
  $("arrange").addEventListener("click", arrange);
  return sigma;
}

// A label with a rim in the colour of the ground, so that it can be read over edges.
function label(context, node, settings) {
  if (!node.label) return;
  const size = settings.labelSize + (node.raised ? 1 : 0);
  context.font = `${node.raised ? 600 : 400} ${size}px ${settings.labelFont}`;
  const [x, y] = [node.x + node.size + 3, node.y + size / 3];
  context.lineJoin = "round";
  context.lineWidth = node.raised ? 6 : 3.5;
  context.strokeStyle = paint.canvas;
  context.strokeText(node.label, x, y);
  context.fillStyle = paint.ink;
  context.fillText(node.label, x, y);
}

function nodeReducer(key, attributes) {
  const found = { ...attributes, edging: paint.canvas };
  if (!lit) return found;
  if (lit.nodes.has(+key)) return { ...found, zIndex: 2, forceLabel: lit.nodes.size < 40, edging: lit.main.has(+key) ? paint.ink : paint.canvas };
  return { ...found, color: paint.dim, label: "", zIndex: 0 };
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
    const { x, y } = sigma.getMouseCaptor().lastMouseX === null ? { x: 0, y: 0 } : { x: sigma.getMouseCaptor().lastMouseX, y: sigma.getMouseCaptor().lastMouseY };
    tip.style.left = `${Math.max(6, Math.min((x ?? 0) + 12, $("graph").clientWidth - 310))}px`;
    tip.style.top = `${(y ?? 0) + 14}px`;
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
  const opened = data.opened > 0 && [...seen.nodes].every((number) => data.nodes[number].o);
  for (const number of seen.nodes) {
    const node = data.nodes[number];
    const [x, y] = opened ? node.o : node.p;
    const size = 3.5 + ((node.z - 6) / 34) * 14;
    graph.addNode(number, { x, y, size, label: nodeName(number), color: data.types[node.y].colour });
  }
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

export function centre(number) {
  const shown = sigma?.getNodeDisplayData(number);
  if (shown) sigma.getCamera().animate({ x: shown.x, y: shown.y, ratio: Math.min(sigma.getCamera().ratio, 0.6) }, { duration: 250 });
}

function arrange() {
  const graph = sigma.getGraph();
  if (graph.order < 3) return;
  const rounds = graph.size > 5000 ? 40 : graph.size > 1000 ? 150 : 400;
  const settings = { ...forceAtlas2.inferSettings(graph), adjustSizes: graph.order < 400, linLogMode: true, gravity: 0.6, barnesHutOptimize: graph.order > 400 };
  forceAtlas2.assign(graph, { iterations: rounds, settings });
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
