// The network: which nodes and edges are to be seen, and which stand out; how they are drawn is the renderer's matter.
const seen = { node: new Uint8Array(nodes.length), edge: new Uint8Array(edges.length), near: null, total: 0 };

function see() {
  const filtered = isFiltered();
  const takesPart = new Uint8Array(nodes.length);
  if (filtered) {
    for (const number of shown) {
      const one = positions[number];
      for (const node of [one.holder, one.speaker, one.via, one.body, one.document, ...one.topics]) if (node !== undefined) takesPart[node] = 1;
    }
  }
  let rank = 0;
  seen.total = 0;
  nodes.forEach((node, number) => {
    const could = !state.hidden.has(node.kind) && (!filtered || takesPart[number]);
    seen.node[number] = could && rank < state.most ? 1 : 0;
    if (could) { rank += 1; seen.total += 1; }
  });
  if (state.at?.kind === "node" && !state.hidden.has(nodes[state.at.of[0]].kind)) seen.node[state.at.of[0]] = 1;
  for (const edge of edges) {
    seen.edge[edge.number] = seen.node[edge.from] && seen.node[edge.to] && (edge.count || (!edge.positions.length && !filtered)) ? 1 : 0;
  }
  seen.near = near();
}

// The nodes and edges that belong to what is chosen; none where nothing is.
function near() {
  if (!["node", "edge", "cell"].includes(state.at?.kind)) return null;
  const [one, other] = state.at.of;
  const belongs = {
    node: (edge) => edge.from === one || edge.to === one,
    edge: (edge) => edge.number === one,
    cell: (edge) => edge.stance && edge.from === one && edge.to === other,
  }[state.at.kind];
  const found = { nodes: new Set(state.at.kind === "node" ? [one] : []), edges: new Set() };
  for (const edge of edges) {
    if (seen.edge[edge.number] && belongs(edge)) {
      found.edges.add(edge.number);
      found.nodes.add(edge.from).add(edge.to);
    }
  }
  return found;
}
const isFaint = (number) => seen.near !== null && !seen.near.nodes.has(number);
const widthOf = (edge) => (edge.stance ? 1.5 + Math.log2(Math.max(1, edge.count)) : 1);
const fillOf = (node) => (node.kind === "Topic" ? colour("--topic") : data.kinds[node.kind].color);

const network = { renderer: null };
function showNetwork() {
  see();
  if (!network.renderer) {
    try {
      network.renderer = renderer(byId("canvas"));
    } catch (error) {
      byId("canvas").replaceChildren(quiet(`This browser cannot draw the network (${error.message}); matrix, timeline and agreement show the same.`));
      network.renderer = { paint() {}, focus() {}, fit() {}, where: () => null };
    }
    network.renderer.paint();
    network.renderer.fit();
  } else network.renderer.paint();
  const visible = seen.node.reduce((sum, one) => sum + one, 0);
  const levels = [200, STRONGEST, 2000, LARGE, nodes.length].filter((level, rank, all) => level <= nodes.length && all.indexOf(level) === rank);
  const select = byId("most");
  select.replaceChildren(...[...new Set([...levels, state.most])].sort((a, b) => a - b).map((level) => option(level, level === nodes.length ? "all" : level.toLocaleString("en"))));
  select.value = String(state.most);
  byId("extent").hidden = levels.length < 2;
  byId("left-out").textContent = seen.total > visible ? `${(seen.total - visible).toLocaleString("en")} weaker nodes are left out of this picture; choose more here, or search` : "";
}
byId("most").addEventListener("change", () => { state.most = Number(byId("most").value); change(); });
byId("fit").addEventListener("click", () => network.renderer.fit());

function look(number) {
  state.hidden.delete(nodes[number].kind);
  state.view = VIEWS[0];
  choose("node", number);
  network.renderer.focus(number);
}
