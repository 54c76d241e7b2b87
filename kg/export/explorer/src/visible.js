// Which nodes and edges pass the filters.

import { issued, overlaps, spells } from "./data.js";
import { state } from "./state.js";

export function visible(data) {
  const passing = [];
  const near = state.ego === null ? null : neighbours(data, state.ego);
  const fits = filter(data);
  data.edges.forEach((edge, number) => {
    if (fits(edge) && (!near || (near.has(edge.s) && near.has(edge.t)))) passing.push(number);
  });
  const kept = strongest(data, passing);
  const edges = passing.filter((number) => kept.has(data.edges[number].s) && kept.has(data.edges[number].t));
  const weight = (number) => data.edges[number].w;
  const ranked = [...edges].sort((a, b) => weight(b) - weight(a) || a - b);
  const drawn = new Set(ranked.slice(0, state.cap));
  const shown = new Set(ranked);
  for (const number of chosenEdges(data)) if (shown.has(number)) drawn.add(number); // drawn beyond the cap
  const nodes = new Set(ranked.flatMap((number) => [data.edges[number].s, data.edges[number].t]));
  for (const number of must()) nodes.add(number);
  return { edges: ranked, drawn, nodes };
}

function must() {
  const chosen = [state.ego, state.chosen?.node];
  return chosen.filter((number) => number !== null && number !== undefined);
}

// The edges that stand out, the strongest first and not without end.
export function chosenEdges(data) {
  if (state.chosen?.edge !== undefined) return [state.chosen.edge];
  if (state.chosen?.node === undefined) return [];
  return [...data.incident[state.chosen.node]].sort((a, b) => data.edges[b].w - data.edges[a].w || a - b).slice(0, 500);
}

export function neighbours(data, node) {
  const found = new Set([node]);
  for (const number of data.incident[node]) {
    found.add(data.edges[number].s);
    found.add(data.edges[number].t);
  }
  return found;
}

export function everyTime(data) {
  return state.from === 0 && state.to >= data.months[state.clock].length - 1;
}

function filter(data) {
  const months = data.months[state.clock];
  const always = everyTime(data);
  const intervals = state.clock === "event" ? spells : issued;
  const [from, to] = [months[state.from] ?? "", months[state.to] ?? "9999-12"];
  return (edge) => {
    if (state.kinds.has(edge.k) || edge.w < state.weight) return false;
    if (state.types.has(data.nodes[edge.s].y) || state.types.has(data.nodes[edge.t].y)) return false;
    if ((edge.cm ?? 1) < state.confidence) return false;
    if (state.stages.size && edge.st && Object.keys(edge.st).every((stage) => state.stages.has(stage))) return false;
    const days = intervals(edge);
    if (!days.length) return state.undated;
    return always || overlaps(days, from, to);
  };
}

// The nodes of the greatest strength among the edges that pass; what is chosen always belongs to them.
function strongest(data, passing) {
  const strength = new Map();
  const add = (node, weight) => strength.set(node, (strength.get(node) ?? 0) + weight);
  for (const number of passing) {
    add(data.edges[number].s, data.edges[number].w);
    add(data.edges[number].t, data.edges[number].w);
  }
  const order = [...strength.keys()].sort((a, b) => strength.get(b) - strength.get(a) || a - b);
  const kept = new Set(order.slice(0, state.ego === null ? state.top : order.length));
  for (const number of must()) kept.add(number);
  return kept;
}
