"""Content negotiation: which of the forms that are offered a client likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST = 100  # ranges of one header that are read


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header, such as text/*;q=0.5."""

    type: str
    subtype: str
    quality: float

    @property
    def weight(self) -> int:
        return (self.type != "*") + (self.subtype != "*")

    def holds(self, media: str) -> bool:
        type_, _, subtype = media.partition("/")
        return self.type in ("*", type_) and self.subtype in ("*", subtype)


def ranges(header: str) -> list[Range]:
    """Return the media ranges of an Accept header; what cannot be read is passed over."""
    found = (_range(piece) for piece in header.split(",")[:MOST])
    return [one for one in found if one]


def best(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that a client likes best, the first of equals; None where none will do."""
    if header is None or not header.strip():
        return offers[0]
    wanted = ranges(header)
    liked = [(quality(offer, wanted), -number, offer) for number, offer in enumerate(offers)]
    score, _, offer = max(liked)
    return offer if score > 0 else None


def quality(offer: str, wanted: Iterable[Range]) -> float:
    """Return how much a form is liked: what the most specific range that holds it says."""
    holding = [(one.weight, one.quality) for one in wanted if one.holds(offer)]
    return max(holding)[1] if holding else 0.0


def _range(piece: str) -> Range | None:
    media, *parameters = (part.strip().lower() for part in piece.split(";"))
    type_, slash, subtype = media.partition("/")
    if not (type_ and slash and subtype) or (type_ == "*" and subtype != "*"):
        return None
    said = dict(part.split("=", 1) for part in parameters if "=" in part)
    try:
        return Range(type_, subtype, min(1.0, max(0.0, float(said.get("q", "1")))))
    except ValueError:
        return None
