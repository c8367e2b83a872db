// The controls above: stances, kinds, topics, bodies, holders, documents, dates, two states to compare, and the search box.
const holders = new Set(positions.map((position) => position.holder));
const isHolder = (number) => holders.has(number);
const byName = (a, b) => nodes[a].name.localeCompare(nodes[b].name, "en") || a - b;

function toggle(name, key) {
  if (state[name].has(key)) state[name].delete(key); else state[name].add(key);
  change();
}

function chip(place, name, key, label, glyph, count) {
  const made = element("button", { type: "button", class: `chip ${name}`, onclick: () => toggle(name, key), "data-key": key }, glyph, label, element("small", {}, count));
  byId(place).append(made);
}
for (const stance of stances) chip("stances", "off", stance, stance, lineOf(data.stances[stance]), "");
if (positions.some(isVote) && !positions.every(isVote)) chip("stances", "off", VOTE, "votes cast", "", "");
for (const [kind, look] of Object.entries(data.kinds)) {
  if (look.count) chip("kinds", "hidden", kind, look.name, glyphOf(look), look.count.toLocaleString("en"));
}

function numbersOf(property) {
  const counts = new Map();
  for (const position of positions) {
    for (const number of new Set([position[property]].flat().flatMap((one) => (one === undefined ? [] : [one, ...nodes[one].wider])))) {
      counts.set(number, (counts.get(number) || 0) + 1);
    }
  }
  return counts;
}

const option = (value, label) => element("option", { value }, label);
function options(select, counts) {
  for (const number of [...counts.keys()].sort(byName)) {
    const { name, source } = nodes[number];
    const more = source && source !== name ? ` – ${source}` : "";
    select.append(option(number, `${clipped(name + more, 80)} (${counts.get(number)})`));
  }
}
for (const [name, property] of Object.entries(FIELDS)) {
  const select = byId(`by-${name}`);
  const counts = numbersOf(property);
  select.closest("label").hidden = counts.size === 0;
  const fill = () => { if (select.options.length === 1) options(select, counts); };
  if (counts.size <= 500) fill(); else for (const event of ["pointerdown", "focus"]) select.addEventListener(event, fill);
  select.addEventListener("change", () => {
    if (select.value !== "") state[name].add(Number(select.value));
    select.value = "";
    change();
  });
}
const pair = ["compare-one", "compare-other"].map(byId);
for (const select of pair) {
  options(select, numbersOf("holder"));
  select.addEventListener("change", () => {
    const chosen = pair.map((one) => one.value).filter(Boolean).map(Number);
    state.compare = chosen.length === 2 && chosen[0] !== chosen[1] ? chosen : [];
    state.at = null;
    if (state.compare.length || !chosen.length) change();
  });
}
function comparing(number) {
  return element("button", { type: "button", onclick: () => {
    pair[0].value = String(number);
    pair[1].value = "";
    state.compare = [];
    byId("filters").open = true;
    pair[1].focus();
  } }, "Compare with …");
}

const [from, to] = ["from", "to"].map(byId);
for (const input of [from, to]) {
  [input.min, input.max] = [earliest, latest];
  input.addEventListener("input", () => {
    const first = Math.min(from.valueAsNumber, to.valueAsNumber), last = Math.max(from.valueAsNumber, to.valueAsNumber);
    state.from = first > earliest ? first : null;
    state.to = last < latest ? last : null;
    change();
  });
}
byId("dates").hidden = !isDated || earliest === latest;
byId("undated").addEventListener("change", (event) => { state.undated = event.target.checked; change(); });
byId("clear").addEventListener("click", () => {
  for (const name of Object.keys(FIELDS)) state[name].clear();
  Object.assign(state, { from: null, to: null, undated: false, compare: [], off: new Set(), at: null });
  change();
});

function showFilters() {
  for (const made of document.querySelectorAll(".chip.off")) made.setAttribute("aria-pressed", String(!state.off.has(made.dataset.key)));
  for (const made of document.querySelectorAll(".chip.hidden")) made.setAttribute("aria-pressed", String(!state.hidden.has(made.dataset.key)));
  const counts = Object.fromEntries(stances.map((stance) => [stance, 0]));
  counts[VOTE] = shown.filter((number) => isVote(positions[number])).length;
  for (const number of shown) counts[positions[number].stance] += 1;
  for (const made of document.querySelectorAll(".chip.off small")) made.textContent = counts[made.parentNode.dataset.key].toLocaleString("en");
  byId("kinds").hidden = state.view !== "network";
  byId("chosen").replaceChildren(...Object.keys(FIELDS).flatMap((name) => [...state[name]].map((number) => element("button",
    { type: "button", class: "chip taken", onclick: () => toggle(name, number), "aria-label": `Remove the filter ${name} ${nodes[number].name}` },
    `${name}: `, element("bdi", {}, clipped(nodes[number].name, 40)), element("small", {}, "×")))));
  from.value = state.from ?? earliest;
  to.value = state.to ?? latest;
  const [first, last] = [Math.min(from.valueAsNumber, to.valueAsNumber), Math.max(from.valueAsNumber, to.valueAsNumber)];
  byId("period").textContent = isDated ? `${named(first)} to ${named(last)}` : "";
  const track = byId("slider"), reach = Math.max(1, latest - earliest);
  track.style.setProperty("--from", `${((first - earliest) / reach) * 100}%`);
  track.style.setProperty("--to", `${((last - earliest) / reach) * 100}%`);
  from.setAttribute("aria-valuetext", named(from.valueAsNumber || 0));
  to.setAttribute("aria-valuetext", named(to.valueAsNumber || 0));
  byId("undated").checked = state.undated;
  byId("undated").parentNode.hidden = !isNarrow() || !undated;
  if (state.compare.length) pair.forEach((select, rank) => { select.value = String(state.compare[rank]); });
  else if (document.activeElement !== pair[0] && document.activeElement !== pair[1]) for (const select of pair) select.value = "";
  byId("clear").hidden = !isFiltered();
  byId("said").textContent = isFiltered() ? `${shown.length.toLocaleString("en")} of ${many(positions.length, "position")}` : many(positions.length, "position");
}

const search = byId("search"), found = byId("found");
search.addEventListener("input", () => {
  const words = fold(search.value.trim());
  const hits = words ? nodes.map((node, number) => [fold(node.name).indexOf(words), number]).filter(([at]) => at >= 0) : [];
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  found.replaceChildren(...hits.slice(0, 20).map(([, number]) => entry(number, data.kinds[nodes[number].kind].name, () => {
    found.hidden = true;
    look(number);
    panel.focus();
  })));
  found.hidden = !hits.length;
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !found.hidden) found.querySelector("button").click();
  if (event.key === "ArrowDown" && !found.hidden) { found.querySelector("button").focus(); event.preventDefault(); }
  if (event.key === "Escape") { search.value = ""; found.hidden = true; event.stopPropagation(); }
});
found.addEventListener("keydown", (event) => {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  (document.activeElement.closest("li")?.[step]?.querySelector("button") || search).focus();
  event.preventDefault();
});
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) found.hidden = true; });
