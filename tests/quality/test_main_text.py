"""The main text of composed pages against golden texts: floors, and what a reader may never lose."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import pytest

from main_text import HELD_BACK, PAGES, bare, heuristics, measure, reader, trafilatura
from travaux.read import main_part, read_bytes

FLOOR, WORST, LEAST_RECALL = 0.985, 0.93, 0.99
LINE = (
    "The representative of %s said that the draft was not acceptable to the delegation in its present form."
)
LINES = [LINE % state for state in ("Cuba", "Kenya", "Peru", "Chad", "Fiji")]


def mean(way, pages):
    return fmean(measure(way, page)[2] for page in pages)


def test_main_text_of_all_pages_is_above_the_floor():
    assert len(PAGES) == 15
    assert mean(reader, PAGES) >= FLOOR
    assert mean(reader, [page for page in PAGES if page.stem in HELD_BACK]) >= FLOOR - 0.01


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_page_is_read_better_than_by_any_of_its_parts(page: Path):
    _, recall, f1 = measure(reader, page)
    assert recall >= LEAST_RECALL
    assert f1 >= WORST
    assert f1 >= max(measure(way, page)[2] for way in (bare, heuristics, trafilatura)) - 0.001


def test_pages_are_read_the_same_in_any_order():
    there = [reader(page) for page in PAGES]
    back = [reader(page) for page in reversed(PAGES)]
    assert there == back[::-1] == [reader(page) for page in PAGES]


def text(body: str) -> str:
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "page").text


def paragraphs(lines=LINES) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def test_short_turns_and_quotations_set_apart_are_kept():
    turns = "".join(f"<div class=turn><h3>State {n}</h3><p>{line}</p></div>" for n, line in enumerate(LINES))
    body = f"<div class=all>{turns}<div class=turn><h3>Iran</h3><p>No.</p></div>{turns}</div>"
    assert "Iran\n\nNo." in text(body)
    assert "A broom is no treaty." in text(
        f"<div>{paragraphs()}<div>A broom is no treaty.</div>{paragraphs()}</div>"
    )


def test_a_column_split_by_a_box_is_kept_whole():
    box = "<div class=c2><a href=x>Our letter</a></div>"
    column = f"<div class=c1>{paragraphs()}</div>{box}<div class=c1><p>{LINES[0]}!</p></div>"
    shop = "<div><p>Visit our shop for books and maps of all the seas of the world.</p></div>"
    assert text(f"<div>{column}</div>{shop}").endswith(f"{LINES[0]}!")


def test_a_column_that_shares_one_class_alone_is_another():
    other = (
        "<div class='col col-4'><p>Visit our shop for books and maps of all the seas of the world.</p></div>"
    )
    assert "shop" not in text(f"<div><div class='col col-8'>{paragraphs()}</div>{other}</div>")


def test_where_trafilatura_finds_nothing_or_fails_the_page_is_read_as_before(monkeypatch):
    body = f"<div>{paragraphs()}</div>"
    whole = text(body)
    for found in ("", "something else that nobody said on this page at all", LINES[0]):
        monkeypatch.setattr(main_part, "article", lambda markup, found=found: found)
        assert text(body) == whole
    monkeypatch.undo()

    def fails(*_, **__):
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fails)
    assert text(body) == whole


def test_fragments_are_read_without_it(monkeypatch):
    monkeypatch.setattr(main_part, "article", lambda markup: pytest.fail("a fragment is no page"))
    assert read_bytes(paragraphs().encode(), "fragment").text.count("representative") == len(LINES)


@pytest.mark.parametrize(
    "body",
    [
        "<p>word word word word word" * 5_000,
        "<a href=x>x" * 5_000,
        ("<div>" * 290 + LINES[0] + "</div>" * 290) * 30,
        "<div>" * 290 + "<p>words that are said here now</p>" * 2_000,
        "<table>" + "<tr><td>Cuba<td>opposed the draft of the chair</tr>" * 5_000,
        "<ul>" + "<li>item of a list here" * 5_000,
        "<!-- x -->" * 50_000 + paragraphs(),
        "<p>" + " " * 1_000_000 + paragraphs(),
        f"<div class='{'comment ' * 100_000}'>{paragraphs()}</div>",
    ],
    ids=["paragraphs", "links", "deep", "deep-flat", "table", "list", "comments", "spaces", "classes"],
)
def test_pages_that_mean_no_good_are_read_in_the_end(body: str):
    assert text(body)
