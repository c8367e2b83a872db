// What is chosen: kept in the address, so that a view can be shared, and what passes it.
const VIEWS = ["network", "matrix", "timeline", "agreement"];
const FIELDS = { topic: "topics", body: "body", holder: "holder", document: "document" };
const LARGE = 5000, STRONGEST = 600;
const state = {
  view: "network", at: null, off: new Set(), hidden: new Set(), compare: [], from: null, to: null, undated: false, most: 0, least: 0,
  ...Object.fromEntries(Object.keys(FIELDS).map((name) => [name, new Set()])),
};
const active = new Uint8Array(positions.length);
let shown = [];

const isNarrow = () => state.from !== null || state.to !== null;
const isFiltered = () => isNarrow() || state.compare.length > 0 || state.off.size > 0 || Object.keys(FIELDS).some((name) => state[name].size);
const among = (chosen, number) => number !== undefined && (chosen.has(number) || nodes[number].wider.some((one) => chosen.has(one)));

function passes(position) {
  if (state.off.has(position.stance) || (state.off.has(VOTE) && isVote(position))) return false;
  if (state.compare.length && !state.compare.includes(position.holder)) return false;
  for (const [name, property] of Object.entries(FIELDS)) {
    if (state[name].size && ![position[property]].flat().some((number) => among(state[name], number))) return false;
  }
  if (!isNarrow()) return true;
  if (!position.months) return state.undated;
  return position.months[1] >= (state.from ?? earliest) && position.months[0] <= (state.to ?? latest);
}

function sift() {
  shown = [];
  positions.forEach((position, number) => {
    active[number] = passes(position) ? 1 : 0;
    if (active[number]) shown.push(number);
  });
  for (const edge of edges) {
    edge.count = 0;
    for (const number of edge.positions) edge.count += active[number];
  }
}

// What is chosen to be told of: a node, an edge, a cell (holder, topic), a pair of holders, a mark (holder, stance, months).
const AT = { node: 1, edge: 1, cell: 2, pair: 2, both: 1, mark: 4 };
function written(at) {
  const parts = { edge: ([number]) => [edges[number].key], mark: ([holder, stance, from, to]) => [nodes[holder].key, stance, named(from), named(to)] };
  return [at.kind, ...(parts[at.kind] || ((numbers) => numbers.map((number) => nodes[number].key)))(at.of)].join("|");
}
function parsed(text) {
  const [kind, ...parts] = (text || "").split("|");
  if (parts.length !== AT[kind]) return null;
  let of = parts.map((key) => nodeOf.get(key));
  if (kind === "edge") of = [edgeOf.get(parts[0])];
  if (kind === "mark") of = [of[0], stances.includes(parts[1]) ? parts[1] : undefined, month(parts[2]), month(parts[3])];
  return of.every((one) => one !== undefined && one !== null) ? { kind, of } : null;
}
const month = (text) => (/^\d{4}-\d\d$/.test(text || "") ? months(text)[0] : null);

let remembering = 0;
function remember() {
  clearTimeout(remembering);
  // The frame of a notebook has no address of its own to keep anything in.
  remembering = setTimeout(() => location.protocol !== "about:" && history.replaceState(null, "", address()), 150);
}
function address() {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.set(name, value);
  if (state.view !== VIEWS[0]) put("view", state.view);
  for (const name of Object.keys(FIELDS)) put(name, [...state[name]].map((number) => nodes[number].key).join("|"));
  put("from", state.from !== null && named(state.from));
  put("to", state.to !== null && named(state.to));
  put("undated", state.undated && "yes");
  put("without", [...state.off].join("|"));
  put("hide", state.hidden.size ? [...state.hidden].join("|") : defaultHidden().size ? "nothing" : "");
  put("compare", state.compare.map((number) => nodes[number].key).join("|"));
  put("most", state.most !== defaultMost() && String(state.most));
  put("least", state.least && String(state.least));
  put("at", state.at && written(state.at));
  return `#${parts}`;
}
const defaultHidden = () => new Set(nodes.length > data.many ? ["Document"] : []);
const defaultMost = () => (nodes.length > LARGE ? STRONGEST : nodes.length);

function restore() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const list = (name) => (parts.get(name) || "").split("|").filter(Boolean);
  const numbers = (name) => list(name).map((key) => nodeOf.get(key)).filter((number) => number !== undefined);
  state.view = VIEWS.includes(parts.get("view")) ? parts.get("view") : VIEWS[0];
  for (const name of Object.keys(FIELDS)) state[name] = new Set(numbers(name));
  state.from = month(parts.get("from"));
  state.to = month(parts.get("to"));
  state.undated = parts.get("undated") === "yes";
  state.off = new Set(list("without").filter((key) => key === VOTE || stances.includes(key)));
  state.hidden = parts.has("hide") ? new Set(list("hide").filter((kind) => kind in data.kinds)) : defaultHidden();
  state.compare = numbers("compare").length === 2 ? numbers("compare") : [];
  state.most = Math.min(nodes.length, Math.max(1, Math.floor(Number(parts.get("most"))) || defaultMost()));
  state.least = Math.max(0, Math.floor(Number(parts.get("least"))) || 0);
  state.at = parsed(parts.get("at"));
}
