"use strict";
// The panel beside the graph: an entity with its facts, an edge with its evidence and its weight by night. Texts reach
// the page by textContent alone.
function element(tag, text, parent, className) {
  const made = document.createElement(tag);
  if (text !== null) made.textContent = text;
  if (className) made.className = className;
  parent?.append(made);
  return made;
}
const rounded = (value) => (value === null || value === undefined ? "unknown" : value.toFixed(2));
const period = (edge) => (edge.start || edge.end ? `${edge.start ?? "…"} – ${edge.end ?? "…"}` : "");
const box = get("details");
let weightChart = null;

function button(text, parent, act) {
  const made = element("button", text, parent, "link");
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function pairs(rows, parent) {
  const list = element("dl", null, parent);
  for (const [name, value] of rows) {
    if (value === "" || value === null || value === undefined) continue;
    element("dt", name, list);
    element("dd", String(value), list);
  }
}

function listNodes(shown) {
  const list = element("ol", null, box);
  for (const node of shown) {
    const row = element("span", null, element("li", null, list), "fact");
    button(node.title, row, () => choose(node.id));
    element("span", node.type, row, "note");
  }
}

function listEdges(shown) {
  const list = element("ol", null, box);
  for (const edge of shown) {
    const row = element("span", null, element("li", null, list), "fact");
    const link = button(`${title(edge.source)} `, row, () => choose(edge.id));
    element("span", `${edge.kind} `, link, "kind");
    link.append(title(edge.target));
    element("span", rounded(edge.now), row, "note");
  }
}

function overview() {
  box.replaceChildren();
  element("h3", "What matters most", box);
  element("p", "Entities by the strength of all their edges. Select one, here or in the drawing, for its facts; select an edge for its evidence.", box, "note");
  listNodes(data.nodes.slice(0, 15));
}

function results(foundNodes, foundEdges) {
  box.replaceChildren();
  for (const [heading, found, list] of [["Entities", foundNodes, listNodes], ["Edges", foundEdges, listEdges]]) {
    element("h4", found.length > 50 ? `${heading} (the first 50 of ${found.length})` : `${heading} (${found.length})`, box);
    list(found.slice(0, 50));
  }
}

function describeNode(node) {
  element("h3", node.title, box);
  const kind = element("p", null, box);
  const dot = element("i", "● ", kind);
  dot.style.color = colour(node.type);
  element("span", node.type, kind, "note");
  if (node.summary) element("p", node.summary, box);
  const mine = edgesOf.get(node.id);
  const parts = [
    ["Facts now", mine.filter((edge) => !edge.pruned && !edge.ended)],
    ["Past", mine.filter((edge) => !edge.pruned && edge.ended)],
    ["Pruned", mine.filter((edge) => edge.pruned)],
  ];
  for (const [heading, rows] of parts) {
    if (!rows.length) continue;
    element("h4", `${heading} (${rows.length})`, box);
    const list = element("ul", null, box);
    rows.sort((a, b) => b.strength - a.strength);
    for (const edge of rows.slice(0, 60)) {
      const row = element("span", null, element("li", null, list), "fact");
      const link = button("", row, () => choose(edge.id));
      if (edge.source === node.id) {
        element("span", `${edge.kind} `, link, "kind");
        link.append(title(edge.target));
      } else {
        link.append(title(edge.source));
        element("span", ` ${edge.kind}`, link, "kind");
      }
      element("span", [period(edge), rounded(edge.strength)].filter(Boolean).join(" · "), row, "note");
    }
    if (rows.length > 60) element("p", `and ${rows.length - 60} more in the table of edges`, box, "note");
  }
  const live = mine.filter((edge) => !edge.pruned).length;
  if (node.edges > live) element("p", `${node.edges - live} further edges are not drawn.`, box, "note");
}

function describeEdge(edge) {
  const heading = element("h3", null, box);
  button(title(edge.source), heading, () => choose(edge.source));
  element("span", ` ${edge.kind} `, heading, "kind");
  button(title(edge.target), heading, () => choose(edge.target));
  if (edge.pruned) element("span", "pruned", box, "badge pruned");
  else if (edge.ended) element("span", "ended", box, "badge ended");
  if (edge.description) element("p", edge.description, box);
  pairs([["Strength", edge.pruned ? "" : rounded(edge.strength)], ["Weight", rounded(edge.weight)],
    ["Confidence", rounded(edge.confidence)], ["Period", period(edge)], ["Found by", (edge.strategies ?? []).join(", ")],
    ["Observations", edge.observations], ["Pinned", edge.pinned ? "yes" : ""]], box);
  if (NOW > 1) {
    element("h4", "Weight by night", box);
    const frame = element("div", null, box, "chart");
    const canvas = element("canvas", null, frame);
    canvas.setAttribute("role", "img");
    const weights = data.nights.map((_, place) => weightAt(edge, place));
    canvas.setAttribute("aria-label", `From ${placeName(0)} to ${placeName(NOW - 1)}; highest ${rounded(Math.max(...weights))}, last ${rounded(weights.at(-1))}`);
    weightChart = drawWeights(canvas, weights);
  }
  const said = edge.evidence;
  element("h4", edge.observations > said.length ? `Evidence (the last ${said.length} of ${edge.observations})` : `Evidence (${edge.observations})`, box);
  const list = element("ol", null, box);
  for (const [learned, strategy, eventId, gain, description] of said) {
    const [day, text] = data.events[eventId] ?? [learned, null];
    const item = element("li", null, list);
    const row = element("span", null, item, "fact");
    element("span", `${day ?? learned} · ${strategy}`, row, "note");
    element("span", `+${gain.toFixed(2)}`, row, "note");
    element("p", text ?? description ?? "", item);
    if (text && description && description !== text) element("p", description, item, "note");
  }
}

function describeGroup(group) {
  element("h3", `${group.entities.toLocaleString("en")} more: ${group.type}`, box);
  element("p", "These entities have weaker edges and are drawn as one node. relationship-engine show NAME prints any of them.", box);
}

function choose(id) {
  selected = id;
  weightChart?.destroy();
  weightChart = null;
  box.replaceChildren();
  box.scrollTop = 0;
  emphasize();
  if (id === null) {
    overview();
    return;
  }
  button("← Overview", element("p", null, box, "note"), () => choose(null));
  if (nodes.has(id)) describeNode(nodes.get(id));
  else if (edges.has(id)) describeEdge(edges.get(id));
  else describeGroup(data.groups.find((group) => group.id === id));
}

// What is selected, with its neighbours, or found by a search, stands out; the rest fades.
function emphasize(found = null) {
  emphasized = found;
  if (selected !== null) {
    const edge = edges.get(selected);
    emphasized = new Set(edge ? [edge.source, edge.target] : [selected]);
    emphasized.add(selected);
    for (const line of edge ? [] : lines) {
      if (!line.isVisible || (line.source.id !== selected && line.target.id !== selected)) continue;
      emphasized.add(line.id).add(line.source.id).add(line.target.id);
    }
  }
  redraw();
}
graph.onNodeClick((shape) => choose(shape.id))
  .onLinkClick((line) => { if (line.edge) choose(line.id); })
  .onBackgroundClick(() => { if (selected !== null) choose(null); });
