// The filters: types of node and edge, stages, time, and how much is shown.

import { $, button, h, isolated, plain, swatch } from "./dom.js";
import { CAPS, clock, emit, reset, state } from "./state.js";
import * as words from "./words.js";

const { t } = words;
let data = null;
let waiting = null;

export const start = (given) => { data = given; };

// Moving a slider asks for many pictures: the last one counts.
function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => emit("filters"), 60);
}

export function show() {
  const kept = document.activeElement?.id;
  $("controls").replaceChildren(...[
    state.ego === null ? null : button({ class: "chip", id: "ego-off", onclick: () => { state.ego = null; emit("ego"); } },
      t("ego", { name: isolated(words.nodeName(state.ego)) }), " — ", t("ego_off")),
    checks("types", data.types.map((type, place) => [place, words.nodeType(place), type.n, swatch(type.colour)])),
    checks("kinds", data.kinds.map((kind, place) => [place, words.kindName(place), kind.n, swatch(kind.colour, true)])),
    data.stages.length ? checks("stages", data.stages.map((code) => [code, words.stage(code), stageCount(code), null]), t("stages_hint")) : null,
    time(),
    size(),
    button({ id: "reset", onclick: () => { reset(data); emit("ego"); } }, t("reset")),
  ].filter(Boolean));
  if (kept) $(kept)?.focus();
}

const stageCount = (code) => data.edges.filter((edge) => edge.st?.[code]).length;

function checks(name, rows, hint = null) {
  const off = state[name];
  const all = (none) => () => {
    state[name] = new Set(none ? rows.map((row) => row[0]) : []);
    show();
    changed();
  };
  const labelled = (key, none) => plain({ id: `${name}-${key}`, onclick: all(none), "aria-label": `${t(name)}: ${t(key)}` }, t(key));
  return h("fieldset", { id: name }, h("legend", {}, h("span", {}, t(name)), labelled("all", false), labelled("none", true)),
    rows.map(([code, label, n, mark]) => {
      const flip = (event) => { event.target.checked ? off.delete(code) : off.add(code); changed(); };
      return h("label", { class: "check" }, h("input", { type: "checkbox", id: `${name}-${code}`, checked: !off.has(code), onchange: flip }),
        mark, h("span", { class: "name", dir: "auto" }, label), h("span", { class: "n" }, words.count(n)));
    }), hint ? h("p", { class: "hint" }, hint) : null);
}

function range(id, label, value, bounds, shown, change) {
  const output = h("output", { for: id }, shown(value));
  const move = (event) => {
    const now = change(+event.target.value);
    event.target.value = now;
    output.textContent = shown(now);
    event.target.setAttribute("aria-valuetext", shown(now));
    changed();
  };
  return h("label", { class: "range", for: id }, h("span", { class: "head" }, label, output),
    h("input", { type: "range", id, ...bounds, value, oninput: move, "aria-valuetext": shown(value) }));
}

function time() {
  const months = data.months[state.clock];
  const last = Math.max(months.length - 1, 0);
  const shown = (place) => words.day(months[place]) || "–";
  const select = h("select", { id: "clock", "aria-label": t("clock"), onchange: (event) => { clock(data, event.target.value); show(); changed(); } },
    ["event", "published"].map((name) => h("option", { value: name, selected: name === state.clock }, t(`clock_${name}`))));
  const undated = h("input", { type: "checkbox", id: "undated", checked: state.undated, onchange: (event) => { state.undated = event.target.checked; changed(); } });
  const ends = [
    range("from", t("from"), state.from, { min: 0, max: last }, shown, (value) => (state.from = Math.min(value, state.to))),
    range("to", t("to"), state.to, { min: 0, max: last }, shown, (value) => (state.to = Math.max(value, state.from))),
  ];
  return h("fieldset", { id: "time" }, h("legend", {}, h("span", {}, t("time"))), select, months.length > 1 ? ends : null,
    h("label", { class: "check" }, undated, h("span", { class: "name" }, t("undated", { n: words.count(data.undated[state.clock]) }))));
}

function size() {
  // The slider's steps grow, since the difference between 2,000 and 2,010 nodes cannot be seen.
  const all = data.nodes.length;
  const steps = [5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 700, 1000, 1500, 2000, 3000, 5000, 10000, 20000];
  const stops = [...steps.filter((n) => n < all), all];
  const place = stops.findIndex((n) => n >= state.top);
  const heaviest = data.edges.reduce((most, edge) => Math.max(most, edge.w), 1);
  const cap = h("select", { id: "cap", onchange: (event) => { state.cap = +event.target.value; changed(); } },
    CAPS.map((n) => h("option", { value: n, selected: n === state.cap }, words.count(n))));
  return h("fieldset", { id: "size" }, h("legend", {}, h("span", {}, t("size"))),
    stops.length < 2 ? null : range("top", t("top"), place < 0 ? stops.length - 1 : place, { min: 0, max: stops.length - 1 },
      (at) => (stops[at] === all ? `${t("all")} (${words.count(all)})` : words.count(stops[at])), (at) => { state.top = stops[at]; return at; }),
    heaviest < 2 ? null : range("weight", t("weight"), state.weight, { min: 1, max: Math.min(heaviest, 20) }, words.count, (value) => (state.weight = value)),
    range("confidence", t("confidence"), state.confidence, { min: 0, max: 1, step: 0.05 }, words.percent, (value) => (state.confidence = value)),
    data.edges.length > CAPS[0] ? h("label", { class: "range" }, h("span", { class: "head" }, t("cap")), cap) : null);
}
