"use strict";
// Draws what stands in the element #data. Texts reach the page by textContent alone.
const data = JSON.parse(document.getElementById("data").textContent);
const get = (id) => document.getElementById(id);
const COLOURS = ["#2563eb", "#d97706", "#059669", "#db2777", "#7c3aed", "#dc2626", "#0891b2", "#65a30d", "#9333ea", "#64748b"];
const types = [...new Set(data.nodes.map((node) => node.type))].sort();
const colour = (type) => COLOURS[types.indexOf(type) % COLOURS.length];
const nights = data.nights;

function element(tag, text, parent) {
  const made = document.createElement(tag);
  made.textContent = text;
  parent.append(made);
  return made;
}

for (const type of types) {
  const item = element("li", type, get("legend"));
  const dot = document.createElement("i");
  dot.style.background = colour(type);
  item.prepend(dot);
}
for (const kind of [...new Set(data.edges.map((edge) => edge.kind))].sort()) element("option", kind, get("kind"));
for (const one of [...new Set(data.edges.flatMap((edge) => edge.strategies || []))].sort()) element("option", one, get("strategy"));
for (const node of data.nodes) element("option", node.title, get("names"));
get("night").max = Math.max(0, nights.length - 1);
get("night").value = get("night").max;

// The weight after a night: what was learned by then, faded from its step to that night.
function weightAt(edge, place) {
  if (!nights.length || place >= nights.length - 1) return edge.weight;
  const night = nights[place];
  return edge.evidence.reduce(
    (sum, find) => (find.on <= night.night ? sum + find.gain * Math.exp(Math.max(edge.rate * (find.clock - night.clock), -700)) : sum), 0);
}
const strengthOf = (weight, confidence) => 1 - Math.exp(-weight * (confidence ?? 0.5));

const graph = cytoscape({
  container: get("graph"),
  elements: [
    ...data.nodes.map((node) => ({ data: { ...node, colour: colour(node.type) } })),
    ...data.edges.map((edge) => ({ data: { ...edge, source: edge.from_id, target: edge.to_id, now: edge.strength } })),
  ],
  style: [
    { selector: "node", style: { label: "data(title)", "background-color": "data(colour)", "font-size": 9, width: 14, height: 14,
      "text-max-width": 110, "text-wrap": "ellipsis", "min-zoomed-font-size": 7, color: matchMedia("(prefers-color-scheme: dark)").matches ? "#eee" : "#222" } },
    { selector: "edge", style: { width: "mapData(now, 0, 1, 0.5, 6)", "line-color": "#94a3b8", "target-arrow-color": "#94a3b8",
      "target-arrow-shape": "triangle", "arrow-scale": 0.6, "curve-style": data.edges.length > 1500 ? "haystack" : "bezier", opacity: 0.75 } },
    { selector: "edge[?ended]", style: { "line-style": "dashed" } },
    { selector: ":selected", style: { "line-color": "#f97316", "target-arrow-color": "#f97316", "border-width": 3, "border-color": "#f97316" } },
    { selector: ".hidden", style: { display: "none" } },
  ],
  layout: { name: data.nodes.length > 600 ? "concentric" : "cose", animate: false, nodeDimensionsIncludeLabels: false,
    concentric: (node) => node.degree(), levelWidth: () => 4 },
  textureOnViewport: true, hideEdgesOnViewport: data.edges.length > 3000, pixelRatio: 1,
});

function filter() {
  const place = Number(get("night").value);
  const least = Number(get("strength").value);
  get("strength-value").textContent = least.toFixed(2);
  get("night-value").textContent = nights.length ? nights[place].night : "now";
  let shown = 0;
  graph.batch(() => {
    graph.edges().forEach((line) => {
      const edge = line.data();
      const now = strengthOf(weightAt(edge, place), edge.confidence);
      line.data("now", now);
      const visible = now > 0 && now >= least && (!get("kind").value || edge.kind === get("kind").value)
        && (!get("strategy").value || (edge.strategies || []).includes(get("strategy").value));
      line.toggleClass("hidden", !visible);
      shown += visible;
    });
    graph.nodes().forEach((node) => node.toggleClass("hidden", node.connectedEdges().not(".hidden").empty()));
  });
  get("shown").textContent = `${shown} of ${data.edges.length} edges are shown.`;
}
for (const id of ["kind", "strategy", "strength", "night"]) get(id).addEventListener("input", filter);
get("fit").addEventListener("click", () => graph.fit(undefined, 20));
get("find").addEventListener("change", (event) => {
  const found = graph.nodes().filter((node) => node.data("title") === event.target.value);
  if (found.nonempty()) { graph.elements().unselect(); found.select(); graph.animate({ center: { eles: found }, zoom: 1.5 }); describe(found[0].data()); }
});

function chart(edge, parent) {
  const weights = nights.map((_, place) => weightAt(edge, place));
  if (weights.length < 2) return;
  const most = Math.max(...weights, 1e-9);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 260 60");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `weight by night, at most ${most.toFixed(2)}`);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", weights.map((weight, place) => `${(260 * place) / (weights.length - 1)},${58 - (54 * weight) / most}`).join(" "));
  line.setAttribute("fill", "none");
  line.setAttribute("stroke", "#2563eb");
  line.setAttribute("stroke-width", "2");
  svg.append(line);
  parent.append(svg);
}

function describe(item) {
  const box = get("details");
  box.replaceChildren();
  if (item.from_id) {
    element("h3", `${item.from_title} ${item.kind} ${item.to_title}`, box);
    element("p", `strength ${item.strength.toFixed(2)}, weight ${item.weight.toFixed(2)}, confidence ${item.confidence ?? "unknown"}`, box);
    chart(item, box);
    const list = document.createElement("ul");
    box.append(list);
    for (const find of item.evidence) element("li", `${find.on} ${find.strategy}: ${find.said || find.description || ""}`, list);
  } else {
    element("h3", item.title, box);
    element("p", [item.type, item.summary].filter(Boolean).join(": "), box);
    const list = document.createElement("ul");
    box.append(list);
    for (const edge of data.edges.filter((edge) => edge.from_id === item.id || edge.to_id === item.id)) {
      element("li", `${edge.from_title} ${edge.kind} ${edge.to_title}${edge.ended ? " (ended)" : ""}`, list);
    }
  }
}
graph.on("tap", "node, edge", (event) => describe(event.target.data()));
filter();
document.documentElement.dataset.ready = "true";
