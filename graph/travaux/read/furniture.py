"""What belongs to the page and not to what its author says: kept in the text, and never read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from travaux.read.blocks import Block

LONGEST = 300
LONGEST_BYLINE = 150
SITE_LINES = (
    r"comments are (?:now )?closed",
    r"(?:no|\d+) comments?(?: yet)?",
    r"(?:leave|post|add) a (?:comment|reply)",
    r"(?:advertisement|sponsored(?: content)?|all news|latest news|breaking news|more news|top stories|home)",
    r"(?:related|recommended|popular|most read|more) (?:articles?|stories|posts?|news|content|topics?):?",
    r"(?:related|recommended|most read):?",
    r"(?:more (?:on|from|about)|tagged|filed under|posted in)\b[^.]{0,80}",
    r"(?:topics|tags|categor(?:y|ies)|keywords):[^.]{0,120}",
    r"(?:see|read) also\b.{0,160}",
    r"(?:also read|read more|read next|read the full (?:article|story|text))\b.{0,160}",
    r"(?:continue reading|click here)\b.{0,160}",
    r"share (?:this|on|via|with)\b[^.]{0,60}",
    r"share",
    r"(?:follow|find|like|join) us on\b.{0,120}",
    r"(?:subscribe|sign up|register)\b.{0,120}\b(?:newsletter|updates|alerts|inbox|e-?mails?)\b.{0,120}",
    r"(?:subscribe|sign in|log in|sign up|register)(?: (?:now|here|today))?[.!]?",
    r"(?:get|receive)\b.{0,100}\b(?:newsletter|inbox|alerts)\b.{0,100}",
    r"(?:we|this (?:web)?site|this page|our (?:web)?site)\b.{0,60}\bcookies\b.{0,200}",
    r"(?:accept|reject|manage)(?: all)? (?:cookies|preferences)",
    r"this (?:article|story|post) is more than .{1,20} old",
    r"this (?:article|story|post|piece) (?:was|is|has been)\b.{0,30}\b(?:re)?published\b.{0,200}",
    r"(?:originally|first) published (?:in|on|by|at)\b.{0,200}",
    r"the post .{1,200} appeared first on .{1,80}",
    r"(?:©|\(c\) |copyright (?:©|\(c\)|\d{4})).{0,200}",
    r"all rights reserved.{0,80}",
    r"(?:print|e-?mail|download|save|bookmark)(?: (?:this )?(?:page|article|story|pdf|version))?",
    r"(?:estimated )?reading time:?.{0,30}|\d+ min(?:ute)?s?(?: read)?",
    r"(?:skip|jump|back) to (?:main|content|main content|top|navigation)\b.{0,20}",
    r"(?:loading|please wait|enable javascript)\b.{0,80}",
    r"(?:authors?|author\(s\)|written by|editor|(?:edited|translated|reporting|editing) by)(?:: .{1,80}|:)?",
    r"by (?:the |our )?(?:editors?|staff|correspondents?|newsroom)\b[^.]{0,40}",
    r"(?:table of contents|contents)",
    r"\[?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?\]?",
    r"[^.|]{1,40}(?: ?\| ?[^.|]{1,40}){2,}",
)
CREDIT = r"(?:photo(?:graph)?s?|picture|image|credits?|source|courtesy|illustration|video)"
CAPTIONS = (
    rf"(?:file )?{CREDIT}(?: (?:by|credit|courtesy|source))?: ?.{{1,280}}",
    rf".{{0,280}}[.)] {CREDIT}(?: (?:by|credit))?: ?[^.]{{1,100}}\.?",
    r".{0,280}\((?:file )?(?:photo|image|picture)(?: by|:) ?[^)]{1,100}\)\.?",
    r".{1,280}/(?:getty images|afp|reuters|ap photo|tass)(?: via .{1,40})?\)?\.?",
)
NOTICES = (
    r"file ?(?:photo ?)?[-–—] .*",
    r"disclaimer:? .*",
)
PATTERN = re.compile("|".join(f"(?:{form})" for form in SITE_LINES + CAPTIONS), re.IGNORECASE)
NOTICE = re.compile("|".join(NOTICES), re.IGNORECASE)
BY = re.compile(r"By:? ")
NAME = r"(?:[A-Z][\w.’'-]+ ?){2,4}"
NAMES = re.compile(rf"{NAME}(?:(?:, | and |, and ){NAME})*")
LABEL = re.compile(r"(?:authors?|author\(s\)|written by):?", re.IGNORECASE)


def is_furniture(text: str) -> bool:
    """Say whether a block on its own is furniture."""
    if len(text) <= LONGEST and PATTERN.fullmatch(text.rstrip(".!").strip() or text):
        return True
    return bool(NOTICE.fullmatch(text) or byline(text))


def mark(blocks: Sequence[Block]) -> list[Block]:
    """Turn what is furniture into asides, with a line that a caption repeats and a name below "Author(s)"."""
    marked = [_marked(block) for block in blocks]
    for place, (here, after) in enumerate(pairwise(marked)):
        if here.kind == "paragraph" and after.kind == "aside" and after.text.startswith(here.text):
            marked[place] = here._replace(kind="aside")
        if LABEL.fullmatch(here.text) and _names(after.text):
            marked[place + 1] = after._replace(kind="aside")
    return marked


def byline(text: str) -> tuple[str, ...]:
    """Return the names of a line such as "By Ada Lovelace and Charles Babbage"."""
    start = BY.match(text)
    return _names(text[start.end() :]) if start else ()


def authors(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the names in the first line among `blocks` that says who wrote the document."""
    for here, after in pairwise([*blocks, Block("")]):
        found = byline(here.text) or (_names(after.text) if LABEL.fullmatch(here.text) else ())
        if found and here.kind == "aside":
            return found
    return ()


def _names(text: str) -> tuple[str, ...]:
    found = NAMES.fullmatch(text) if len(text) <= LONGEST_BYLINE else None
    return tuple(name.strip() for name in re.split(r", and | and |, ", text)) if found else ()


def _marked(block: Block) -> Block:
    plain = block.kind in ("paragraph", "heading", "item")
    return block._replace(kind="aside") if plain and is_furniture(block.text) else block
