"""brat standoff: a text, and beside it the annotations that point into it; written for annotators, and read back."""

from travaux.interchange.brat.read import is_brat, read
from travaux.interchange.brat.write import brat

__all__ = ["brat", "is_brat", "read"]
