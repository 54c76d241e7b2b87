// Where the nodes stand. The layout comes with the data; here it is fitted to the pane, and nodes are kept apart.

import noverlap from "graphology-layout-noverlap";

const APART = 700; // nodes up to which overlaps are removed
const SPREAD = 0.72; // below 1: a dense middle takes more room than its share
const NEAR = 0.95; // islands farther off than so many nodes are drawn closer

// The points of a layout in units of about a pixel: spread, and as wide as the pane is.
export function fitted(points, width, height) {
  if (points.length < 2) return points;
  const middle = [0, 1].map((axis) => median(points.map((point) => point[axis])));
  const away = points.map(([x, y]) => [x - middle[0], y - middle[1]]);
  const distances = away.map(([x, y]) => Math.hypot(x, y));
  const far = [...distances].sort((a, b) => a - b)[Math.floor(points.length * NEAR)] || 1;
  const spread = away.map(([x, y], place) => {
    const distance = distances[place] / far;
    const factor = distance > 1 ? (1 + 0.12 * Math.log(distance)) / distance : distance ? distance ** (SPREAD - 1) : 0;
    return [x * factor, y * factor];
  });
  const sides = [0, 1].map((axis) => {
    const values = spread.map((point) => point[axis]).sort((a, b) => a - b);
    return values.at(-1) - values[0] || 1;
  });
  const wanted = Math.min(Math.max(width / Math.max(height, 1), 0.6), 1.9);
  const wider = Math.min(Math.max((wanted * sides[1]) / sides[0], 0.6), 1.8);
  const scale = Math.max(height, 300) / sides[1];
  return spread.map(([x, y]) => [x * scale * wider, y * scale]);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export function apart(graph) {
  if (graph.order > APART || graph.order < 2) return;
  noverlap.assign(graph, { maxIterations: 120, settings: { margin: 5, ratio: 1.1, expansion: 1.1, gridSize: 24 } });
}
