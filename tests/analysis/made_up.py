"""Positions made by hand, as a frame."""

from __future__ import annotations

from travaux.analysis import frames


def record(number, holder, stance, topics, date="2020-01-01", document="a", **more):
    """Return the record of a position: `more` may have act, target, body, speaker, via, quote."""
    named = {
        name: {"label": more[name], "iri": f"https://example.org/{more[name]}"} if name in more else None
        for name in ("body", "speaker", "via")
    }
    return {
        "id": f"p{number:03}",
        "document": document,
        "holder": {"label": holder, "iri": f"https://example.org/{holder}", "type": "State", "iso3": None},
        "stance": stance,
        "act": more.get("act"),
        "topics": topics.split(),
        "target": {"text": "it", "iri": more.get("target")},
        "cue": {"text": "said", "lemma": "say"},
        **named,
        "date": date,
        "quote": more.get("quote"),
        "evidence": {"text": f"{holder} {stance} {topics} {number}", "start": number, "end": number + 1},
        "certainty": "explicit",
    }


def positions(*rows):
    """Return a frame of positions; each row is what `record` takes after the number, the last a dict of more."""
    made = [
        record(
            number,
            *(row[:-1] if isinstance(row[-1], dict) else row),
            **(row[-1] if isinstance(row[-1], dict) else {}),
        )
        for number, row in enumerate(rows)
    ]
    return frames.of_records(made)
