// One field that finds nodes by their names and edges by the words of their quotes. A combobox, as WAI-ARIA has it.

import { $, folded, h, swatch, text } from "./dom.js";
import { choose } from "./state.js";
import * as words from "./words.js";

const NAMES = 10;
const QUOTES = 8;
const LEAST = 3; // letters from which quotes are searched
let data = null;
let index = null;
let active = -1;

export function start(given) {
  data = given;
  const field = $("search");
  field.addEventListener("input", () => show(field.value));
  field.addEventListener("focus", () => field.value && show(field.value));
  field.addEventListener("keydown", keys);
  field.addEventListener("blur", hide);
  $("found").addEventListener("mousedown", (event) => event.preventDefault()); // a click on a line takes no focus
}

// Built when it is first needed: the page opens sooner.
function built() {
  index ??= {
    names: data.nodes.map((node) => folded([node.en, node.de, node.li].filter(Boolean).join("\n"))),
    quotes: data.edges.map((edge) => folded((edge.q ?? (edge.ev ?? []).flatMap((number) => data.claims[number].q ?? [])).join("\n"))),
  };
  return index;
}

export function find(query) {
  const wanted = folded(query.trim());
  if (!wanted) return { names: [], quotes: [] };
  const { names, quotes } = built();
  const place = (name) => (name.startsWith(wanted) || name.includes(`\n${wanted}`) ? 0 : name.includes(` ${wanted}`) ? 1 : 2);
  const found = names.flatMap((name, number) => (name.includes(wanted) ? [[place(name), -(data.nodes[number].a ?? 0), number]] : []));
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const said = wanted.length < LEAST ? [] : quotes.flatMap((quote, number) => (quote.includes(wanted) ? [number] : []));
  said.sort((a, b) => data.edges[b].w - data.edges[a].w || a - b);
  return { names: found.slice(0, NAMES).map((row) => row[2]), quotes: said.slice(0, QUOTES) };
}

function show(query) {
  active = -1;
  const { names, quotes } = find(query);
  const parts = [];
  if (names.length) parts.push(group("search_names"), ...names.map((number) => option({ node: number }, nodeLine(number))));
  if (quotes.length) parts.push(group("search_quotes"), ...quotes.map((number) => option({ edge: number }, edgeLine(data.edges[number]))));
  if (!parts.length) parts.push(h("div", { class: "nothing" }, words.t("search_none", { q: query.trim() })));
  parts.forEach((part, place) => { part.id = `found-${place}`; });
  $("found").replaceChildren(...parts);
  open(query.trim() !== "");
  mark(options().length ? 0 : -1);
  $("status").textContent = words.t("search_some", { n: words.count(options().length) });
}

const options = () => [...$("found").querySelectorAll("[role=option]")];
const group = (name) => h("div", { class: "group", role: "presentation" }, words.t(name));

function option(chosen, line) {
  const element = h("div", { role: "option", "aria-selected": "false", onclick: () => take(element) }, line);
  element.chosen = chosen;
  return element;
}

function nodeLine(number) {
  const node = data.nodes[number];
  return [swatch(data.types[node.y].colour), " ", text(words.nodeName(number)), h("span", { class: "soft" }, ` ${words.nodeType(node.y)}`)];
}

function edgeLine(edge) {
  return [swatch(data.kinds[edge.k].colour, true), " ", text(words.nodeName(edge.s)), " ",
    h("span", { class: "soft" }, words.edgeName(edge)), " ", text(words.nodeName(edge.t))];
}

function take(element) {
  hide();
  choose(element.chosen, { by: "search" });
}

function open(shown) {
  $("found").hidden = !shown;
  $("search").setAttribute("aria-expanded", String(shown));
}

function hide() {
  open(false);
  $("search").removeAttribute("aria-activedescendant");
}

function mark(place) {
  const all = options();
  active = place;
  all.forEach((element, number) => element.setAttribute("aria-selected", String(number === place)));
  if (!all[place]) return $("search").removeAttribute("aria-activedescendant");
  $("search").setAttribute("aria-activedescendant", all[place].id);
  return all[place].scrollIntoView({ block: "nearest" });
}

function keys(event) {
  const all = options();
  if (event.key === "Escape") {
    event.stopPropagation();
    hide();
  } else if (event.key === "ArrowDown" && all.length) mark((active + 1) % all.length);
  else if (event.key === "ArrowUp" && all.length) mark((active - 1 + all.length) % all.length);
  else if (event.key === "Enter" && all[active] && !$("found").hidden) take(all[active]);
  else return;
  if (event.key !== "Escape") event.preventDefault();
}
