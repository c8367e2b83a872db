"""Those who hold a position without a name: "some delegations", "a number of states"."""

from __future__ import annotations

from spacy.tokens import Token

from travaux.model import THINGS, Document, Entity, Span
from travaux.parse import Sentence
from travaux.resolve.holder import Holder
from travaux.resolve.persons import slug
from travaux.vocabulary import Vocabulary

_SINGLE = ("one", "another", "a", "an")
_MODIFIERS = ("amod", "det", "nummod", "compound", "quantmod", "nmod")


class Unnamed:
    """Makes holders of the words of one document that name nobody."""

    def __init__(self, vocabulary: Vocabulary, document: Document) -> None:
        self._modifiers = vocabulary.words["unnamed-modifier"]
        self._document = document

    def holders(self, sentence: Sentence, noun: Token) -> list[Holder]:
        """Return those whom a noun means, where its number and what stands before it mean anybody."""
        before = [c for c in noun.children if c.i < noun.i and c.dep_ in _MODIFIERS]
        meant = any(m.lower_ in self._modifiers for m in before)
        single = noun.tag_ in ("NN", "NNP") and any(m.lower_ in _SINGLE for m in before)
        plural = noun.tag_ in ("NNS", "NNPS")
        if not (single and meant) and not (plural and (meant or not before)):
            return []
        return [self._holder(sentence.extent([t for m in before for t in m.subtree] + [noun]))]

    def counted(self, sentence: Sentence, quantity: Token, holder: Holder) -> Holder:
        """Return an unnamed holder with the words of number before it: "a number of delegations"."""
        if holder.entity.type != "Unnamed":
            return holder
        return self._holder(Span(sentence.place(quantity.left_edge).start, holder.span.end))

    def _holder(self, place: Span) -> Holder:
        label = " ".join(place.of(self._document.text).split())
        label = label[4:] if label.lower().startswith("the ") else label
        return Holder(Entity(f"{THINGS}group/unnamed-{slug(label)}", label, "Unnamed"), place)
