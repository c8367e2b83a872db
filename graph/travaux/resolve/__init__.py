"""Who is meant: the persons of a document with their offices, whose voice a sentence is in, whom a word stands for."""
