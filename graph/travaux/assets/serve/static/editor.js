"use strict";
(() => {
  const first = "PREFIX trv: <https://w3id.org/travaux/ns#>\n" +
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\n" +
    "SELECT ?who ?stance ?sentence ?document WHERE {\n" +
    "  ?position trv:holderName ?who ; trv:stance/rdfs:label ?stance ;\n" +
    "    trv:sentence ?sentence ; trv:documentName ?document .\n}\nLIMIT 20\n";
  const endpoint = new URL("/sparql", location.href).href;
  // A saved question comes after the #, to be read first; a link to an answer has ?query=, and is asked at once.
  const linked = new URLSearchParams(location.search).get("query");
  const asked = new URLSearchParams(location.hash.slice(1)).get("query") || linked;
  // Completion by other machines is left out: nothing is asked of anybody but this server.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = asked || first;
  Yasgui.Yasqe.defaults.createShareableLink = null;
  Yasgui.defaults.corsProxy = undefined;
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint, method: "POST", corsProxy: undefined },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    populateFromUrl: false,
    autofocus: true,
    persistenceId: "travaux-" + location.host,
  });
  if (asked) {
    const tab = yasgui.addTab(true, { yasqe: { value: asked }, requestConfig: { endpoint } });
    if (asked === linked) tab.query().catch(() => {});  // what went wrong is shown under the query
    history.replaceState(null, "", location.pathname);
  }
  window.yasgui = yasgui;
})();
