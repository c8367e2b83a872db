"""What is asked of a store: saved questions and SPARQL, words, the records of positions, how much it holds."""
