"""What the files around the code say agrees with each other, and with what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
TOOLS = {"dev", "docs"}  # extras that are not for use: no lowest versions of these are tried

pytestmark = pytest.mark.skipif(not (ROOT / "CITATION.cff").exists(), reason="away from the checkout")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project():
    return tomllib.loads(text("pyproject.toml"))["project"]


def requirements() -> list[Requirement]:
    """Return what travaux and its extras need, each once and in order."""
    extras = project()["optional-dependencies"]
    lists = [project()["dependencies"], *(extras[name] for name in extras.keys() - TOOLS)]
    return [Requirement(one) for one in sorted({one for wanted in lists for one in wanted})]


def pins(name: str) -> dict[str, str]:
    """Return the versions that a file of constraints pins."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text(name).replace("_", "-"), re.MULTILINE))


def test_the_version_is_the_same_everywhere():
    version = project()["version"]
    assert f"\nversion: {version}\n" in text("CITATION.cff"), (
        "CITATION.cff has another version than pyproject.toml"
    )
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] == "Unreleased" or headings[0].startswith(f"{version}, "), headings


def test_a_version_in_the_changes_has_its_day():
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert [one for one in headings if not re.fullmatch(r"Unreleased|[\d.]+, \d{4}-\d\d-\d\d", one)] == []


@pytest.mark.parametrize("wanted", requirements(), ids=str)
def test_the_lowest_version_that_is_allowed_is_the_one_that_is_tried(wanted):
    tried = pins("constraints-lowest.txt").get(wanted.name)
    if tried is None:
        assert wanted.marker, (
            f"constraints-lowest.txt has no {wanted.name}; CONTRIBUTING.md says how to write it anew"
        )
        return
    lowest = [one.version for one in wanted.specifier if one.operator in (">=", "==")]
    assert [Version(one) for one in lowest] == [Version(tried)], (
        f"pyproject.toml asks for {wanted}, constraints-lowest.txt tries {tried}: write it anew (CONTRIBUTING.md)"
    )


@pytest.mark.parametrize("wanted", requirements(), ids=str)
def test_the_versions_that_work_together_are_allowed(wanted):
    pinned = pins("constraints.txt").get(wanted.name.lower())
    assert pinned is None or wanted.specifier.contains(pinned), f"constraints.txt pins {wanted.name} {pinned}"


def test_a_commit_is_held_against_checks_of_the_gate():
    hooks = re.findall(r"^ +entry: (.+)$", text(".pre-commit-config.yaml"), re.MULTILINE)
    assert len(hooks) == 3
    gate = text(".ci/run").splitlines()
    assert [hook for hook in hooks if hook not in gate] == []


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "SECURITY.md", "THIRD_PARTY_NOTICES.md", "docs/architecture.md"]
)
def test_paths_that_are_named_are_there(name):
    named = re.findall(r"`([\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:md|txt|toml|cff))`", text(name))
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
    places = (ROOT, ROOT / "graph" / "travaux" / "assets" / "vendor", (ROOT / name).parent)
    near = {"scheme.ttl", "topics.ttl", "markdown.py", "test_read_refusals.py"}
    missing = [
        path
        for path in [*named, *links]
        if path not in near
        and not path.startswith(("travaux/", "dist"))
        and not re.search(r"NAME|\.\.\.", path)
        and not any((place / path).exists() for place in places)
    ]
    assert missing == []
