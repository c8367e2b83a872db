"""What a worker does with a job: read the document, find its positions, write its graph and check that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, runtime_checkable

from travaux.errors import TravauxError, UnreadableDocument
from travaux.model import Document, Findings
from travaux.read import Limits, read_item
from travaux.store.cards import card
from travaux.store.engine import written
from travaux.triples import quads
from travaux.validate.shapes import Breach, breaches
from travaux.work import Finder, Job, Outcome

LANGUAGE = "en"


@runtime_checkable
class Keeping(Protocol):
    """A finder whose parses can be kept, so that another vocabulary need not wait for the parser."""

    def found(self, document: Document, parses: bytes) -> tuple[Findings, bytes, int]:
        """Return what is found, the parses to keep, and the number of sentences."""


class Worker:
    """Does jobs one after the other. The finder is made when the first document needs it."""

    def __init__(self, make: Callable[[], Finder], limits: Limits, *, debug: bool = False) -> None:
        self._make = make
        self._made: Finder | None = None
        self._limits = limits
        self._debug = debug

    def do(self, job: Job) -> Outcome:
        """Return what comes of a job. With `debug`, an error of the program is raised."""
        source = job.item.source
        try:
            return self._done(job)
        except UnreadableDocument as error:
            return Outcome(source, "failed", str(error).removeprefix(f"{source}: "))
        except (MemoryError, TravauxError):
            raise
        except Exception as error:
            if self._debug:
                raise
            reason = (
                f"the program failed on it ({type(error).__name__}: {error}); please report it, with --debug"
            )
            return Outcome(source, "failed", reason)

    def prepare(self) -> Finder:
        """Return the finder, made now where it is not yet."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def _done(self, job: Job) -> Outcome:
        document = read_item(job.item, self._limits)
        if document.language not in (None, LANGUAGE):
            return Outcome(document.source, "skipped", f"not English ({document.language})")
        if job.address and not document.address:
            document = replace(document, address=job.address)
        finder = self.prepare()
        if isinstance(finder, Keeping):
            findings, parses, sentences = finder.found(document, job.parses)
        else:
            (findings,), parses, sentences = finder.findings([document]), b"", 0
        graph = quads(findings)
        wrong = breaches(graph)
        if wrong:
            return Outcome(document.source, "failed", _refusal(wrong))
        iri, facts = findings.document.iri, [one.triple for one in graph]
        return Outcome(
            document.source,
            "read",
            iri=iri,
            graph=written(facts),
            parses=parses,
            card=card(iri, facts),
            positions=len(findings.positions),
            sentences=sentences,
        )


def _refusal(wrong: list[Breach]) -> str:
    more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
    return f"its graph breaks a shape and was left out; please report it: {wrong[0]} ({wrong[0].node}){more}"
