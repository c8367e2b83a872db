// Elements and drawings. Everything that a document says enters the page as text, never as markup.
function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function drawn(name, options = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(options)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

const SHAPES = {
  dot: "M7 1a6 6 0 1 0 .01 0Z", hexagon: "M3.5 1h7L14 7l-3.5 6h-7L0 7Z", square: "M1 1h12v12H1Z",
  triangle: "M7 1l6.5 12H.5Z", diamond: "M7 0l7 7-7 7-7-7Z", box: "M0 3h14v8H0Z",
  star: "M7 0l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5Z",
};
const MARKS = {
  up: "M7 1l6.5 12H.5Z", diamond: "M7 0l7 7-7 7-7-7Z", ring: "M7 1a6 6 0 1 0 .01 0ZM7 4.2a2.8 2.8 0 1 1-.01 0Z",
  cross: "M1 3.2L3.2 1 7 4.8 10.8 1 13 3.2 9.2 7l3.8 3.8-2.2 2.2L7 9.2 3.2 13 1 10.8 4.8 7Z", dot: "M7 4a3 3 0 1 0 .01 0Z",
};

const picture = (width, height, ...shapes) => drawn("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...shapes);
const lineOf = (look) => picture(26, 12, drawn("path", {
  d: "M0 6H26", fill: "none", stroke: look.color, "stroke-width": 3, "stroke-dasharray": look.dashes ? look.dashes.join(" ") : "none",
}));
const glyphOf = (look) => picture(14, 14, drawn("path", { d: SHAPES[look.shape], fill: look.color, stroke: "#0003" }));
const markOf = (stance) => picture(14, 14, drawn("path", { d: MARKS[data.stances[stance].mark], fill: data.stances[stance].color }));
const many = (number, name) => `${number.toLocaleString("en")} ${name}${number === 1 ? "" : "s"}`;
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const linkable = (address) => /^https?:\/\//i.test(address || "");
const clipped = (name, most) => (name.length <= most ? name : `${name.slice(0, most - 2).trimEnd()}…`);
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byId = (id) => document.getElementById(id);
