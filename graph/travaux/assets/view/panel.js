// The side panel: what is chosen, told by its positions, each with its very sentence.
const panel = byId("panel");
const MOST_CARDS = 60;

function card(number) {
  const position = positions[number];
  const source = nodes[position.document] || {};
  const name = (one) => (one === undefined ? null : nodes[one].name);
  const words = element("blockquote", { dir: "auto" });
  for (const [text, parts] of position.text) {
    if (!parts) { words.append(text); continue; }
    words.append(element(parts.split(" ").includes("quote") ? "mark" : "span", { class: parts }, text));
  }
  const where = [position.date, name(position.body), position.implied ? "implied" : null].filter(Boolean).join(" · ");
  const title = source.name || "";
  const act = position.act && position.act !== position.stance ? ` (${position.act})` : "";
  return element("article", { class: position.stance },
    element("header", {},
      markOf(position.stance), " ", element("strong", {}, name(position.holder)), " ",
      element("span", { class: "stance" }, position.stance + act),
      " ", element("bdi", {}, position.topics.map(name).join(", ")),
      position.speaker === undefined ? null : element("bdi", {}, ` · voiced by ${name(position.speaker)}`),
      position.via === undefined ? null : element("bdi", {}, ` · through ${name(position.via)}`)),
    words,
    element("footer", {}, where, where ? " · " : "",
      linkable(source.address) ? element("a", { href: source.address, rel: "noreferrer noopener", target: "_blank" }, title) : element("bdi", {}, title),
      source.source && title !== source.source ? element("bdi", {}, ` (${source.source})`) : null,
      position.judged ? element("div", { class: "judged" }, "✓ ", element("bdi", {}, position.judged)) : null));
}

function cards(numbers, most = MOST_CARDS) {
  const wanted = [...new Set(numbers)].filter((number) => active[number]);
  wanted.sort((a, b) => ((positions[a].date || "~") < (positions[b].date || "~") ? -1 : (positions[a].date || "~") > (positions[b].date || "~") ? 1 : a - b));
  const box = element("div", { class: "cards" }, ...wanted.slice(0, most).map(card));
  if (wanted.length > most) {
    box.append(element("button", { type: "button", class: "more", onclick: () => box.replaceWith(cards(numbers, most + 500)) },
      `Show ${Math.min(500, wanted.length - most)} more of ${wanted.length - most}`));
  }
  if (!wanted.length) box.append(element("p", { class: "quiet" }, "None of the positions passes the filters."));
  return box;
}

const entry = (number, note, chosen = () => choose("node", number)) => element("li", {},
  element("button", { type: "button", onclick: chosen }, glyphOf(data.kinds[nodes[number].kind]), element("bdi", {}, nodes[number].name), element("span", {}, note)));
const list = (items) => element("ul", { class: "list" }, ...items);
const title = (...names) => element("h2", {}, ...names.map((name) => element("bdi", {}, name)));
const quiet = (text) => element("p", { class: "quiet" }, text);
const where = (test) => shown.filter((number) => test(positions[number]));
const about = (number) => (one) => one.holder === number || one.topics.includes(number) || one.speaker === number
  || one.via === number || one.body === number || one.document === number;

function balance(numbers) {
  const counts = stances.map((stance) => [stance, numbers.filter((number) => positions[number].stance === stance).length]).filter(([, count]) => count);
  return element("p", { class: "balance" }, ...counts.flatMap(([stance, count]) => [element("span", { class: stance }, markOf(stance), ` ${count.toLocaleString("en")} ${stance}`), " "]));
}

const TELL = {
  node([number]) {
    const node = nodes[number];
    const own = where(about(number));
    const others = edges.filter((edge) => !edge.stance && edge.kind !== "reports on" && (edge.from === number || edge.to === number))
      .map((edge) => [edge.from === number ? edge.to : edge.from, edge.note || edge.kind]);
    return [title(node.name), quiet(data.kinds[node.kind].name),
      data.live ? element("p", {}, element("a", { href: data.live + encodeURI(node.key) }, "its page")) : null,
      linkable(node.address) ? element("p", {}, element("a", { href: node.address, rel: "noreferrer noopener", target: "_blank" }, node.address)) : null,
      isHolder(number) ? element("p", { class: "acts" },
        element("button", { type: "button", onclick: () => toggle("holder", number) }, state.holder.has(number) ? "Show all holders" : "Show only this"),
        " ", comparing(number)) : null,
      node.kind === "Topic" ? element("p", { class: "acts" },
        element("button", { type: "button", onclick: () => toggle("topic", number) }, state.topic.has(number) ? "Show all topics" : "Show only this"), " ",
        element("button", { type: "button", onclick: () => { state.topic = new Set([number]); state.view = "timeline"; change(); } }, "Over time")) : null,
      own.length ? balance(own) : null,
      own.length || !others.length ? cards(own) : null,
      others.length ? element("h3", {}, "Linked with") : null,
      list(others.slice(0, 200).map(([other, note]) => entry(other, note)))];
  },
  edge([number]) {
    const edge = edges[number];
    return [title(nodes[edge.from].name, " → ", nodes[edge.to].name), quiet(edge.note || edge.kind), cards(edge.positions)];
  },
  cell([holder, topic]) {
    const own = where((one) => one.holder === holder && one.topics.includes(topic));
    return [title(nodes[holder].name, " on ", nodes[topic].name), balance(own), cards(own)];
  },
  mark([holder, stance, from, to]) {
    const own = where((one) => one.holder === holder && one.stance === stance && one.months && middle(one) >= from && middle(one) <= to);
    return [title(nodes[holder].name), quiet(`${stance}, ${named(from)}${to > from ? ` to ${named(to)}` : ""}`), cards(own)];
  },
  pair([one, other]) {
    return [title(nodes[one].name, " and ", nodes[other].name), ...comparison(one, other)];
  },
  both([topic]) {
    const [one, other] = state.compare;
    if (other === undefined) return TELL.node([topic]);
    return [element("p", {}, element("button", { type: "button", onclick: () => choose(null) }, "‹ all topics")), title(nodes[topic].name),
      ...[one, other].flatMap((holder) => [element("h3", {}, nodes[holder].name), cards(where((it) => it.holder === holder && it.topics.includes(topic)))])];
  },
};

function comparison(one, other) {
  const rows = [...new Set(shown.flatMap((number) => ([one, other].includes(positions[number].holder) ? positions[number].topics : [])))].map((topic) => {
    const own = [one, other].map((holder) => where((it) => it.holder === holder && it.topics.includes(topic)));
    const balances = own.map((numbers) => numbers.reduce((sum, number) => sum + ({ for: 1, against: -1 }[sideOf(positions[number].stance)] || 0), 0));
    const sided = own.every((numbers) => numbers.some((number) => sideOf(positions[number].stance)));
    const product = balances[0] * balances[1];
    return { topic, own, verdict: !sided ? "" : product > 0 ? "agree" : product < 0 ? "differ" : "mixed" };
  });
  const order = ["differ", "mixed", "agree", ""];
  rows.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || b.own.flat().length - a.own.flat().length || (nodes[a.topic].name < nodes[b.topic].name ? -1 : 1));
  const cell = (numbers) => element("td", {}, ...stances.flatMap((stance) => {
    const count = numbers.filter((number) => positions[number].stance === stance).length;
    return count ? [element("span", { class: `tally ${stance}`, title: stance }, markOf(stance), String(count))] : [];
  }));
  const open = (topic, row) => () => {
    if (row.nextSibling?.classList.contains("opened")) return row.nextSibling.remove();
    row.after(element("tr", { class: "opened" }, element("td", { colspan: 4 }, cards(where((it) => [one, other].includes(it.holder) && it.topics.includes(topic))))));
  };
  const said = order.slice(0, 3).map((verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`).join(" · ");
  return [quiet(rows.length ? said : "None of the positions passes the filters."),
    element("table", { class: "compared" },
      element("thead", {}, element("tr", {}, ...["Topic", nodes[one].name, nodes[other].name, ""].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, ...rows.map(({ topic, own, verdict }) => {
        const row = element("tr", { class: verdict });
        row.append(element("th", { scope: "row" }, element("button", { type: "button", onclick: open(topic, row) }, nodes[topic].name)), ...own.map(cell),
          element("td", { class: "verdict" }, verdict));
        return row;
      })))];
}

function welcome() {
  if (state.compare.length === 2) return TELL.pair(state.compare);
  const counts = new Map();
  for (const number of shown) counts.set(positions[number].holder, (counts.get(positions[number].holder) || 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1] || (nodes[a[0]].name < nodes[b[0]].name ? -1 : 1)).slice(0, 15);
  const documents = new Set(shown.map((number) => positions[number].document)).size;
  return [title(data.title), quiet(`${many(shown.length, "position")} from ${many(documents, "document")}. ${HINTS[state.view]}`),
    balance(shown), element("h3", {}, "Most positions"), list(most.map(([number, count]) => entry(number, count.toLocaleString("en"))))];
}

const HINTS = {
  network: "Choose a line to read the sentences that prove it, or a node to read all of its positions.",
  matrix: "A cell is what a holder said of a topic, for (+) less against (−). Choose one to read the sentences.",
  timeline: "A mark is what a holder said in a period. Choose one to read the sentences.",
  agreement: "A line links holders that took the same or opposite sides. Choose one to see on what.",
};

function tell() {
  const told = (state.at ? TELL[state.at.kind](state.at.of) : welcome()).filter(Boolean);
  if (state.at) told.unshift(element("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => choose(null) }, "×"));
  panel.replaceChildren(...told);
  panel.scrollTop = 0;
}
