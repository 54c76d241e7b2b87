// The data of the page: base64 of gzip of JSON, unpacked by the browser itself.

export async function load(element) {
  const packed = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  element.remove();
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return prepared(JSON.parse(await new Response(stream).text()));
}

// What is looked up often: edges by node, months on the time axes.
function prepared(data) {
  data.incident = data.nodes.map(() => []);
  data.edges.forEach((edge, number) => {
    data.incident[edge.s].push(number);
    if (edge.t !== edge.s) data.incident[edge.t].push(number);
    edge.n = number;
    edge.w ??= 1;
  });
  data.stages = [...new Set(data.edges.flatMap((edge) => Object.keys(edge.st ?? {})))];
  const known = Object.keys(data.labels.en.stage);
  data.stages.sort((a, b) => known.indexOf(a) - known.indexOf(b));
  data.months = { event: months(data.edges.flatMap(spells)), published: months(data.edges.flatMap(issued)) };
  data.undated = {
    event: data.edges.filter((edge) => !spells(edge).length).length,
    published: data.edges.filter((edge) => !issued(edge).length).length,
  };
  return data;
}

// Intervals of days, both included.
export const spells = (edge) => edge.sp ?? (edge.f && edge.l ? [[edge.f, edge.l]] : []);
export const issued = (edge) => (edge.pf ? [[edge.pf, latest(edge.pl ?? edge.pf)]] : []);

// The last day of a year or month, which is all that some publication dates say.
const latest = (value) => value + "-12-31".slice(value.length < 7 ? 0 : value.length < 10 ? 3 : 6);

// The months in which something begins or ends: one stop of the slider each, so that one date far off does not
// push all others to the end of the axis.
function months(intervals) {
  const found = new Set(intervals.flat().map((day) => day.slice(0, 7)));
  return [...found].sort();
}

export function overlaps(intervals, from, to) {
  return intervals.some(([first, last]) => first.slice(0, Math.max(to.length, 4)) <= to && last >= from);
}
