// What the page shows and what it leaves out, said on the page.

import { $, h, text } from "./dom.js";
import * as words from "./words.js";

const { t } = words;

export function show(data) {
  const about = data.about;
  const title = (words.both([about.title, about.title_de]) ?? about.title) || about.view || "kg";
  $("title").textContent = title;
  document.title = title;
  const articles = about.articles === undefined ? "" : `${t("articles")}: ${t("about_articles_value", { n: words.count(about.articles), m: words.count(about.independent_articles) })}`;
  const asOf = about.as_of ? `${t("about_as_of")} ${words.day(about.as_of)}` : "";
  const filters = entries(about.filters).length ? `${t("about_filters")}: ${chosen(about.filters)}` : "";
  $("subtitle").textContent = [asOf, articles, filters].filter(Boolean).join(" · ");
  $("about-list").replaceChildren(...rows(data).flatMap(([name, value]) => [h("dt", {}, t(name)), h("dd", {}, value)]));
}

const entries = (value) => Object.entries(value ?? {});
const chosen = (filters) => entries(filters).map(([name, value]) => `${name} = ${[value].flat().join(", ")}`).join("; ");

function rows(data) {
  const about = data.about;
  const left = entries(about.left_out);
  const lost = left.reduce((sum, [, n]) => sum + n, 0);
  return [
    ["about_view", text(about.view ?? "–")],
    ["about_as_of", about.as_of ? `${words.day(about.as_of)} (${t("about_as_of_hint")})` : "–"],
    ["about_filters", chosen(about.filters) || t("none")],
    about.blocs ? ["about_blocs", t(`about_blocs_value_${about.blocs.replace("-", "_")}`)] : null,
    about.articles === undefined ? null : ["about_articles", t("about_articles_value", { n: words.count(about.articles), m: words.count(about.independent_articles) })],
    about.claims === undefined ? null : ["about_claims", t("about_claims_value", { n: words.count(about.claims), m: words.count(about.claims_read) })],
    left.length ? ["about_left", t("about_left_value", { n: words.count(lost), why: left.map(reason).join(", ") })] : null,
    about.ontology ? ["about_ontology", text(about.ontology)] : null,
    ["about_size", t("about_looks", { measure: t(about.size_by) })],
    data.opened ? ["top", t("about_opened", { n: words.count(data.opened), N: words.count(data.nodes.length) })] : null,
  ].filter(Boolean);
}

function reason([name, n]) {
  const key = `reason_${name.replace(/ /g, "_")}`;
  const said = t(key);
  return `${said === key ? name : said} ${words.count(n)}`;
}
