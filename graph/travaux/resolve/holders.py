"""From a word to those whom it stands for: names, persons, "the Cuban delegation", pronouns, unnamed groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.model import THINGS, Document, Entity, Span, Stance
from travaux.parse import Sentence
from travaux.parse.subjects import (
    SUBJECTS,
    among,
    antecedent_of,
    first_of_row,
    governor,
    in_fronted_clause,
    inverted,
    loose_subject,
    subject_word,
)
from travaux.parse.units import BEHALF, Member
from travaux.parse.verbs import agents
from travaux.resolve.holder import Holder
from travaux.resolve.persons import People, Person, slug
from travaux.vocabulary import Vocabulary

_POSSESSORS = ("poss", "compound", "amod", "nmod", "npadvmod")
_MASCULINE_FEMININE = ("he", "him", "his", "himself", "she", "her", "hers", "herself")
_SINGLE = ("one", "another", "a", "an")
_PLURAL = ("they", "them", "their", "theirs", "themselves")


@dataclass(slots=True)
class Memory:
    """Who was last spoken of: what pronouns and "the delegation" refer to."""

    holders: tuple[Holder, ...] = ()
    several: tuple[Holder, ...] = ()
    person: Person | None = None
    thing: bool = False
    person_at: int = -1
    holders_at: int = -1
    stance: Stance | None = None


class Resolver:
    """Resolves words of one document's sentences to holders; sentences must come in order."""

    def __init__(
        self, vocabulary: Vocabulary, document: Document, people: People, body: Entity | None = None
    ) -> None:
        self._words = vocabulary.words
        self._speaking = self._words["representative"] | self._words["office"]
        self._chairs = vocabulary.chairs
        self._document = document
        self._people = people
        self._body = body
        self.memory = Memory()
        self._asked: set[int] = set()

    def remember(self, sentence: Sentence) -> None:
        """Take note of whom a sentence made its subject, for the pronouns of the next."""
        named = [
            (t, p)
            for t in sentence.doc
            if (p := self._people.at(sentence, t)) and (p.state or p.organisation)
        ]
        subjects = [
            p
            for t, p in named
            if t.dep_ in SUBJECTS or (t.dep_ in ("compound", "appos") and t.head.dep_ in SUBJECTS)
        ]
        if named:
            self.memory.person = subjects[0] if subjects else named[0][1]
            self.memory.person_at = sentence.index
        main = next((t for t in sentence.doc if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
        if not named and main is not None and main.lemma_.lower() in self._speaking:
            held = self.of(sentence, main, ())
            if held and held[0].speaker is None:
                self.memory.person = None
        if main is not None and main.pos_ != "PRON":
            self.memory.thing = not self.of(sentence, main, ())
        for token in sentence.doc:
            if token.dep_ not in SUBJECTS or token.pos_ == "PRON":
                continue
            found = tuple(h for h in self.of(sentence, token, ()) if h.entity.type != "Unnamed")
            found = found or tuple(self.possessors(sentence, token, ()) if token.pos_ == "NOUN" else ())
            if found:
                self.memory.holders = found
                self.memory.holders_at = sentence.index
                if len(found) > 1:
                    self.memory.several = found
                break

    def text(self, span: Span) -> str:
        """Return words of the document."""
        return span.of(self._document.text)

    def subject(self, sentence: Sentence, verb: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return the holders that are the subject of a verb, through control, coordination and inversion."""
        word = subject_word(verb) or inverted(verb)
        word = among(verb) or word
        if word is None:
            return []
        if word.dep_ == "attr" and verb.dep_ in ("acl", "relcl"):
            found = self.subject(sentence, word.head, voice)
            if found:
                return found
        found = self.of(sentence, first_of_row(word) if verb.dep_ == "relcl" else word, voice)
        if found:
            return found
        governed = word.dep_ in ("dobj", "pobj", "nsubj")
        speaks = word.lemma_.lower() in self._speaking | self._words["occasion"]
        above = governor(word)
        own = any(c.dep_ in SUBJECTS for c in verb.children)
        if (
            verb.dep_ in ("acl", "relcl")
            and not own
            and governed
            and (speaks or verb.tag_ == "VBG")
            and above != verb
            and above.i < verb.i
        ):
            return self.subject(sentence, above, voice)
        if verb.dep_ == "pcomp" and above.dep_ in ("ccomp", "xcomp", "advcl") and above.i < verb.i:
            return self.subject(sentence, above.head, voice)
        loose = loose_subject(verb)
        return self.of(sentence, loose, voice) if loose is not None else []

    def of(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom a noun phrase's head stands, the coordinated ones included."""
        found = self._spoken(sentence, token, self._one(sentence, token, voice))
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN", "PRON", "ADJ"):
                found += self.of(sentence, child, voice)
        return found

    def _one(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those for whom one word stands; a word that leads back to itself stands for nobody."""
        if token.i in self._asked:
            return []
        self._asked.add(token.i)
        try:
            return self._meant(sentence, token, voice)
        finally:
            self._asked.remove(token.i)

    def _meant(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        introduced = self._people.at(sentence, token) if sentence.units[token.i].person else None
        if introduced is not None:
            return self._on_behalf(sentence, token, self._person(sentence, token, introduced))
        members = [m for m in sentence.members(token) if m.holds and m.kind in ("name", "people", "capital")]
        people = [m for m in sentence.members(token) if m.kind == "demonym" and m.entity.type == "State"]
        if people and token.dep_ in SUBJECTS:
            members = members or people
        if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
            members = members or [
                m for m in sentence.members(token) if m.kind == "place" and m.entity.type == "State"
            ]
        if members and token.dep_ not in ("compound", "amod"):
            return self._members(sentence, token, members)
        person = self._people.at(sentence, token) or self._beside(sentence, token)
        if person is not None:
            return self._on_behalf(sentence, token, self._person(sentence, token, person))
        if token.lower_ in self._words["first-person"] and token.text != "US":
            place = sentence.place(token)
            return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in voice]
        if token.lower_ in self._words["third-person"]:
            return self._pronoun(sentence, token, voice)
        if token.tag_ in ("WP", "WDT"):
            head = antecedent_of(token)
            return self.of(sentence, first_of_row(head), voice) if head is not None else []
        return self._noun(sentence, token, voice)

    def _beside(self, sentence: Sentence, token: Token) -> Person | None:
        """Return the person in apposition to an office that says by a pronoun whose it is: "its minister, Jane Doe"."""
        owned = any(c.dep_ == "poss" and c.lower_ in self._words["third-person"] for c in token.children)
        if not owned or token.lemma_.lower() not in self._speaking:
            return None
        beside = (self._people.at(sentence, c) for c in token.children if c.dep_ == "appos")
        return next((p for p in beside if p is not None and p.state is not None), None)

    def _spoken(self, sentence: Sentence, token: Token, holders: list[Holder]) -> list[Holder]:
        """Add the person in apposition: "the Cuban representative, Jane Doe" speaks for Cuba."""
        beside = (
            c for c in token.subtree if c.dep_ in ("appos", "compound", "conj", "flat") and c.i > token.i
        )
        person = next((p for c in beside if (p := self._people.at(sentence, c)) and p.state), None)
        if person is None or person.state is None:
            return holders
        same = person.state.entity
        return [
            replace(h, speaker=person.entity) if h.entity == same and not h.speaker else h for h in holders
        ]

    def _on_behalf(self, sentence: Sentence, token: Token, speaking: Holder) -> list[Holder]:
        """Return those on whose behalf a person speaks: "Jane Doe (Romania), speaking on behalf of the EU, said"."""
        relations = [r for r in sentence.units[token.i].relations if r.kind in BEHALF]
        found = [m for r in relations for m in r.members if m.holds]
        if not found:
            return [speaking]
        via = speaking.entity if speaking.entity.type == "State" else None
        own = [speaking] if relations[0].kind == "also-behalf" else []
        return own + [Holder(m.entity, m.span, None, speaking.speaker, via) for m in found]

    def _members(self, sentence: Sentence, token: Token, members: Sequence[Member]) -> list[Holder]:
        unit = sentence.units[token.i]
        named = [Holder(m.entity, m.span) for m in members if m.entity.label != "United Nations"]
        relations = [r for r in unit.relations if r.kind in BEHALF]
        behalf = [m for r in relations for m in r.members if m.holds]
        if not behalf:
            return named
        via = members[0].entity
        own = named if relations[0].kind == "also-behalf" else []
        return own + [Holder(m.entity, m.span, None, None, via if via != m.entity else None) for m in behalf]

    def _person(self, sentence: Sentence, token: Token, person: Person) -> Holder:
        place = sentence.place(token)
        if person.chairs is not None or (person.only_chairs and person.organisation is None):
            return self._chairing(sentence, person, place)
        led = person.organisation if person.organisation and person.organisation.type == "Group" else None
        if led is not None:
            return Holder(led, place, None, person.entity, person.state.entity if person.state else None)
        if person.state is not None:
            inside = sentence.span.contains(person.state.span)
            antecedent = None if inside else person.state.span
            return Holder(
                person.state.entity, person.state.span if inside else place, antecedent, person.entity
            )
        if person.organisation is not None:
            return Holder(person.organisation, place, None, person.entity)
        return Holder(person.entity, place)

    def _chairing(self, sentence: Sentence, person: Person, place: Span) -> Holder:
        """Return the chair of a body, for whom a person speaks who is named in no other office."""
        body = person.chairs or self._body
        if body is not None and body.iri in self._chairs:
            return Holder(chair_of(body, self._chairs), place, None, person.entity)
        return Holder(person.entity, place)

    def _pronoun(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        place = sentence.place(token)
        if token.lower_ in _MASCULINE_FEMININE:
            person = self._nearest_person(sentence, token)
            before = self._representing(sentence, token) if person is None else []
            if before:
                return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in before[:1]]
            if person is None and self.memory.person_at >= self.memory.holders_at:
                person = self.memory.person
            if person is None:
                pool = self._earlier(sentence, token, voice) or self.memory.holders
                return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in pool[:1]]
            found = self._person(sentence, token, person)
            return [
                replace(found, span=place, antecedent=person.state.span if person.state else person.first)
            ]
        earlier = self._earlier(sentence, token, voice)
        plural = token.lower_ in _PLURAL
        if not earlier and not plural and self.memory.thing and token.dep_ in SUBJECTS:
            return []
        pool = earlier or (self.memory.several if plural and self.memory.several else self.memory.holders)
        chosen = pool if plural else pool[:1]
        return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in chosen]

    def _nearest_person(self, sentence: Sentence, token: Token) -> Person | None:
        for i in range(token.i - 1, -1, -1):
            person = self._people.at(sentence, sentence.doc[i])
            if person is not None and sentence.doc[i].dep_ in (*SUBJECTS, "appos", "compound", "pobj"):
                return person
        return None

    def _representing(self, sentence: Sentence, token: Token) -> list[Holder]:
        """Return those for whom somebody without a name speaks earlier in the sentence: "the delegate of X said he"."""
        for word in reversed(sentence.doc[: token.i]):
            if word.dep_ in SUBJECTS and word.lemma_.lower() in self._speaking:
                return self.possessors(sentence, word, ())
        return []

    def _earlier(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> tuple[Holder, ...]:
        """Return the holders that are an earlier subject of the same sentence, or a later one after a concession."""
        order = [*range(token.i - 1, -1, -1), *range(token.i + 1, len(sentence.doc))]
        for i in order:
            word = sentence.doc[i]
            if i > token.i and not in_fronted_clause(token, word):
                continue
            if word.dep_ in SUBJECTS and word.pos_ != "PRON":
                found = tuple(h for h in self.of(sentence, word, voice) if h.entity.type != "Unnamed")
                if found:
                    return found
        return ()

    def _noun(self, sentence: Sentence, token: Token, voice: Sequence[Holder]) -> list[Holder]:
        lemma = token.lemma_.lower()
        if token.tag_ == "NNPS":
            lemma = f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")
        if lemma in self._speaking or token.lower_ in self._speaking:
            found = self.possessors(sentence, token, voice)
            if found:
                return self._on_behalf(sentence, token, found[0]) if len(found) == 1 else found
        elif lemma in self._words["unnamed-holder"] or lemma == "ms":
            found = [
                h
                for c in token.children
                if c.dep_ in ("compound", "nmod", "amod", "poss")
                for h in self._group(sentence, c)
            ]
            if found:
                return found
        if lemma in self._words["office"] and lemma in ("chair", "chairman", "chairperson", "co-chair"):
            return self._chair(sentence, token)
        own = any(c.dep_ == "poss" and c.lower_ in self._words["first-person"] for c in token.children)
        if own and lemma in ("country", "delegation", "government", "nation", "group", "region", "mission"):
            place = sentence.place(token)
            return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in voice]
        definite = any(c.lower_ in ("the", "this") for c in token.children)
        places = ("country", "state", "nation")
        if definite and lemma in self._words["representative"] and token.tag_ == "NN" and lemma not in places:
            return self._definite(sentence, token, lemma)
        if definite and lemma in places and token.tag_ == "NN":
            place = sentence.place(token)
            return [
                replace(h, span=place, antecedent=h.antecedent or h.span) for h in self.memory.holders[:1]
            ]
        if lemma in self._words["quantity"]:
            of = [g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
            found = [h for noun in of for h in self.of(sentence, noun, voice)]
            return [self._counted(sentence, token, h) for h in found]
        refers = any(c.lower_ in self._words["anaphoric"] for c in token.children)
        one = lemma in self._words["collective"] and any(c.lower_ in ("this", "that") for c in token.children)
        if (one or (refers and lemma in self._words["unnamed-holder"])) and self.memory.several:
            place = sentence.place(token)
            return [replace(h, span=place, antecedent=h.antecedent or h.span) for h in self.memory.several]
        named = (
            self._such_as(sentence, token) or self._apposed(sentence, token) or self._from(sentence, token)
        )
        if lemma in self._words["unnamed-holder"]:
            return named or self._unnamed(sentence, token)
        return []

    def _counted(self, sentence: Sentence, token: Token, holder: Holder) -> Holder:
        """Return an unnamed holder with the words of number before it: "a number of delegations"."""
        if holder.entity.type != "Unnamed":
            return holder
        span = Span(sentence.place(token.left_edge).start, holder.span.end)
        return self._unnamed_holder(span)

    def _unnamed_holder(self, place: Span) -> Holder:
        label = " ".join(place.of(self._document.text).split())
        label = label[4:] if label.lower().startswith("the ") else label
        return Holder(Entity(f"{THINGS}group/unnamed-{slug(label)}", label, "Unnamed"), place)

    def _definite(self, sentence: Sentence, token: Token, lemma: str) -> list[Holder]:
        place = sentence.place(token)
        person = self.memory.person
        if person is not None and lemma in self._words["office"] | {"diplomat", "official", "negotiator"}:
            return [replace(self._person(sentence, token, person), span=place, antecedent=person.first)]
        if lemma in ("delegation", "government", "side", "mission", "ministry", "representative", "diplomat"):
            return [
                replace(h, span=place, antecedent=h.antecedent or h.span) for h in self.memory.holders[:1]
            ]
        return []

    def _chair(self, sentence: Sentence, token: Token) -> list[Holder]:
        bodies = [
            m.entity for m in sentence.names if m.entity.type == "Body" and m.entity.iri in self._chairs
        ]
        own = self._body if self._body and self._body.iri in self._chairs else None
        body = bodies[0] if bodies else own
        label = self._chairs[body.iri] if body else "Chair"
        return [Holder(Entity(f"{THINGS}organisation/{slug(label)}", label, "Body"), sentence.place(token))]

    def possessors(self, sentence: Sentence, noun: Token, voice: Sequence[Holder]) -> list[Holder]:
        """Return those to whom a noun belongs: "Russia's", "the Cuban", "of France", "by Iran"."""
        for child in noun.children:
            if child.dep_ in _POSSESSORS or (child.i < noun.i and sentence.members(child)):
                found = [Holder(m.entity, m.span) for m in sentence.members(child) if m.holds]
                found = [h for h in found if h.entity.label != "United Nations"]
                deeper = found or [h for c in child.children for h in self._adjective(sentence, c)]
                if deeper:
                    return deeper
                peer = child.pos_ == "PRON" and noun.lemma_.lower() in self._words["peer-noun"]
                if child.dep_ == "poss" and not peer:
                    owner = antecedent_of(child) if child.tag_ == "WP$" else None
                    found = self._one(sentence, owner or child, voice)
                    if found:
                        return found
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by", "from", "for"):
                for grand in child.children:
                    found = (
                        [h for h in self.of(sentence, grand, voice) if h.entity.type != "Unnamed"]
                        if grand.dep_ == "pobj"
                        else []
                    )
                    if found and (child.lower_ != "for" or noun.lemma_.lower() in self._speaking):
                        return found
            if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in self._words["light-verb"]:
                found = [h for a in agents(child) for h in self.of(sentence, a, voice)]
                if found:
                    return found
            if child.dep_ == "appos" and (sentence.members(child) or self._people.at(sentence, child)):
                return self._one(sentence, child, voice)
        return []

    def _adjective(self, sentence: Sentence, token: Token) -> list[Holder]:
        return [Holder(m.entity, m.span) for m in sentence.members(token) if m.holds and m.kind == "demonym"]

    def _group(self, sentence: Sentence, token: Token) -> list[Holder]:
        return [Holder(m.entity, m.span) for m in sentence.members(token) if m.entity.type == "Group"]

    def _apposed(self, sentence: Sentence, token: Token) -> list[Holder]:
        """Return the names beside a plural noun: "the candidate countries X and Y"."""
        beside = (c for c in token.children if c.dep_ == "appos" and c.i > token.i)
        named = (m for c in beside for m in sentence.members(c) if m.kind == "name" and m.holds)
        return [Holder(m.entity, m.span) for m in named] if token.tag_ in ("NNS", "NNPS") else []

    def _from(self, sentence: Sentence, token: Token) -> list[Holder]:
        """Return the states that a plural noun comes from: "our partners from X and Y"."""
        sources = (g for c in token.children if c.lower_ == "from" for g in c.children if g.dep_ == "pobj")
        members = (m for g in sources for m in sentence.members(g))
        named = [Holder(m.entity, m.span) for m in members if m.entity.type == "State" and m.kind == "name"]
        return named if token.tag_ in ("NNS", "NNPS") else []

    def _such_as(self, sentence: Sentence, token: Token) -> list[Holder]:
        """Return the names after "states such as", "countries, including", "countries like"."""
        for child in token.subtree:
            if (
                child.i > token.i
                and child.lower_ in ("as", "including", "like", "e.g.")
                and child.dep_ in ("prep", "advmod", "mark")
            ):
                found = [
                    h
                    for c in child.children
                    if c.dep_ == "pobj"
                    for h in self.of(sentence, c, ())
                    if h.entity.type != "Unnamed"
                ]
                if found:
                    return found
        return []

    def _unnamed(self, sentence: Sentence, token: Token) -> list[Holder]:
        modifiers = [
            c
            for c in token.children
            if c.i < token.i and c.dep_ in ("amod", "det", "nummod", "compound", "quantmod", "nmod")
        ]
        meant = any(m.lower_ in self._words["unnamed-modifier"] for m in modifiers)
        single = token.tag_ in ("NN", "NNP") and any(m.lower_ in _SINGLE for m in modifiers)
        if not (single and meant) and (token.tag_ not in ("NNS", "NNPS") or not (meant or not modifiers)):
            return []
        words = [t for m in modifiers for t in m.subtree] + [token]
        return [self._unnamed_holder(sentence.extent(words))]


def chair_of(body: Entity, chairs: object) -> Entity:
    """Return the chair of a body, as an entity that can hold a position."""
    label = chairs[body.iri] if isinstance(chairs, dict) else f"{body.label} Chair"
    return Entity(f"{THINGS}organisation/{slug(label)}", label, "Body")
