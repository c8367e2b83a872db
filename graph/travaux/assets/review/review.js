// Positions one after the other. Everything that a document says enters the page as text, never as markup.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { positions } = data;
const AMENDED = ["amended_stance", "amended_holder", "amended_topics", "amended_body", "amended_date"];
const KEY = `travaux-review:${data.key}`;
const kept = restored();
let at = Math.max(0, positions.findIndex((one) => !said(one).verdict));
let mending = false;

function restored() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return found && typeof found === "object" ? found : {};
  } catch { return {}; }
}

function keep() {
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { byId("said").value = "This browser keeps nothing; save the table before you leave."; }
}

// What was said of a position: on this page, else before; "withdraw" where what was said before was taken back.
function said(one) { return kept[one.id] || one.said; }
function say(one, what) { kept[one.id] = what; keep(); }

function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) if (value) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function show() {
  const one = positions[at];
  const judged = positions.filter((it) => ![undefined, "", "withdraw"].includes(said(it).verdict)).length;
  byId("progress").max = Math.max(1, positions.length);
  byId("progress").value = judged;
  byId("count").value = `${judged} of ${positions.length} judged`;
  byId("verdicts").hidden = byId("noted").hidden = !one;
  if (!one) return byId("card").replaceChildren("There is nothing to judge.");
  const now = said(one);
  byId("place").value = `${at + 1} / ${positions.length}`;
  byId("back").disabled = step(-1) === at;
  byId("next").disabled = step(1) === at;
  byId("undo").disabled = !now.verdict || now.verdict === "withdraw";
  byId("amend").hidden = !(mending || now.verdict === "amend");
  byId("note").value = now.note || "";
  for (const name of AMENDED) byId(name).value = now[name] || "";
  for (const button of byId("verdicts").children) button.setAttribute("aria-pressed", String(button.dataset.verdict === now.verdict));
  card(one);
}

function card(one) {
  const words = element("blockquote", { dir: "auto" });
  for (const [text, parts] of one.pieces) words.append(parts ? element("mark", { class: parts, title: parts }, text) : text);
  const facts = element("dl");
  for (const [name, value] of Object.entries(one.read)) {
    const text = Array.isArray(value) ? value.join(", ") : value;
    if (text) facts.append(element("dt", {}, name), element("dd", {}, element("bdi", {}, text)));
  }
  const box = byId("card");
  box.style.setProperty("--stance", data.stances[one.read.stance] || "");
  box.replaceChildren(element("div", { class: "quiet" }, element("bdi", {}, one.document)), words, facts);
}

function step(by) {
  const open = byId("open").checked;
  for (let to = at + by; to >= 0 && to < positions.length; to += by) if (!open || !said(positions[to]).verdict) return to;
  return at;
}

function go(by) {
  at = step(by);
  mending = false;
  byId("said").value = "";
  show();
  byId("card").focus({ preventScroll: true });
}

function judge(verdict) {
  if (!positions[at]) return;
  if (verdict === "amend") {
    mending = true;
    show();
    byId("amended_stance").focus();
    return;
  }
  say(positions[at], { verdict, note: byId("note").value.trim() });
  go(1);
}

byId("amend").addEventListener("submit", (event) => {
  event.preventDefault();
  const values = Object.fromEntries(AMENDED.map((name) => [name, byId(name).value.trim()]).filter(([, value]) => value));
  if (!Object.keys(values).length) { byId("said").value = "Give at least one value, or accept or reject."; return; }
  say(positions[at], { verdict: "amend", note: byId("note").value.trim(), ...values });
  go(1);
});

byId("note").addEventListener("change", () => {
  const one = positions[at];
  if (one && said(one).verdict) say(one, { ...said(one), note: byId("note").value.trim() });
});

function undo() {
  const one = positions[at];
  if (!one) return;
  if (one.said.verdict) kept[one.id] = { verdict: "withdraw" }; else delete kept[one.id];
  keep();
  mending = false;
  show();
}

for (const button of byId("verdicts").children) button.addEventListener("click", () => judge(button.dataset.verdict));
byId("back").addEventListener("click", () => go(-1));
byId("next").addEventListener("click", () => go(1));
byId("undo").addEventListener("click", undo);
byId("open").addEventListener("change", show);

const KEYS = { a: () => judge("accept"), r: () => judge("reject"), m: () => judge("amend"), u: undo, ArrowLeft: () => go(-1), ArrowRight: () => go(1) };
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { mending = false; show(); byId("card").focus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input:not([type=checkbox]), select")) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act) { event.preventDefault(); act(); }
});

// The table: what could begin a formula in a spreadsheet has an apostrophe before it, as in those that travaux writes.
const cell = (text) => `"${(/^[=+\-@\t\r']/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
function table() {
  const rows = positions.filter((one) => said(one).verdict).map((one) => {
    const all = { id: one.id, document: one.document, sentence: one.sentence, ...said(one) };
    return data.columns.map((name) => cell(all[name] || "")).join(",");
  });
  return `\ufeff${[data.columns.join(","), ...rows].join("\r\n")}\r\n`;
}

byId("save").addEventListener("click", () => {
  const link = element("a", { href: URL.createObjectURL(new Blob([table()], { type: "text/csv" })), download: "judgements.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  byId("said").value = "Saved as judgements.csv.";
});

for (const stance of Object.keys(data.stances)) byId("amended_stance").append(element("option", { value: stance }, stance));
for (const [slug, label] of data.topics) byId("topics").append(element("option", { value: slug }, label));
for (const [id, names] of [["holders", data.holders], ["bodies", data.bodies]]) byId(id).append(...names.map((name) => element("option", { value: name })));
show();
