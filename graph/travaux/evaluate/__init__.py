"""Measuring what the pipeline finds against what a human coder found."""

from travaux.evaluate.run import Evaluation, measure
from travaux.evaluate.score import Counts, Score
from travaux.evaluate.show import as_json, as_text

__all__ = ["Counts", "Evaluation", "Score", "as_json", "as_text", "measure"]
