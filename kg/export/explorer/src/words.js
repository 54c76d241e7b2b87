// Words in the language that is chosen: those of the page, the ontology's labels, names of nodes and edges.

import { state } from "./state.js";

let data = null;
export const learn = (given) => { data = given; };

export function t(key, values = {}) {
  const found = data.texts[state.language][key] ?? data.texts.en[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const label = (list, code) => data.labels[state.language][list][code] ?? code;
export const stage = (code) => label("stage", code);
export const instrument = (code) => label("instrument", code);
export const claimType = (code) => label("claim", code);
export const action = (type, code) => label("action", `${type}/${code}`);
export const anyAction = (types, code) => {
  const type = Object.keys(types ?? {}).find((name) => `${name}/${code}` in data.labels.en.action);
  return type ? action(type, code) : code;
};
export const nodeType = (place) => label("type", data.types[place].code) || "?";
export const nodeName = (number) => named(data.nodes[number]);
export const kindName = (place) => named(data.kinds[place]);
export const edgeName = (edge) => (state.language === "de" ? edge.de : null) ?? edge.en ?? kindName(edge.k);
export const named = (row) => (state.language === "de" && row.de ? row.de : row.en);
export const both = (pair) => (state.language === "de" ? pair[1] : pair[0]);

export const number = (value) =>
  typeof value === "number" ? value.toLocaleString(state.language, { maximumSignificantDigits: 4 }) : "–";
export const count = (value) => (value ?? 0).toLocaleString(state.language);
export const percent = (value) => (value ?? 1).toLocaleString(state.language, { style: "percent" });

// A day, month or year as the reader writes it; what is none of these stays as it is.
export function day(value) {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(value ?? "");
  if (!parts || parts[1] < "1000") return value ?? "";
  const options = { year: "numeric", timeZone: "UTC" };
  if (parts[2]) options.month = "short";
  if (parts[3]) options.day = "numeric";
  return new Date(Date.UTC(+parts[1], +(parts[2] ?? 1) - 1, +(parts[3] ?? 1))).toLocaleDateString(
    state.language === "de" ? "de" : "en-GB", options);
}

export function period(first, last) {
  if (!first && !last) return "";
  return first === last || !last ? day(first) : `${day(first)} – ${day(last)}`;
}

export function edtf(value) {
  const [first, last] = value.split("/");
  return period(first, last);
}

// The words of the page itself.
export function page() {
  document.documentElement.lang = state.language;
  for (const [attribute, target] of [["t", null], ["tLabel", "aria-label"], ["tTitle", "title"], ["tPlaceholder", "placeholder"]]) {
    const name = attribute.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
    for (const element of document.querySelectorAll(`[data-${name}]`)) {
      const words = t(element.dataset[attribute]);
      if (target) element.setAttribute(target, words);
      else element.textContent = words;
    }
  }
}
