"""The reference, made from the source each time the site is built: commands, library, ontology, saved questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import travaux
from travaux.ask.query import Question, saved
from travaux.cli import main
from travaux.docs import read
from travaux.docs.model import Entry, Link, Section
from travaux.docs.schemes import scheme_sections
from travaux.docs.shapes import shape_section
from travaux.docs.terms import foreign_section, term_sections

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = "reference"
VOCABULARIES = ("cyber", "climate")
MODULES = {
    "travaux.model": "What is read",
    "travaux.build": "Building",
    "travaux.work": "Engines of a build",
    "travaux.read": "Reading files",
    "travaux.ask.query": "Saved questions",
    "travaux.ask.search": "Searching by words",
    "travaux.notebook": "Notebooks",
    "travaux.analysis": "Analysis",
    "travaux.evaluate": "Measuring",
    "travaux.export": "Export",
    "travaux.errors": "Errors",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#$~])")


def setup(app: Sphinx) -> dict[str, Any]:
    """Write the pages before Sphinx looks for them."""
    app.connect("builder-inited", lambda app: write(Path(app.srcdir) / FOLDER))
    return {"parallel_read_safe": True}


def write(folder: Path) -> None:
    """Write the pages into a folder; one that is there already and is the same is left alone."""
    folder.mkdir(exist_ok=True)
    pages = {"cli": commands(), "library": library(), "ontology": ontology(), "queries": questions()}
    for name, lines in pages.items():
        file, text = folder / f"{name}.md", "\n".join(lines) + "\n"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def commands() -> Iterator[str]:
    """Yield the page of the command line."""
    yield "# Commands\n"
    yield "What `travaux COMMAND --help` says, of each command. The exit code is 0 where all went well, 1 where"
    yield "something was left out or is not right, 2 where a command was used wrongly.\n"
    yield from _commands(main, "travaux")


def _commands(group: click.Group, path: str) -> Iterator[str]:
    for name, command in group.commands.items():
        yield from _command(command, f"{path} {name}")
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def _command(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    yield f"{'#' * path.count(' ')}# {path}\n\n```none\n{usage}\n```\n"
    yield _plain((command.help or "").replace("\b", "")) + "\n"
    options = [one for one in command.params if isinstance(one, click.Option)]
    records = filter(None, (one.get_help_record(context) for one in options))
    if options:
        yield from _table(("option", "what it does"), ((_code(name), _plain(text)) for name, text in records))


def library() -> Iterator[str]:
    """Yield the page of the library."""
    yield "# Library\n\n`travaux` itself offers what most programs need. A name is imported when it is first asked"
    yield "for. All is typed.\n\n```{eval-rst}\n.. currentmodule:: travaux\n```\n"
    yield "## Names of `travaux`\n"
    yield from _table(("name", "what it is"), ((_code(name), _first(name)) for name in travaux.__all__))
    for name in travaux.__all__:
        yield _documented(name)
    for module, title in MODULES.items():
        shown = ", ".join(travaux.__all__)
        yield f"## {title}: `{module}`\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:"
        yield f"   :exclude-members: {shown}\n```\n"


def _first(name: str) -> str:
    return " ".join((getattr(travaux, name).__doc__ or "").split("\n\n")[0].split())


def _documented(name: str) -> str:
    one = getattr(travaux, name)
    kind = "autofunction" if not isinstance(one, type) else "autoclass"
    members = "   :members:\n" if kind == "autoclass" and not issubclass(one, Exception) else ""
    return f"```{{eval-rst}}\n.. {kind}:: {name}\n{members}```\n"


def ontology() -> Iterator[str]:
    """Yield the page of the ontology."""
    graph = read(VOCABULARIES)
    yield "# Ontology\n\nThe vocabulary of the graph, `trv:` = `https://w3id.org/travaux/ns#`, its schemes and its"
    yield "shapes, read off `ontology/`. `travaux docs --out ontology.html` writes the same as one page, with an"
    yield "example.\n"
    for section in (
        *term_sections(graph),
        *scheme_sections(graph),
        shape_section(graph),
        foreign_section(graph),
    ):
        yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    yield f'<a id="{section.id}"></a>\n\n## {section.title}\n'
    if section.text:
        yield _plain(section.text) + "\n"
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    if entry.name:
        label = f" — {_plain(entry.label)}" if entry.label != entry.name else ""
        yield f'<a id="{entry.id}"></a>**`{entry.name}`**{label}\n'
    if entry.text:
        yield _plain(entry.text) + "\n"
    rows = [(row.name, row.values) for row in entry.rows]
    yield from (f"- *{_plain(name)}:* {_links(values)}" for name, values in rows)
    yield ""
    if entry.rules:
        yield from _table(
            ("property", "how often", "values", "otherwise"),
            (
                (_links(rule.path, " / "), rule.number, _plain(rule.values), _plain(rule.message))
                for rule in entry.rules
            ),
        )


def _links(values: Iterable[Link], between: str = ", ") -> str:
    return between.join(map(_link, values))


def _link(one: Link) -> str:
    """Return a link as HTML: targets of Markdown do not tell trv:Act from trv:act."""
    return f'<a href="{escape(one.href)}">{escape(one.text)}</a>' if one.href else _plain(one.text)


def questions() -> Iterator[str]:
    """Yield the page of the saved questions."""
    yield "# Saved questions\n\nThe files of `ontology/queries/`: what each answers, its options, a call that makes"
    yield "sense on `seeds/`, and its SPARQL. How to write one: [saved questions of your own](../questions.md).\n"
    for question in saved():
        yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    yield f"## {question.name}\n\n**{_plain(question.title)}** {_plain(question.description)}\n"
    call = f"travaux query {question.name} {question.example}".rstrip()
    yield f"```sh\n{call}\n```\n"
    if question.parameters:
        rows = (
            (_code(f"--{one.name}"), one.kind + (", required" if one.required else ""), _plain(one.about))
            for one in question.parameters
        )
        yield from _table(("option", "kind", "what it means"), rows)
    text = "\n".join(line for line in question.text.splitlines() if not line.startswith("#")).strip()
    yield f"<details><summary>SPARQL</summary>\n\n```sparql\n{text}\n```\n\n</details>\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}"
    yield from (f"| {' | '.join(' '.join(cell.split()) for cell in row)} |" for row in rows)
    yield ""


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _plain(text: str) -> str:
    """Return a text with what Markdown would take for markup escaped, as the paragraphs that it has."""
    return "\n\n".join(" ".join(_SPECIAL.sub(r"\\\1", part).split()) for part in text.split("\n\n"))
