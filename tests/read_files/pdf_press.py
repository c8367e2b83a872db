"""A small press: sets invented sentences as pages in several layouts, so that what should be read is known."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fpdf import FPDF

WIDTH, HEIGHT = 595.0, 842.0
HOLDERS = (
    "Country A",
    "Country B",
    "Country C",
    "The northern group",
    "The delegation of Country D",
    "The Chair",
)
SAID = (
    *(
        "said that",
        "stressed that",
        "proposed that",
        "was of the view that",
        "reaffirmed that",
        "recalled that",
    ),
    *("insisted that", "doubted that", "could accept that", "underlined that"),
)
THINGS = (
    *("the draft convention", "each confidence-building measure", "the list of voluntary norms"),
    *("international humanitarian law", "the protection of undersea cables", "a long-term programme of work"),
    *(
        "the points-of-contact directory",
        "capacity-building for small administrations",
        "the chapter on threats",
    ),
)
SHOULD = (
    *("should be considered at the next meeting", "deserved further negotiations in good faith"),
    *("would not be binding without ratification", "had been agreed by consensus in 2015 and in 2021"),
    *(
        "ought to be implemented before new commitments are taken on",
        "remained open to differing interpretations",
    ),
    *(
        "went beyond the mandate that the founding resolution had given",
        "should be left to the competent organisations",
    ),
)
BREAKS = {
    "negotiations": "nego~tiations",
    "international": "inter~national",
    "implemented": "imple~mented",
    "commitments": "commit~ments",
    "interpretations": "interpre~tations",
    "protection": "protec~tion",
    "administrations": "adminis~trations",
    "ratification": "rati~fication",
    "organisations": "organi~sations",
    "resolution": "reso~lution",
    "considered": "con~sidered",
}


def sentences(seed: int, count: int) -> list[str]:
    """Return invented sentences, the same for the same seed."""
    dice = random.Random(seed)
    return [
        f"{dice.choice(HOLDERS)} {dice.choice(SAID)} {dice.choice(THINGS)} {dice.choice(SHOULD)}."
        for _ in range(count)
    ]


def paragraphs(seed: int, count: int, each: int = 4) -> list[str]:
    """Return invented paragraphs."""
    found = sentences(seed, count * each)
    return [" ".join(found[place : place + each]) for place in range(0, len(found), each)]


@dataclass
class Press:
    """Sets lines on pages: "word^3" is a word with a raised figure, a word of BREAKS may be broken at a line end."""

    columns: int = 1
    size: float = 11
    leading: float = 1.2
    justified: bool = False
    hyphens: bool = False
    margin: float = 72
    gutter: float = 20
    furniture: Callable[[Press, int], None] | None = None
    foot: float = 72
    page: int = 0

    def __post_init__(self) -> None:
        self.pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.open_page()

    @property
    def measure(self) -> float:
        """The width of a column."""
        return (WIDTH - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    def open_page(self) -> None:
        self.pdf.add_page()
        self.page += 1
        self.column, self.y, self.top = 0, self.margin, self.margin
        if self.furniture:
            self.furniture(self, self.page)

    def span(self, columns: int) -> None:
        """Go on in another number of columns below what is set."""
        self.columns, self.column, self.top = columns, 0, self.y

    def text(self, x: float, y: float, text: str, size: float = 9, style: str = "") -> None:
        """Set a line at a place of its own."""
        self.pdf.set_font("Times", style, size)
        self._line(x, y, text.split(" "), size, style, None)

    def paragraph(
        self,
        text: str,
        *,
        size: float | None = None,
        style: str = "",
        indent: float = 0,
        hang: float = 0,
        marker: str = "",
        gap: float = 0,
    ) -> None:
        """Set a paragraph, over the ends of columns and pages where it does not fit; "C" in its style centres it."""
        size = size or self.size
        centred, style = "C" in style, style.replace("C", "")
        self.pdf.set_font("Times", style, size)
        self.y += gap
        set_lines = self._broken(text, size, style, indent or hang, hang)
        for number, words in enumerate(set_lines):
            self._advance(size)
            left = self.margin + self.column * (self.measure + self.gutter)
            x = left + ((indent or hang) if number == 0 else hang)
            if centred:
                x = left + (self.measure - self._width(" ".join(words), size, style)) / 2
            if number == 0 and marker:
                self.text(left + (indent - hang if indent > hang else 0), self.y, marker, size, style)
            fills = self.justified and number < len(set_lines) - 1 and not centred
            self._line(x, self.y, words, size, style, left + self.measure if fills else None)

    def _advance(self, size: float) -> None:
        self.y += size * self.leading
        if self.y > HEIGHT - self.foot:
            self.column += 1
            if self.column == self.columns:
                self.open_page()
            self.y = self.top + size * self.leading

    def _broken(self, text: str, size: float, style: str, first: float, hang: float) -> list[list[str]]:
        found: list[list[str]] = [[]]
        for word in text.split(" "):
            room = self.measure - (first if len(found) == 1 else hang)
            if not found[-1] or self._width(" ".join([*found[-1], word]), size, style) <= room:
                found[-1].append(word)
                continue
            pieces = self._pieces(word)
            head = next(
                (
                    place
                    for place in range(len(pieces) - 1, 0, -1)
                    if self._width(" ".join([*found[-1], _head(pieces, place)]), size, style) <= room
                ),
                0,
            )
            if head:
                found[-1].append(_head(pieces, head))
            found.append(["".join(pieces[head:])])
        return found

    def _pieces(self, word: str) -> list[str]:
        """Return the pieces at whose ends a word may be broken: at its own hyphens, and where syllables end."""
        if not self.hyphens:
            return [piece for piece in re.split(r"(?<=-)", word) if piece]
        plain = re.sub(r"[^a-z]", "", word)
        return re.split(r"(?<=-)|~", word.replace(plain, BREAKS.get(plain, plain)))

    def _width(self, text: str, size: float, style: str) -> float:
        self.pdf.set_font("Times", style, size)
        return float(self.pdf.get_string_width(re.sub(r"\^\w+", "", text)))

    def _line(
        self, x: float, y: float, words: Sequence[str], size: float, style: str, edge: float | None
    ) -> None:
        self.pdf.set_font("Times", style, size)
        space = float(self.pdf.get_string_width(" "))
        if edge is not None and len(words) > 1:
            space += (edge - x - self._width(" ".join(words), size, style)) / (len(words) - 1)
        elif not any("^" in word for word in words):
            self.pdf.text(x, y, " ".join(words))
            return
        for word in words:
            plain, _, call = word.partition("^")
            if plain:
                self.pdf.text(x, y, plain)
            x += float(self.pdf.get_string_width(plain))
            if call:
                self.pdf.set_font("Times", style, size * 0.6)
                self.pdf.text(x, y - size * 0.33, call)
                x += float(self.pdf.get_string_width(call))
                self.pdf.set_font("Times", style, size)
            x += space

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def _head(pieces: Sequence[str], place: int) -> str:
    head = "".join(pieces[:place])
    return head if head.endswith("-") else f"{head}-"


__all__ = ["HEIGHT", "WIDTH", "Press", "paragraphs", "sentences"]
