"""Invented documents in the layouts that documents come in, each with the paragraphs that one reads in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from pdf_press import HEIGHT, WIDTH, Press, paragraphs


class Case(NamedTuple):
    """A PDF and its paragraphs in reading order."""

    data: bytes
    paragraphs: list[str]


def plain() -> Case:
    body = paragraphs(1, 12)
    press = Press()
    for text in body:
        press.paragraph(text, gap=8)
    return Case(press.bytes(), body)


def indented() -> Case:
    body = paragraphs(2, 24)
    press = Press(justified=True)
    for text in body:
        press.paragraph(text, indent=18)
    return Case(press.bytes(), body)


def hyphenated() -> Case:
    body = paragraphs(3, 20)
    press = Press(justified=True, hyphens=True, margin=150)
    for text in body:
        press.paragraph(text, indent=14)
    return Case(press.bytes(), body)


def two_columns() -> Case:
    body = paragraphs(4, 24)
    press = Press(justified=True, hyphens=True, size=10)
    title = "What was said of the draft convention in the working group"
    press.paragraph(title, size=18, style="BC")
    press.y += 20
    press.span(2)
    for text in body:
        press.paragraph(text, indent=12)
    return Case(press.bytes(), [title, *body])


def ragged_columns() -> Case:
    body = paragraphs(5, 16)
    press = Press(columns=2, size=9.5)
    for text in body:
        press.paragraph(text, gap=6)
    return Case(press.bytes(), body)


def mixed() -> Case:
    """A full-width opening, two columns, a full-width heading in between, and two columns again."""
    body = paragraphs(6, 3, 3) + paragraphs(7, 6, 2) + paragraphs(8, 6, 2)
    press = Press(size=10, justified=True)
    for text in body[:3]:
        press.paragraph(text, gap=6)
    for start, heading in (
        (3, ""),
        (9, "Further remarks on the protection of undersea cables and their repair"),
    ):
        press.columns, press.column = 1, 0
        if heading:
            press.y = 560
            press.paragraph(heading, style="BC", size=12)
        press.y += 14
        press.span(2)
        half = start + 3
        top = press.top
        for text in body[start:half]:
            press.paragraph(text, gap=4)
        press.column, press.y = 1, top
        for text in body[half : start + 6]:
            press.paragraph(text, gap=4)
    heads = ["Further remarks on the protection of undersea cables and their repair"]
    return Case(press.bytes(), [*body[:9], *heads, *body[9:]])


def running() -> Case:
    """Heads that change sides, a head with a figure that counts, and numbers of pages at the foot."""

    def furniture(press: Press, page: int) -> None:
        text = "Review of negotiations" if page % 2 else f"Volume 7, part {page}"
        press.text(72 if page % 2 else 400, 40, text)
        press.text(WIDTH / 2, HEIGHT - 36, f"- {page} -")

    body = paragraphs(9, 40)
    press = Press(furniture=furniture, justified=True)
    for text in body:
        press.paragraph(text, indent=18)
    return Case(press.bytes(), body)


def _notes(press: Press, number: int, x: float, width: float, texts: list[str]) -> None:
    y = HEIGHT - 100
    press.pdf.line(x, y - 12, x + width / 3, y - 12)
    for place, text in enumerate(texts):
        press.text(x, y - 3, str(number + place), size=5)
        press.text(x + 6, y, text, size=8.5)
        y += 11


def footnotes() -> Case:
    body = paragraphs(10, 16)
    called, read, notes = [], [], []
    for place, text in enumerate(body):
        first, _, rest = text.partition(". ")
        called.append(f"{first}.^{place + 1} {rest}" if place % 2 == 0 else text)
        read.append(text)
    noted = {1: ["See the summary of the first meeting.", "The list is kept by the secretariat."],
             2: ["Ibid., page 4, on the same point.", "See also the letter of Country B on this."]}  # fmt: skip

    def furniture(press: Press, page: int) -> None:
        if page in noted:
            _notes(press, 2 * page - 1, 72, 450, noted[page])

    press = Press(furniture=furniture, foot=125, justified=True)
    for text in called:
        press.paragraph(text, indent=18)
    for page, texts in noted.items():
        notes += [f"{2 * page - 1 + place} {text}" for place, text in enumerate(texts)]
    return Case(press.bytes(), [*read, *notes])


def column_footnotes() -> Case:
    body = paragraphs(11, 14)
    left, right = "See the report of the first session.", "The text is on file with the chair."

    def furniture(press: Press, page: int) -> None:
        if page == 1:
            _notes(press, 1, press.margin, press.measure, [left])
            _notes(press, 2, press.margin + press.measure + press.gutter, press.measure, [right])

    press = Press(columns=2, size=10, furniture=furniture, foot=125, justified=True)
    read = list(body)
    body[0] = body[0].replace(". ", ".^1 ", 1)
    body[8] = body[8].replace(" that ", " that^2 ", 1)
    for text in body:
        press.paragraph(text, indent=12)
    return Case(press.bytes(), [*read, f"1 {left}", f"2 {right}"])


SYMBOL = "A/AC.999/2021/CRP.7"


def official() -> Case:
    """A document of an organisation: masthead, symbol at each head, numbered paragraphs and items."""

    def furniture(press: Press, page: int) -> None:
        if page == 1:
            press.text(72, 50, "United Nations", size=12)
            press.text(440, 50, SYMBOL, size=10)
            press.pdf.line(72, 55, 523, 55)
            press.text(130, 80, "General Assembly", size=20, style="B")
            for place, line in enumerate(("Distr.: General", "10 March 2021", "", "Original: English")):
                if line:
                    press.text(440, 76 + 11 * place, line, size=9)
            press.text(72, HEIGHT - 40, "21-01234 (E)    110321", size=8)
            press.text(72, HEIGHT - 30, "*2101234*", size=8)
        else:
            press.text(440 if page % 2 else 72, 50, SYMBOL, size=8, style="B")
            press.text(72, HEIGHT - 40, f"{page}/3" if page % 2 == 0 else "21-01234", size=8)
            press.text(470, HEIGHT - 40, "21-01234" if page % 2 == 0 else f"{page}/3", size=8)

    press = Press(furniture=furniture, size=10, margin=110)
    press.y = 130
    for line in ("Seventy-fifth session", "Third substantive session", "Agenda item 98"):
        press.paragraph(line, style="B" if "substantive" in line else "")
    title = "Developments in the field of the protection of undersea cables in the context of peace"
    press.paragraph(title, style="B", size=14, gap=16)
    subtitle = "Report of the working group on its third session"
    press.paragraph(subtitle, style="B", size=12, gap=10)
    read = [title, subtitle]
    number = 0
    for part, heading in (("I.", "Introduction"), ("II.", "Existing and potential threats")):
        press.paragraph(f"{part} {heading}", style="B", size=12, gap=14)
        read.append(f"{part} {heading}")
        for text in paragraphs(12 + len(part), 7, 3):
            number += 1
            press.paragraph(text, marker=f"{number}.", indent=32, gap=8)
            read.append(f"{number}. {text}")
        for letter, text in zip("ab", paragraphs(22 + len(part), 2, 1), strict=True):
            press.paragraph(text, marker=f"({letter})", indent=54, hang=54, gap=8)
            read.append(f"({letter}) {text}")
    return Case(press.bytes(), read)


def record() -> Case:
    """A verbatim record: masthead, then two columns, with heads that change sides."""

    def furniture(press: Press, page: int) -> None:
        if page == 1:
            lines = (("United Nations", 72, 50, 11), ("A/C.9/73/PV.30", 430, 50, 11), ("General Assembly", 72, 78, 20),
                     ("Official Records", 430, 92, 11), ("Seventy-third session", 72, 92, 11),
                     ("30th meeting", 72, 112, 9), ("Thursday, 8 November 2018, 3 p.m.", 72, 123, 9),
                     ("New York", 72, 134, 9))  # fmt: skip
            for text, x, y, size in lines:
                press.text(x, y, text, size=size, style="B")
            press.y = press.top = 150
        else:
            press.text(72 if page % 2 else 430, 45, "A/C.9/73/PV.30", size=9)
            press.text(430 if page % 2 else 72, 45, "08/11/2018", size=9)
        press.text(72 if page % 2 == 0 else 440, HEIGHT - 40, f"{page}/4 18-36001", size=8)

    body = paragraphs(50, 26)
    press = Press(columns=2, size=10, furniture=furniture, justified=True, hyphens=True)
    for place, text in enumerate(body):
        if place % 9 == 4:
            press.paragraph(f"Agenda item {place}", style="B", gap=6)
        press.paragraph(text, indent=16)
    headings = {place: f"Agenda item {place}" for place in range(4, len(body), 9)}
    read = [line for place, text in enumerate(body) for line in (headings.get(place), text) if line]
    return Case(press.bytes(), read)


def statement() -> Case:
    press = Press(leading=1.8)
    title = "Statement by Country A in the general debate of the working group on undersea cables"
    press.paragraph(title, style="BC", size=14)
    press.paragraph("New York, 5 March 2020", style="C", gap=10)
    body = ["Mr. Chair,", *paragraphs(13, 12, 3), "I thank you."]
    for text in body:
        press.paragraph(text, gap=10)
    return Case(press.bytes(), [title, "New York, 5 March 2020", *body])


def listed() -> Case:
    press = Press()
    read = []
    for place, text in enumerate(paragraphs(14, 10, 2)):
        lead = f"The delegations that spoke in round {place + 1} made these remarks:"
        press.paragraph(lead, gap=8)
        press.paragraph(text, marker="-", hang=14, gap=4)
        press.paragraph(text, marker=f"{place + 1}.", hang=20, gap=4)
        read += [lead, f"- {text}", f"{place + 1}. {text}"]
    return Case(press.bytes(), read)


def three_columns() -> Case:
    body = paragraphs(15, 14, 3)
    press = Press(size=9, margin=50)
    press.paragraph("A chronicle of the talks on undersea cables, week by week", size=20, style="B")
    press.y += 20
    press.span(3)
    for text in body:
        press.paragraph(text, gap=5)
    return Case(press.bytes(), ["A chronicle of the talks on undersea cables, week by week", *body])


def compounds() -> Case:
    """Hyphens of the writer at the ends of lines: in compounds, symbols and ranges."""
    tail = ("co-operation in good faith", "non-binding norms", "open-ended consultations", "long-term work",
            "A/RES/73-27 in full", "decision-making by consensus", "cross-border inquiries")  # fmt: skip
    body = [
        " ".join(f"{text[:-1]} and for {tail[(place + number) % 7]}." for number, text in enumerate(group))
        for place, group in enumerate([paragraphs(30 + place, 3, 1) for place in range(14)])
    ]
    press = Press(margin=190)
    for text in body:
        press.paragraph(text, gap=8)
    return Case(press.bytes(), body)


def headed() -> Case:
    """Headings in bold of the size of the text, close above it."""
    press = Press(justified=True)
    read = []
    for place, text in enumerate(paragraphs(16, 18)):
        if place % 3 == 0:
            heading = f"Round {place // 3 + 1}: threats and norms"
            press.paragraph(heading, style="B", gap=10)
            read.append(heading)
        press.paragraph(text, indent=0 if place % 3 == 0 else 18)
        read.append(text)
    return Case(press.bytes(), read)


LAYOUTS: dict[str, Callable[[], Case]] = {
    one.__name__: one
    for one in (
        *(plain, indented, hyphenated, two_columns, ragged_columns, mixed, running, footnotes),
        *(column_footnotes, official, record, statement, listed, three_columns, compounds, headed),
    )
}


def varied(seed: int) -> Case:
    """Return a document whose layout is drawn by lot: columns, sizes, indents, heads, notes, numbers, headings."""
    dice = random.Random(seed)
    heads = dice.choice(["", "text", "number", "both"])
    noted = dice.random() < 0.4
    read: list[str] = []
    notes: list[str] = []

    def furniture(press: Press, page: int) -> None:
        if heads in ("text", "both"):
            press.text(dice.choice([press.margin, 300]), 36, f"Record of talks No. {page}")
        if heads in ("number", "both"):
            press.text(dice.choice([press.margin, 290, 480]), HEIGHT - 30, str(page))
        if noted and page < 3:
            text = ("See the record, on file with the chair.", "Ibid., on the mandate.")[page - 1]
            notes.append(f"{page} {text}")
            _notes(press, page, press.margin, 300, [text])

    press = Press(
        columns=1,
        size=dice.choice([9, 10, 11, 12]),
        leading=dice.choice([1.1, 1.2, 1.35, 1.5, 2]),
        justified=dice.random() < 0.5,
        hyphens=dice.random() < 0.5,
        margin=dice.choice([54, 72, 100]),
        gutter=dice.choice([14, 18, 24, 36]),
        furniture=furniture,
        foot=130 if noted else 72,
    )
    if dice.random() < 0.6:
        read.append("The protection of undersea cables: a record of the talks")
        press.paragraph(read[-1], size=press.size + dice.choice([2, 6]), style=dice.choice(["B", "BC"]))
        press.y += 20
    press.span(dice.choice([1, 1, 2, 2, 3]))
    indented, numbered = dice.random() < 0.5, dice.random() < 0.3
    gap = 0 if indented and dice.random() < 0.6 else press.size * 0.7
    for place, text in enumerate(paragraphs(seed, dice.choice([9, 16, 24]), dice.choice([1, 2, 4]))):
        if dice.random() < 0.12:
            read.append(f"Part {place + 1}: norms and threats")
            press.paragraph(read[-1], style="B", gap=press.size)
        words = text.split(" ")
        if noted and place in (0, 1):
            words[3] += f"^{place + 1}"
        marker = f"{place + 1}." if numbered else ""
        indent = 24 if marker else 14 if indented else 0
        press.paragraph(" ".join(words), indent=indent, gap=gap, marker=marker)
        read.append(f"{marker} {text}" if marker else text)
    if press.page == 1 and heads in ("text", "both"):
        read.append("Record of talks No. 1")
    return Case(press.bytes(), [*read, *notes])
