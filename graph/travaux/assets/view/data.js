// What is shown: nodes (the strongest first), edges and positions, by their numbers.
async function read() {
  const block = document.getElementById("data");
  if (block.type !== "application/gzip") return JSON.parse(block.textContent);
  const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

const data = await read();
const { nodes, positions } = data;
const edges = data.edges.map(([from, to, kind, numbers, note], number) => ({
  number, from, to, kind, positions: numbers, note, stance: kind in data.stances, key: `${nodes[from].key} ${kind} ${nodes[to].key}`, count: 0,
}));
const nodeOf = new Map(nodes.map((node, number) => [node.key, number]));
const edgeOf = new Map(edges.map((edge) => [edge.key, edge.number]));
const stances = Object.keys(data.stances);
const VOTE = "vote";
const isVote = ({ act }) => data.votes.includes(act);
const sideOf = (stance) => data.stances[stance].side;

// A date as the first and last of the months that it may mean, counted from year 0.
function months(date) {
  const [year, month] = date.split("-").map(Number);
  return month ? [year * 12 + month - 1, year * 12 + month - 1] : [year * 12, year * 12 + 11];
}
const named = (month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
for (const position of positions) position.months = /^\d{4}/.test(position.date || "") ? months(position.date) : null;
const [earliest, latest] = positions.reduce(
  ([first, last], { months: own }) => (own ? [Math.min(first, own[0]), Math.max(last, own[1])] : [first, last]), [Infinity, -Infinity],
);
const isDated = earliest <= latest;
const undated = positions.filter((position) => !position.months).length;
const middle = ({ months: own }) => Math.floor((own[0] + own[1]) / 2);
