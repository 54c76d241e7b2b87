// What is known of the node or edge that is chosen: with the claims, word by word, and where they were printed.

import { $, button, h, isolated, link, plain, swatch, text } from "./dom.js";
import { choose, emit, on, state } from "./state.js";
import * as words from "./words.js";

const { t } = words;
const LISTED = 60;
const FEW = 6;
let data = null;
let opener = null;

export function start(given) {
  data = given;
  on("chosen", ({ by }) => {
    if (by !== "picture" && by !== "details") opener = document.activeElement;
    show();
    $("details").scrollTop = 0;
    if (state.chosen && by !== "picture" && by !== "language") $("chosen")?.focus();
  });
}

export function close() {
  choose(null, { by: "picture" });
  if (opener?.isConnected) opener.focus();
}

export function show() {
  const chosen = state.chosen;
  const parts = chosen === null ? nothing()
    : chosen.node !== undefined ? node(chosen.node) : edge(data.edges[chosen.edge]);
  $("details").replaceChildren(...parts.flat(2).filter(Boolean));
}

// With nothing chosen: where to begin.
function nothing() {
  const places = data.measures[state.measure].place;
  const strongest = data.nodes.map((_, number) => number).sort((a, b) => places[a] - places[b] || a - b).slice(0, 12);
  const list = strongest.map((number) => h("li", {}, swatch(data.types[data.nodes[number].y].colour),
    plain({ onclick: () => choose({ node: number }, { by: "details" }) }, text(words.nodeName(number))),
    h("span", { class: "n" }, words.number(data.measures[state.measure].value[number]))));
  const heaviest = data.edges.map((_, number) => number).sort((a, b) => data.edges[b].w - data.edges[a].w || a - b);
  return [h("p", { class: "soft" }, t("details_none")),
    h("h3", {}, `${t("tab_nodes")}: ${t(state.measure)}`), h("ul", { class: "pairs" }, list),
    h("h3", {}, `${t("tab_edges")}: ${t("articles")}`), h("ul", { class: "pairs" }, heaviest.slice(0, 8).map((number) => {
      const one = data.edges[number];
      return h("li", {}, swatch(data.kinds[one.k].colour, true), plain({ onclick: () => choose({ edge: number }, { by: "details" }) },
        text(words.nodeName(one.s)), ` ${one.d === false ? "–" : "→"} `, text(words.nodeName(one.t)), `: ${words.edgeName(one)}`),
      h("span", { class: "n", title: t("articles_hint") }, words.count(one.w)));
    }))];
}

const top = (kind, mark) => h("div", { class: "top" }, h("span", {}, mark, ` ${kind}`),
  plain({ onclick: close, "aria-label": `${t("close")} (Esc)` }, t("close")));
const heading = (...parts) => h("h2", { id: "chosen", tabindex: -1 }, parts);

function facts(rows) {
  const filled = rows.filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0);
  return h("dl", {}, filled.map(([name, value]) => [h("dt", {}, t(name)), h("dd", {}, value)]));
}

function node(number) {
  const row = data.nodes[number];
  const type = data.types[row.y];
  const ranks = Object.entries(data.measures).map(([name, found]) =>
    [name, `${words.number(found.value[number])} · ${t("rank_value", { place: words.count(found.place[number]), n: words.count(data.nodes.length) })}`]);
  const only = () => { state.ego = number; emit("ego"); };
  return [
    top(words.nodeType(row.y), swatch(type.colour)),
    heading(text(words.nodeName(number))),
    facts([["link", row.li && text(row.li)], ["articles", words.count(row.a)], ["claims", words.count(row.c)],
      ["period", words.period(row.f, row.l)], ["iri", h("code", {}, text(row.iri))]]),
    h("div", { class: "act" }, button({ onclick: only, id: "only" }, t("neighbours"))),
    h("h3", {}, t("edges_of", { n: words.count(data.incident[number].length) })),
    edges(number, LISTED),
    h("h3", {}, t("ranks")),
    facts(ranks),
  ];
}

function edges(number, most) {
  const strongest = [...data.incident[number]].sort((a, b) => data.edges[b].w - data.edges[a].w || a - b);
  const list = h("ul", { class: "pairs" }, strongest.slice(0, most).map((place) => {
    const one = data.edges[place];
    const other = one.s === number ? one.t : one.s;
    const arrow = one.d === false ? "–" : one.s === number ? "→" : "←";
    const label = `${isolated(words.nodeName(one.s))} ${words.edgeName(one)} ${isolated(words.nodeName(one.t))}`;
    return h("li", {}, swatch(data.kinds[one.k].colour, true),
      plain({ onclick: () => choose({ edge: place }, { by: "details" }), "aria-label": label },
        `${words.edgeName(one)} ${arrow} `, text(words.nodeName(other))),
      h("span", { class: "n", title: t("articles_hint") }, words.count(one.w)));
  }));
  if (strongest.length <= most) return list;
  const press = () => list.replaceChildren(...edges(number, strongest.length).childNodes);
  return [list, button({ class: "more", onclick: (event) => { press(); event.target.remove(); } }, t("more", { n: words.count(strongest.length - most) }))];
}

function edge(one) {
  const go = (number) => plain({ onclick: () => choose({ node: number }, { by: "details" }) }, text(words.nodeName(number)));
  const arrow = one.d === false ? "–" : "→";
  return [
    top(one.d === false ? `${t("edge")} (${t("undirected")})` : t("edge"), swatch(data.kinds[one.k].colour, true)),
    heading(go(one.s), ` ${arrow} `, h("span", {}, words.edgeName(one)), ` ${arrow} `, go(one.t)),
    facts([
      ["articles", h("span", { title: t("articles_hint") }, words.count(one.w))],
      ["claims", words.count(one.c)],
      ["stage", counts(one.st, words.stage)],
      ["actions", counts(one.ac, (code) => words.anyAction(one.ct, code))],
      ["instruments", counts(one.in, words.instrument)],
      ["period", one.f ? words.period(one.f, one.l) : t("no_date")],
      ["published", words.period(one.pf, one.pl)],
      ["sure", one.cm === undefined ? "" : t("confidence_of", { max: words.percent(one.cm), mean: words.percent(one.ca ?? one.cm) })],
      ["speakers", names(one.sk)], ["goods", names(one.go)], ["shared", names(one.sh)], ["sources", names(one.so)],
    ]),
    h("h3", {}, t("steps")),
    steps(one),
  ];
}

const counts = (found, label) => Object.entries(found ?? {}).map(([code, n]) => `${label(code)} ${words.count(n)}`).join(", ");

// A list of names, a long one closed at first.
function names(list) {
  const joined = (some) => some.flatMap((name, place) => [place ? ", " : "", text(name)]);
  if (!list || list.length <= FEW + 2) return joined(list ?? []);
  const rest = button({ class: "plain", onclick: (event) => event.target.replaceWith(", ", ...joined(list.slice(FEW))) },
    t("more", { n: words.count(list.length - FEW) }));
  return [...joined(list.slice(0, FEW)), " ", rest];
}

// The claims in the order of what they tell of, else of their publication.
function steps(one) {
  if (!one.ev) return unsourced(one);
  const claims = one.ev.map((number) => data.claims[number]);
  const when = (claim) => claim.d || data.articles[claim.ar].d || "9999";
  claims.sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
  const all = one.c === undefined || claims.length >= one.c;
  const ends = `"${data.nodes[one.s].en}" "${data.nodes[one.t].en}"`;
  const how = all ? [t("steps_all", { n: words.count(claims.length) })]
    : [t("steps_some", { n: words.count(claims.length), m: words.count(one.c) }), " ", h("code", {}, text(ends))];
  return [h("p", { class: "hint" }, how), h("ol", { class: "steps" }, claims.map(step))];
}

function unsourced(one) {
  if (!one.q) return h("p", { class: "hint" }, t("no_quotes"));
  return [h("p", { class: "hint" }, t("quotes_only")),
    h("ol", { class: "steps" }, one.q.map((quote) => h("li", {}, text(quote, "blockquote"))))];
}

function step(claim) {
  const article = data.articles[claim.ar];
  const what = [words.action(claim.t, claim.a), claim.i && words.instrument(claim.i), words.stage(claim.s)].filter(Boolean);
  const date = claim.d ? `${words.edtf(claim.d)}` : t("no_date");
  const said = (claim.sp ?? []).map((pair) => t("says", { name: isolated(words.both(pair)) }));
  const sure = claim.c ?? 1;
  return h("li", {},
    h("p", { class: "what" }, `${words.claimType(claim.t)}: ${what.join(" · ")}`),
    h("p", { class: "by" }, date, claim.dt ? [" (", text(`“${claim.dt}”`), ")"] : ""),
    (claim.q ?? []).map((quote) => text(quote, "blockquote", article.l)),
    said.length ? h("p", { class: "by" }, said.join(", ")) : null,
    h("p", { class: "by" }, source(article)),
    h("p", { class: "by" }, `${t("sure")} `, h("meter", { min: 0, max: 1, value: sure, "aria-label": t("sure") }), ` ${words.percent(claim.c)}`),
    h("details", {}, h("summary", {}, t("decided")),
      (claim.by ?? []).map((line) => h("p", {}, text(line))), h("p", {}, h("code", {}, text(`${article.iri}/claim/${claim.n}`)))));
}

function source(article) {
  const title = article.h || article.id || t("article");
  return [text(article.p || t("unnamed_source")), article.d ? [`, ${words.day(article.d)}`] : "",
    article.x ? h("span", { class: "warn" }, ` (${t("suspect")})`) : "", ": ",
    article.u ? link(article.u, title, t("opens")) : text(title)].flat();
}
