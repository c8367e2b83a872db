// vis-network draws the nodes and edges that pyvis built.
function renderer(place) {
  const ofVis = { nodes: new vis.DataSet(data.vis.nodes), edges: new vis.DataSet(data.vis.edges) };
  const drawing = new vis.Network(place, ofVis, {
    physics: false,
    interaction: { hover: true, hoverConnectedEdges: true, multiselect: false, tooltipDelay: 100000, keyboard: { enabled: true, bindToWindow: false } },
    edges: { selectionWidth: 2, hoverWidth: 1.5 },
    layout: { improvedLayout: false },
  });
  const canvas = place.querySelector(".vis-network");
  canvas.setAttribute("aria-label", "Network; arrow keys move it, plus and minus zoom, the search box reaches any node");

  function paint() {
    const ink = colour("--ink"), pale = colour("--quiet"), ground = colour("--ground"), onTopic = colour("--topic-ink");
    ofVis.nodes.update(data.vis.nodes.map(({ id, size }) => {
      const node = nodes[id], faint = isFaint(id), topic = node.kind === "Topic", fill = fillOf(node);
      const bordered = { background: fill, border: ink };
      return {
        id, hidden: !seen.node[id], opacity: faint ? 0.25 : 1, color: { background: fill, border: fill, highlight: bordered, hover: bordered },
        font: {
          color: faint ? pale : topic ? onTopic : ink, size: Math.round((topic ? 12 : 10) + size * 0.45),
          strokeWidth: topic ? 0 : 4, strokeColor: ground, face: "system-ui, DejaVu Sans, sans-serif",
        },
        margin: 7, borderWidth: 1, shapeProperties: { borderRadius: 5 },
      };
    }));
    const usual = edges.length > 200 ? 0.5 : 0.9;
    ofVis.edges.update(edges.map((edge) => {
      const line = edge.stance ? data.stances[edge.kind].color : pale;
      const opacity = seen.near && !seen.near.edges.has(edge.number) ? 0.06 : edge.stance ? (seen.near ? 0.95 : usual) : 0.5;
      return { id: edge.number, hidden: !seen.edge[edge.number], width: widthOf(edge), color: { color: line, highlight: line, hover: line, opacity } };
    }));
    const chosen = state.at?.kind === "node" ? state.at.of : [];
    drawing.selectNodes(chosen.filter((number) => seen.node[number]), false);
  }

  drawing.on("click", (event) => {
    if (event.nodes.length) choose("node", event.nodes[0]);
    else if (event.edges.length) choose("edge", event.edges[0]);
    else if (state.at) choose(null);
  });
  return {
    paint,
    focus: (number) => drawing.focus(number, { scale: Math.max(drawing.getScale(), 0.7), animation: false }),
    fit() {
      drawing.fit({ nodes: data.vis.nodes.map(({ id }) => id).filter((id) => seen.node[id]), animation: false });
      drawing.moveTo({ scale: drawing.getScale() * 0.9, animation: false });
    },
    where: (number) => drawing.canvasToDOM(drawing.getPosition(number)),
  };
}
