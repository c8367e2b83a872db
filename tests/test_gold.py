"""The project's own gold: short texts composed for each mechanism, with the positions that a coder finds in them.

One file of tests/gold is one mechanism. A `stance` may be one of the five, or a side: "+" (support or propose), "-"
(oppose or reserve). `target` gives words that the target must contain. An item that is `unnamed` has a holder without
a name. What is found of the stance `state`, or of an unnamed holder, is never too much. A case that is not yet read
rightly is `known` with its linguistic reason; it must then fail, so that a mend is noticed.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from travaux.model import Appointment, Document, Findings, Position
from travaux.pipeline import Pipeline
from travaux.read import read_bytes

GOLD = Path(__file__).parent / "gold"
SIDES = {"support": "+", "propose": "+", "oppose": "-", "reserve": "-"}
CASE_KEYS = {"text", "title", "positions", "people", "note", "known"}
ITEM_KEYS = {"holder", "stance", "target", "speaker", "via", "unnamed"}
STANCES = {"support", "oppose", "propose", "reserve", "state", "+", "-"}

Case = dict[str, Any]
Item = dict[str, Any]


def cases(mechanism: str) -> list[Case]:
    """Return the cases of a mechanism."""
    found: list[Case] = tomllib.loads((GOLD / f"{mechanism}.toml").read_text("utf-8"))["case"]
    return found


def mechanisms() -> list[str]:
    return sorted(file.stem for file in GOLD.glob("*.toml"))


def document(case: Case) -> Document:
    """Return the case as a document, as the reader makes it."""
    read = read_bytes(case["text"].encode(), "case.txt")
    return replace(read, title=case["title"]) if "title" in case else read


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def complaints(case: Case, findings: Findings) -> list[str]:
    """Return what is missing and what is too much, in words; nothing where all is right."""
    expected, found = case["positions"], list(findings.positions)
    pairs = _match(expected, found, findings.document.text)
    missing = [f"missing: {_said(e)}" for number, e in enumerate(expected) if number not in pairs]
    extra = [
        f"too much: {_shown(p, findings.document.text)}"
        for number, p in enumerate(found)
        if number not in pairs.values() and not _is_free(p)
    ]
    return missing + extra + _offices(case, findings)


def _match(expected: list[Item], found: list[Position], text: str) -> dict[int, int]:
    """Return the largest pairing of the expected with the found, by their numbers."""
    owner: dict[int, int] = {}

    def place(wanted: int, seen: set[int]) -> bool:
        for number, position in enumerate(found):
            if number in seen or not _meets(expected[wanted], position, text):
                continue
            seen.add(number)
            if number not in owner or place(owner[number], seen):
                owner[number] = wanted
                return True
        return False

    for wanted in range(len(expected)):
        place(wanted, set())
    return {wanted: number for number, wanted in owner.items()}


def _meets(item: Item, position: Position, text: str) -> bool:
    target = fold(position.target.of(text)).split()
    return (
        _is_unnamed(position) == item.get("unnamed", False)
        and _same_holder(item, position)
        and item["stance"] in (position.stance, SIDES.get(position.stance))
        and all(word in target for word in fold(item["target"]).split())
        and _same_name(item.get("via"), position.via.label if position.via else "")
        and _same_name(item.get("speaker"), position.speaker.label if position.speaker else "")
    )


def _same_holder(item: Item, position: Position) -> bool:
    wanted, label = fold(item["holder"]), fold(position.holder.label)
    if item.get("unnamed"):
        return set(wanted.split()) <= set(label.split()) or set(label.split()) <= set(wanted.split())
    return wanted == label


def _same_name(wanted: str | None, label: str) -> bool:
    return wanted is None or fold(wanted) == fold(label) or fold(label).endswith(" " + fold(wanted))


def _is_unnamed(position: Position) -> bool:
    return "/unnamed-" in position.holder.iri


def _is_free(position: Position) -> bool:
    return position.stance == "state" or _is_unnamed(position)


def _offices(case: Case, findings: Findings) -> list[str]:
    if "people" not in case:
        return []
    wanted = {
        (fold(p["person"]).split()[-1], fold(p.get("state") or p["organisation"])) for p in case["people"]
    }
    found = {(fold(a.person.label).split()[-1], fold(_side(a))) for a in findings.appointments if _side(a)}
    return [f"missing office: {x}" for x in sorted(wanted - found)] + [
        f"too much of an office: {x}" for x in sorted(found - wanted)
    ]


def _side(appointment: Appointment) -> str:
    side = appointment.state or appointment.organisation
    return side.label if side else ""


def _said(item: Item) -> str:
    return " | ".join(f"{key} {value}" for key, value in item.items())


def _shown(position: Position, text: str) -> str:
    via = f" via {position.via.label}" if position.via else ""
    speaker = f" by {position.speaker.label}" if position.speaker else ""
    parts = (
        position.holder.label + via + speaker,
        position.stance,
        position.cue.of(text),
        position.target.of(text),
    )
    return " | ".join(" ".join(part.split()) for part in parts)


def _parameters() -> Iterator[Any]:
    for mechanism in mechanisms():
        for number, case in enumerate(cases(mechanism), 1):
            known = case.get("known")
            marks = [pytest.mark.xfail(reason=known, strict=True)] if known else []
            yield pytest.param(case, id=f"{mechanism}-{number}", marks=marks)


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline(("cyber", "climate"))


@pytest.mark.parametrize("case", list(_parameters()))
def test_a_case_is_read_rightly(case: Case, pipeline: Pipeline) -> None:
    (findings,) = pipeline.findings([document(case)])
    assert complaints(case, findings) == []


@pytest.mark.parametrize("mechanism", mechanisms())
def test_a_file_of_gold_is_well_formed(mechanism: str) -> None:
    for case in cases(mechanism):
        assert case.keys() <= CASE_KEYS
        for item in case["positions"]:
            assert item.keys() <= ITEM_KEYS
            assert item["stance"] in STANCES
            words = fold(case["text"]).split()
            assert [word for word in fold(item["target"]).split() if word not in words] == []


@pytest.mark.parametrize("mechanism", mechanisms())
def test_a_mechanism_has_enough_cases(mechanism: str) -> None:
    gold = cases(mechanism)
    assert len(gold) >= 10
    assert len({case["text"] for case in gold}) == len(gold)
    assert len([case for case in gold if not case["positions"]]) >= 2
