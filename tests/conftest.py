"""Findings made by hand, so that everything after extraction is tested without the parser."""

from __future__ import annotations

import pytest
from hypothesis import settings

from travaux.model import (
    THINGS,
    Appointment,
    Document,
    Entity,
    Event,
    Findings,
    Mention,
    Passage,
    Position,
    Span,
)
from travaux.store import Store

# Speed is measured in benchmarks/, never asserted here.
settings.register_profile("travaux", deadline=None)
settings.load_profile("travaux")

pytest_plugins = ["browsers", "engines"]

TEXT = (
    "Talks end without agreement\n\n"
    "The Cuban representative, Miguel Rodríguez, told the final meeting of the group that recognizing "
    'self-defence in cyberspace would "legitimize" force. Australia, on behalf of the Nordic friends, '
    "proposed a norm on hospitals.\n\n"
    "It later welcomed the report."
)

CUBA = Entity(f"{THINGS}state/CUB", "Cuba", "State", "CUB")
AUSTRALIA = Entity(f"{THINGS}state/AUS", "Australia", "State", "AUS")
FRIENDS = Entity(f"{THINGS}group/nordic-friends", "Nordic friends", "Group")
RODRIGUEZ = Entity(f"{THINGS}person/miguel-rodriguez-cub", "Miguel Rodríguez", "Person")
GROUP = Entity(f"{THINGS}body/gge-2016", "GGE 2016-17", "Body", series=f"{THINGS}body/gge")
SELF_DEFENCE = Entity(f"{THINGS}topic/self-defence", "Self-defence", "Topic")
NORMS = Entity(f"{THINGS}topic/norms", "Norms", "Topic")
OUTCOME = Entity(f"{THINGS}topic/outcome-document", "Outcome document", "Topic")


def span(text: str, piece: str, after: int = 0) -> Span:
    """Return where `piece` stands in `text`, from `after` on."""
    start = text.index(piece, after)
    return Span(start, start + len(piece))


def make_positions(document: Document) -> tuple[Position, ...]:
    """Return the positions that TEXT holds."""
    text = document.text
    first = span(text, "The Cuban representative").start
    told = Span(first, span(text, "force.").end)
    proposed = span(text, "Australia, on behalf of the Nordic friends, proposed a norm on hospitals.")
    welcomed = span(text, "It later welcomed the report.")
    return (
        Position(
            document=document.iri,
            holder=CUBA,
            holder_span=span(text, "Cuban representative"),
            stance="oppose",
            cue=span(text, "told"),
            cue_lemma="tell",
            target=span(text, "recognizing self-defence in cyberspace"),
            evidence=told,
            topics=(SELF_DEFENCE,),
            act="criticise",
            speaker=RODRIGUEZ,
            body=GROUP,
            date="2017-06",
            quote=span(text, "legitimize"),
        ),
        Position(
            document=document.iri,
            holder=FRIENDS,
            holder_span=span(text, "Nordic friends"),
            stance="propose",
            cue=span(text, "proposed"),
            cue_lemma="propose",
            target=span(text, "a norm on hospitals"),
            evidence=proposed,
            topics=(NORMS,),
            via=AUSTRALIA,
            date="2017-06-23",
        ),
        Position(
            document=document.iri,
            holder=AUSTRALIA,
            holder_span=span(text, "It", welcomed.start),
            stance="support",
            cue=span(text, "welcomed"),
            cue_lemma="welcome",
            target=span(text, "the report"),
            evidence=welcomed,
            topics=(OUTCOME,),
            act="welcome",
            certainty="implied",
            antecedent=span(text, "Australia"),
        ),
    )


def make_findings(source: str = "talks.txt", text: str = TEXT) -> Findings:
    """Return what a careful reader finds in TEXT."""
    document = Document(
        source=source,
        text=text,
        passages=(Passage(0, len(text)),),
        title="Talks end without agreement",
        date="2017-06",
        authors=("A. Reporter",),
        publisher="The Daily",
        address="https://example.org/talks",
        language="en",
    )
    told = Span(span(text, "The Cuban representative").start, span(text, "force.").end)
    appointments = (Appointment(document.iri, RODRIGUEZ, "representative", told, state=CUBA),)
    events = (
        Event(
            document.iri,
            "breakdown",
            span(text, "Talks end without agreement"),
            span(text, "end"),
            GROUP,
            "2017-06",
        ),
    )
    mentions = (
        Mention(span(text, "Cuban"), CUBA, "Cuban"),
        Mention(span(text, "Australia"), AUSTRALIA, "Australia"),
    )
    return Findings(document, make_positions(document), appointments, events, mentions)


class Reader:
    """A pipeline without a parser: it finds the same in every document that holds TEXT, and keeps what it has seen."""

    def __init__(self, vocabulary=()):
        self.seen = []

    def findings(self, documents):
        for document in documents:
            self.seen.append(document.source)
            yield make_findings(document.source, document.text)


@pytest.fixture
def findings() -> Findings:
    return make_findings()


@pytest.fixture(scope="session")
def seeds() -> Store:
    """Return the graph of the documents in seeds/, read once for all tests."""
    from travaux.build import build
    from travaux.pipeline import Pipeline
    from travaux.resources import folder

    store = Store()
    report = build(store, [folder("seeds")], Pipeline())
    assert report.failed == []
    return store


@pytest.fixture
def in_process(monkeypatch):
    """Let travaux build read in this process, where what stands for its pipeline is known, and begin at once."""
    from travaux.work import local
    from travaux.work.here import Here

    monkeypatch.setattr(local, "Local", lambda make, jobs, limits, guard: Here(make, limits))


@pytest.fixture
def no_pauses(monkeypatch, tmp_path):
    """Ask a server again at once when it fails, from an empty folder, with nothing of it known beforehand."""
    from travaux.store import web

    monkeypatch.setattr(web, "PAUSES", (0.0, 0.0))
    monkeypatch.chdir(tmp_path)
    for name in ("UPDATE", "GRAPH_STORE", "USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"TRAVAUX_{name}", raising=False)
