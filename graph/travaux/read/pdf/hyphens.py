"""Words that a line end breaks: which hyphens the writer set, and which only the line end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from travaux.read.pdf.lines import between

BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,}(?:-[^\W\d_]+)*)-$")
TAIL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SOFT = "\u00ad"
TIGHT = re.compile(r"[\w)\]]-$|\w/$|\d–$")
DASH, DASHED = re.compile(r"[^\s—]—$"), re.compile(r"—[^\s—]")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FIRST_WORDS = (
    "all cross ex far free full half high least long low multi non one open quasi self semi short socio two vice"
    " well"
)
SECOND_WORDS = (
    "alone based binding border building driven ended formula inclined keeping led level making off oriented out"
    " related sharing specific sponsored start style term up wide"
)
OFTEN_ALONE, OFTEN_SECOND = frozenset(FIRST_WORDS.split()), frozenset(SECOND_WORDS.split())
SAME_VOWEL = frozenset(("re", "co", "pre", "anti", "semi"))
# The ends of words that no writer sets after a hyphen of their own.
NO_WORD = re.compile(
    r"(?:[bcdfgklmprstvz]?[ai]?|fi[ck]a|[dgstx]ra|[cs]ula)(?:tions?|tional|tive|tives|ting|ted|tely)|s?sions?"
    r"|ments?|mental|mented|menting|ness|ings?|ities|ity|ically|ally|bly|bility|tees?|tary|sary|cies|ties"
    r"|[aei]nces?|[aei]nt|ples?|bles?|tures?|[bdt]ers|cial|tial|izing|ising|ized|ised|ciples?|gates?|tiate|ship"
)
HYPHENATED = 0.06


class Joiner:
    """Joins lines, with what the whole document tells of the words that a line end breaks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._words: Counter[str] = Counter()
        for line in lines:
            whole = line[: -len(line.split()[-1])] if line.endswith(("-", SOFT)) else line
            self._words.update(word.casefold() for word in WORD.findall(whole))
        self._hyphenates = self._is_hyphenated(lines)

    def _is_hyphenated(self, lines: Sequence[str]) -> bool:
        """Say whether line ends break words, and not only compounds: by those words that stand elsewhere too."""
        broken = [
            (head["head"], tail.group())
            for here, after in pairwise(lines)
            if (head := BROKEN.search(here)) and (tail := TAIL.match(after))
        ]
        whole = sum(self._words[f"{head}{tail}".casefold()] > 0 for head, tail in broken)
        parted = sum(self._words[f"{head}-{tail}".casefold()] > 0 for head, tail in broken)
        return whole > parted or (whole == parted and len(broken) > HYPHENATED * len(lines))

    def paragraph(self, lines: Sequence[str]) -> str:
        """Return lines as one line, without the hyphens that only line ends had set."""
        return "".join(self._piece(here, after) for here, after in pairwise([*lines, ""]))

    def _piece(self, here: str, after: str) -> str:
        """Return a line with what stands between it and the next one."""
        if here.endswith(SOFT) or not after:
            return here.removesuffix(SOFT)
        head, tail = BROKEN.search(here), TAIL.match(after)
        if head and tail:
            return here if self._keeps(head["head"], tail.group()) else here[:-1]
        tight = (TIGHT.search(here) and after[0].isalnum()) or DASH.search(here) or DASHED.match(after)
        return here if tight else here + between(here, after)

    def _keeps(self, head: str, tail: str) -> bool:
        if not tail[0].islower():
            return True
        joined = self._words[f"{head}{tail}".casefold()]
        parted = self._words[f"{head}-{tail}".casefold()]
        if joined or parted:
            return parted > joined
        first, second = head.casefold(), tail.casefold()
        if NO_WORD.fullmatch(second):
            return False
        if not self._hyphenates or first in OFTEN_ALONE or second in OFTEN_SECOND or "-" in head:
            return True
        if first.endswith("ly") or (first[-1] == second[0] and first in SAME_VOWEL):
            return True
        return bool(self._words[first] and self._words[second])
