"""Whether a graph is in order: its form by the shapes, and its evidence by the texts."""
