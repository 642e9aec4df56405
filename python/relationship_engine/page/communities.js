"use strict";
// A graph of more entities than are drawn one by one is drawn by its communities, which open on a click.
// Their number, and the entities that an open one shows: what a browser draws smoothly, and an eye can follow.
const MOST_COMMUNITIES = 120;
const MOST_OPENED = 300;

// The same numbers for the same graph, so that it looks the same each time.
function numbersFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// The communities of entities, the largest first; members are places in entities, the best connected first.
function findCommunities(entities, ties) {
  const network = new graphology.UndirectedGraph();
  entities.forEach((_, place) => network.addNode(place));
  for (const [one, other, strength] of ties) network.addEdge(one, other, { weight: Math.max(strength, 0.01) });
  const found = graphologyLibrary.communitiesLouvain(network, { getEdgeWeight: "weight", rng: numbersFrom(1) });
  const members = new Map();
  entities.forEach((_, place) => {
    const name = found[place];
    if (members.has(name)) members.get(name).push(place);
    else members.set(name, [place]);
  });
  return [...members.values()].sort((a, b) => b.length - a.length || a[0] - b[0]).map((places, number) => {
    const counts = new Map();
    for (const place of places) counts.set(entities[place].type, (counts.get(entities[place].type) ?? 0) + 1);
    const byType = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    return { id: `community ${number}`, members: places, byType, type: byType[0][0], isOpen: false, called: new Set(),
      label: places.length > 1 ? `${entities[places[0]].title} and ${(places.length - 1).toLocaleString("en")} more` : entities[places[0]].title };
  });
}
