// The matrix: holders by topics, a cell is the balance of stances: what is for less what is against.
const MOST_ROWS = 60;
let rowsShown = MOST_ROWS;

function tallies() {
  const found = new Map();
  for (const number of shown) {
    const { holder, topics, stance } = positions[number];
    if (!found.has(holder)) found.set(holder, { total: 0, cells: new Map() });
    const row = found.get(holder);
    row.total += 1;
    for (const topic of topics) {
      if (!row.cells.has(topic)) row.cells.set(topic, Object.fromEntries(stances.map((one) => [one, 0])));
      row.cells.get(topic)[stance] += 1;
    }
  }
  return found;
}

function weighed(cell) {
  const sides = { for: 0, against: 0 };
  for (const stance of stances) if (sideOf(stance)) sides[sideOf(stance)] += cell[stance];
  const balance = sides.for - sides.against, taken = sides.for + sides.against;
  const sign = balance > 0 ? `+${balance}` : balance < 0 ? `−${-balance}` : taken ? "±" : "·";
  const side = balance > 0 ? "for" : balance < 0 ? "against" : taken ? "both" : "neither";
  const strength = taken ? Math.round(25 + 75 * (Math.abs(balance) / taken) * Math.min(1, 0.4 + Math.log2(1 + Math.abs(balance)) / 5)) : 0;
  return { sign, side, strength };
}

function showMatrix(place) {
  const found = tallies();
  const holdersByMost = [...found.keys()].sort((a, b) => found.get(b).total - found.get(a).total || byName(a, b));
  const topicCounts = new Map();
  for (const { cells } of found.values()) {
    for (const [topic, cell] of cells) topicCounts.set(topic, (topicCounts.get(topic) || 0) + stances.reduce((sum, one) => sum + cell[one], 0));
  }
  const topics = [...topicCounts.keys()].sort((a, b) => topicCounts.get(b) - topicCounts.get(a) || byName(a, b));
  const head = element("tr", {}, element("td", {}), ...topics.map((topic) => element("th", { scope: "col" },
    element("button", { type: "button", onclick: () => choose("node", topic), title: nodes[topic].name }, clipped(nodes[topic].name, 30)))));
  const body = holdersByMost.slice(0, rowsShown).map((holder) => {
    const { cells } = found.get(holder);
    return element("tr", {}, element("th", { scope: "row" }, element("button", { type: "button", onclick: () => choose("node", holder) },
      glyphOf(data.kinds[nodes[holder].kind]), element("bdi", {}, clipped(nodes[holder].name, 34)))),
    ...topics.map((topic) => {
      const cell = cells.get(topic);
      if (!cell) return element("td");
      const { sign, side, strength } = weighed(cell);
      const said = stances.filter((one) => cell[one]).map((one) => `${cell[one]} ${one}`).join(", ");
      const chosen = state.at?.kind === "cell" && state.at.of[0] === holder && state.at.of[1] === topic;
      const button = element("button", {
        type: "button", class: `cell ${side}`, title: said, "aria-label": `${nodes[holder].name} on ${nodes[topic].name}: ${said}`, "aria-pressed": chosen ? "true" : null,
        onclick: () => choose("cell", holder, topic),
      }, sign);
      button.style.setProperty("--strength", `${strength}%`);
      return element("td", {}, button);
    }));
  });
  const rest = holdersByMost.length - rowsShown;
  const at = [place.scrollLeft, place.scrollTop];
  place.replaceChildren(
    element("table", { class: "matrix" }, element("caption", {}, key("for", "+2", "more for"), key("against", "−2", "more against"), key("both", "±", "as many on both sides"), key("neither", "·", "statements only")),
      element("thead", {}, head), element("tbody", {}, ...body)),
    holdersByMost.length ? "" : quiet("None of the positions passes the filters."),
    rest > 0 ? element("button", { type: "button", class: "more", onclick: () => { rowsShown += 500; showMatrix(place); } }, `Show ${Math.min(500, rest)} more holders of ${rest}`) : "");
  [place.scrollLeft, place.scrollTop] = at;
}

function key(side, sign, text) {
  const made = element("span", { class: `cell ${side}` }, sign);
  made.style.setProperty("--strength", side === "neither" ? "0%" : "70%");
  return element("span", { class: "key" }, made, text);
}
