"""Reading what annotators did in brat: their files are as they left them, so nothing in them is taken on trust."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from travaux.errors import UnreadableDocument
from travaux.interchange.brat.conf import CUE, STANCES
from travaux.interchange.brat.spans import heard, hull
from travaux.interchange.brat.write import METADATA
from travaux.interchange.entities import Names
from travaux.interchange.notes import Note, text_of
from travaux.interchange.texts import paragraphs, printable
from travaux.model import Document, Findings, Position, Span, Stance
from travaux.read.language import guess

LARGEST = 64 * 1024 * 1024
GENRES = ("report", "statement", "transcript")


@dataclass(slots=True)
class _Standoff:
    """The annotations of one file, by their numbers."""

    places: dict[str, tuple[str, Span]] = field(default_factory=dict)
    events: dict[str, dict[str, str]] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was read of one document: the findings, and in words what could not be read."""

    findings: Findings
    left_out: tuple[str, ...] = ()


def is_brat(path: Path) -> bool:
    """Say whether a path is an annotated text, or a folder that holds one."""
    return any(True for _ in _annotated(path))


def read(path: Path, names: Names, coder: str | None = None) -> Iterator[Annotated]:
    """Yield the annotated documents of a folder, or the one of a file (.ann or .txt).

    `names` says who is meant by the words of a holder that an annotator marked; `coder` is who made the annotations
    that do not say so. Raises UnreadableDocument for a file that cannot be read, with the reason.
    """
    for file in _annotated(path):
        text = printable(_contents(file.with_suffix(".txt")))
        about = _about(file)
        document = _document(text, about, file.stem)
        genre = about.get("genre")
        reader = _Reader(document, names, coder)
        positions = tuple(reader.positions(_standoff(_contents(file))))
        kind = genre if genre in GENRES else "report"
        yield Annotated(Findings(document, positions, genre=kind), tuple(reader.left_out))


def _annotated(path: Path) -> list[Path]:
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path.with_suffix(".ann")]
    if not path.is_dir() and path.suffix not in (".ann", ".txt"):
        return []
    return [file for file in files if file.is_file() and file.with_suffix(".txt").is_file()]


def _contents(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise UnreadableDocument(f"{file.name}: over the limit of {LARGEST:,} bytes; split it")
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(
            f"{file.name}: cannot be read as UTF-8 text ({error}); check the file"
        ) from error


def _about(annotations: Path) -> dict[str, Any]:
    """Return what is known of a document, from the file beside it; nothing where that is not there or broken."""
    file = annotations.with_name(METADATA)
    try:
        known = json.loads(_contents(file)) if file.is_file() else {}
    except (ValueError, RecursionError):
        return {}
    found = known.get(annotations.stem) if isinstance(known, dict) else None
    return found if isinstance(found, dict) else {}


def _document(text: str, about: dict[str, Any], name: str) -> Document:
    authors = about.get("authors")
    return Document(
        source=text_of(about, "source") or name,
        text=text,
        passages=paragraphs(text),
        title=text_of(about, "title"),
        date=text_of(about, "date", r"(?:\d{4}|XXXX)(?:-\d\d){0,2}"),
        authors=tuple(printable(one) for one in authors if isinstance(one, str))
        if isinstance(authors, list)
        else (),
        publisher=text_of(about, "publisher"),
        address=text_of(about, "address"),
        language=text_of(about, "language", r"[A-Za-z]{2,8}") if about else guess(text),
        format=text_of(about, "format") or "brat",
    )


def _standoff(text: str) -> _Standoff:
    found = _Standoff()
    for line in text.split("\n"):
        number, _, rest = line.rstrip("\r").partition("\t")
        said, _, words = rest.partition("\t")
        kind, _, about = said.partition(" ")
        if number.startswith("T") and (span := heard(about)):
            found.places[number] = kind, span
        elif number.startswith("E"):
            roles = [part.partition(":")[::2] for part in said.split()]
            found.events[number] = {re.sub(r"\d+$", "", role): place for role, place in reversed(roles)}
        elif number.startswith(("A", "M")):
            of, _, value = about.partition(" ")
            found.attributes[of][kind] = value
        elif number.startswith("#") and kind == "AnnotatorNotes":
            found.notes[about] = words
    return found


class _Reader:
    """Makes positions of the events of one document."""

    def __init__(self, document: Document, names: Names, coder: str | None) -> None:
        self._document = document
        self._names = names
        self._coder = coder
        self.left_out: list[str] = []

    def positions(self, standoff: _Standoff) -> Iterator[Position]:
        for number, roles in standoff.events.items():
            if CUE in roles:
                spans = {role: place for role, key in roles.items() if (place := self._span(standoff, key))}
                stance = standoff.attributes[number].get("Stance")
                if stance not in STANCES or "Holder" not in spans or CUE not in spans:
                    self.left_out.append(f"{self._document.source}: {number} has no holder, cue or stance")
                    continue
                yield self._position(standoff.attributes[number], spans, Note(standoff.notes.get(number, "")))

    def _span(self, standoff: _Standoff, key: str) -> Span | None:
        _, span = standoff.places.get(key, ("", Span(0, 0)))
        return span if 0 <= span.start < span.end <= len(self._document.text) else None

    def _position(self, said: dict[str, str], marked: dict[str, Span], note: Note) -> Position:
        text = self._document.text
        spans = {role: self._exact(role, span, note) for role, span in marked.items()}
        holder, cue = spans["Holder"], spans[CUE]
        target, quote = spans.get("Target", cue), spans.get("Quotation")
        evidence = spans.get("Evidence", holder.join(cue))
        for part in (cue, target, quote or cue):
            evidence = evidence if evidence.contains(part) else evidence.join(part)
        outside = None if evidence.contains(holder) else holder
        words = " ".join(holder.of(text).split())
        act = said.get("Act", "")
        return Position(
            document=self._document.iri,
            holder=note.holder(words) or self._names.holder(words, "Organisation"),
            holder_span=holder,
            stance=cast(Stance, said["Stance"]),
            cue=cue,
            cue_lemma=note.text("lemma") or "",
            target=target,
            evidence=evidence,
            topics=tuple(note.topics() or map(self._names.topic, note.words())),
            act=act if re.fullmatch("[a-z-]+", act) else None,
            target_entity=note.entity("target"),
            speaker=note.entity("speaker", "Person"),
            via=note.entity("via"),
            body=note.entity("body", "Body"),
            date=note.text("date", r"(?:\d{4}|XXXX)(?:-\d\d){0,2}"),
            quote=quote,
            certainty="implied" if said.get("Certainty") == "implied" else "explicit",
            antecedent=spans.get("Antecedent", outside),
            coder=note.text("coder") or self._coder,
        )

    def _exact(self, role: str, span: Span, note: Note) -> Span:
        """Return a place with the ends of lines at its ends, unless an annotator moved it."""
        known = note.exact(role)
        text = self._document.text
        inside = known and 0 <= known.start < known.end <= len(text)
        return known if known and inside and hull(text, known) == span else span
