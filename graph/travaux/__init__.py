"""travaux: a knowledge graph of diplomatic negotiations, every position proven by its exact sentence."""
