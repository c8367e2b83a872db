"""For whom a person speaks: a state, an organisation, those on whose behalf, the chair of a body."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from travaux.model import THINGS, Entity, Span
from travaux.parse import Sentence
from travaux.parse.units import BEHALF
from travaux.resolve.holder import Holder
from travaux.resolve.persons import People, Person, slug
from travaux.vocabulary import Vocabulary


class Speaking:
    """Tells for whom the persons of one document speak; `body` is the one that it is about, if any."""

    def __init__(self, vocabulary: Vocabulary, people: People, body: Entity | None) -> None:
        self._chairs = vocabulary.chairs
        self._presiding = vocabulary.words["chair"] | vocabulary.words["presiding-office"]
        self._people = people
        self._body = body if body and body.iri in self._chairs else None

    def holder(self, sentence: Sentence, token: Token, person: Person) -> Holder:
        """Return for whom a person speaks whom a word means: in person only where nothing else is known."""
        place = sentence.place(token)
        if person.chairs is not None or (self._only_presides(person) and person.organisation is None):
            return self._chairing(person, place)
        led = person.organisation if person.organisation and person.organisation.type == "Group" else None
        if led is not None:
            return Holder(led, place, None, person.entity, person.state.entity if person.state else None)
        if person.state is not None:
            state = person.state
            if sentence.span.contains(state.span):
                return Holder(state.entity, state.span, None, person.entity)
            return Holder(state.entity, place, state.span, person.entity)
        if person.organisation is not None:
            return Holder(person.organisation, place, None, person.entity)
        return Holder(person.entity, place)

    def chair(self, sentence: Sentence, token: Token) -> Holder:
        """Return the chair whom a word means: of a body that the sentence names, or of the document's."""
        bodies = (
            m.entity for m in sentence.names if m.entity.type == "Body" and m.entity.iri in self._chairs
        )
        body = next(bodies, self._body)
        return Holder(_chair(self._chairs[body.iri] if body else "Chair"), sentence.place(token))

    def apposed(self, sentence: Sentence, token: Token, holders: list[Holder]) -> list[Holder]:
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

    def _only_presides(self, person: Person) -> bool:
        """Is a person named as a chair and in no other office?"""
        roles = {word for role, _, _ in person.offices for word in role.lower().split()}
        return bool(roles) and roles <= self._presiding

    def _chairing(self, person: Person, place: Span) -> Holder:
        """Return the chair of a body, for whom a person speaks who is named in no other office."""
        body = person.chairs or self._body
        if body is not None and body.iri in self._chairs:
            return Holder(_chair(self._chairs[body.iri]), place, None, person.entity)
        return Holder(person.entity, place)


def on_behalf(sentence: Sentence, token: Token, speaking: list[Holder]) -> list[Holder]:
    """Return those on whose behalf a word says that somebody speaks, else who speaks.

    As in "Jane Doe (Romania), speaking on behalf of the EU, said", or "speaking for the EU, the delegate said".
    """
    relations = [r for r in sentence.units[token.i].relations if r.kind in BEHALF]
    found = [m for r in relations for m in r.members if m.holds]
    if not found or len(speaking) > 1:
        return speaking
    speaker = speaking[0].speaker if speaking else None
    via = speaking[0].entity if speaking and speaking[0].entity.type == "State" else None
    own = speaking if relations[0].kind == "also-behalf" else []
    return own + [Holder(m.entity, m.span, None, speaker, via if via != m.entity else None) for m in found]


def _chair(label: str) -> Entity:
    return Entity(f"{THINGS}organisation/{slug(label)}", label, "Body")
