"""What the parser is shown of a sentence: names, lists of names and asides folded into single words.

A statistical parser stumbles over "Lao People's Democratic Republic", over a list of twelve states, over "X, on behalf
of Y and Z, said". Each becomes one word of the same kind here, which keeps its place in the text; what was folded away
(who else is in the list, on whose behalf, who supports) stays with the word.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from travaux.model import Span
from travaux.parse.fold.lists import Lists
from travaux.parse.fold.relations import Relations
from travaux.parse.fold.words import Words, without_acronyms, without_fragment_marks, without_parentheses
from travaux.parse.recognise import Found
from travaux.parse.units import Member, Unit
from travaux.vocabulary import Vocabulary

_QUOTES = {"“": '"', "”": '"', "«": '"', "»": '"', "‘": '"', "’": '"', "„": '"', "´": "'", "`": "'"}
_STATE = "Brazil"
_STAND_IN = {"Group": "NATO", "Organisation": "UNESCO", "Body": "UNESCO", "Instrument": "Resolution"}


class Folder:
    """Makes the units of a sentence out of its tokens and the names found in them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = Words(vocabulary)
        self._lists = Lists(vocabulary)
        self._relations = Relations(vocabulary)

    def units(self, doc: Doc, start: int, end: int, names: Sequence[Found]) -> list[Unit]:
        """Return the units of tokens `start` to `end` of a passage's tokens; `names` are those of the passage."""
        units = _named(doc, start, end, [n for n in names if start <= n.start and n.end <= end])
        words, lists, relations = self._words, self._lists, self._relations
        units = without_acronyms(words.without_vocatives(words.joined(units)))
        units = words.without_addressee(words.persons(units))
        units = lists.exemplified(lists.listed(units))
        units = relations.related(without_parentheses(relations.related(units)))
        return words.without_weekdays(words.without_times(without_fragment_marks(units)))


def _named(doc: Doc, start: int, end: int, names: Sequence[Found]) -> list[Unit]:
    by_start = {name.start: name for name in names}
    units: list[Unit] = []
    i = start
    while i < end:
        name = by_start.get(i)
        if name is None:
            if not doc[i].is_space:
                units.append(Unit(_word(doc[i]), _span(doc[i], doc[i])))
            i += 1
            continue
        span = _span(doc[i], doc[name.end - 1])
        member = Member(name.entity, name.kind, span)
        units.append(Unit(_stand_in(doc, name), span, (member,)))
        i = name.end
    return units


def _span(first: Token, last: Token) -> Span:
    return Span(first.idx, last.idx + len(last.text))


def _word(token: Token) -> str:
    text = token.text
    if text in _QUOTES:
        return _QUOTES[text]
    text = text.replace("’", "'").replace("‘", "'").replace("[", "").replace("]", "")
    return text or ","


def _stand_in(doc: Doc, name: Found) -> str:
    """Return one word that the parser knows as the same kind of word as the name."""
    text = doc[name.start : name.end].text
    if name.kind in ("demonym", "people", "capital", "place"):
        return text.split()[0].title() if text.isupper() and len(text) > 3 else text.replace(" ", "")
    if name.entity.type == "State":
        return _STATE
    return _STAND_IN.get(name.entity.type, "UNESCO")
