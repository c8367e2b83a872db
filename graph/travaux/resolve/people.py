"""Finds persons and their offices: who is whose representative, ambassador, chair, minister."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from travaux.model import THINGS, Document, Entity, Span
from travaux.parse import Sentence
from travaux.parse.units import Member
from travaux.resolve.persons import CHAIRS, People, Person, Place, slug
from travaux.vocabulary import Vocabulary

_WINDOW = 22
_OF = 6
_NAME = 5
_OWNERS = ("its", "their", "his", "her", "country")


class Finder:
    """Finds persons and offices in the sentences of a document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = vocabulary.words
        self._offices = words["office"] | {word.replace("-", "") for word in words["office"]}
        self._honorifics = words["honorific"]
        self._speech = frozenset(
            p.lemmas[0]
            for c in vocabulary.cues
            if c.frame == "speech"
            for p in c.patterns
            if p.category == "verb"
        )
        self._representing = words["representing-verb"]
        self._leading = words["leading-verb"] | self._representing
        self._last_state: Member | None = None
        self._institutions = words["institution"]
        self._governing = words["government-office"]

    def find(self, document: Document, sentences: Sequence[Sentence]) -> People:
        """Return the persons of a document with their offices, states and organisations."""
        people = People()
        self._last_state = None
        for sentence, following in zip(sentences, [*sentences[1:], None], strict=True):
            if following is not None:
                self._headed(document, sentence, following, people)
            for start, end in self._names(document, sentence, people):
                self._person(document, sentence, start, end, people)
            for i, unit in enumerate(sentence.units):
                if unit.person is not None:
                    self._introduced(document, sentence, i, unit.person, people)
            self._last_state = next((m for m in sentence.names if m.entity.type == "State"), self._last_state)
        return people

    def _person(self, document: Document, sentence: Sentence, start: int, end: int, people: People) -> None:
        while start + 1 < end and self._titled(sentence.doc[start]):
            start += 1
        span = sentence.extent(sentence.doc[start:end])
        person = people.add(_written(document, span), Place(sentence.index, start, end), span)
        bracket = _bracketed(document, sentence, span)
        if person.state is None:
            person.state = bracket or _of_state(sentence, end) or _owned_by(sentence, start)
        for phrase in self._phrases(sentence, start, end):
            self._office(document, sentence, phrase, person)
        if person.state is None and person.organisation is None and end < len(sentence.doc):
            near = list(sentence.doc[end : end + _OF]) if sentence.doc[end].lower_ == "of" else []
            person.organisation = _named_organisation(document, sentence, near)

    def _headed(self, document: Document, line: Sentence, following: Sentence, people: People) -> None:
        """Take up a person named in a line of its own above a line with the office, as missions head statements."""
        words = [t for t in line.doc if not t.is_punct]
        name = 1 < len(words) < _NAME and all(_proper(line, t) and t.text.istitle() for t in words)
        below = list(following.doc[:_WINDOW])
        office = any(t.lower_ in self._offices for t in below[:6]) and not any(
            t.pos_ == "VERB" for t in below
        )
        if not name or not office or line.passage == following.passage or any(self._titled(t) for t in words):
            return
        span = line.extent(words)
        place = Place(line.index, words[0].i, words[-1].i + 1)
        self._office(document, following, below, people.add(_written(document, span), place, span))

    def _introduced(
        self, document: Document, sentence: Sentence, at: int, span: Span, people: People
    ) -> None:
        """Take up a person folded into one word with the state in brackets."""
        person = people.add(_written(document, span), Place(sentence.index, at, at + 1), span)
        person.state = person.state or sentence.units[at].members[0]
        for phrase in self._phrases(sentence, at, at + 1):
            self._office(document, sentence, phrase, person)

    def _titled(self, token: Token) -> bool:
        return token.text in self._honorifics or token.lower_ in self._offices

    def _bracketed_run(self, document: Document, sentence: Sentence, start: int) -> int:
        """Return the end of a name before a state in brackets, "JANE DOE (Romania)", or 0."""
        end = start
        doc = sentence.doc
        while (
            end < len(doc)
            and end - start < 5
            and doc[end].text[:1].isupper()
            and not sentence.members(doc[end])
        ):
            end += 1
        honoured = start > 0 and doc[start - 1].text in self._honorifics
        if end - start < (1 if honoured else 2) or doc[start].text in self._honorifics:
            return 0
        return end if _bracketed(document, sentence, sentence.extent(doc[start:end])) else 0

    def _names(self, document: Document, sentence: Sentence, people: People) -> list[tuple[int, int]]:
        doc = sentence.doc
        headed = _headline(sentence)
        taken: dict[int, int] = {}
        for ent in doc.ents:
            if ent.label_ == "PERSON":
                start, end = self._trim(sentence, ent.start, ent.end)
                if end > start and self._plausible(sentence, start, end, people):
                    taken[start] = max(end, self._run(sentence, start))
        for token in doc:
            if token.i in taken or any(s <= token.i < e for s, e in taken.items()):
                continue
            if not (token.text[:1].isupper() or token.lower_ in self._offices):
                continue
            title = token.text in self._honorifics or (token.text.istitle() and token.lower_ in self._offices)
            end = self._run(sentence, token.i + 1)
            if end < len(doc) and doc[end].lower_ in self._offices:
                continue
            bracketed = self._bracketed_run(document, sentence, token.i)
            if bracketed:
                taken[token.i] = bracketed
                continue
            named = token.pos_ == "PROPN" and token.ent_type_ not in ("GPE", "LOC", "FAC")
            run = self._run(sentence, token.i) if named else token.i
            if run > token.i + 1 and self._apposed(sentence, run):
                taken[token.i] = run
                continue
            places = any(t.ent_type_ in ("GPE", "LOC", "FAC") for t in doc[token.i + 1 : end])
            if (
                title
                and not places
                and end > token.i + 1
                and not any(s in taken for s in range(token.i + 1, end))
            ):
                start, end = self._trim(sentence, token.i + 1, end)
                if end > start and all(t.pos_ == "PROPN" for t in doc[start:end]) and not headed:
                    taken[start] = end
            elif token.ent_type_ != "PERSON" and people.known(token.text) and _proper(sentence, token):
                taken[token.i] = token.i + 1
        return sorted(taken.items())

    def _apposed(self, sentence: Sentence, end: int) -> bool:
        """Does an office follow after a comma: "Jane Doe, Estonia's ambassador at large"?"""
        after = sentence.doc[end : end + 8]
        return len(after) > 2 and after[0].text == "," and any(t.lower_ in self._offices for t in after[1:])

    def _trim(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        doc = sentence.doc
        while start < end and (doc[start].lower_ in self._offices or doc[start].text in self._honorifics):
            start += 1
        while end > start and not _proper(sentence, doc[end - 1]):
            end -= 1
        while start < end and not _proper(sentence, doc[start]):
            start += 1
        return start, end

    def _run(self, sentence: Sentence, start: int) -> int:
        """Return the end of the run of capitalised words that begins at `start`."""
        end = start
        while end < len(sentence.doc) and end - start < 5 and _proper(sentence, sentence.doc[end]):
            if sentence.doc[end].lower_ in self._offices:
                break
            end += 1
        return end

    def _plausible(self, sentence: Sentence, start: int, end: int, people: People) -> bool:
        tokens = sentence.doc[start:end]
        if any(sentence.members(t) for t in tokens) or any(t.lower_ in self._offices for t in tokens):
            return False
        if tokens[-1].lower_ in self._institutions:
            return False
        known = len(tokens) > 1 or people.known(tokens[0].text) is not None
        speaks = tokens[0].dep_ == "nsubj" and tokens[0].head.lemma_.lower() in self._speech
        return known or speaks or self._has_office(sentence, start)

    def _has_office(self, sentence: Sentence, start: int) -> bool:
        before = sentence.doc[max(0, start - 1) : start]
        after = sentence.doc[start + 1 : start + 6]
        return any(t.lower_ in self._offices or t.text in self._honorifics for t in before) or (
            len(after) > 0 and after[0].text == "," and any(t.lower_ in self._offices for t in after)
        )

    def _phrases(self, sentence: Sentence, start: int, end: int) -> Iterable[list[Token]]:
        doc = sentence.doc
        left: list[Token] = []
        commas = 0
        for i in range(start - 1, max(-1, start - _WINDOW), -1):
            token = doc[i]
            if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in '.;:"—–':
                break
            if (
                token.pos_ == "ADP"
                and token.is_lower
                and token.lower_ not in ("of", "for", "to", "at", "in", "on")
            ):
                break
            if token.text == ",":
                commas += 1
                if commas > 1 or not any(t.lower_ in self._offices for t in doc[max(0, i - 8) : i]):
                    break
            if (
                token.lower_ == "and"
                and any(t.lower_ in self._offices for t in left)
                and not self._office_word(doc, i - 1)
            ):
                break
            left.insert(0, token)
        yield left
        yield self._predicated(doc, end)
        right: list[Token] = []
        signed = any(t.text.istitle() and t.lower_ in self._offices for t in doc[end : end + 4])
        if end < len(doc) and (doc[end].text == "," or signed):
            for i in range(end + (doc[end].text == ","), min(len(doc), end + _WINDOW)):
                token = doc[i]
                finite = token.pos_ in ("VERB", "AUX") and token.tag_ in ("VBD", "VBZ", "VBP", "MD")
                if token.text in '.;:"—–' or (finite and not self._led(doc, end + 1, i)):
                    break
                if token.text == "," and not (i + 1 < len(doc) and doc[i + 1].lower_ in ("and", "who")):
                    break
                right.append(token)
        if any(t.lower_ in self._offices for t in right[:9]) or (right and right[0].lower_ == "who"):
            yield right

    def _office_word(self, doc: Doc, i: int) -> bool:
        return i >= 0 and doc[i].lower_ in self._offices

    def _predicated(self, doc: Doc, end: int) -> list[Token]:
        """Return the office that a copula gives to a person: "X is a research assistant at Y"."""
        if end >= len(doc) or doc[end].lemma_ != "be":
            return []
        stop = next(
            (i for i in range(end + 1, len(doc)) if doc[i].text in ",.;" or doc[i].lower_ == "and"), len(doc)
        )
        phrase = list(doc[end + 1 : stop])
        return phrase if any(t.lower_ in self._offices for t in phrase[:7]) else []

    def _led(self, doc: Doc, start: int, at: int) -> bool:
        return doc[start].lower_ == "who" and doc[at].lemma_ in self._leading

    def _office(self, document: Document, sentence: Sentence, phrase: list[Token], person: Person) -> None:
        nouns = [t for t in phrase if t.lower_ in self._offices]
        led = next((t for t in phrase if t.lemma_ in self._leading and t.pos_ == "VERB"), None)
        if not nouns and led is None:
            return
        owned = any(t.lower_ in _OWNERS for t in phrase)
        earlier = next(
            (m for t in sentence.doc[: phrase[0].i] for m in sentence.members(t) if _is_state(m)), None
        )
        placed = _placed(sentence, phrase[-1].i) or (earlier if owned else None) or self._last_state
        side = (
            self._side(sentence, phrase)
            or _whose(sentence, phrase)
            or self._office_of(sentence, phrase, placed)
        )
        if side and side.entity.type == "State" and person.state is None:
            person.state = side
        elif side and side.entity.type != "State" and person.organisation is None:
            person.organisation = side.entity
        if person.state is None and person.organisation is None:
            person.organisation = _named_organisation(document, sentence, phrase)
        body = next((m.entity for t in phrase for m in sentence.members(t) if m.entity.type == "Body"), None)
        for noun in nouns:
            role = " ".join(_role(document, sentence, phrase, noun).split())
            chairs = noun.lower_ in CHAIRS
            if chairs and body:
                person.chairs = body
            person.offices.append((role, body if chairs else None, sentence.span))
        if led is not None and not nouns:
            role = "representative" if led.lemma_ in self._representing else "head of delegation"
            person.offices.append((role, body, sentence.span))

    def _office_of(self, sentence: Sentence, phrase: list[Token], before: Member | None) -> Member | None:
        """Return the state named before where a phrase says "the ministry", "its envoy", "the country's minister"."""
        return before if any(t.lower_ in self._governing or t.lower_ in _OWNERS for t in phrase) else None

    def _side(self, sentence: Sentence, phrase: list[Token]) -> Member | None:
        """Return the state, group or organisation that the phrase names as the one spoken for."""
        found: list[Member] = []
        for n, token in enumerate(phrase):
            members = [
                m for m in sentence.members(token) if m.entity.type in ("State", "Group", "Organisation")
            ]
            before = phrase[n - 1].lower_ if n else ""
            before = phrase[n - 2].lower_ if before == "the" and n > 1 else before
            organisation = bool(members) and members[0].entity.type == "Organisation" and before == "at"
            if members and (organisation or before not in ("to", "in", "at", "with", "against")):
                found.append(members[0])
        states = [m for m in found if m.entity.type == "State"]
        return next(iter(states or found), None)


def _written(document: Document, span: Span) -> str:
    name = " ".join(span.of(document.text).replace("’s", "").split())
    words = [w.title() if w.isupper() and len(w) > 2 else w for w in name.split()]
    return " ".join(words)


def _proper(sentence: Sentence, token: Token) -> bool:
    if sentence.members(token) or not token.text[:1].isalpha():
        return False
    return token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "INTJ", "VERB")


def _role(document: Document, sentence: Sentence, phrase: list[Token], noun: Token) -> str:
    """Return the words of an office: its noun with what modifies it before and after."""
    at = phrase.index(noun)
    start = at
    while (
        start
        and phrase[start - 1].pos_ in ("ADJ", "NOUN", "PROPN")
        and not sentence.members(phrase[start - 1])
    ):
        if phrase[start - 1].lower_ in ("h.e.", "mr.", "ms.", "dr."):
            break
        start -= 1
    end = at + 1
    if end < len(phrase) and phrase[end].lower_ in ("of", "for", "at", "to"):
        while (
            end < len(phrase) and phrase[end].text not in (",", "and") and not sentence.members(phrase[end])
        ):
            end += 1
        while phrase[end - 1].lower_ in ("of", "for", "at", "to", "the", "'s"):
            end -= 1
    return sentence.extent(phrase[start:end]).of(document.text)


def _named_organisation(document: Document, sentence: Sentence, phrase: list[Token]) -> Entity | None:
    for ent in sentence.doc.ents:
        if ent.label_ == "ORG" and any(t.i in range(ent.start, ent.end) for t in phrase):
            label = " ".join(sentence.extent(list(ent)).of(document.text).split())
            label = re.sub(r"^(?:the|The)\s+", "", label)
            if len(label) < 3 or label in ("State", "Government", "Foreign Ministry"):
                continue
            return Entity(f"{THINGS}organisation/{slug(label)}", label, "Organisation")
    return None


def _of_state(sentence: Sentence, end: int) -> Member | None:
    """Return the state after a name: "Jane Doe of El Salvador"."""
    doc = sentence.doc
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    return next((m for m in sentence.members(doc[end + 1]) if m.entity.type == "State"), None)


def _owned_by(sentence: Sentence, start: int) -> Member | None:
    """Return the state before a name: "Canada's Jane Doe"."""
    if start < 2 or sentence.doc[start - 1].text != "'s":
        return None
    return next((m for m in sentence.members(sentence.doc[start - 2]) if m.entity.type == "State"), None)


def _whose(sentence: Sentence, phrase: list[Token]) -> Member | None:
    """Return the one before "whose president, Jane Doe"."""
    at = next((t.i for t in phrase if t.tag_ == "WP$"), 0)
    before = (m for t in reversed(sentence.doc[:at]) for m in sentence.members(t))
    return next((m for m in before if m.entity.type in ("State", "Group", "Organisation")), None)


def _is_state(member: Member) -> bool:
    return member.entity.type == "State"


def _headline(sentence: Sentence) -> bool:
    """Are most words of a heading capitalised, so that capitals say nothing?"""
    if sentence.passage.kind not in ("title", "heading"):
        return False
    words = [t for t in sentence.doc if t.is_alpha and len(t) > 3]
    return len(words) > 4 and sum(t.text[:1].isupper() for t in words) * 100 > len(words) * 85


def _placed(sentence: Sentence, before: int) -> Member | None:
    """Return the state whose capital a sentence names before a word: "In Ottawa a foreign ministry spokesman"."""
    members = (m for t in reversed(sentence.doc[:before]) for m in sentence.members(t))
    return next((m for m in members if m.kind == "capital" and m.entity.type == "State"), None)


def _bracketed(document: Document, sentence: Sentence, span: Span) -> Member | None:
    """Return the state in a parenthesis right after a name: "Jane Doe (Romania)"."""
    if document.text[span.end : span.end + 2] != " (":
        return None
    return next(
        (m for m in sentence.names if m.span.start == span.end + 2 and m.entity.type == "State"), None
    )
