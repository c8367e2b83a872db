"""What holds for every document, whatever it was read from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read_sound import assert_sound
from travaux.errors import UnreadableDocument
from travaux.model import Document
from travaux.read import clean, read_bytes
from travaux.resources import folder

ROOT = Path(__file__).parents[2]
PIECES = (
    *(
        "Cuba opposed the draft. ",
        "Australia",
        "By Ada Lovelace",
        "5 May 2020",
        "date 2021-06-29 ",
        "title: x\n",
    ),
    *(
        "\u200b",
        "\u00ad",
        "\u00a0",
        "e\u0301",
        "\u0301",
        "é",
        "\ud800",
        "\t",
        "\x00",
        "  ",
        "\\",
        "Comments are closed.",
    ),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "•",
        " - ",
        "1. ",
        "# ",
        "> ",
        "**",
        "`",
        "|",
        "[a](b)",
        "---\n",
        "|-|\n",
    ),
    *(
        "<p>",
        "</p>",
        "<br>",
        "<li>",
        "</blockquote>",
        "<div class='menu'>",
        "<table><td>",
        "&amp;",
        "&#8217;",
        "<",
    ),
)
MIXTURES = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def read_or_none(data: bytes) -> Document | None:
    """Read, and let nothing but a refusal pass."""
    try:
        return read_bytes(data, "made-up")
    except UnreadableDocument as error:
        assert str(error).startswith("made-up")
        return None


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


@given(MIXTURES)
def test_plain_text_and_markup_are_sound_or_refused(text: str) -> None:
    document = read_or_none(as_bytes(text))
    if document:
        assert_sound(document)


@given(MIXTURES)
def test_pages_are_sound_or_refused(text: str) -> None:
    document = read_or_none(b"<!doctype html><html><body>" + as_bytes(text))
    if document:
        assert document.format == "html"
        assert_sound(document)


@given(MIXTURES)
def test_markdown_is_sound_or_refused(text: str) -> None:
    document = read_or_none(b"---\ntitle: A title\n---\n" + as_bytes(text))
    if document:
        assert_sound(document)


@given(MIXTURES, st.booleans())
def test_posts_are_sound_or_refused(text: str, escaped: bool) -> None:
    post = json.dumps({"title": {"rendered": text}, "content": {"rendered": text}}, ensure_ascii=escaped)
    document = read_or_none(as_bytes(post))
    if document:
        assert document.format == "wordpress"
        assert_sound(document)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.just("content"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["content", "title", "rendered", "yoast_head_json", "schema", "@graph"]), inner
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    document = read_or_none(json.dumps(value).encode())
    if document:
        assert_sound(document)


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    document = read_or_none(data)
    if document:
        assert_sound(document)


@given(st.text(max_size=300))
def test_normal_form_is_its_own_normal_form(text: str) -> None:
    once = clean.normalise(text)
    assert clean.normalise(once) == once


@given(MIXTURES)
def test_the_same_bytes_give_the_same_document(text: str) -> None:
    first, second = read_or_none(as_bytes(text)), read_or_none(as_bytes(text))
    assert first == second
    assert first is None or second is None or first.id == second.id


@pytest.mark.parametrize("name", ["000_067112ebd0383f9a.txt", "002_4f205137d746b357.txt"])
def test_real_documents(name: str) -> None:
    path = ROOT.parent / "shared" / "seeds" / name
    if not path.exists():
        pytest.skip("the two real documents are not beside this checkout, in ../shared/seeds")
    document = read_bytes(path.read_bytes(), name)
    assert_sound(document)
    kinds = [passage.kind for passage in document.passages]
    if document.format == "text":
        assert document.title == "UN Cyberwarfare Negotiations Collapsed in June"
        assert (kinds[0], kinds[-1], document.date) == ("title", "aside", None)
        assert kinds.count("paragraph") == 8
    else:
        assert (document.date, document.authors) == ("2021-03-26", ("Bart Hogeveen",))
        assert (document.publisher, document.language) == ("The Strategist", "en")
        assert document.title == "Six years in the making: UN reaches global cyberspace consensus"
        assert (kinds.count("paragraph"), kinds.count("quotation")) == (21, 1)
        assert "<" not in document.text


@pytest.mark.parametrize(
    "path", [p for p in sorted(folder("seeds").iterdir()) if p.suffix != ".csv"], ids=lambda path: path.name
)
def test_seeds(path: Path) -> None:
    if path.name == "README.md":
        assert path.read_text(encoding="utf-8").count("\n| `") == len(list(path.parent.iterdir())) - 1
        return
    document = read_bytes(path.read_bytes(), path.name)
    assert_sound(document)
    assert document.title and document.language == "en"
    assert 250 <= len(document.text.split()) <= 500
    for furniture in ("cookies", "newsletter", "this comment", "this teaser", "this script"):
        assert furniture not in document.text
