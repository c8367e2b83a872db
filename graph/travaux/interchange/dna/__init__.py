"""Discourse Network Analyzer 3: its .dna files, read as hand-coded positions, and written."""

from travaux.interchange.dna.coding import Coding
from travaux.interchange.dna.positions import Coded, coded
from travaux.interchange.dna.read import is_dna, read
from travaux.interchange.dna.statements import coding, remarks
from travaux.interchange.dna.write import write

__all__ = ["Coded", "Coding", "coded", "coding", "is_dna", "read", "remarks", "write"]
