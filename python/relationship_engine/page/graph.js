"use strict";
// The data of the page, the colours, and the drawing.
const data = JSON.parse(document.getElementById("data").textContent);
const get = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
// Okabe and Ito's colours, lightened or darkened where they would vanish on a white or a dark page; the rest is grey.
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c6d31", "#b0413e"];
const OTHER = "#8b95a3";

const counted = new Map();
for (const node of data.nodes) counted.set(node.type, (counted.get(node.type) ?? 0) + 1);
for (const group of data.groups) counted.set(group.type, counted.get(group.type) ?? 0);
const types = [...counted.keys()].sort((a, b) => counted.get(b) - counted.get(a) || a.localeCompare(b));
const colour = (type) => COLOURS[types.indexOf(type)] ?? OTHER;

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  edgesOf.get(edge.source).push(edge);
  edgesOf.get(edge.target).push(edge);
}
const title = (id) => nodes.get(id).title;

// A place on the time slider is a night; the last place is now. After a night counts what was learned before its decay
// step, faded until then. An edge below the threshold of pruning is not there, unless it is pinned.
const NOW = data.nights.length;
const placeName = (place) => (place === NOW ? "now" : data.nights[place][1]);
function weightAt(edge, place) {
  if (place === NOW) return edge.pruned ? 0 : edge.weight;
  const [step, , clock] = data.nights[place];
  let weight = 0;
  for (const [learned, then, gain] of edge.gains) {
    if (learned < step) weight += gain * Math.exp(Math.max(edge.rate * (then - clock), -700));
  }
  return weight >= data.threshold || edge.pinned ? weight : 0;
}
const strengthOf = (weight, confidence) => 1 - Math.exp(-weight * (confidence ?? 0.5));

// What is drawn: a node and a link keep their place and whether they are visible.
const most = Math.max(1, ...data.nodes.map((node) => node.score));
const large = data.nodes.length > 600;
const shapes = [
  ...data.nodes.map((node) => ({ id: node.id, type: node.type, label: node.title, score: node.score,
    radius: (large ? 3.5 : 4) + 9 * Math.sqrt(node.score / most), isVisible: true })),
  ...data.groups.map((group) => ({ id: group.id, type: group.type, group, score: most, radius: 10 + 4 * Math.log10(group.entities),
    label: `${group.entities.toLocaleString("en")} more: ${group.type}`, isVisible: false })),
];
const shapeOf = new Map(shapes.map((shape) => [shape.id, shape]));
const lines = [
  ...data.edges.map((edge) => ({ id: edge.id, source: edge.source, target: edge.target, edge, strength: edge.strength,
    isVisible: !edge.pruned })),
  ...data.links.map((link) => ({ source: link.source, target: link.target, strength: Math.min(1, Math.log10(1 + link.edges) / 4),
    isVisible: false })),
];
const lineOf = new Map(lines.map((line) => [line.id, line]));
const pairsSeen = new Map();
for (const line of lines) {
  const pair = [line.source, line.target].sort().join();
  const before = pairsSeen.get(pair) ?? 0;
  pairsSeen.set(pair, before + 1);
  // further edges between the same two bend aside, each more than the one before, on both sides in turn
  line.bend = Math.ceil(before / 2) * 0.18 * (before % 2 ? 1 : -1) * (line.source < line.target ? 1 : -1);
}
const labelled = shapes.toSorted((a, b) => b.score - a.score);

// null: nothing is emphasized; else the ids of what is, and the rest fades.
let emphasized = null;
let hovered = null;
let selected = null;
let untouched = true;
let paints = {};
const isFaded = (thing) => emphasized !== null && !emphasized.has(thing.id);
function mix() {
  paints = Object.fromEntries(["text", "muted", "edge", "accent", "card"].map((name) => [name, style(name)]));
}
mix();

function lineColour(line) {
  if (line.id && line.id === selected) return paints.accent;
  if (isFaded(line)) return `${paints.edge}16`;
  return emphasized === null ? `${paints.edge}${large ? "66" : "99"}` : paints.edge;
}

function drawShape(shape, context) {
  context.globalAlpha = isFaded(shape) ? 0.12 : 1;
  context.beginPath();
  context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
  context.fillStyle = shape.group ? paints.card : colour(shape.type);
  context.fill();
  if (shape.group || shape.id === selected || shape === hovered) {
    context.lineWidth = shape.group ? 2 : 3;
    context.strokeStyle = shape.id === selected || shape === hovered ? paints.text : colour(shape.type);
    context.setLineDash(shape.group ? [4, 3] : []);
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}

// Names, the weightiest first, where they do not cover one that is there already.
function drawLabels(context, scale) {
  const taken = [];
  const [left, top] = Object.values(graph.screen2GraphCoords(0, 0));
  const [right, bottom] = Object.values(graph.screen2GraphCoords(graph.width(), graph.height()));
  const height = 12 / scale;
  const gap = (emphasized === null ? 5 : 1) / scale;
  context.font = `${height}px ${getFont}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3 / scale;
  context.strokeStyle = paints.card;
  context.fillStyle = paints.text;
  const first = labelled.filter((shape) => shape === hovered || shape.id === selected);
  const known = new Set(labelled.slice(0, 25));
  for (const shape of [...first, ...labelled]) {
    if (taken.length > 90) return;
    if (!shape.isVisible || isFaded(shape) || shape.x < left || shape.x > right || shape.y < top || shape.y > bottom) continue;
    if (emphasized === null && shape.radius * scale < 4 && !known.has(shape) && shape !== hovered) continue;
    shape.short ??= shape.label.length > 32 ? `${shape.label.slice(0, 31)}…` : shape.label;
    shape.wide ??= (context.measureText(shape.short).width * scale) / 12;
    const half = (shape.wide * 12) / scale / 2;
    const y = shape.y + shape.radius + 2 / scale;
    const place = [shape.x - half - gap, y - gap, shape.x + half + gap, y + height + gap];
    if (taken.some((other) => place[0] < other[2] && place[2] > other[0] && place[1] < other[3] && place[3] > other[1])) continue;
    taken.push(place);
    context.strokeText(shape.short, shape.x, y);
    context.fillText(shape.short, shape.x, y);
  }
}
const getFont = getComputedStyle(document.body).fontFamily;

// A gentle pull to the middle, stronger from top to bottom, since screens are wide.
function gravity(alpha) {
  for (const shape of shapes) {
    shape.vx -= shape.x * 0.05 * alpha;
    shape.vy -= shape.y * 0.09 * alpha;
  }
}
const visibleShape = (shape) => shape.isVisible;
// a tooltip is an element: a string would be read as HTML
function tooltip(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

const frame = get("graph");
const graph = ForceGraph()(frame)
  .width(frame.clientWidth).height(frame.clientHeight)
  .graphData({ nodes: shapes, links: lines })
  .nodeVisibility(visibleShape)
  .nodeLabel((shape) => tooltip(`${shape.label} (${shape.type})`))
  .nodeCanvasObject(drawShape)
  .nodePointerAreaPaint((shape, paint, context) => {
    context.fillStyle = paint;
    context.beginPath();
    context.arc(shape.x, shape.y, shape.radius + 2, 0, 2 * Math.PI);
    context.fill();
  })
  .linkVisibility((line) => line.isVisible)
  .linkLabel((line) => tooltip(line.edge ? `${title(line.edge.source)} ${line.edge.kind} ${title(line.edge.target)}` : ""))
  .linkColor(lineColour)
  .linkWidth((line) => 0.5 + 3 * line.strength * line.strength + (line.id && line.id === selected ? 1.5 : 0))
  .linkLineDash((line) => (line.edge ? (line.edge.ended ? [4, 3] : null) : [1, 3]))
  .linkCurvature(large ? 0 : "bend")
  .linkDirectionalArrowLength((line) => (!large && line.edge && !isFaded(line) ? 4 : 0))
  .linkDirectionalArrowRelPos(0.6)
  .linkHoverPrecision(3)
  .onRenderFramePost(drawLabels)
  .onNodeHover((shape) => { hovered = shape; })
  .onNodeDrag(() => { untouched = false; })
  .onNodeDragEnd((shape) => Object.assign(shape, { fx: shape.x, fy: shape.y }))
  .onEngineTick(() => { if (untouched) fit(0); })
  .onEngineStop(() => { if (untouched) fit(0); document.documentElement.dataset.settled = "true"; })
  .minZoom(0.05).maxZoom(12)
  .d3Force("center", null)
  .d3Force("gravity", gravity)
  .d3AlphaDecay(large ? 0.035 : 0.025).d3AlphaMin(0.005).d3VelocityDecay(0.35)
  .warmupTicks(large ? 15 : 60).cooldownTime(8000);
graph.d3Force("charge").strength((shape) => (large ? -25 : -50) - 6 * shape.radius).distanceMax(700).theta(1.1);
graph.d3Force("link").distance((line) => 18 + line.source.radius + line.target.radius);

function fit(milliseconds = 300) {
  graph.zoomToFit(milliseconds, 35, visibleShape);
  if (!milliseconds && graph.zoom() > 2) graph.zoom(2);
}
// The drawing rests when the layout does; a setter makes it draw again.
function redraw() {
  graph.linkColor(lineColour);
}
for (const name of ["wheel", "pointerdown"]) frame.addEventListener(name, () => { untouched = false; }, { passive: true });
new ResizeObserver(() => {
  graph.width(frame.clientWidth).height(frame.clientHeight);
  if (untouched) fit(0);
}).observe(frame);
dark.addEventListener("change", () => { mix(); redraw(); });
