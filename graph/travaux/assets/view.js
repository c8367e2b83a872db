"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const state = { node: null, edge: null, off: new Set(), hidden: new Set() };
  const panel = document.getElementById("panel");
  const GLYPHS = {
    dot: "M7 1a6 6 0 1 0 .01 0Z", hexagon: "M3.5 1h7L14 7l-3.5 6h-7L0 7Z", square: "M1 1h12v12H1Z",
    triangle: "M7 1l6.5 12H.5Z", diamond: "M7 0l7 7-7 7-7-7Z", box: "M0 3h14v8H0Z",
    star: "M7 0l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5Z",
  };

  // Everything that a document says enters the page as text, never as markup.
  function element(name, options = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") made.className = value;
      else if (key === "on") made.addEventListener("click", value);
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function drawing(width, height, path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-hidden", "true");
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [key, value] of Object.entries(path)) shape.setAttribute(key, value);
    svg.append(shape);
    return svg;
  }

  const lineOf = (look) => drawing(26, 12, {
    d: "M0 6H26", fill: "none", stroke: look.color, "stroke-width": 3,
    "stroke-dasharray": look.dashes ? look.dashes.join(" ") : "none",
  });
  const glyphOf = (look) => drawing(14, 14, { d: GLYPHS[look.shape], fill: look.color, stroke: "#0003" });
  const many = (number, name) => `${number.toLocaleString("en")} ${name}${number === 1 ? "" : "s"}`;
  const isStance = (edge) => edge.kind in data.stances;
  const isShown = (edge) => !state.off.has(edge.kind)
    && !state.hidden.has(nodes.get(edge.from).kind) && !state.hidden.has(nodes.get(edge.to).kind);

  // ---- the network
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shownNodes = new vis.DataSet(data.nodes);
  const shownEdges = new vis.DataSet(data.edges);
  const network = new vis.Network(document.getElementById("network"), { nodes: shownNodes, edges: shownEdges }, {
    physics: false,
    interaction: { hover: true, hoverConnectedEdges: true, multiselect: false, tooltipDelay: 100000 },
    edges: { selectionWidth: 2, hoverWidth: 1.5 },
    layout: { improvedLayout: false },
  });

  function paint() {
    const ink = colour("--ink"), quiet = colour("--quiet"), ground = colour("--ground");
    const near = new Set();
    if (state.node) {
      near.add(state.node);
      for (const edge of edges.values()) {
        if (isShown(edge) && (edge.from === state.node || edge.to === state.node)) near.add(edge.from).add(edge.to);
      }
    } else if (state.edge) near.add(edges.get(state.edge).from).add(edges.get(state.edge).to);
    shownNodes.update(data.nodes.map((node) => {
      const faint = near.size > 0 && !near.has(node.id);
      const topic = node.kind === "Topic";
      const fill = topic ? colour("--topic") : node.color;
      return {
        id: node.id, hidden: state.hidden.has(node.kind), opacity: faint ? 0.25 : 1,
        color: { background: fill, border: fill, highlight: { background: fill, border: ink }, hover: { background: fill, border: ink } },
        font: {
          color: faint ? quiet : topic ? colour("--topic-ink") : ink, size: Math.round((topic ? 9 : 6) + node.size * 0.55),
          strokeWidth: topic ? 0 : 4, strokeColor: ground, face: "system-ui, DejaVu Sans, sans-serif",
        },
        margin: 7, borderWidth: 1, shapeProperties: { borderRadius: 5 },
      };
    }));
    const chosen = near.size > 0, usual = data.edges.length > 200 ? 0.5 : 0.9;
    shownEdges.update(data.edges.map((edge) => {
      const on = state.edge ? edge.id === state.edge
        : !state.node || edge.from === state.node || edge.to === state.node;
      const plain = isStance(edge) ? edge.color : quiet;
      return { id: edge.id, hidden: !isShown(edge), color: { color: plain, highlight: plain, hover: plain, opacity: on ? (isStance(edge) ? (chosen ? 0.95 : usual) : 0.5) : 0.06 } };
    }));
  }

  // ---- the side panel
  const linkable = (address) => /^https?:\/\//i.test(address || "");

  function card(number) {
    const position = data.positions[number];
    const source = data.documents[position.document] || {};
    const words = element("blockquote");
    for (const [text, parts] of position.text) {
      if (!parts) { words.append(text); continue; }
      const quoted = parts.split(" ").includes("quote");
      words.append(element(quoted ? "mark" : "span", { class: parts }, text));
    }
    const where = [position.date || source.date, position.body, position.certainty === "implied" ? "implied" : null];
    const title = source.title || source.source || "";
    return element("article", { class: position.stance },
      element("header", {},
        element("strong", {}, position.holder), " ",
        element("span", { class: "stance" }, position.stance + (position.act && position.act !== position.stance ? ` (${position.act})` : "")),
        " ", position.topics.join(", "),
        position.speaker ? ` · voiced by ${position.speaker}` : null,
        position.via ? ` · through ${position.via}` : null),
      words,
      element("footer", {}, where.filter(Boolean).join(" · "), where.some(Boolean) ? " · " : "",
        linkable(source.address) ? element("a", { href: source.address, rel: "noreferrer noopener", target: "_blank" }, title) : title,
        title !== source.source && source.source ? ` (${source.source})` : ""));
  }

  function cards(numbers) {
    const wanted = [...new Set(numbers)].filter((number) => !state.off.has(data.positions[number].stance));
    const most = 100;
    const made = wanted.slice(0, most).map(card);
    if (wanted.length > most) made.push(element("p", { class: "quiet" }, `and ${wanted.length - most} more`));
    return made;
  }

  function neighbours(node) {
    const rows = [];
    for (const edge of edges.values()) {
      if (isStance(edge) || (edge.from !== node.id && edge.to !== node.id)) continue;
      const other = nodes.get(edge.from === node.id ? edge.to : edge.from);
      if (other.kind === "Document") continue;
      rows.push([other, edge.note || edge.kind]);
    }
    return rows;
  }

  const entry = (node, note) => element("li", {}, element("button", { type: "button", on: () => select(node.id) },
    glyphOf(data.kinds[node.kind]), node.name, element("span", {}, note)));

  function welcome() {
    const strongest = [...nodes.values()].map((node) => [node, [...edges.values()]
      .filter((edge) => isStance(edge) && edge.from === node.id).reduce((sum, edge) => sum + edge.count, 0)])
      .filter(([, count]) => count).sort((a, b) => b[1] - a[1] || (a[0].name < b[0].name ? -1 : 1)).slice(0, 15);
    panel.replaceChildren(
      element("h2", {}, "Who took which position"),
      element("p", { class: "quiet" }, `${many(data.positions.length, "position")} from ${many(Object.keys(data.documents).length, "document")}. `
        + "Choose a line to read the sentence that proves it, or a node to read all of its positions."),
      data.hidden ? element("p", {}, `The ${data.hidden} weakest nodes are left out of this picture; they are in the graph.`) : "",
      element("h3", {}, "Most positions"),
      element("ul", { class: "list" }, ...strongest.map(([node, count]) => entry(node, String(count)))));
  }

  function tell() {
    if (state.edge) {
      const edge = edges.get(state.edge);
      const from = nodes.get(edge.from), to = nodes.get(edge.to);
      panel.replaceChildren(element("h2", {}, `${from.name} → ${to.name}`),
        element("p", { class: "quiet" }, edge.note || edge.kind),
        ...cards(edge.positions));
    } else if (state.node) {
      const node = nodes.get(state.node);
      const numbers = [...edges.values()].filter((edge) => edge.from === node.id || edge.to === node.id)
        .flatMap((edge) => edge.positions);
      const others = neighbours(node);
      panel.replaceChildren(element("h2", {}, node.name), element("p", { class: "quiet" }, data.kinds[node.kind].name),
        numbers.length ? element("h3", {}, "Positions") : "", ...cards(numbers),
        others.length ? element("h3", {}, "Linked with") : "",
        element("ul", { class: "list" }, ...others.map(([other, note]) => entry(other, note))));
    } else welcome();
    panel.scrollTop = 0;
  }

  // ---- what is chosen, kept in the address so that a view can be shared
  function remember() {
    const parts = new URLSearchParams();
    if (state.node) parts.set("node", state.node);
    if (state.edge) parts.set("edge", state.edge);
    if (state.off.size) parts.set("without", [...state.off].join(","));
    if (state.hidden.size) parts.set("hide", [...state.hidden].join(","));
    history.replaceState(null, "", `#${parts}`);
  }

  function refresh() {
    for (const chip of document.querySelectorAll(".chip")) {
      const set = chip.classList.contains("kind") ? state.hidden : state.off;
      chip.setAttribute("aria-pressed", String(!set.has(chip.dataset.key)));
    }
    paint();
    tell();
  }

  function restore() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const list = (name) => (parts.get(name) || "").split(",").filter(Boolean);
    state.node = nodes.has(parts.get("node")) ? parts.get("node") : null;
    state.edge = edges.has(parts.get("edge")) ? parts.get("edge") : null;
    state.off = new Set(list("without"));
    state.hidden = new Set(list("hide"));
    refresh();
  }

  function choose(node, edge) {
    state.node = node;
    state.edge = edge;
    remember();
    refresh();
  }

  function select(id) {
    state.hidden.delete(nodes.get(id).kind);
    choose(id, null);
    network.selectNodes([id]);
    network.focus(id, { scale: Math.max(network.getScale(), 0.7), animation: false });
  }

  network.on("click", (event) => {
    if (event.nodes.length) choose(event.nodes[0], null);
    else if (event.edges.length) choose(null, event.edges[0]);
    else choose(null, null);
  });
  network.on("hoverEdge", ({ edge }) => {
    if (state.node || state.edge || !isStance(edges.get(edge))) return;
    const { from, to, positions } = edges.get(edge);
    panel.replaceChildren(element("h2", {}, `${nodes.get(from).name} → ${nodes.get(to).name}`), ...cards(positions));
  });

  // ---- legend, which is also the filter
  function chip(place, key, name, picture, count, set) {
    const made = element("button", { type: "button", class: "chip", on: () => {
      if (set().has(key)) set().delete(key); else set().add(key);
      remember();
      refresh();
    } }, picture, name, element("small", {}, String(count)));
    made.dataset.key = key;
    document.getElementById(place).append(made);
    return made;
  }
  for (const [stance, look] of Object.entries(data.stances)) {
    const count = data.positions.filter((position) => position.stance === stance).length;
    chip("stances", stance, stance, lineOf(look), count, () => state.off);
  }
  for (const [kind, look] of Object.entries(data.kinds)) {
    if (look.count) chip("kinds", kind, look.name, glyphOf(look), look.count, () => state.hidden).classList.add("kind");
  }

  // ---- search
  const search = document.getElementById("search"), found = document.getElementById("found");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  search.addEventListener("input", () => {
    const words = fold(search.value.trim());
    const hits = words ? [...nodes.values()].filter((node) => fold(node.name).includes(words)) : [];
    hits.sort((a, b) => fold(a.name).indexOf(words) - fold(b.name).indexOf(words) || (a.name < b.name ? -1 : 1));
    found.replaceChildren(...hits.slice(0, 20).map((node) => {
      const item = entry(node, data.kinds[node.kind].name);
      item.firstChild.addEventListener("click", () => { found.hidden = true; panel.focus(); });
      return item;
    }));
    found.hidden = !hits.length;
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !found.hidden) found.querySelector("button").click();
    if (event.key === "Escape") { search.value = ""; found.hidden = true; }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) found.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target !== search) choose(null, null); });

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  window.addEventListener("hashchange", restore);
  if (!location.hash && nodes.size > 80) state.hidden.add("Document");
  if (location.hash) restore(); else refresh();
  network.fit({ nodes: data.nodes.filter((node) => !state.hidden.has(node.kind)).map((node) => node.id), animation: false });
  network.moveTo({ scale: network.getScale() * 0.88, animation: false });
})();
