"""The graph on the web: a SPARQL endpoint for any client, and pages for people."""
