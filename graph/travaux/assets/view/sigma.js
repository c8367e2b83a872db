// Sigma draws large graphs with WebGL: shapes of nodes and dashes of lines by shaders of our own.
const SHAPE_NUMBERS = ["dot", "hexagon", "square", "triangle", "diamond", "box", "star"];
const FLOAT = WebGLRenderingContext.FLOAT, BYTE = WebGLRenderingContext.UNSIGNED_BYTE;
const { NodeProgram, EdgeProgram } = Sigma.rendering;
const { floatColor } = Sigma.utils;

// What is picked is drawn unseen, in colours that are numbers; the directives need lines of their own.
const COLOURED = `
#ifdef PICKING_MODE
v_color = a_id;
#else
v_color = a_color;
#endif
v_color.a *= 255.0 / 254.0;
`;

class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3, METHOD: WebGLRenderingContext.TRIANGLES, UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
      VERTEX_SHADER_SOURCE: `
        attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute float a_angle;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
        varying vec4 v_color; varying vec2 v_at; varying float v_shape; varying float v_pixel;
        void main() {
          float reach = a_size * u_correctionRatio / u_sizeRatio * 2.0;
          vec2 corner = 2.6 * vec2(cos(a_angle), sin(a_angle));
          gl_Position = vec4((u_matrix * vec3(a_position + corner * reach, 1.0)).xy, 0.0, 1.0);
          v_at = corner; v_shape = a_shape; v_pixel = u_sizeRatio / max(a_size, 0.001);
          ${COLOURED}
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color; varying vec2 v_at; varying float v_shape; varying float v_pixel;
        float polygon(vec2 at, float corners, float turn) {
          float part = 6.2831853 / corners, angle = atan(at.y, at.x) + turn;
          return length(at) * cos(mod(angle + part * 0.5, part) - part * 0.5) - cos(part * 0.5);
        }
        float outside(vec2 at) {
          if (v_shape < 0.5) return length(at) - 1.0;
          if (v_shape < 1.5) return polygon(at, 6.0, 0.5235988);
          if (v_shape < 2.5) return max(abs(at.x), abs(at.y)) - 0.86;
          if (v_shape < 3.5) return polygon(at * 0.85, 3.0, -1.5707963 + 3.1415927);
          if (v_shape < 4.5) return (abs(at.x) + abs(at.y)) * 0.7071 - 0.76;
          if (v_shape < 5.5) return max(abs(at.x) - 1.0, abs(at.y) - 0.62);
          return length(at) - (0.72 + 0.34 * cos(5.0 * atan(at.x, at.y)));
        }
        void main() {
          float away = outside(v_at);
          #ifdef PICKING_MODE
          gl_FragColor = away > 0.0 ? vec4(0.0) : v_color;
          #else
          gl_FragColor = v_color * (1.0 - smoothstep(-v_pixel, v_pixel, away));
          #endif
        }`,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: BYTE, normalized: true }, { name: "a_id", size: 4, type: BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [2.0943951], [4.1887902]],
    };
  }

  processVisibleItem(id, at, node) {
    this.array.set([node.x, node.y, node.size, node.shape, floatColor(node.color), id], at);
  }

  setUniforms({ matrix, sizeRatio, correctionRatio }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
  }
}

class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6, METHOD: WebGLRenderingContext.TRIANGLES, UNIFORMS: ["u_matrix", "u_frame", "u_sizeRatio", "u_least"],
      VERTEX_SHADER_SOURCE: `
        attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_start; attribute vec2 a_end; attribute float a_width; attribute float a_aside;
        attribute vec2 a_dash; attribute vec2 a_corner;
        uniform mat3 u_matrix; uniform vec2 u_frame; uniform float u_sizeRatio; uniform float u_least;
        varying vec4 v_color; varying float v_along; varying float v_across; varying float v_half; varying vec2 v_dash;
        void main() {
          vec2 start = (u_matrix * vec3(a_start, 1.0)).xy * u_frame, end = (u_matrix * vec3(a_end, 1.0)).xy * u_frame;
          float far = max(length(end - start), 0.001);
          vec2 ahead = (end - start) / far, side = vec2(-ahead.y, ahead.x);
          v_half = max(a_width / u_sizeRatio, u_least) * 0.5;
          #ifdef PICKING_MODE
          v_half += 2.0;
          #endif
          v_across = a_corner.y * (v_half + 1.0); v_along = a_corner.x * far; v_dash = a_dash;
          vec2 at = start + ahead * v_along + side * (v_across + a_aside * clamp(7.0 / u_sizeRatio, 1.3, 14.0));
          gl_Position = vec4(at / u_frame, 0.0, 1.0);
          ${COLOURED}
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color; varying float v_along; varying float v_across; varying float v_half; varying vec2 v_dash;
        void main() {
          #ifdef PICKING_MODE
          gl_FragColor = v_color;
          #else
          if (v_dash.y > 0.0 && mod(v_along, v_dash.x + v_dash.y) > v_dash.x) discard;
          gl_FragColor = vec4(v_color.rgb, 1.0) * v_color.a * (1.0 - smoothstep(v_half - 0.5, v_half + 0.5, abs(v_across)));
          #endif
        }`,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT }, { name: "a_end", size: 2, type: FLOAT }, { name: "a_width", size: 1, type: FLOAT },
        { name: "a_aside", size: 1, type: FLOAT }, { name: "a_dash", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: BYTE, normalized: true }, { name: "a_id", size: 4, type: BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(id, at, from, to, edge) {
    this.array.set([from.x, from.y, to.x, to.y, edge.size, edge.aside, ...edge.dash, floatColor(edge.color), id], at);
  }

  setUniforms({ matrix, sizeRatio, width, height, minEdgeThickness }, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform2f(uniformLocations.u_frame, width / 2, height / 2);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_least, minEdgeThickness);
  }
}

// WebGL mixes colours as they are, so that a faint line needs its alpha in the colour.
function faded(hex, alpha) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${alpha})`;
}

function looks() {
  const lines = seen.edge.reduce((sum, one) => sum + one, 0);
  return {
    ink: colour("--ink"), pale: colour("--quiet"), topic: colour("--topic-deep"), card: colour("--card"),
    usual: lines > 10000 ? 0.12 : lines > 2000 ? 0.3 : 0.6,
  };
}

function renderer(place) {
  const graph = new graphology.MultiDirectedGraph();
  nodes.forEach((node, number) => graph.addNode(number, {
    x: node.x, y: -node.y, size: node.size, label: clipped(node.name, 34), type: "shape", shape: SHAPE_NUMBERS.indexOf(data.kinds[node.kind].shape),
  }));
  const beside = new Map();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.to}`, rank = beside.get(key) || 0;
    beside.set(key, rank + 1);
    const side = Math.floor((rank + 1) / 2) * (rank % 2 ? 1 : -1);
    graph.addDirectedEdgeWithKey(edge.number, edge.from, edge.to, { type: "line", aside: side, dash: edge.stance ? data.stances[edge.kind].dashes || [0, 0] : [2, 4] });
  }
  let look = looks();
  const drawing = new Sigma(graph, place, {
    nodeProgramClasses: { shape: ShapeProgram }, edgeProgramClasses: { line: LineProgram }, defaultNodeType: "shape", defaultEdgeType: "line",
    labelFont: "system-ui, DejaVu Sans, sans-serif", labelColor: { attribute: "ink" }, labelRenderedSizeThreshold: 4, labelDensity: 0.7, labelGridCellSize: 100,
    itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio,
    enableEdgeEvents: edges.length <= 20000, hideEdgesOnMove: edges.length > 8000, hideLabelsOnMove: nodes.length > 8000, minEdgeThickness: 0.7, zIndex: true, allowInvalidContainer: true,
    stagePadding: 40, maxCameraRatio: 4, minCameraRatio: 0.01,
    nodeReducer(key, kept) {
      const number = Number(key);
      if (!seen.node[number]) return { ...kept, hidden: true };
      const faint = isFaint(number), node = nodes[number];
      return { ...kept, hidden: false, color: faint ? look.pale : node.kind === "Topic" ? look.topic : data.kinds[node.kind].color, ink: look.ink,
        label: faint ? "" : kept.label, forceLabel: seen.near !== null && !faint && seen.near.nodes.size < 60, highlighted: state.at?.kind === "node" && state.at.of[0] === number, zIndex: faint ? 0 : 1 };
    },
    edgeReducer(key, kept) {
      const edge = edges[Number(key)];
      if (!seen.edge[edge.number]) return { ...kept, hidden: true };
      const dim = seen.near !== null && !seen.near.edges.has(edge.number);
      const line = edge.stance ? data.stances[edge.kind].color : look.pale;
      return { ...kept, hidden: dim && edges.length > 2000, color: faded(line, dim ? 0.05 : seen.near ? 0.95 : look.usual), size: widthOf(edge), zIndex: dim ? 0 : 1 };
    },
    defaultDrawNodeHover(context, node, settings) {
      const size = settings.labelSize;
      context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
      const text = nodes[Number(node.key)].name, width = context.measureText(text).width;
      context.fillStyle = look.card;
      context.strokeStyle = look.ink;
      context.beginPath();
      context.roundRect(node.x - node.size - 4, node.y - size / 2 - 5, width + node.size * 2 + 14, size + 10, 5);
      context.fill();
      context.stroke();
      context.fillStyle = look.ink;
      context.fillText(text, node.x + node.size + 4, node.y + size / 3);
    },
  });

  function paint() {
    look = looks();
    drawing.refresh();
  }

  drawing.on("clickNode", ({ node }) => choose("node", Number(node)));
  drawing.on("clickEdge", ({ edge }) => choose("edge", Number(edge)));
  drawing.on("clickStage", () => state.at && choose(null));
  place.tabIndex = 0;
  place.setAttribute("aria-label", "Network; arrow keys move it, plus and minus zoom, the search box reaches any node");
  place.addEventListener("keydown", (event) => {
    const camera = drawing.getCamera(), { x, y, ratio } = camera.getState(), step = 0.1 * ratio;
    const moves = {
      ArrowLeft: { x: x - step }, ArrowRight: { x: x + step }, ArrowUp: { y: y + step }, ArrowDown: { y: y - step },
      "+": { ratio: ratio / 1.3 }, "-": { ratio: ratio * 1.3 },
    };
    if (!moves[event.key]) return;
    camera.setState(moves[event.key]);
    event.preventDefault();
  });
  return {
    paint,
    focus(number) {
      const at = drawing.getNodeDisplayData(number);
      if (at) drawing.getCamera().setState({ x: at.x, y: at.y, ratio: Math.min(drawing.getCamera().getState().ratio, 0.25) });
    },
    fit() {
      const own = nodes.map((_, number) => number).filter((number) => seen.node[number]);
      if (!own.length) return;
      const xs = own.map((number) => nodes[number].x), ys = own.map((number) => -nodes[number].y);
      const ends = (all) => all.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, -Infinity]);
      drawing.setCustomBBox({ x: ends(xs), y: ends(ys) });
      drawing.refresh();
      drawing.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1.05, angle: 0 });
    },
    where: (number) => drawing.graphToViewport(graph.getNodeAttributes(number)),
  };
}
