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
// those of the rest have no evidence here
const entities = [...data.nodes, ...data.rest.map(([name, type, count], place) => (
  { id: `rest ${place}`, title: name, type, edges: count, score: 0, isRest: true }))];
for (const node of entities) counted.set(node.type, (counted.get(node.type) ?? 0) + 1);
const types = [...counted.keys()].sort((a, b) => counted.get(b) - counted.get(a) || a.localeCompare(b));
const colour = (type) => COLOURS[types.indexOf(type)] ?? OTHER;

const nodes = new Map(entities.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const edgesOf = new Map(entities.map((node) => [node.id, []]));
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

const communities = data.rest.length ? findCommunities(entities, data.ties) : [];
const communityOf = new Map();
for (const community of communities) for (const place of community.members) communityOf.set(entities[place].id, community);

// What can be drawn: an entity, a community and an edge keep their place and whether they are visible.
const most = Math.max(1, ...data.nodes.map((node) => node.score));
const shapeOf = new Map(entities.map((node) => [node.id, { id: node.id, type: node.type, label: node.title, score: node.score,
  radius: (data.nodes.length > 600 ? 3.5 : 4) + 9 * Math.sqrt(node.score / most), isVisible: true }]));
for (const community of communities) {
  shapeOf.set(community.id, { id: community.id, type: community.type, label: community.label, community,
    score: most * (1 + community.members.length), radius: 5 + 1.1 * Math.sqrt(community.members.length), isVisible: true });
}
const lineOf = new Map(data.edges.map((edge) => [edge.id, { id: edge.id, source: shapeOf.get(edge.source), target: shapeOf.get(edge.target), edge,
  strength: edge.strength, isVisible: !edge.pruned }]));
const pairsSeen = new Map();
for (const line of lineOf.values()) {
  const pair = [line.edge.source, line.edge.target].sort().join();
  const before = pairsSeen.get(pair) ?? 0;
  pairsSeen.set(pair, before + 1);
  // further edges between the same two bend aside, each more than the one before, on both sides in turn
  line.bend = Math.ceil(before / 2) * 0.18 * (before % 2 ? 1 : -1) * (line.edge.source < line.edge.target ? 1 : -1);
}

// What is drawn now: entities alone, or communities, and the entities of those that are open.
let byCommunity = communities.length > 0;
let shapes = [];
let lines = [];
let labelled = [];
let large = false;
// what stands for an entity in the drawing, by its id: itself, its community, or nothing
let standsFor = new Map();
function compose() {
  standsFor = new Map();
  if (!byCommunity) for (const node of data.nodes) standsFor.set(node.id, shapeOf.get(node.id));
  for (const [number, community] of byCommunity ? communities.entries() : []) {
    if (!community.isOpen && number >= MOST_COMMUNITIES) continue;
    const shown = community.isOpen ? new Set([...community.members.slice(0, MOST_OPENED), ...community.called]) : null;
    for (const place of community.members) {
      const { id } = entities[place];
      if (!shown || shown.has(place)) standsFor.set(id, shapeOf.get(shown ? id : community.id));
    }
  }
  shapes = [...new Set(standsFor.values())];
  lines = [...lineOf.values()].filter((line) => !standsFor.get(line.edge.source)?.community
    && standsFor.has(line.edge.source) && standsFor.has(line.edge.target) && !standsFor.get(line.edge.target).community);
  const joined = new Map();
  const drawn = new Set(lines.flatMap(({ edge }) => [`${edge.source} ${edge.target}`, `${edge.target} ${edge.source}`]));
  for (const [one, other] of byCommunity ? data.ties : []) {
    const [source, target] = [standsFor.get(entities[one].id), standsFor.get(entities[other].id)];
    if (!source || !target || source === target || drawn.has(`${source.id} ${target.id}`)) continue;
    const key = source.id < target.id ? `${source.id}\n${target.id}` : `${target.id}\n${source.id}`;
    if (!joined.has(key)) joined.set(key, { id: key, source, target, edges: 0, isVisible: true });
    joined.get(key).edges += 1;
  }
  for (const line of joined.values()) line.strength = Math.min(1, Math.log10(1 + line.edges) / 2.5);
  lines.push(...joined.values());
  labelled = shapes.toSorted((a, b) => b.score - a.score);
  large = shapes.length > 600;
}
compose();

// null: nothing is emphasized; else the ids of what is, and the rest fades.
let emphasized = null;
let hovered = null;
let selected = null;
let untouched = true;
// the shape that stays in the middle while the layout moves it
let followed = null;
let paints = {};
const isFaded = (thing) => emphasized !== null && !emphasized.has(thing.id);
function mix() {
  paints = Object.fromEntries(["text", "muted", "edge", "accent", "card"].map((name) => [name, style(name)]));
}
mix();

function lineColour(line) {
  if (line.id === selected) return paints.accent;
  if (isFaded(line)) return `${paints.edge}16`;
  return emphasized === null ? `${paints.edge}${large ? "66" : "99"}` : paints.edge;
}

function drawShape(shape, context) {
  context.globalAlpha = isFaded(shape) ? 0.12 : 1;
  context.beginPath();
  context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
  context.fillStyle = colour(shape.type);
  if (shape.community) context.globalAlpha *= 0.55;
  context.fill();
  if (shape.community || shape.id === selected || shape === hovered) {
    context.globalAlpha = isFaded(shape) ? 0.12 : 1;
    context.lineWidth = shape.community ? 2 : 3;
    context.strokeStyle = shape.id === selected || shape === hovered ? paints.text : colour(shape.type);
    context.stroke();
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
    // communities push harder, and those without a line to others would drift away
    const pull = (shape.community ? 3 : 1) * alpha;
    shape.vx -= shape.x * 0.05 * pull;
    shape.vy -= shape.y * 0.09 * pull;
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
let fitted = 0;
const graph = ForceGraph()(frame)
  .width(frame.clientWidth).height(frame.clientHeight)
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
  .linkLabel((line) => tooltip(line.edge ? `${title(line.edge.source)} ${line.edge.kind} ${title(line.edge.target)}`
    : `${line.edges.toLocaleString("en")} ${line.edges === 1 ? "edge" : "edges"}`))
  .linkColor(lineColour)
  // in steps: lines of one width and colour are drawn in one stroke, which is most of the time of a frame
  .linkWidth((line) => Math.round(4 * (0.5 + 3 * line.strength * line.strength + (line.id === selected ? 1.5 : 0))) / 4)
  .linkLineDash((line) => (line.edge?.ended ? [4, 3] : null))
  .linkCurvature((line) => (large ? 0 : line.bend ?? 0))
  .linkDirectionalArrowLength((line) => (!large && line.edge && !isFaded(line) ? 4 : 0))
  .linkDirectionalArrowRelPos(0.6)
  .linkHoverPrecision(3)
  .onRenderFramePost(drawLabels)
  .onNodeHover((shape) => { hovered = shape; })
  .onNodeDrag(() => { untouched = false; })
  .onNodeDragEnd((shape) => Object.assign(shape, { fx: shape.x, fy: shape.y }))
  .onEngineTick(() => {
    if (followed) graph.centerAt(followed.x, followed.y);
    if (!untouched || performance.now() - fitted < 150) return;
    fit(0);
    fitted = performance.now();
  })
  .onEngineStop(() => { if (untouched) fit(0); document.documentElement.dataset.settled = "true"; })
  .minZoom(0.05).maxZoom(12)
  .d3Force("center", null)
  .d3Force("gravity", gravity)
  .d3AlphaMin(0.005).d3VelocityDecay(0.35).cooldownTime(8000);
graph.d3Force("charge").strength((shape) => (large ? -25 : -50) - (shape.community ? 30 : 6) * shape.radius).distanceMax(700).theta(1.1);
graph.d3Force("link").distance((line) => 18 + line.source.radius + line.target.radius);
function draw(ticks) {
  graph.d3AlphaDecay(large ? 0.035 : 0.025).warmupTicks(ticks).graphData({ nodes: shapes, links: lines });
}
draw(large ? 15 : 60);

// Draw anew after a community has opened or closed: its entities come out of its place, and return to it.
function recompose() {
  const before = new Set(shapes);
  let out = 0;
  compose();
  for (const shape of shapes) {
    const community = before.has(shape) || shape.community ? null : communityOf.get(shape.id);
    const middle = community ? shapeOf.get(community.id) : null;
    if (!middle || middle.x === undefined) continue;
    // in a spiral of the golden angle, which spreads them evenly
    const place = out++;
    const [turn, far] = [place * 2.4, 6 * Math.sqrt(place)];
    Object.assign(shape, { x: middle.x + far * Math.cos(turn), y: middle.y + far * Math.sin(turn), vx: 0, vy: 0 });
  }
  untouched = true;
  draw(5);
  filter();
}
function setOpen(community, isOpen) {
  community.isOpen = isOpen;
  community.called.clear();
  recompose();
}
// Let an entity be drawn that is hidden in its community.
function reveal(id) {
  const community = communityOf.get(id);
  if (!community || standsFor.get(id)?.id === id) return;
  if (!byCommunity && !nodes.get(id).isRest) return;
  byCommunity = true;
  get("communities").checked = true;
  community.isOpen = true;
  community.called.add(community.members.find((place) => entities[place].id === id));
  recompose();
}

function fit(milliseconds = 300) {
  graph.zoomToFit(milliseconds, 35, visibleShape);
  if (!milliseconds && graph.zoom() > 2) graph.zoom(2);
}
// The drawing rests when the layout does; a setter makes it draw again.
function redraw() {
  graph.linkColor(lineColour);
}
// captured: zooming by wheel stops the event at the canvas
for (const name of ["wheel", "pointerdown"]) frame.addEventListener(name, () => { untouched = false; followed = null; }, { passive: true, capture: true });
new ResizeObserver(() => {
  graph.width(frame.clientWidth).height(frame.clientHeight);
  if (untouched) fit(0);
}).observe(frame);
dark.addEventListener("change", () => { mix(); redraw(); });
