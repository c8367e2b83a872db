"""Which blocks are headings, and which of the first lines is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from travaux.read import dates
from travaux.read.blocks import Block

HEADING_WORDS = 12
HEADING_LENGTH = 100
TITLE_LENGTH = 400
HEAD = 8
ENDS_A_SENTENCE = re.compile(r"[.!?;:,…][\"”’')\]]*$|[-–—]$")
ENDS_A_TITLE_BADLY = re.compile(r"(?<!\d)[.;:,…][\"”’')\]]*$")
STARTS_A_HEADING = re.compile(r"[\"“‘(\[]?[A-Z0-9À-Þ]")
STATEMENT = re.compile(
    r"\b(?:Joint )?(?:Statement|Remarks|Intervention|Address|Speech|Explanation of (?:Vote|Position)|EoV|EoP)"
    r"(?: |, )?(?:by|of|on|at|delivered|from|after|before|[-–—:])(?= |$)"
)
INSTITUTION = re.compile(
    r"(?:The )?(?:Permanent (?:Mission|Representation)|Ministry|Embassy|Delegation|Department|Office"
    r"|Government|United Nations$|Mission)\b"
)
SPEAKER = re.compile(r"(?:The )?(?:Ambassador|Mr|Ms|Mrs|Dr|Madam|H\.E|Chair|President|Minister)\b")
MASTHEAD = re.compile(
    r"(?:[A-Z]+(?:/[A-Z0-9.]+)+|\d+(?:st|nd|rd|th)(?: (?:&|and) \d+(?:st|nd|rd|th))? Meetings?.{0,30}"
    r"|[\w-]+ (?:Special |Emergency )?Session,?(?: (?:First|Second|Third|Fourth|Fifth|Sixth) Committee,?)?)"
)
THANKS = re.compile(
    r"Thank(?:s| you)|Dear|Excellenc|Distinguished|M(?:r|s|rs|adam)\b.{0,3}(?:Chair|President|Speaker)"
)


def mark_headings(blocks: Sequence[Block]) -> list[Block]:
    """Turn short lines that end no sentence into headings, unless the document ends with them."""
    last = max((place for place, block in enumerate(blocks) if block.kind != "aside"), default=0)
    return [
        block._replace(kind="heading") if place != last and _is_heading(block) else block
        for place, block in enumerate(blocks)
    ]


def mark_title(blocks: Sequence[Block]) -> list[Block]:
    """Turn the line that names the document into its title, where one of the first lines does."""
    place = _title_place(blocks)
    return [block._replace(kind="title") if number == place else block for number, block in enumerate(blocks)]


def _title_place(blocks: Sequence[Block]) -> int | None:
    head = [place for place, block in enumerate(blocks[:HEAD]) if block.kind != "aside"]
    lines = [place for place in head if not MASTHEAD.fullmatch(blocks[place].text)]
    if not lines or len(blocks) == 1:
        return None
    first = blocks[lines[0]].text
    if INSTITUTION.match(first) or ENDS_A_TITLE_BADLY.search(first):
        statements = (place for place in lines if _is_statement_line(blocks[place]))
        named = next(statements, None)
        if named is not None:
            return named
    return lines[0] if _is_title(blocks[lines[0]]) else None


def _is_statement_line(block: Block) -> bool:
    return (
        len(block.text) <= TITLE_LENGTH
        and bool(STATEMENT.search(block.text))
        and not block.text.endswith(":")
    )


def _is_title(block: Block) -> bool:
    text = block.text
    unfit = (
        ENDS_A_TITLE_BADLY.search(text) or SPEAKER.match(text) or THANKS.match(text) or dates.dateline(text)
    )
    return (
        not unfit
        and len(text.split()) >= 3
        and len(text) <= TITLE_LENGTH
        and bool(STARTS_A_HEADING.match(text))
    )


def _is_heading(block: Block) -> bool:
    text = block.text
    if block.kind == "paragraph" and MASTHEAD.fullmatch(text):
        return True
    if block.kind not in ("paragraph", "item") or not STARTS_A_HEADING.match(text):
        return False
    if ENDS_A_SENTENCE.search(text):
        return False
    if block.kind == "item" and not text[0].isalnum():
        return False
    short = len(text) <= HEADING_LENGTH and len(text.split()) <= HEADING_WORDS
    return short or _is_headline(text) or (len(text) <= TITLE_LENGTH and bool(STATEMENT.match(text)))


def _is_headline(text: str) -> bool:
    """Say whether a longer line is in title case, as headlines are."""
    if len(text) > TITLE_LENGTH:
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and capitals >= 0.75 * len(words)
