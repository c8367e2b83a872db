// Putting it together: what is shown follows from what is chosen.
const SHOW = { network: showNetwork, matrix: showMatrix, timeline: showTimeline, agreement: showAgreement };

function refresh() {
  sift();
  showFilters();
  for (const view of VIEWS) {
    byId(view).hidden = view !== state.view;
    byId(`tab-${view}`).setAttribute("aria-selected", String(view === state.view));
    byId(`tab-${view}`).tabIndex = view === state.view ? 0 : -1;
  }
  SHOW[state.view](byId(state.view));
  tell();
}
function change() {
  remember();
  refresh();
}
function choose(kind, ...of) {
  state.at = kind === null ? null : { kind, of };
  change();
}
for (const view of VIEWS) {
  const tab = byId(`tab-${view}`);
  tab.addEventListener("click", () => { state.view = view; if (state.at && !["node"].includes(state.at.kind)) state.at = null; change(); });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = byId(`tab-${VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length]}`);
    next.click();
    next.focus();
  });
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.at) choose(null); });

// A view is drawn anew only where its place has changed: an observer also calls once for the size it begins with,
// and what is drawn anew under a pointer loses its click.
let resizing = 0, drawnAt = "";
function sizeOf({ clientWidth, clientHeight }) { return `${clientWidth}x${clientHeight}`; }
new ResizeObserver(() => {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    const size = sizeOf(byId("stage"));
    if (size === drawnAt) return;
    drawnAt = size;
    if (state.view !== VIEWS[0]) SHOW[state.view](byId(state.view));
  }, 100);
}).observe(byId("stage"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
window.addEventListener("beforeprint", () => { document.documentElement.classList.add("printed"); refresh(); });
window.addEventListener("afterprint", () => { document.documentElement.classList.remove("printed"); refresh(); });
window.addEventListener("hashchange", () => { restore(); refresh(); });
byId("filters").open = matchMedia("(min-width: 800px)").matches;
restore();
refresh();
drawnAt = sizeOf(byId("stage"));
// For scripts beside the page: where a node is drawn, and when all is ready.
window.travaux = { where: (key) => network.renderer.where(nodeOf.get(key)), ready: performance.now() };
document.documentElement.dataset.ready = "yes";
