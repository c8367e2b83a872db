"""Interchange: positions in the forms that analysts' programs read, and what people coded in them, read back."""

NETWORKS = ("gexf", "graphml", "cytoscape")
TABLES = ("csv", "parquet")
FOLDERS = ("brat", "conll")
FORMS = (*NETWORKS, *TABLES, *FOLDERS, "dna")
BINARY = ("parquet", "dna")
