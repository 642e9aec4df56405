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
  if (byCommunity) element("p", `${data.rest.length ? entities.length.toLocaleString("en") : ""} entities, drawn by their ${communities.length.toLocaleString("en")} communities. Click one to open or close it.`, box);
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
  if (node.edges > live) {
    listTies(node);
    element("p", `${node.edges - live} edges are here without their evidence: relationship-engine show ${JSON.stringify(node.title)} prints them.`, box, "note");
  }
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

// The neighbours of an entity by edges that the page has no facts of.
function listTies(node) {
  const known = new Set([node.id, ...edgesOf.get(node.id).flatMap((edge) => [edge.source, edge.target])]);
  const place = entities.indexOf(node);
  const others = data.ties.filter(([one, other]) => one === place || other === place)
    .sort((a, b) => b[2] - a[2]).map(([one, other]) => entities[one === place ? other : one]).filter((other) => !known.has(other.id));
  if (!others.length) return;
  element("h4", others.length > 30 ? `Further neighbours (30 of ${others.length})` : `Further neighbours (${others.length})`, box);
  listNodes(others.slice(0, 30));
}

function describeCommunity(community) {
  const count = community.members.length;
  element("h3", community.label, box);
  element("p", community.byType.slice(0, 6).map(([type, number]) => `${number.toLocaleString("en")} ${type}`).join(", "), box, "note");
  const text = "Entities that have more edges among each other than with others.";
  const drawn = Math.min(count, MOST_OPENED).toLocaleString("en");
  element("p", count > MOST_OPENED ? `${text} The ${drawn} with the strongest edges are drawn when it is open; search finds the others.` : text, box);
  const one = element("button", community.isOpen ? "Close it" : "Open it", box);
  one.type = "button";
  one.addEventListener("click", () => toggle(community));
  element("h4", count > 30 ? `Entities (30 of ${count.toLocaleString("en")})` : `Entities (${count})`, box);
  listNodes(community.members.slice(0, 30).map((place) => entities[place]));
}

function toggle(community) {
  setOpen(community, !community.isOpen);
  choose(community.id);
}

function choose(id) {
  if (nodes.has(id)) reveal(id);
  else if (edges.has(id)) [edges.get(id).source, edges.get(id).target].forEach(reveal);
  selected = id;
  followed = null;
  weightChart?.destroy();
  weightChart = null;
  box.replaceChildren();
  box.scrollTop = 0;
  emphasize();
  if (id === null) {
    overview();
    return;
  }
  const ways = element("p", null, box, "note");
  button("← Overview", ways, () => choose(null));
  const community = byCommunity && communityOf.get(id);
  if (community) {
    ways.append(" · ");
    button(`Community: ${community.label}`, ways, () => choose(community.id));
  }
  if (nodes.has(id)) describeNode(nodes.get(id));
  else if (edges.has(id)) describeEdge(edges.get(id));
  else describeCommunity(shapeOf.get(id).community);
}

// What is selected, with its neighbours, or found by a search, stands out; the rest fades.
function emphasize(found = null) {
  emphasized = found;
  if (selected !== null) {
    const edge = edges.get(selected);
    emphasized = new Set(edge ? [edge.source, edge.target] : [selected]);
    emphasized.add(selected);
    const inside = shapeOf.get(selected)?.community?.isOpen ? shapeOf.get(selected).community.members : [];
    for (const place of inside) emphasized.add(entities[place].id);
    if (inside.length) for (const line of lines) if (emphasized.has(line.source.id) && emphasized.has(line.target.id)) emphasized.add(line.id);
    for (const line of edge ? [] : lines) {
      if (!line.isVisible || (line.source.id !== selected && line.target.id !== selected)) continue;
      emphasized.add(line.id).add(line.source.id).add(line.target.id);
    }
  }
  redraw();
}
graph.onNodeClick((shape) => (shape.community ? toggle(shape.community) : choose(shape.id)))
  .onLinkClick((line) => { if (line.edge) choose(line.id); })
  .onBackgroundClick(() => { if (selected !== null) choose(null); });
