// The tables beside the picture: all edges that pass the filters, and the ranking of the nodes. They are also the way
// for keyboards and screen readers.

import { $, button, h, plain, swatch, text } from "./dom.js";
import { choose, on, state } from "./state.js";
import * as words from "./words.js";

const PAGE = 100;
let data = null;
let seen = null;

const mainStage = (edge) => Object.keys(edge.st ?? {})[0] ?? "";
const EDGES = [
  ["source", "s", (edge) => words.nodeName(edge.s), (edge) => node(edge.s)],
  ["relation", "k", words.edgeName, relation],
  ["target", "t", (edge) => words.nodeName(edge.t), (edge) => node(edge.t)],
  ["articles", "w", (edge) => edge.w, (edge) => words.count(edge.w)],
  ["claims", "c", (edge) => edge.c ?? 0, (edge) => words.count(edge.c)],
  ["stage", "st", (edge) => words.stage(mainStage(edge)), (edge) => words.stage(mainStage(edge))],
  ["first", "f", (edge) => edge.f ?? "", (edge) => words.day(edge.f)],
  ["last", "l", (edge) => edge.l ?? "", (edge) => words.day(edge.l)],
  ["sure", "cm", (edge) => edge.cm ?? 1, (edge) => words.percent(edge.cm)],
];
const NODES = [
  ["place", "place", (number) => ranks().place[number], (number) => words.count(ranks().place[number])],
  ["name", "name", (number) => words.nodeName(number), (number) => node(number)],
  ["type", "type", (number) => words.nodeType(data.nodes[number].y), (number) => [words.nodeType(data.nodes[number].y)]],
  ["value", "value", (number) => ranks().value[number] ?? -1, (number) => words.number(ranks().value[number])],
  ["articles", "a", (number) => data.nodes[number].a ?? 0, (number) => words.count(data.nodes[number].a)],
  ["claims", "c", (number) => data.nodes[number].c ?? 0, (number) => words.count(data.nodes[number].c)],
];
const NUMBERS = new Set(["w", "c", "cm", "place", "value", "a"]);
const ranks = () => data.measures[state.measure];

function node(number) {
  const press = () => choose({ node: number }, { by: "table" });
  return plain({ onclick: press }, text(words.nodeName(number)));
}

function relation(edge) {
  const press = () => choose({ edge: edge.n }, { by: "table" });
  return [plain({ onclick: press }, swatch(data.kinds[edge.k].colour, true), " ", text(words.edgeName(edge)))];
}

export function start(given) {
  data = given;
  for (const name of ["edges", "nodes"]) $(`tab-${name}`).addEventListener("click", () => turn(name));
  for (const name of ["edges", "nodes"]) $(`tab-${name}`).addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    turn(name === "edges" ? "nodes" : "edges");
    $(`tab-${state.tab}`).focus();
  });
  on("chosen", mark);
}

function turn(name) {
  state.tab = name;
  state.rows = PAGE;
  show(seen);
}

export function show(given) {
  if (given !== seen) state.rows = PAGE;
  seen = given;
  const edges = state.tab === "edges";
  for (const name of ["edges", "nodes"]) {
    $(`tab-${name}`).setAttribute("aria-selected", String(state.tab === name));
    $(`tab-${name}`).tabIndex = state.tab === name ? 0 : -1;
  }
  $("tab-edges").textContent = `${words.t("tab_edges")} (${words.count(seen.edges.length)})`;
  $("rows").setAttribute("aria-labelledby", `tab-${state.tab}`);
  $("tab-extra").replaceChildren(...(edges ? [] : [measures()]));
  const items = edges ? seen.edges.map((number) => data.edges[number]) : [...seen.nodes];
  fill(edges ? EDGES : NODES, items);
}

function measures() {
  const options = Object.keys(data.measures).map((name) => h("option", { value: name, selected: name === state.measure }, words.t(name)));
  const change = (event) => { state.measure = event.target.value; show(seen); $("tab-extra").querySelector("select").focus(); };
  return h("label", {}, `${words.t("measure")} `, h("select", { id: "measure", onchange: change }, options));
}

function fill(columns, items) {
  const [key, way] = state.order[state.tab];
  const value = columns.find((column) => column[1] === key)[2];
  const compare = new Intl.Collator(state.language).compare;
  const values = new Map(items.map((item) => [item, value(item)]));
  items.sort((one, other) => {
    const [a, b] = [values.get(one), values.get(other)];
    return (a === "") - (b === "") || way * (typeof a === "string" ? compare(a, b) : a - b); // blanks come last
  });
  const head = h("tr", {}, columns.map((column) => header(column, key, way)));
  const body = h("tbody", {}, items.slice(0, state.rows).map((item) => row(columns, item)));
  const label = words.t(state.tab === "edges" ? "tab_edges" : "tab_nodes");
  const parts = [h("table", { "aria-label": label, "aria-rowcount": items.length + 1 }, h("thead", {}, head), body)];
  if (!items.length) parts.push(h("p", { class: "more soft" }, words.t("empty")));
  if (state.tab === "nodes") parts.push(h("p", { class: "more soft" }, words.t("rank_note")));
  if (items.length > state.rows) parts.splice(1, 0, more(items.length - state.rows));
  $("rows").replaceChildren(...parts);
  mark();
}

function more(left) {
  const press = () => {
    const from = state.rows;
    state.rows += PAGE;
    show(seen);
    $("rows").querySelectorAll("tbody tr")[from]?.querySelector("button")?.focus();
  };
  return button({ class: "more", onclick: press }, words.t("more", { n: words.count(left) }));
}

function header([name, key], sorted, way) {
  const press = () => {
    const first = NUMBERS.has(key) && key !== "place" ? -1 : 1;
    state.order[state.tab] = [key, sorted === key ? -way : first];
    show(seen);
    $("rows").querySelector("th[aria-sort] button").focus();
  };
  const direction = sorted === key ? (way > 0 ? "ascending" : "descending") : null;
  const hint = name === "articles" ? words.t("articles_hint") : words.t("sort", { column: words.t(name) });
  return h("th", { scope: "col", class: NUMBERS.has(key) ? "number" : null, "aria-sort": direction },
    button({ onclick: press, title: hint }, words.t(name)));
}

function row(columns, item) {
  const cells = columns.map(([, key, , cell]) => h("td", { class: NUMBERS.has(key) ? "number" : key === "f" || key === "l" ? "day" : null }, cell(item)));
  const line = h("tr", {}, cells);
  line.item = item;
  return line;
}

function mark() {
  for (const line of $("rows").querySelectorAll("tbody tr")) {
    const chosen = state.tab === "edges" ? data.edges[state.chosen?.edge] : state.chosen?.node;
    line.classList.toggle("chosen", chosen !== undefined && line.item === chosen);
  }
}
