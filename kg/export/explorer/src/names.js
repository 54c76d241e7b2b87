// The names of the nodes, drawn by hand: the largest nodes first, each where it hides no other.

const MOST = 160;
const GAP = 3;

export function start(sigma, paint, lit) {
  sigma.createCanvasContext("names", { afterLayer: "labels" });
  const canvas = sigma.getCanvases().names;
  const context = canvas.getContext("2d");
  sigma.on("afterRender", () => {
    const { width, height } = sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    const taken = covered(canvas);
    const before = taken.length;
    for (const node of ordered(sigma, lit(), width, height)) {
      const box = place(context, node, taken, width, height);
      if (!box) continue;
      taken.push(box);
      write(context, node, box, paint);
      if (taken.length >= MOST + before) break;
    }
  });
}

// Where buttons and the status lie over the picture.
function covered(canvas) {
  const frame = canvas.getBoundingClientRect();
  return [...document.querySelectorAll(".zoom, #status")].map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left - frame.left, y: top - frame.top, w: width, h: height };
  });
}

// The nodes in the picture: those that stand out alone if there are any, the largest first.
function ordered(sigma, lit, width, height) {
  const found = [];
  sigma.getGraph().forEachNode((key) => {
    if (lit && !lit.nodes.has(+key)) return;
    const shown = sigma.getNodeDisplayData(key);
    if (!shown || shown.hidden) return;
    const { x, y } = sigma.framedGraphToViewport(shown);
    if (x < 0 || y < 0 || x > width || y > height) return;
    found.push({ x, y, size: sigma.scaleSize(shown.size), name: sigma.getGraph().getNodeAttribute(key, "label"), main: lit?.main.has(+key) ?? false });
  });
  return found.sort((a, b) => b.main - a.main || b.size - a.size);
}

function place(context, node, taken, width, height) {
  const big = node.main || node.size > 11;
  node.font = `${big ? 600 : 400} ${big ? 13.5 : 12.5}px system-ui, "Noto Sans", sans-serif`;
  context.font = node.font;
  node.short = node.name.length > 34 ? `${node.name.slice(0, 33)}…` : node.name;
  const [w, h] = [context.measureText(node.short).width, 15];
  const [right, left] = [node.x + node.size + GAP, node.x - node.size - GAP - w];
  const middle = Math.min(Math.max(node.x - w / 2, 2), width - w - 2);
  const spots = [[right, node.y - h / 2], [left, node.y - h / 2], [middle, node.y + node.size + 1], [middle, node.y - node.size - h - 1]];
  const inside = spots.map(([x, y]) => ({ x, y, w, h }))
    .filter(({ x, y }) => x > 0 && x + w < width && y > 0 && y + h < height);
  const free = inside.find((box) => !taken.some((other) => meets(box, other)));
  return free ?? (node.main ? inside[0] ?? { x: left, y: node.y - h / 2, w, h } : null);
}

const meets = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

// With a rim in the colour of the ground, so that it can be read over edges.
function write(context, node, box, paint) {
  context.font = node.font;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = paint.canvas;
  context.strokeText(node.short, box.x, box.y + box.h / 2);
  context.fillStyle = paint.ink;
  context.fillText(node.short, box.x, box.y + box.h / 2);
}
