"""Interchange: positions in the forms that analysts' programs read, and what people coded in them, read back."""
