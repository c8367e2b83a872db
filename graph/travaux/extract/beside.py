"""Stances that stand beside cues: ascribed, in the speaker's own voice, shared by those named along with a holder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from travaux.extract.draft import Draft, Voices
from travaux.extract.judgement import Judge
from travaux.extract.targets import clause, text_words
from travaux.extract.verdict import Verdict
from travaux.model import Stance
from travaux.parse import Sentence
from travaux.parse.units import BEHALF
from travaux.resolve.first_person import FirstPerson
from travaux.resolve.holder import Holder
from travaux.resolve.holders import Resolver
from travaux.vocabulary import Vocabulary

_POINTER = 4
_AUXILIARIES = ("did", "does", "do", "has", "had", "have", "was", "were", "is", "are")


class Beside:
    """Finds the stances of a sentence that no cue of its own expresses, and completes those that one does."""

    def __init__(self, vocabulary: Vocabulary, judge: Judge) -> None:
        self._words = vocabulary.words
        self._votes = vocabulary.acts["votingActs"]
        self._first_person = FirstPerson(vocabulary)
        self._judge = judge

    def complete(
        self, sentence: Sentence, resolver: Resolver, voices: Voices, drafts: list[Draft]
    ) -> list[Draft]:
        """Return the stances that cues express, completed, with those beside them."""
        drafts = drafts + self._according(sentence, resolver, drafts)
        drafts += self._to_whom(sentence, resolver, drafts, voices)
        drafts += self._own(sentence, voices, drafts)
        drafts = self._same_matter(drafts)
        drafts += self._companions(sentence, drafts)
        drafts += self._likewise(sentence, resolver, drafts)
        drafts = [self._inherited(draft, resolver) for draft in drafts]
        return [self._voiced(sentence, draft, voices) for draft in drafts]

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
                return [
                    Holder(m.entity, m.span) for m in sentence.members(noun) if m.kind in ("name", "capital")
                ]
            opens = word.i == 0 or word.nbor(-1).text in ",;" or word.nbor(-1).dep_ == "mark"
            if word.lower_ in ("in", "from") and opens and noun.lemma_.lower() in self._words["opinion-noun"]:
                return resolver.possessors(sentence, noun, ())
        return []

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
                for c in (verb, *predicates, *_completed(predicates))
                for p in c.children
                if p.dep_ == "prep" and p.lower_ in ("for", "to") and p.i > verb.i
                for g in p.children
                if g.dep_ == "pobj" and self._someone(sentence, g)
            ]
            verdict = next((v for p in predicates if (v := self._judge.word(p))), None) if towards else None
            subject = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
            if verdict is None or subject is None:
                continue
            stance = verdict.stance
            words = text_words(subject.subtree)
            cue, target = sentence.place(verdict.cue), sentence.extent(words)
            all_ = [h for g in towards for h in resolver.of(sentence, g, voices(g))]
            holders = [h for h in all_ if h.entity.type in ("State", "Group")]
            found += [Draft(h, stance, verdict.act, cue, verdict.cue.lemma_.lower(), target) for h in holders]
        held = {d.holder.entity for d in drafts}
        return [d for d in found if d.holder.entity not in held]

    def _someone(self, sentence: Sentence, word: Token) -> bool:
        named = any(m.kind in ("name", "capital") for m in sentence.members(word))
        own = self._first_person.means(sentence, word)
        return named or own or word.lemma_.lower() in self._words["government-office"]

    def _own(self, sentence: Sentence, voices: Voices, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the stance of a sentence that is itself in somebody's voice: a statement, a turn, a quotation."""
        found: list[Draft] = []
        taken = [d for d in drafts if d.stance != "state"]
        for root in (t for t in sentence.doc if t.dep_ == "ROOT"):
            inside = [sentence.place(t) for t in clause(root)]
            held = {d.holder.entity for d in taken if any(d.cue.overlaps(p) for p in inside)}
            voice = [h for h in voices(root) if h.entity not in held]
            others = any(d.cue.overlaps(sentence.place(root)) for d in taken)
            if not voice or others or self._courtesy(sentence):
                continue
            verdict = self._said(sentence, root, voices)
            if verdict is None or any(d.cue.overlaps(sentence.place(verdict.cue)) for d in drafts):
                continue
            cue, lemma = sentence.place(verdict.cue), verdict.cue.lemma_.lower()
            target = sentence.extent(text_words(clause(verdict.target or root)))
            found += [Draft(h, verdict.stance, verdict.act, cue, lemma, target) for h in voice]
        return found

    def _said(self, sentence: Sentence, root: Token, voices: Voices) -> Verdict | None:
        """Return what a sentence in somebody's voice judges: in its verb, another verb of that voice, or a clause."""
        if verdict := self._judge.verdict(root):
            return verdict
        verbs = [t for t in sentence.doc if any(c.dep_ == "aux" for c in t.children) and t != root]
        asked = (self._judge.asked(t) for t in verbs if voices(t) == voices(root))
        if verdict := next(filter(None, asked), None):
            return verdict
        clauses = (c for c in root.children if c.dep_ in ("ccomp", "advcl", "conj"))
        return next(filter(None, map(self._judge.verdict, clauses)), None)

    def _courtesy(self, sentence: Sentence) -> bool:
        wished = any(t.lower_ == "you" and t.dep_ == "dative" for t in sentence.doc)
        return wished or any(t.lemma_.lower() in self._words["courtesy"] for t in sentence.doc[:12])

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

    def _with_target(self, draft: Draft, drafts: Sequence[Draft]) -> Draft:
        """Return a stance whose own words name no target with that of the stance that it shares it with."""
        if draft.target != draft.cue:
            return draft
        others = [d for d in drafts if d.target != d.cue]
        after = (d for d in others if d.cue.start > draft.cue.start)
        shared = next(after, others[-1] if others and draft.act in self._votes else None)
        return replace(draft, target=shared.target) if shared else draft

    def _companions(self, sentence: Sentence, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the stances of those folded beside a holder: "X, supported by Y and opposed by Z, proposed"."""
        found: list[Draft] = []
        for unit in sentence.units:
            beside = [r for r in unit.relations if r.kind not in BEHALF]
            own = [d for d in drafts if any(d.holder.entity == m.entity for m in unit.members)]
            for relation in beside if own else ():
                base = next((d for d in own if d.cue.start > relation.cue.start), own[0])
                stance, act = _companion(relation.kind, base)
                found += [
                    replace(base, holder=Holder(m.entity, m.span), stance=stance, act=act, cue=relation.cue)
                    for m in relation.members
                    if m.holds
                ]
        return found

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


def _completed(nouns: Sequence[Token]) -> list[Token]:
    """Return the nouns that complete others: "concern" of "a source of concern"."""
    return [g for n in nouns for c in n.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]


def _companion(kind: str, base: Draft) -> tuple[Stance, str]:
    """Return the stance and act of those named beside a holder: the same, support for it, or opposition to it."""
    if kind == "with-equal":
        return base.stance, base.act
    if kind == "with-opposition":
        return "oppose", "object"
    return ("support" if base.stance in ("propose", "state") else base.stance), "back"
