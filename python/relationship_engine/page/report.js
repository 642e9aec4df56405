"use strict";
// The controls, and the table of edges, which follows them.
const ROWS = 200;
const hiddenTypes = new Set();
const normal = (text) => (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function fill(select, values) {
  for (const value of [...new Set(values)].sort()) element("option", value, get(select));
}
fill("kind", data.edges.map((edge) => edge.kind));
fill("strategy", data.edges.flatMap((edge) => edge.strategies ?? []));
for (const type of types) {
  const one = element("button", null, element("li", null, get("legend")));
  const dot = element("i", null, one);
  dot.style.background = colour(type);
  one.append(type);
  element("span", ` ${counted.get(type).toLocaleString("en")}`, one, "note");
  one.type = "button";
  one.setAttribute("aria-pressed", "true");
  one.addEventListener("click", () => {
    if (!hiddenTypes.delete(type)) hiddenTypes.add(type);
    one.setAttribute("aria-pressed", String(!hiddenTypes.has(type)));
    filter();
  });
}
get("communities-label").hidden = !communities.length;
get("communities").checked = byCommunity;
get("communities").addEventListener("input", () => {
  byCommunity = get("communities").checked;
  recompose();
  choose(null);
});
get("night").max = NOW;
get("night").value = NOW;
get("time").hidden = NOW === 0;

// What a search finds: entities by name and summary, edges by kind and what was said of them.
const nodeText = new Map(entities.map((node) => [node.id, normal(`${node.title} ${node.type} ${node.summary ?? ""}`)]));
const edgeText = new Map(data.edges.map((edge) => [edge.id, normal(
  [edge.kind, edge.description, ...edge.evidence.map((found) => data.events[found[2]]?.[1] ?? found[4])].join(" "))]));

function filter() {
  const place = Number(get("night").value);
  const least = Number(get("strength").value);
  const kind = get("kind").value;
  const strategy = get("strategy").value;
  const withEnded = get("ended").checked;
  const words = normal(get("find").value).split(/\s+/).filter(Boolean);
  get("strength-value").textContent = least.toFixed(2);
  get("night-value").textContent = NOW ? placeName(place) : "";
  const visible = [];
  const connected = new Set();
  for (const edge of data.edges) {
    const weight = weightAt(edge, place);
    const strength = strengthOf(weight, edge.confidence);
    const isVisible = weight > 0 && strength >= least && (!kind || edge.kind === kind) && (withEnded || !edge.ended)
      && (!strategy || (edge.strategies ?? []).includes(strategy))
      && !hiddenTypes.has(nodes.get(edge.source).type) && !hiddenTypes.has(nodes.get(edge.target).type);
    edge.now = isVisible ? strength : null;
    edge.weightNow = weight;
    if (!isVisible) continue;
    visible.push(edge);
    connected.add(edge.source).add(edge.target);
  }
  for (const edge of data.edges) {
    const line = lineOf.get(edge.id);
    line.isVisible = edge.now !== null;
    line.strength = edge.now ?? 0;
  }
  // what the page has no facts of has no kind, strategy or past either
  const isNarrowed = kind !== "" || strategy !== "" || least > 0 || place !== NOW;
  for (const shape of shapes) {
    shape.isVisible = shape.community ? shape.community.byType.some(([type]) => !hiddenTypes.has(type))
      : (connected.has(shape.id) || (byCommunity && !isNarrowed)) && !hiddenTypes.has(shape.type);
  }
  for (const line of lines) if (!line.edge) line.isVisible = !isNarrowed && line.source.isVisible && line.target.isVisible;
  get("empty").hidden = visible.length > 0;
  const isFound = (edge) => words.every((word) => nodeText.get(edge.source).includes(word)
    || nodeText.get(edge.target).includes(word) || edgeText.get(edge.id).includes(word));
  const listed = words.length ? visible.filter(isFound) : visible;
  search(words, listed);
  table(listed);
  const total = data.edges.filter((edge) => !edge.pruned).length;
  get("shown").textContent = `${visible.length.toLocaleString("en")} of ${total.toLocaleString("en")} `
    + (byCommunity ? "edges with their evidence are in the table and in open communities" : "drawn edges and "
    + `${connected.size.toLocaleString("en")} of ${data.nodes.length.toLocaleString("en")} entities are shown`)
    + `${place === NOW ? "" : `, as of the night of ${placeName(place)}`}.`
    + (byCommunity ? ` ${Math.min(communities.length, MOST_COMMUNITIES).toLocaleString("en")} of ${communities.length.toLocaleString("en")} communities are drawn.` : "");
  weightChart?.update();
}

let wasSearched = false;
function search(words, listed) {
  if (!words.length) {
    if (wasSearched) choose(selected);
    else emphasize();
    wasSearched = false;
    return;
  }
  wasSearched = true;
  const found = entities.filter((node) => (byCommunity ? !hiddenTypes.has(node.type) : standsFor.get(node.id)?.isVisible)
    && words.every((word) => nodeText.get(node.id).includes(word)));
  if (selected !== null) choose(null);
  results(found, listed);
  // a community stands out with what it holds
  const ids = [...found.map((node) => node.id), ...listed.flatMap((edge) => [edge.source, edge.target])];
  emphasize(new Set([...ids.map((id) => standsFor.get(id)?.id), ...listed.map((edge) => edge.id)]));
}

function table(listed) {
  const body = get("edges").tBodies[0];
  const rows = listed.toSorted((a, b) => b.now - a.now).slice(0, ROWS);
  const made = document.createDocumentFragment();
  for (const edge of rows) {
    const row = element("tr", null, made);
    const head = element("th", null, row);
    head.scope = "row";
    button(title(edge.source), head, () => show(edge.source));
    button(edge.kind, element("td", null, row), () => show(edge.id));
    button(title(edge.target), element("td", null, row), () => show(edge.target));
    element("td", rounded(edge.now), row, "number");
    element("td", rounded(edge.weightNow), row, "number");
    element("td", edge.confidence === null ? "" : rounded(edge.confidence), row, "number");
    element("td", edge.start ?? "", row, "date");
    element("td", edge.end ?? "", row, "date");
  }
  body.replaceChildren(made);
  get("edges-note").textContent = listed.length > ROWS ? `the ${ROWS} strongest of ${listed.length.toLocaleString("en")}` : `${listed.length}`;
}

// As choose, for somebody who reads elsewhere on the page.
function show(id) {
  choose(id);
  get("graph-section").scrollIntoView({ block: "start" });
  box.focus({ preventScroll: true });
}

let waiting = false;
function later() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; filter(); });
}
for (const id of ["find", "kind", "strategy", "strength", "night", "ended"]) get(id).addEventListener("input", later);
get("find").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const words = normal(get("find").value);
  const found = entities.find((node) => normal(node.title) === words) ?? entities.find((node) => normal(node.title).includes(words));
  if (!found) return;
  get("find").value = "";
  filter();
  choose(found.id);
  untouched = false;
  followed = shapeOf.get(found.id);
  graph.centerAt(followed.x, followed.y, 300).zoom(Math.max(2, graph.zoom()), 300);
});
get("fit").addEventListener("click", () => { untouched = true; followed = null; fit(); });

let playing = null;
function stop() {
  clearInterval(playing);
  playing = null;
  get("play").textContent = "▶";
  get("play").setAttribute("aria-label", "Play the nights");
}
get("play").addEventListener("click", () => {
  if (playing) {
    stop();
    return;
  }
  const slider = get("night");
  if (Number(slider.value) === NOW) slider.value = 0;
  get("play").textContent = "❚❚";
  get("play").setAttribute("aria-label", "Pause");
  playing = setInterval(() => {
    slider.value = Number(slider.value) + 1;
    filter();
    if (Number(slider.value) === NOW) stop();
  }, Math.max(80, 9000 / NOW));
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && selected !== null) choose(null); });

if (data.stamp !== null) {
  get("reload").addEventListener("click", () => location.reload());
  setInterval(async () => {
    try {
      const answer = await fetch(`stamp${location.search}`);
      get("changed").hidden = !answer.ok || (await answer.text()) === data.stamp;
    } catch { /* the server has stopped; the page stays as it is */ }
  }, 5000);
}

filter();
overview();
// the first frame is drawn
requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = "true"; }));
// the charts lie below the first screen
requestIdleCallback(drawCharts, { timeout: 3000 });
