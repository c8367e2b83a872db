"""The offices that the words about a name give to a person, and the state or organisation that they are held for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from travaux.model import THINGS, Document, Entity
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.persons import Person, slug
from travaux.vocabulary import Vocabulary

WINDOW = 22
_BREAKS = '.;:"—–'


class Offices:
    """Reads the offices of persons; `words` are those that mean an office."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self.words = words["office"] | {word.replace("-", "") for word in words["office"]}
        self._representing = words["representing-verb"]
        self._leading = words["leading-verb"] | self._representing
        self._governing = words["government-office"]
        self._presiding = words["chair"] | words["presiding-office"]
        self._owners = words["owner"]
        self._honorifics = frozenset(word.lower() for word in words["honorific"])
        self._bare = words["bare-institution"]

    def phrases(self, sentence: Sentence, start: int, end: int) -> Iterator[list[Token]]:
        """Yield the words before, behind and in apposition to a name that may tell its office."""
        yield self._before(sentence.doc, start)
        yield self._predicated(sentence.doc, end)
        yield self._after(sentence.doc, end)

    def give(
        self, document: Document, sentence: Sentence, phrase: list[Token], person: Person, last: Member | None
    ) -> None:
        """Give a person the offices that a phrase tells; `last` is the state that was named last before."""
        nouns = [t for t in phrase if t.lower_ in self.words]
        led = next((t for t in phrase if t.lemma_ in self._leading and t.pos_ == "VERB"), None)
        if not nouns and led is None:
            return
        self._belong(document, sentence, phrase, person, last)
        body = next((m.entity for t in phrase for m in sentence.members(t) if m.entity.type == "Body"), None)
        for noun in nouns:
            role = " ".join(self._role(document, sentence, phrase, noun).split())
            chairs = noun.lower_ in self._presiding
            if chairs and body:
                person.chairs = body
            person.offices.append((role, body if chairs else None, sentence.span))
        if led is not None and not nouns:
            role = "representative" if led.lemma_ in self._representing else "head of delegation"
            person.offices.append((role, body, sentence.span))

    def organisation(self, document: Document, sentence: Sentence, phrase: list[Token]) -> Entity | None:
        """Return the organisation that the parser sees in a phrase."""
        for ent in sentence.doc.ents:
            if ent.label_ == "ORG" and any(t.i in range(ent.start, ent.end) for t in phrase):
                label = " ".join(sentence.extent(list(ent)).of(document.text).split())
                label = re.sub(r"^(?:the|The)\s+", "", label)
                if len(label) < 3 or label in self._bare:
                    continue
                return Entity(f"{THINGS}organisation/{slug(label)}", label, "Organisation")
        return None

    def _before(self, doc: Doc, start: int) -> list[Token]:
        """Return the words before a name, up to a verb, a second comma or another person's office."""
        first, commas = start, 0
        for i in range(start - 1, max(-1, start - WINDOW), -1):
            token = doc[i]
            if _stops(token):
                break
            if token.text == ",":
                commas += 1
                if commas > 1 or not self._any(doc[max(0, i - 8) : i]):
                    break
            if (
                token.lower_ == "and"
                and self._any(doc[i + 1 : start])
                and not self._any(doc[max(0, i - 1) : i])
            ):
                break
            first = i
        return list(doc[first:start])

    def _predicated(self, doc: Doc, end: int) -> list[Token]:
        """Return the office that a copula gives to a person: "X is a research assistant at Y"."""
        if end >= len(doc) or doc[end].lemma_ != "be":
            return []
        stop = next(
            (i for i in range(end + 1, len(doc)) if doc[i].text in ",.;" or doc[i].lower_ == "and"), len(doc)
        )
        phrase = list(doc[end + 1 : stop])
        return phrase if self._any(phrase[:7]) else []

    def _after(self, doc: Doc, end: int) -> list[Token]:
        """Return the words behind a name, after a comma or as in a signature, where they tell an office."""
        comma = doc[end : end + 1].text == ","
        signed = any(t.text.istitle() and t.lower_ in self.words for t in doc[end : end + 4])
        if not (comma or signed):
            return []
        right: list[Token] = []
        for i in range(end + comma, min(len(doc), end + WINDOW)):
            token = doc[i]
            finite = token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD")
            if token.text in _BREAKS or (finite and not self._led(doc, end + 1, i)):
                break
            if token.text == "," and not (i + 1 < len(doc) and doc[i + 1].lower_ in ("and", "who")):
                break
            right.append(token)
        return right if self._any(right[:9]) or (right and right[0].lower_ == "who") else []

    def _any(self, tokens: Iterable[Token]) -> bool:
        return any(t.lower_ in self.words for t in tokens)

    def _led(self, doc: Doc, start: int, at: int) -> bool:
        return doc[start].lower_ == "who" and doc[at].lemma_ in self._leading

    def _belong(
        self, document: Document, sentence: Sentence, phrase: list[Token], person: Person, last: Member | None
    ) -> None:
        """Give a person the state or the organisation of an office."""
        side = _side(sentence, phrase) or _whose(sentence, phrase) or self._governed(sentence, phrase, last)
        if side and side.entity.type == "State" and person.state is None:
            person.state = side
        elif side and side.entity.type != "State" and person.organisation is None:
            person.organisation = side.entity
        if person.state is None and person.organisation is None:
            person.organisation = self.organisation(document, sentence, phrase)

    def _governed(self, sentence: Sentence, phrase: list[Token], last: Member | None) -> Member | None:
        """Return the state named before where a phrase says "the ministry", "its envoy", "the country's minister"."""
        owned = any(t.lower_ in self._owners for t in phrase)
        if not owned and not any(t.lower_ in self._governing for t in phrase):
            return None
        before = (m for t in sentence.doc[: phrase[0].i] for m in sentence.members(t))
        earlier = next((m for m in before if m.entity.type == "State"), None) if owned else None
        return _placed(sentence, phrase[-1].i) or earlier or last

    def _role(self, document: Document, sentence: Sentence, phrase: list[Token], noun: Token) -> str:
        """Return the words of an office: its noun with what modifies it before and after."""
        at = phrase.index(noun)
        start = at
        while (
            start
            and phrase[start - 1].pos_ in ("ADJ", "NOUN", "PROPN")
            and not sentence.members(phrase[start - 1])
        ):
            if phrase[start - 1].lower_ in self._honorifics:
                break
            start -= 1
        end = at + 1
        if end < len(phrase) and phrase[end].lower_ in ("of", "for", "at", "to"):
            while (
                end < len(phrase)
                and phrase[end].text not in (",", "and")
                and not sentence.members(phrase[end])
            ):
                end += 1
            while phrase[end - 1].lower_ in ("of", "for", "at", "to", "the", "'s"):
                end -= 1
        return sentence.extent(phrase[start:end]).of(document.text)


def _stops(token: Token) -> bool:
    """Does this word end what may tell an office before a name?"""
    if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in _BREAKS:
        return True
    inside = token.lower_ in ("of", "for", "to", "at", "in", "on")
    return token.pos_ == "ADP" and token.is_lower and not inside


def _side(sentence: Sentence, phrase: list[Token]) -> Member | None:
    """Return the state, group or organisation that the phrase names as the one spoken for."""
    found: list[Member] = []
    for n, token in enumerate(phrase):
        members = [m for m in sentence.members(token) if m.holds]
        before = phrase[n - 1].lower_ if n else ""
        before = phrase[n - 2].lower_ if before == "the" and n > 1 else before
        organisation = bool(members) and members[0].entity.type == "Organisation" and before == "at"
        if members and (organisation or before not in ("to", "in", "at", "with", "against")):
            found.append(members[0])
    states = [m for m in found if m.entity.type == "State"]
    return next(iter(states or found), None)


def _whose(sentence: Sentence, phrase: list[Token]) -> Member | None:
    """Return the one before "whose president, Jane Doe"."""
    at = next((t.i for t in phrase if t.tag_ == "WP$"), 0)
    before = (m for t in reversed(sentence.doc[:at]) for m in sentence.members(t))
    return next((m for m in before if m.holds), None)


def _placed(sentence: Sentence, before: int) -> Member | None:
    """Return the state whose capital a sentence names before a word: "In Ottawa a foreign ministry spokesman"."""
    members = (m for t in reversed(sentence.doc[:before]) for m in sentence.members(t))
    return next((m for m in members if m.kind == "capital" and m.entity.type == "State"), None)
