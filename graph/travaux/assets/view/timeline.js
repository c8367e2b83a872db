// The time line: positions over time, a row a holder, a mark for what it said with one stance in one period.
const MOST_LINES = 40;
let linesShown = MOST_LINES;
const LINE = 26, HEAD = 34;

function periods(width) {
  const [first, last] = [state.from ?? earliest, state.to ?? latest];
  const most = Math.max(6, Math.floor(width / 30));
  const step = [1, 3, 6, 12, 24, 60, 120].find((one) => (last - first + 1) / one <= most) || 240;
  const start = first - (first % step);
  return { start, step, number: Math.floor((last - start) / step) + 1, first, last };
}

function marks({ start, step }) {
  const found = new Map();
  for (const number of shown) {
    const one = positions[number];
    if (!one.months) continue;
    const key = `${one.holder} ${Math.floor((middle(one) - start) / step)} ${one.stance}`;
    if (!found.has(key)) found.set(key, { holder: one.holder, period: Math.floor((middle(one) - start) / step), stance: one.stance, count: 0 });
    found.get(key).count += 1;
  }
  return [...found.values()];
}

function showTimeline(place) {
  const dated = shown.filter((number) => positions[number].months);
  if (!dated.length) return place.replaceChildren(quiet(shown.length ? "None of these positions has a date." : "None of the positions passes the filters."));
  const totals = new Map();
  for (const number of dated) totals.set(positions[number].holder, (totals.get(positions[number].holder) || 0) + 1);
  const lines = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || byName(a, b));
  const own = lines.slice(0, linesShown), rowOf = new Map(own.map((holder, row) => [holder, row]));
  const names = Math.min(220, Math.max(110, place.clientWidth * 0.25));
  const width = Math.max(320, place.clientWidth - names - 40);
  const axis = periods(width);
  const x = (period) => names + ((period + 0.5) * width) / axis.number;
  const high = HEAD + own.length * LINE + 8;
  const svg = drawn("svg", { class: "timeline", width: names + width + 20, height: high, role: "group", "aria-label": "Positions over time" });
  const each = Math.ceil(axis.number / Math.max(1, Math.floor(width / 62)));
  for (let period = 0; period < axis.number; period += each) {
    const at = axis.start + period * axis.step;
    svg.append(drawn("line", { class: "grid", x1: x(period), x2: x(period), y1: HEAD - 6, y2: high }),
      drawn("text", { class: "tick", x: x(period), y: HEAD - 14, "text-anchor": "middle" }, axis.step % 12 ? named(at) : String(Math.floor(at / 12))));
  }
  own.forEach((holder, row) => {
    const y = HEAD + row * LINE + LINE / 2;
    svg.append(drawn("line", { class: "grid", x1: names, x2: names + width, y1: y, y2: y }),
      drawn("text", { class: "name", x: names - 12, y: y + 4, "text-anchor": "end", tabindex: 0, role: "button", ...pressed(() => choose("node", holder)) },
        clipped(nodes[holder].name, Math.floor(names / 7.5))));
  });
  const there = marks(axis).filter(({ holder }) => rowOf.has(holder));
  const inCell = new Map();
  for (const mark of there) inCell.set(`${mark.holder} ${mark.period}`, [...(inCell.get(`${mark.holder} ${mark.period}`) || []), mark]);
  for (const cell of inCell.values()) {
    cell.sort((a, b) => stances.indexOf(a.stance) - stances.indexOf(b.stance));
    cell.forEach((mark, rank) => svg.append(markAt(mark, axis, x(mark.period) + (rank - (cell.length - 1) / 2) * Math.min(13, width / axis.number / cell.length),
      HEAD + rowOf.get(mark.holder) * LINE + LINE / 2)));
  }
  const topic = state.topic.size ? [...state.topic].map((number) => nodes[number].name).join(", ") : "All topics";
  const left = shown.length - dated.length;
  place.replaceChildren(
    element("h2", {}, topic),
    element("p", { class: "keys" }, ...stances.map((stance) => element("span", { class: "key" }, markOf(stance), stance)),
      element("span", { class: "quiet" }, `one mark is ${axis.step === 1 ? "a month" : axis.step % 12 ? `${axis.step} months` : axis.step === 12 ? "a year" : `${axis.step / 12} years`}${left ? `; ${many(left, "position")} without a date ${left === 1 ? "is" : "are"} not shown` : ""}`)),
    svg,
    lines.length > linesShown ? element("button", { type: "button", class: "more", onclick: () => { linesShown += 100; showTimeline(place); } }, `Show ${Math.min(100, lines.length - linesShown)} more holders of ${lines.length - linesShown}`) : "");
}

function pressed(act) {
  return { onclick: act, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { act(); event.preventDefault(); } } };
}

function markAt({ holder, period, stance, count }, { start, step }, x, y) {
  const size = Math.min(20, 9 + 3 * Math.log2(count)) / 14;
  const [first, last] = [start + period * step, start + (period + 1) * step - 1];
  const chosen = state.at?.kind === "mark" && state.at.of[0] === holder && state.at.of[1] === stance && state.at.of[2] === first;
  const said = `${nodes[holder].name}, ${named(first)}${step > 1 ? ` to ${named(last)}` : ""}: ${count} ${stance}`;
  const group = drawn("g", { class: `mark${chosen ? " chosen" : ""}`, transform: `translate(${x - 7 * size} ${y - 7 * size}) scale(${size})`, tabindex: 0, role: "button", "aria-label": said,
    ...pressed(() => choose("mark", holder, stance, first, last)) },
  drawn("title", {}, said), drawn("rect", { x: -2, y: -2, width: 18, height: 18, fill: "transparent" }), drawn("path", { d: MARKS[data.stances[stance].mark], fill: data.stances[stance].color }));
  return group;
}
