// The explorer: reads the data, joins the parts, keeps language and colours.

import * as about from "./about.js";
import * as controls from "./controls.js";
import { load } from "./data.js";
import * as details from "./details.js";
import { $ } from "./dom.js";
import * as graph from "./graph.js";
import * as search from "./search.js";
import { emit, on, reset, state } from "./state.js";
import * as table from "./table.js";
import { chosenEdges, visible } from "./visible.js";
import * as words from "./words.js";

const { t } = words;
const dark = matchMedia("(prefers-color-scheme: dark)");
let data = null;
let seen = null;

function theme() {
  const chosen = state.theme === "auto" ? (dark.matches ? "dark" : "light") : state.theme;
  document.documentElement.dataset.theme = chosen;
  graph.colours();
}

function message(words_) {
  $("message").textContent = words_ ?? "";
  $("message").hidden = !words_;
}

function filtered() {
  seen = visible(data);
  graph.draw(seen);
  table.show(seen);
  if (drawable) message(seen.edges.length || seen.nodes.size ? null : t("empty"));
  said();
}

function said() {
  const values = { n: words.count(seen.nodes.size), N: words.count(data.nodes.length), m: words.count(seen.edges.length), M: words.count(data.edges.length) };
  const cut = seen.drawn.size < seen.edges.length ? `; ${t("drawn", { k: words.count(seen.drawn.size) })}` : "";
  const { edge } = state.chosen ?? {};
  const hidden = edge !== undefined && !seen.edges.includes(edge) ? `; ${t("hidden")}` : "";
  $("status").textContent = t("shown", values) + cut + hidden;
}

function speak() {
  words.page();
  about.show(data);
  controls.show();
  details.show();
  filtered();
  if (!drawable) message(t("no_webgl"));
}

function pane(name) {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll("#panes button")) {
    button.setAttribute("aria-current", String(button.dataset.pane === name));
  }
}

// A node that the filters hide is shown all the same when it is chosen, and edges beyond the cap are drawn.
function chosen({ by }) {
  const { node } = state.chosen ?? {};
  const listed = new Set(seen.edges);
  if (node !== undefined && !seen.nodes.has(node)) filtered();
  else if (chosenEdges(data).some((number) => listed.has(number) && !seen.drawn.has(number))) {
    seen = visible(data);
    graph.draw(seen);
  }
  graph.relight();
  if (by !== "picture" && node !== undefined) graph.centre(node);
  if (state.chosen) pane("details");
  said();
}

function listen() {
  on("chosen", chosen);
  on("filters", filtered); // not the controls: whoever drags a slider must keep it
  on("ego", () => { controls.show(); filtered(); });
  for (const button of document.querySelectorAll("#panes button")) button.addEventListener("click", () => pane(button.dataset.pane));
  document.querySelector(".skip").addEventListener("click", () => pane("table"));
  $("language").addEventListener("change", (event) => { state.language = event.target.value; speak(); });
  $("theme").addEventListener("change", (event) => { state.theme = event.target.value; theme(); });
  dark.addEventListener("change", theme);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.chosen) details.close();
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); $("search").focus(); }
  });
}

let drawable = false;

async function main() {
  theme();
  data = await load($("data"));
  words.learn(data);
  state.language = navigator.language.startsWith("de") ? "de" : "en";
  $("language").value = state.language;
  reset(data);
  for (const part of [controls, table, details, search]) part.start(data);
  try {
    globalThis.kgExplorer = { sigma: graph.start(data), data, state };
    drawable = true;
  } catch (error) {
    console.info(error); // without WebGL the table still holds everything
  }
  listen();
  pane("graph");
  speak();
  emit("ready");
  document.documentElement.dataset.ready = "true";
}

main().catch((error) => {
  message(`The data of this page cannot be read: ${error.message}`);
  document.documentElement.dataset.ready = "failed";
  throw error;
});
