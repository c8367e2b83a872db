"""From the cues of a sentence to stances: who holds which, towards what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from travaux.extract.cues import Match, Matcher
from travaux.extract.holders import Resolver
from travaux.extract.judgement import FLIPPED, Judge, Verdict
from travaux.extract.targets import agents, clause, complement, misread, passive, summary, text_words
from travaux.model import Certainty, Span, Stance
from travaux.parse import Sentence
from travaux.units import BEHALF
from travaux.vocabulary import Vocabulary
from travaux.voices import Holder

Voices = Callable[[Token], Sequence[Holder]]
_KIND = ("welcome", "praise", "commit", "offer", "seek", "back", "value")
SIDES = {"support": "for", "propose": "for", "oppose": "against", "reserve": "against", "state": "neither"}
_CONDITION = 25
_POINTER = 4
_NOT_CONTRARY = ("suggest", "table", "call-for", "urge", "request", "offer", "initiate", "lead")
_AUXILIARIES = ("did", "does", "do", "has", "had", "have", "was", "were", "is", "are")
_VOTES = ("abstain", "vote-for", "vote-against")
_CLAUSES = ("ccomp", "xcomp", "parataxis", "advcl", "acl", "relcl", "oprd", "pcomp")


@dataclass(frozen=True, slots=True)
class Draft:
    """A stance found in a sentence, before topics, body and date are known."""

    holder: Holder
    stance: Stance
    act: str
    cue: Span
    lemma: str
    target: Span
    certainty: Certainty = "explicit"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A cue that was read: its match, its holders, the words of its target."""

    match: Match
    holders: tuple[Holder, ...]
    stance: Stance
    act: str
    cue: tuple[Token, ...]
    target: tuple[Token, ...]


class Frames:
    """Reads the stances of sentences with a vocabulary's cues."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._cues = Matcher(vocabulary.cues)
        self._judge = Judge(vocabulary)

    def speakers(
        self, sentence: Sentence, resolver: Resolver, quoted: Callable[[Token], bool], quotes: bool
    ) -> list[Holder]:
        """Return those to whom a sentence attributes words by a verb of speech outside quotations.

        `quotes` says whether the sentence holds quoted words, for which a verb of asking is attribution enough.
        """
        for match in self._cues.find(sentence.doc):
            frame = match.cue.frame
            attributes = frame == "speech" or (quotes and frame in ("ask", "plain"))
            if not attributes or match.category != "verb" or quoted(match.head):
                continue
            holders = self._holders(sentence, match, resolver, lambda _: ())
            found = [h for h in holders if h.entity.type != "Unnamed"]
            if found:
                return found
        return []

    def read(self, sentence: Sentence, resolver: Resolver, voices: Voices) -> list[Draft]:
        """Return the stances of a sentence; `voices` gives the voice that each of its words is in."""
        matches = sorted(self._cues.find(sentence.doc), key=lambda m: (_depth(m.head), m.head.i))
        readings: list[_Reading] = []
        for match in matches:
            self._add(sentence, match, resolver, voices, readings)
        readings = [self._summed_up(reading, readings) for reading in readings]
        drafts = [d for reading in readings for d in self._drafts(sentence, reading)]
        drafts += self._according(sentence, resolver, drafts)
        drafts += self._to_whom(sentence, resolver, drafts, voices)
        drafts += self._own(sentence, voices, drafts)
        drafts = self._same_matter(drafts)
        drafts += self._companions(sentence, drafts)
        drafts += self._likewise(sentence, resolver, drafts)
        drafts = [self._inherited(draft, resolver) for draft in drafts]
        return _distinct([self._voiced(sentence, draft, voices) for draft in drafts])

    def _inherited(self, draft: Draft, resolver: Resolver) -> Draft:
        """Give "shared that view" the stance of the view: agreement with an objection is an objection."""
        before = resolver.memory.stance
        if draft.act != "agree" or draft.stance != "support" or before not in ("oppose", "reserve"):
            return draft
        words = resolver.text(draft.target).lower().split()
        points = draft.target == draft.cue or (
            len(words) <= _POINTER
            and words[0] in self._words["pointer"]
            and words[-1] in self._words["opinion-noun"] | self._words["summary"] | self._words["pointer"]
        )
        return replace(draft, stance=before) if points else draft

    def _voiced(self, sentence: Sentence, draft: Draft, voices: Voices) -> Draft:
        """Name as speaker who speaks a sentence in which a state, in the third person, is the holder."""
        if draft.holder.speaker is not None:
            return draft
        word = next((t for t in sentence.doc if sentence.place(t).overlaps(draft.cue)), None)
        own = [h for h in (voices(word) if word is not None else ()) if h.entity == draft.holder.entity]
        if not own:
            return draft
        via = draft.holder.via or own[0].via
        return replace(draft, holder=replace(draft.holder, speaker=own[0].speaker, via=via))

    def _likewise(self, sentence: Sentence, resolver: Resolver, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the stances of those of whom it is only said that they did the same: "as did X and Y"."""
        found: list[Draft] = []
        for word in sentence.doc[:-2]:
            if word.lower_ not in ("as", "so") or word.nbor().lower_ not in _AUXILIARIES:
                continue
            cue = sentence.extent([word, word.nbor()])
            before = [d for d in drafts if d.cue.start < cue.start]
            near = sentence.doc[word.i + 2 : word.i + 6]
            holders = next((h for t in near if (h := resolver.of(sentence, t, ()))), [])
            found += [replace(before[-1], holder=h, cue=cue) for h in holders if before]
        return found

    def _add(
        self, sentence: Sentence, match: Match, resolver: Resolver, voices: Voices, readings: list[_Reading]
    ) -> None:
        if self._idle(match) or self._courteous(match) or self._merely_speaks(match):
            return
        if match.cue.frame == "dispute":
            readings += self._dispute(sentence, match, resolver)
            return
        if self._lends_itself(match) or _likes(match):
            return
        holders = tuple(self._holders(sentence, match, resolver, voices))
        if not holders:
            return
        outer = next(
            (r for r in reversed(readings) if match.head in r.target and _same(r.holders, holders)), None
        )
        if outer is not None and not self._overrides(outer, match):
            return
        reading = self._reading(sentence, match, holders)
        if reading is None or _explains(reading, readings):
            return
        if outer is not None:
            readings.remove(outer)
        readings += [reading, *self._further(reading)]

    def _further(self, reading: _Reading) -> list[_Reading]:
        """Return what else is said in clauses beside the first: "that A must be done and that B was premature"."""
        if reading.match.cue.frame != "speech":
            return []
        said = [c for t in reading.match.tokens for c in t.children if c.dep_ == "ccomp"]
        beside = [
            c
            for clause_ in said[:1]
            for c in clause_.children
            if c.dep_ == "conj" and any(g.dep_ in ("nsubj", "nsubjpass", "expl") for g in c.children)
        ]
        judged = ((c, self._judge.verdict(c)) for c in beside)
        return [
            replace(reading, stance=v.stance, act=v.act, target=tuple(text_words(clause(c)))) for c, v in judged if v
        ]

    def _overrides(self, outer: _Reading, match: Match) -> bool:
        frame = outer.match.cue.frame
        if frame == "speech":
            return outer.stance == "state" or match.cue.frame != "speech"
        with_noun = match.category == "noun" and match.head.head.lower_ == "with"
        if (match.cue.frame == "speech" and match.head.dep_ == "pcomp") or (
            with_noun and match.cue.stance == "reserve"
        ):
            return True
        if frame == "aim":
            return match.cue.stance in ("oppose", "reserve") and match.category == "verb"
        return False

    def _idle(self, match: Match) -> bool:
        """Is the cue only supposed, or asked of others, and so nobody's stance?"""
        head = match.head
        auxiliaries = {c.lower_ for c in head.children if c.dep_ == "aux"}
        if auxiliaries & self._words["deontic"] or (auxiliaries & self._words["possibility"]):
            return True
        if match.cue.frame == "ask" and head.i == 0 and head.tag_ in ("VBN", "VBD") and head.dep_ != "ROOT":
            return True
        if match.cue.frame == "speech" and any(c.lower_ == "what" and c.dep_ == "dobj" for c in head.children):
            return True
        if match.category == "verb" and head.doc[-1].text == "?" and '"' not in head.doc.text:
            return True
        for token in (head, *head.ancestors):
            if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
                break
            if token.dep_ in ("acl", "relcl") and any(c.lower_ == "that" and c.dep_ == "mark" for c in token.children):
                return self._cues.at(token.head) is not None
            supposed = token.dep_ == "advcl" or (token.dep_ == "ccomp" and token is head)
            if supposed and any(
                c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in token.children
            ):
                return True
        return (match.category == "noun" and head.dep_ in ("compound", "nmod")) or (
            match.category == "verb" and self._asked(head)
        )

    def _lends_itself(self, match: Match) -> bool:
        """Does the verb only lend a noun of stance its subject: "offered its support"?"""
        if match.category != "verb" or match.head.lemma_ not in self._words["light-verb"]:
            return False
        makes = match.head.lemma_ in self._words["making-verb"]
        found = (self._cues.at(c) for c in match.head.children if c.dep_ == "dobj")
        nouns = [n for n in found if n and n.category == "noun" and n.cue.stance != "state"]
        return len(match.tokens) < 3 and any(makes or n.cue.act not in ("suggest", "table") for n in nouns)

    def _courteous(self, match: Match) -> bool:
        """Is this kindness towards the addressee: "we wish you", "our appreciation for your efforts"?"""
        asked = [c for t in match.tokens for c in t.children if c.dep_ in ("dobj", "pobj")]
        if any(c.lower_ == "following" and not list(c.rights) for c in asked):
            return True
        if match.cue.frame == "ask" and any(c.lemma_.lower() in self._words["procedure"] for c in asked):
            return True
        if match.cue.act not in _KIND:
            return False
        objects = [c for t in match.tokens for c in t.children if c.dep_ in ("dobj", "dative", "pobj")]
        if any(c.lower_ == "you" for t in match.tokens for c in t.children):
            return True
        yours = (o for o in objects if any(c.lower_ == "your" for c in o.children))
        return any(o.lemma_.lower() in self._words["kindness"] for o in yours)

    def _merely_speaks(self, match: Match) -> bool:
        """Is what somebody wants only to speak: "would like to add", "wished to thank"?"""
        if match.cue.frame != "aim" and match.cue.act != "refuse":
            return False
        if match.category == "noun":
            return False
        clauses = (c for t in match.tokens for c in t.children if c.dep_ in ("xcomp", "ccomp", "advcl"))
        wanted = next((c for c in clauses if c not in match.tokens), None)
        if wanted is None or not any(c.lower_ == "to" for c in wanted.children):
            return False
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in wanted.children):
            return False
        inner = self._cues.at(wanted)
        if match.cue.act == "refuse":
            return wanted.lemma_.lower() in self._words["no-comment"]
        speaks = inner is not None and inner.cue.frame == "speech"
        return speaks or wanted.lemma_.lower() in self._words["courtesy"] | self._words["performative"]

    def _asked(self, verb: Token) -> bool:
        """Is the verb only what somebody is asked or meant to do: a subjunctive, an infinitive of purpose?"""
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        above = self._cues.at(verb.head) if verb.dep_ == "ccomp" else None
        if above is not None and above.cue.stance == "propose" and above.cue.frame != "aim":
            return True
        if verb.tag_ != "VB":
            return False
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        if not infinitive:
            return verb.dep_ == "ccomp" and not any(c.dep_ == "aux" for c in verb.children)
        if verb.dep_ in ("acl", "advcl", "relcl"):
            return not self._occasion(verb)
        return self._under(verb, "ask")

    def _occasion(self, verb: Token) -> bool:
        """Is the infinitive what somebody takes the floor or uses an occasion for: "took the floor to stress"?"""
        return any(t.lemma_.lower() in self._words["occasion"] for t in (verb.head, verb.head.head))

    def _under(self, verb: Token, frame: str) -> bool:
        above = self._cues.at(verb.head) if verb.dep_ in ("xcomp", "ccomp") else None
        return above is not None and above.cue.frame == frame

    def _holders(self, sentence: Sentence, match: Match, resolver: Resolver, voices: Voices) -> list[Holder]:
        head = match.head
        voice = voices(head)
        if match.category == "verb":
            if misread(head):
                return resolver.of(sentence, head.nbor(-1), voice)
            if passive(head):
                found = [h for agent in agents(head) for h in _any(sentence, resolver, agent, voice)]
                return found or (list(voice) if _ours(head) else [])
            if head.dep_ in ("amod",):
                return []
            return resolver.subject(sentence, head, voice) + self._jointly(sentence, head, resolver)
        if match.category == "noun":
            return self._noun_holders(sentence, match, resolver, voice)
        return self._predicate_holders(sentence, match, resolver, voice)

    def _jointly(self, sentence: Sentence, verb: Token, resolver: Resolver) -> list[Holder]:
        """Return those together with whom somebody acts: "tabled the text together with X and Y"."""
        together = [t for t in verb.subtree if t.lower_ in self._words["together"]]
        with_ = [c for t in together for c in (*t.children, t.nbor() if t.i + 1 < len(t.doc) else t) if c.lower_ == "with"]
        named = (g for w in with_ for g in w.children if g.dep_ == "pobj" and sentence.members(g))
        return [h for g in named for h in resolver.of(sentence, g, ()) if h.entity.type != "Unnamed"]

    def _noun_holders(
        self, sentence: Sentence, match: Match, resolver: Resolver, voice: Sequence[Holder]
    ) -> list[Holder]:
        head = match.head
        verb = head.head
        if match.cue.act in _VOTES and any(c.dep_ == "nummod" for c in head.children):
            return []
        own = [h for h in resolver.possessors(sentence, head, voice) if h.entity.type != "Person"]
        if head.dep_ == "appos" and head.lemma_.lower() in self._words["agent-noun"]:
            apposed = resolver.of(sentence, head.head, voice)
            return apposed + self._jointly(sentence, head, resolver) if apposed else own
        pronoun = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children)
        if own and not (pronoun and head.dep_ == "dobj" and verb.lemma_ in self._words["light-verb"]):
            return own
        head = self._measured(head)
        verb = head.head
        if head.dep_ in ("dobj", "attr", "conj", "oprd"):
            while verb.dep_ == "conj" and verb.pos_ == "NOUN":
                verb = verb.head
            if verb.pos_ == "NOUN":
                verb = verb.head
            light = verb.lemma_ in self._words["light-verb"] or (
                head.dep_ == "attr" and verb.lemma_ in ("be", "remain", "become")
            )
            made = match.cue.act not in ("suggest", "table") or verb.lemma_ in self._words["making-verb"]
            made = made or head.dep_ == "attr"
            if light and made and not passive(verb):
                return resolver.subject(sentence, verb, voice)
        if head.dep_ == "pobj" and head.head.lower_ == "as" and head.head.head.pos_ in ("VERB", "AUX"):
            return resolver.subject(sentence, head.head.head, voice)
        if head.dep_ == "pobj" and head.head.lower_ == "with" and match.cue.stance in ("reserve", "oppose"):
            above = verb.head if verb.head.pos_ == "VERB" else verb.head.head
            return resolver.subject(sentence, above, voice) if above.pos_ == "VERB" else []
        if head.dep_ == "nsubjpass" and verb.lemma_ in self._words["light-verb"]:
            return [h for agent in agents(verb) for h in _any(sentence, resolver, agent, voice)]
        return []

    def _measured(self, noun: Token) -> Token:
        """Return the noun that measures another: "a lot" of "a lot of sympathy", "a sense" of "a sense of regret"."""
        above = noun.head
        measures = noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in self._words["measure"]
        return above.head if measures else noun

    def _predicate_holders(
        self, sentence: Sentence, match: Match, resolver: Resolver, voice: Sequence[Holder]
    ) -> list[Holder]:
        head = match.head
        verb = head.head
        if match.category == "predicate" and verb.lemma_ not in self._words["standing-verb"]:
            return []
        if head.dep_ in ("acl", "relcl"):
            return resolver.of(sentence, verb, voice)
        if head.dep_ == "amod":
            return []
        if head.dep_ == "ROOT" or any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children):
            return resolver.subject(sentence, head, voice)
        if verb.pos_ in ("VERB", "AUX", "ADJ"):
            return resolver.subject(sentence, verb, voice)
        if verb.pos_ in ("NOUN", "PROPN"):
            return resolver.of(sentence, verb, voice)
        return []

    def _reading(self, sentence: Sentence, match: Match, holders: tuple[Holder, ...]) -> _Reading | None:
        words = text_words(complement(match, self._words["summary"]))
        if match.cue.frame == "speech":
            return self._speech(match, holders, words)
        above = match.head.head
        if (
            match.category == "noun"
            and match.head in words
            and match.head.dep_ == "pobj"
            and above.lower_ == "with"
        ):
            objects = [c for c in above.head.children if c.dep_ == "dobj"]
            words = text_words(objects[0].subtree) if objects else words
        words = self._received(match) or words
        stance = "state" if _questions(match) else match.cue.stance
        denied = self._judge.negated(match.head) or any(
            c.lower_ == "no" and c.dep_ == "det" for t in match.tokens for c in t.children
        )
        if not denied and match.category != "verb":
            denied = match.head.dep_ in ("acomp", "attr", "prep", "dobj", "oprd") and self._judge.negated(
                match.head.head
            )
        if match.cue.frame == "aim" and any(
            c.dep_ == "neg" for t in match.head.children for c in t.children if t.dep_ in ("acl", "xcomp")
        ):
            denied = not denied
        removed = match.category == "noun" and match.head.dep_ == "dobj" and stance in ("reserve", "oppose")
        if removed and match.head.head.lemma_ in self._words["prevent-verb"]:
            if not denied:
                return None
            denied = False
        if denied:
            stance = "state" if match.cue.act in _NOT_CONTRARY else FLIPPED[stance]
        if stance in ("support", "propose") and (_counterfactual(match.head) or self._grudging(match.head)):
            stance = "reserve"
        return _Reading(match, holders, stance, match.cue.act, match.tokens, tuple(words))

    def _received(self, match: Match) -> list[Token]:
        """Return what meets with a stance: "the request drew criticism from X", "the text enjoys the support of X"."""
        verb = match.head.head
        while verb.pos_ == "ADP" and verb.head is not verb:
            verb = verb.head
        if match.category != "noun" or verb.lemma_ not in self._words["receiving-verb"]:
            return []
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return text_words(subject.subtree) if subject is not None else []

    def _grudging(self, head: Token) -> bool:
        """Is support given under a condition or with reluctance?"""
        if any(c.lower_ in self._words["grudging"] for c in head.children):
            return True
        following = head.doc[head.i : head.i + _CONDITION].text.lower() + " "
        if any(f" {phrase} " in following for phrase in self._words["condition"]):
            return True
        if not any(c.lower_ in ("would", "could", "can") for t in (head, head.head) for c in t.children):
            return False
        conditions = [c for t in (head, head.head) for c in t.children if c.dep_ == "advcl" and c.i > head.i]
        marked = any(c.lower_ in ("if", "unless") for clause_ in conditions for c in clause_.children)
        return marked or any(w.lower_ == "only" for w in head.subtree)

    def _speech(self, match: Match, holders: tuple[Holder, ...], words: list[Token]) -> _Reading | None:
        said = [
            c
            for t in match.tokens
            for c in t.children
            if c.dep_ in ("ccomp", "parataxis") and c.i < match.head.i and not _apart(c, match.head)
        ]
        said = said or [
            c for t in match.tokens for c in t.children if c.dep_ == "ccomp" and not _apart(c, match.head)
        ]
        words = text_words(clause(said[0])) if said else words
        verdict = self._clause_verdict(match)
        if verdict is not None and verdict.stance == "support" and self._grudging(verdict.cue):
            verdict = replace(verdict, stance="reserve")
        if verdict is None and not _says_something(match):
            return None
        if verdict is not None and match.head.lemma_ in self._words["opinion-verb"] and self._judge.negated(match.head):
            verdict = replace(verdict, stance=FLIPPED[verdict.stance])
        if verdict is None:
            return _Reading(match, holders, match.cue.stance, match.cue.act, match.tokens, tuple(words))
        return _Reading(match, holders, verdict.stance, verdict.act, match.tokens, tuple(words))

    def _clause_verdict(self, match: Match) -> Verdict | None:
        for token in match.tokens:
            for child in token.children:
                if _apart(child, token):
                    continue
                if child.dep_ in ("ccomp", "xcomp", "parataxis", "oprd", "acl") and (
                    child.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
                ):
                    verdict = self._judge.verdict(child)
                    if verdict is not None:
                        return verdict
        labels = [c for c in match.head.children if c.dep_ == "oprd" or c.lower_ == "as"]
        objects = (c for c in match.head.children if c.dep_ == "dobj")
        after = [g for o in objects for g in o.children if g.i > o.i]
        labels += [g for g in after if g.pos_ == "ADJ" or (g.tag_ == "VBN" and not list(g.children))]
        for label in labels:
            for word in (
                label,
                *label.children,
                *(g for c in label.children for g in c.children if g.dep_ == "amod"),
            ):
                verdict = self._judge.word(word)
                if verdict is not None:
                    return verdict
        head = match.head
        if head.dep_ in ("ccomp", "parataxis") and head.head.pos_ in ("VERB", "AUX"):
            opened = any(c.dep_ == "mark" and c.lower_ == "that" for t in head.children for c in t.children)
            asks = any(c.tag_ == "WP" for c in head.children)
            if not asks and (head.head.i < head.i or opened):
                return self._judge.verdict(head.head)
        return None

    def _dispute(self, sentence: Sentence, match: Match, resolver: Resolver) -> list[_Reading]:
        sides: list[tuple[Token, list[Holder]]] = []
        for child in match.head.children:
            if child.dep_ in ("dobj", "nsubjpass"):
                sides.append((child, resolver.of(sentence, child, ())))
            if child.dep_ == "prep" and child.lower_ in self._words["dispute-preposition"]:
                sides += [(g, resolver.of(sentence, g, ())) for g in child.children if g.dep_ == "pobj"]
        for child in (
            g
            for s, _ in sides
            for g in s.children
            if g.dep_ == "prep" and g.lower_ in self._words["dispute-preposition"]
        ):
            sides += [(g, resolver.of(sentence, g, ())) for g in child.children if g.dep_ == "pobj"]
        if len(sides) < 2:
            return []
        (one, first), (other, second) = sides[:2]
        return [
            _Reading(match, tuple(first), "oppose", match.cue.act, match.tokens, _phrase(other)),
            _Reading(match, tuple(second), "oppose", match.cue.act, match.tokens, _phrase(one)),
        ]

    def _summed_up(self, reading: _Reading, readings: Sequence[_Reading]) -> _Reading:
        """Give "a move not supported by X" the target that the move is."""
        head = reading.match.head.head
        if head.lemma_.lower() not in self._words["summary"] or not summary(head, self._words["summary"]):
            return reading
        before = next((r for r in readings if r is not reading and r.target and r.target[0].i < head.i), None)
        if before is None:
            return reading
        shared = reading.match.cue.act == "agree" and before.stance in ("oppose", "reserve")
        return replace(reading, target=before.target, stance=before.stance if shared else reading.stance)

    def _drafts(self, sentence: Sentence, reading: _Reading) -> list[Draft]:
        cue = sentence.extent(reading.cue)
        target = sentence.extent(reading.target) if reading.target else cue
        hedged = any(t.lower_ in self._words["hedge"] for t in sentence.doc)
        certainty: Certainty = (
            "implied" if hedged or reading.match.cue.frame == "dispute" else reading.match.cue.certainty
        )
        lemma = " ".join(t.lemma_.lower() for t in reading.cue)
        return [Draft(h, reading.stance, reading.act, cue, lemma, target, certainty) for h in reading.holders]

    def _according(self, sentence: Sentence, resolver: Resolver, drafts: Sequence[Draft]) -> list[Draft]:
        """Return what a sentence ascribes to somebody by "according to", "in the view of"."""
        found: list[Draft] = []
        for word in sentence.doc:
            holders = self._ascribed(sentence, resolver, word)
            if not holders:
                continue
            root = word.head
            verdict = self._judge.verdict(root)
            words = [w for w in clause(root) if w.i not in {t.i for t in word.subtree}]
            target = sentence.extent(text_words(words)) if words else sentence.span
            cue = sentence.place(word)
            held = {d.holder.entity for d in drafts if d.stance != "state"}
            stance, act = (verdict.stance, verdict.act) if verdict else ("state", "say")
            if verdict is None and word.lower_ == "for":
                continue
            found += [
                Draft(h, stance, act, cue, word.lemma_.lower(), target)
                for h in holders
                if h.entity.type != "Unnamed" and h.entity not in held
            ]
        return found

    def _to_whom(
        self, sentence: Sentence, resolver: Resolver, drafts: Sequence[Draft], voices: Voices
    ) -> list[Draft]:
        """Return what is said to be good or bad for somebody: "was unacceptable to X", "a must for X and Y"."""
        found: list[Draft] = []
        for verb in sentence.doc:
            if verb.lemma_ not in self._words["linking-verb"]:
                continue
            predicates = [c for c in verb.children if c.dep_ in ("acomp", "attr", "oprd") and c.i > verb.i]
            towards = [
                g
                for c in (verb, *predicates)
                for p in c.children
                if p.dep_ == "prep" and p.lower_ in ("for", "to") and p.i > verb.i
                for g in p.children
                if g.dep_ == "pobj" and self._someone(sentence, g)
            ]
            verdict = next((v for p in predicates if (v := self._judge.word(p))), None) if towards else None
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
            if verdict is None or subject is None:
                continue
            stance = FLIPPED[verdict.stance] if self._judge.negated(verb) else verdict.stance
            words = text_words(subject.subtree)
            cue, target = sentence.place(verdict.cue), sentence.extent(words)
            all_ = [h for g in towards for h in resolver.of(sentence, g, voices(g))]
            holders = [h for h in all_ if h.entity.type in ("State", "Group")]
            found += [Draft(h, stance, verdict.act, cue, verdict.cue.lemma_.lower(), target) for h in holders]
        held = {d.holder.entity for d in drafts}
        return [d for d in found if d.holder.entity not in held]

    def _someone(self, sentence: Sentence, word: Token) -> bool:
        named = any(m.kind in ("name", "capital") for m in sentence.members(word))
        own = word.lower_ in self._words["first-person"] and word.text != "US"
        return named or own or word.lemma_.lower() in self._words["government-office"]

    def _ascribed(self, sentence: Sentence, resolver: Resolver, word: Token) -> list[Holder]:
        """Return those to whom an opening such as "according to X", "in X's view" or "For X," ascribes a sentence."""
        if word.lower_ not in ("according", "in", "for", "from") or word.pos_ not in ("ADP", "VERB", "SCONJ"):
            return []
        last = next((w for w in word.subtree if w.lower_ in ("to", "of") and w.i > word.i), None)
        opening = sentence.doc[word.i : last.i + 1].text.lower() if last is not None else ""
        if last is not None and opening in self._words["ascription"]:
            return [h for c in last.children if c.dep_ == "pobj" for h in resolver.of(sentence, c, ())]
        for noun in (c for c in word.children if c.dep_ == "pobj"):
            comma = noun.right_edge.i + 1 < len(sentence.doc) and noun.right_edge.nbor().text == ","
            if word.lower_ == "for" and word.i == 0 and comma:
                return [Holder(m.entity, m.span) for m in sentence.members(noun) if m.kind in ("name", "capital")]
            opens = word.i == 0 or word.nbor(-1).text in ",;" or word.nbor(-1).dep_ == "mark"
            if word.lower_ in ("in", "from") and opens and noun.lemma_.lower() in self._words["opinion-noun"]:
                return resolver.possessors(sentence, noun, ())
        return []

    def _with_target(self, draft: Draft, drafts: Sequence[Draft]) -> Draft:
        """Return a stance whose own words name no target with that of the stance that it shares it with."""
        if draft.target != draft.cue:
            return draft
        others = [d for d in drafts if d.target != d.cue]
        after = (d for d in others if d.cue.start > draft.cue.start)
        shared = next(after, others[-1] if others and draft.act in _VOTES else None)
        return replace(draft, target=shared.target) if shared else draft

    def _same_matter(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Give a bare abstention the target of the vote before it; drop consent that comes with criticism."""
        kept: list[Draft] = []
        for draft in (self._with_target(draft, drafts) for draft in drafts):
            critical = any(
                d.holder.entity == draft.holder.entity and d.stance in ("reserve", "oppose") for d in drafts
            )
            if not (draft.act == "join" and draft.stance == "support" and critical):
                kept.append(draft)
        return kept

    def _own(self, sentence: Sentence, voices: Voices, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the stance of a sentence that is itself in somebody's voice: a statement, a turn, a quotation."""
        found: list[Draft] = []
        for root in (t for t in sentence.doc if t.dep_ == "ROOT"):
            voice = voices(root)
            inside = [sentence.place(t) for t in clause(root)]
            held = {
                d.holder.entity for d in drafts if d.stance != "state" and any(d.cue.overlaps(p) for p in inside)
            }
            voice = [h for h in voice if h.entity not in held]
            others = any(d.stance != "state" and d.cue.overlaps(sentence.place(root)) for d in drafts)
            if not voice or others or self._courtesy(sentence):
                continue
            verdict = self._judge.verdict(root)
            if verdict is None:
                verbs = [
                    t for t in sentence.doc if any(c.dep_ == "aux" for c in t.children) and t is not root
                ]
                same = (self._judge.asked(t) for t in verbs if voices(t) == voices(root))
                verdict = next((v for v in same if v), None)
            if verdict is None:
                verdict = next(
                    (
                        v
                        for c in root.children
                        if c.dep_ in ("ccomp", "advcl", "conj") and (v := self._judge.verdict(c))
                    ),
                    None,
                )
            told = verdict is not None and any(d.cue.overlaps(sentence.place(verdict.cue)) for d in drafts)
            if verdict is not None and not told:
                words = text_words(clause(verdict.target or root))
                found += [
                    Draft(
                        h,
                        verdict.stance,
                        verdict.act,
                        sentence.place(verdict.cue),
                        verdict.cue.lemma_.lower(),
                        sentence.extent(words),
                    )
                    for h in voice
                ]
        return found

    def _courtesy(self, sentence: Sentence) -> bool:
        return any(t.lemma_.lower() in self._words["courtesy"] for t in sentence.doc[:12])

    def _companions(self, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the stances of those folded beside a holder: "X, supported by Y and opposed by Z, proposed"."""
        found: list[Draft] = []
        for unit in sentence.units:
            beside = [r for r in unit.relations if r.kind not in BEHALF]
            own = [d for d in drafts if any(d.holder.entity == m.entity for m in unit.members)]
            for relation in beside if own else ():
                base = next((d for d in own if d.cue.start > relation.cue.start), own[0])
                supports = relation.kind == "with-support"
                stance: Stance = (
                    ("support" if base.stance in ("propose", "state") else base.stance)
                    if supports
                    else "oppose"
                )
                act = "back" if supports else "object"
                found += [
                    replace(base, holder=Holder(m.entity, m.span), stance=stance, act=act, cue=relation.cue)
                    for m in relation.members
                    if m.entity.type in ("State", "Group", "Organisation")
                ]
        return found


def _apart(clause_: Token, verb: Token) -> bool:
    """Is a clause before a verb of speech parted from it by a semicolon?"""
    return clause_.i < verb.i and any(t.text == ";" for t in verb.doc[clause_.i : verb.i])


def _likes(match: Match) -> bool:
    """Is this a bare "like" that wishes nothing of others: not "would like the term to be kept"?"""
    head = match.head
    if head.lemma_ != "like" or len(match.tokens) > 1:
        return False
    wishes = any(c.lower_ in ("would", "'d") for c in head.children)
    others = [c for c in head.children if c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > head.i]
    own = any(g.dep_ in ("nsubj", "nsubjpass") for c in others for g in c.children)
    return not (wishes and (own or any(c.dep_ == "dobj" and c.pos_ == "NOUN" for c in others)))


def _counterfactual(verb: Token) -> bool:
    """Would it have been so, but is not: "would have supported", "would have preferred"?"""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return "would" in auxiliaries and "have" in auxiliaries


def _ours(verb: Token) -> bool:
    """Does a passive without an agent take the speaker's stance: "is to be commended", "cannot be accepted"?"""
    return any(c.dep_ == "aux" and c.lower_ in ("to", "can", "could", "ca") for c in verb.children)


def _questions(match: Match) -> bool:
    """Is something asked about, and not asked for: "asked who would pay"?"""
    if match.cue.act != "request" or match.category != "verb" or len(match.tokens) > 1:
        return False
    clauses = [c for c in match.head.children if c.dep_ in ("ccomp", "xcomp", "advcl")]
    return any(w.tag_ in ("WP", "WRB", "WDT") or w.lower_ in ("whether", "if") for c in clauses for w in c.children)


def _explains(reading: _Reading, readings: Sequence[_Reading]) -> bool:
    """Is this the reason that a holder gives for a stance just taken: "opposed the draft, saying that ..."?"""
    verb = reading.match.head
    if reading.match.cue.frame != "speech" or verb.dep_ not in ("advcl", "relcl"):
        return False
    above = set(verb.ancestors)
    return any(
        SIDES[r.stance] == SIDES[reading.stance] and _same(r.holders, reading.holders) and r.match.head in above
        for r in readings
    )


def _says_something(match: Match) -> bool:
    """Is there a clause or a quotation in what is said?"""
    if match.category == "verb" and match.head.dep_ in ("ROOT", "conj"):
        return True
    clauses = any(c.dep_ in ("ccomp", "parataxis", "acl") for t in match.tokens for c in t.children)
    return (
        clauses or match.head.dep_ in ("ccomp", "parataxis") or any(t.text == '"' for t in match.head.subtree)
    )


def _phrase(noun: Token) -> tuple[Token, ...]:
    """Return a noun with its modifiers."""
    inside = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "det", "nummod", "poss")]
    return tuple(sorted([noun, *(w for c in inside for w in c.subtree)], key=lambda w: w.i))


def _any(sentence: Sentence, resolver: Resolver, token: Token, voice: Sequence[Holder]) -> list[Holder]:
    members = [
        Holder(m.entity, m.span)
        for m in sentence.members(token)
        if m.entity.type in ("State", "Group", "Organisation")
    ]
    return members or resolver.of(sentence, token, voice)


def _same(some: Sequence[Holder], others: Sequence[Holder]) -> bool:
    return bool({h.entity for h in some} & {h.entity for h in others})


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop repetitions: the same holder and stance on overlapping targets, and mere statements beside a stance."""
    kept: list[Draft] = []
    for draft in drafts:
        same = [d for d in kept if d.holder.entity == draft.holder.entity]
        if draft.stance == "state" and any(
            d.stance != "state" for d in drafts if d.holder.entity == draft.holder.entity
        ):
            continue
        if any(d.stance == draft.stance and d.target.overlaps(draft.target) for d in same):
            continue
        kept.append(draft)
    return kept
