// Elements are made here and nowhere else. Text is always a text node: nothing from an article is ever parsed as markup.

export const $ = (id) => document.getElementById(id);

const ALLOWED = /^(on[a-z]+|class|type|id|for|role|dir|lang|value|min|max|step|low|high|optimum|scope|title|tabindex|checked|selected|disabled|aria-[a-z]+)$/;

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (!ALLOWED.test(name)) throw new Error(`attribute ${name}`);
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "selected") element[name] = true;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Text of an article, kept apart from the direction of what stands around it.
export const text = (value, tag = "span", language = null) =>
  h(tag, { class: "text", dir: "auto", lang: language }, String(value));

// The same inside a sentence that is one string, such as a label for a screen reader.
export const isolated = (value) => `\u2068${String(value).replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;

export const plain = (attributes, ...children) => h("button", { type: "button", class: "plain", ...attributes }, ...children);
export const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);

export function swatch(colour, line = false) {
  const element = h("span", { class: line ? "swatch line" : "swatch", "aria-hidden": "true" });
  element.style.backgroundColor = colour;
  return element;
}

// A link to an article: http and https alone; anything else stays text.
export function link(address, label, hint) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return text(label);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return text(label);
  const element = h("a", { title: hint, dir: "auto", class: "text" }, label);
  element.href = url.href;
  element.target = "_blank";
  element.rel = "noopener noreferrer";
  element.referrerPolicy = "no-referrer";
  return element;
}

export const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Letters without case and marks, so that "müller" finds "Müller" and "Muller".
export const folded = (value) => String(value).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
