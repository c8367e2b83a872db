// The agreement map: holders that took the same sides of topics (congruence) or opposite ones (conflict).
// As in discourse network analysis (Leifeld 2017): congruence less conflict, divided by the average activity of the two.
const MOST_HOLDERS = 40, MOST_TIES = 90;

function sidesTaken() {
  const found = new Map();
  for (const number of shown) {
    const { holder, topics, stance } = positions[number];
    const side = sideOf(stance);
    if (!side) continue;
    if (!found.has(holder)) found.set(holder, new Map());
    for (const topic of topics) {
      if (!found.get(holder).has(topic)) found.get(holder).set(topic, new Set());
      found.get(holder).get(topic).add(side);
    }
  }
  return found;
}

function ties(taken, among) {
  const found = [];
  among.forEach((one, rank) => among.slice(rank + 1).forEach((other) => {
    let same = 0, apart = 0;
    for (const [topic, sides] of taken.get(one)) {
      const theirs = taken.get(other).get(topic) || new Set();
      for (const side of sides) {
        if (theirs.has(side)) same += 1;
        if (theirs.has(side === "for" ? "against" : "for")) apart += 1;
      }
    }
    const activity = (taken.get(one).size + taken.get(other).size) / 2;
    if (same || apart) found.push({ one, other, same, apart, net: (same - apart) / activity });
  }));
  return found;
}

// Springs from fixed places, always the same: agreement draws together, all else pushes apart, conflict harder.
function settle(among, links) {
  const at = among.map((_, rank) => ({ x: Math.cos((rank * 2 * Math.PI) / among.length), y: Math.sin((rank * 2 * Math.PI) / among.length) }));
  const number = new Map(among.map((holder, rank) => [holder, rank]));
  const ideal = 1.6 / Math.sqrt(Math.max(1, among.length));
  const pulls = new Map(links.map((link) => [`${number.get(link.one)} ${number.get(link.other)}`, link.net]));
  for (let turn = 0; turn < 300; turn += 1) {
    const moves = at.map(({ x, y }) => ({ x: -x * 0.25, y: -y * 0.25 }));
    for (let one = 0; one < at.length; one += 1) {
      for (let other = one + 1; other < at.length; other += 1) {
        const x = at[one].x - at[other].x, y = at[one].y - at[other].y, far = Math.max(0.02, Math.hypot(x, y));
        const net = pulls.get(`${one} ${other}`) || 0;
        const by = ((ideal * ideal) / far) * (1 + 2 * Math.max(0, -net)) - (far * far / ideal) * 0.5 * Math.max(0, net);
        moves[one].x += (x / far) * by; moves[one].y += (y / far) * by;
        moves[other].x -= (x / far) * by; moves[other].y -= (y / far) * by;
      }
    }
    const heat = 0.12 * (1 - turn / 300);
    moves.forEach((move, rank) => {
      const far = Math.max(0.0001, Math.hypot(move.x, move.y)), by = Math.min(far, heat);
      at[rank].x += (move.x / far) * by;
      at[rank].y += (move.y / far) * by;
    });
  }
  return at;
}

// Spread places over a frame, and push names apart that would lie on each other.
function placed(at, names, wide, high) {
  const scaled = (name, from, to) => {
    const all = at.map((one) => one[name]), least = Math.min(...all), most = Math.max(...all);
    return (one) => from + ((one[name] - least) / Math.max(0.001, most - least)) * (to - from);
  };
  const x = scaled("x", 95, wide - 95), y = scaled("y", 24, high - 44);
  const points = at.map((one) => ({ x: x(one), y: y(one) }));
  const half = names.map((name) => 3.6 * name.length + 8);
  for (let turn = 0; turn < 80; turn += 1) {
    points.forEach((one, rank) => points.slice(rank + 1).forEach((other, next) => {
      const across = half[rank] + half[rank + 1 + next] - Math.abs(one.x - other.x), down = 42 - Math.abs(one.y - other.y);
      if (across <= 0 || down <= 0) return;
      const name = across / 3 < down ? "x" : "y", by = (name === "x" ? across : down) * 0.26 * (one[name] >= other[name] ? 1 : -1);
      one[name] += by;
      other[name] -= by;
    }));
    for (const one of points) { one.x = Math.max(60, Math.min(wide - 60, one.x)); one.y = Math.max(16, Math.min(high - 40, one.y)); }
  }
  return points;
}

// How many topics a tie must rest on so that no more are drawn than the eye can follow.
function leastFor(all) {
  let least = 1;
  while (all.filter(({ same, apart }) => same + apart >= least).length > MOST_TIES) least += 1;
  return least;
}

function showAgreement(place) {
  const taken = sidesTaken();
  const ranked = [...taken.keys()].sort((a, b) => taken.get(b).size - taken.get(a).size || byName(a, b));
  const all = ties(taken, ranked.slice(0, MOST_HOLDERS)).filter(({ net }) => net);
  const least = state.least || leastFor(all);
  const links = all.filter(({ same, apart }) => same + apart >= least);
  const linked = new Set(links.flatMap(({ one, other }) => [one, other]));
  const among = ranked.slice(0, MOST_HOLDERS).filter((holder) => linked.has(holder));
  const wide = Math.max(320, place.clientWidth - 30), high = Math.max(380, place.clientHeight - 120);
  const names = among.map((holder) => clipped(nodes[holder].name, 24));
  const at = placed(settle(among, links), names, wide, high);
  const number = new Map(among.map((holder, rank) => [holder, rank]));
  const svg = drawn("svg", { class: "agreement", width: wide, height: high, role: "group", "aria-label": "Who took the same sides" });
  for (const link of [...links].sort((a, b) => Math.abs(a.net) - Math.abs(b.net))) {
    const [one, other] = [at[number.get(link.one)], at[number.get(link.other)]];
    const ends = { x1: one.x, y1: one.y, x2: other.x, y2: other.y };
    const said = `${nodes[link.one].name} and ${nodes[link.other].name}: same side ${link.same}, opposite ${link.apart}`;
    const chosen = state.at?.kind === "pair" && state.at.of.includes(link.one) && state.at.of.includes(link.other);
    svg.append(drawn("g", { class: `tie${chosen ? " chosen" : ""}`, role: "button", tabindex: 0, "aria-label": said, ...pressed(() => choose("pair", link.one, link.other)) },
      drawn("title", {}, said), drawn("line", { class: link.net > 0 ? "congruence" : "conflict", ...ends, "stroke-width": 1 + 7 * Math.min(1, Math.abs(link.net)) }),
      drawn("line", { class: "reach", ...ends })));
  }
  for (const holder of among) {
    const { x, y } = at[number.get(holder)], look = data.kinds[nodes[holder].kind];
    const size = (10 + 3 * Math.log2(1 + taken.get(holder).size)) / 14;
    svg.append(drawn("g", { class: "holder", tabindex: 0, role: "button", "aria-label": nodes[holder].name, ...pressed(() => choose("node", holder)) },
      drawn("path", { d: SHAPES[look.shape], fill: look.color, transform: `translate(${x - 7 * size} ${y - 7 * size}) scale(${size})` }),
      drawn("text", { x, y: y + 10 * size + 9, "text-anchor": "middle" }, names[number.get(holder)])));
  }
  const most = Math.max(2, ...all.map(({ same, apart }) => same + apart));
  const slider = element("input", { type: "range", min: 1, max: most, value: least, "aria-label": "Least number of topics on which two agree or differ" });
  slider.addEventListener("change", () => { state.least = slider.valueAsNumber; change(); });
  place.replaceChildren(
    element("p", { class: "keys" }, sample("congruence", "more often on the same side"), sample("conflict", "more often on opposite sides"),
      element("label", {}, "at least ", slider, ` ${many(least, "topic")}`),
      element("span", { class: "quiet" }, "Width: topics of agreement less those of conflict, divided by those that the two take sides on, on average.")),
    among.length ? svg : quiet("No two holders took sides on the same topic here."),
    ranked.length > MOST_HOLDERS ? quiet(`The ${MOST_HOLDERS} holders with most topics are shown, of ${ranked.length}; narrow the filters for others.`) : "");
}

const sample = (kind, text) => element("span", { class: "key" }, picture(26, 12, drawn("line", { class: kind, x1: 0, y1: 6, x2: 26, y2: 6, "stroke-width": 4 })), text);
