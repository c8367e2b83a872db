"""travaux fetch as a user meets it, names of files, lists and manifests."""

from __future__ import annotations

import json
import re
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from travaux.cli import main
from travaux.fetch import Fetched, address_of, manifest
from travaux.fetch import run as running
from travaux.fetch.addresses import listed
from travaux.fetch.names import file_name
from travaux.read import documents_in
from websites import FakeClock, website


@pytest.fixture
def site(monkeypatch):
    clock = FakeClock()
    monkeypatch.setattr(running, "Clock", lambda: clock)
    with website(clock) as one:
        yield one


def use(*words, text=None):
    return CliRunner().invoke(main, ["fetch", *map(str, words)], input=text)


def test_a_list_is_fetched_and_failures_are_named_at_the_end(site, tmp_path):
    site.says("/page")
    good, bad = site.address("/page", "127.0.0.1"), site.address("/missing", "127.0.0.1")
    (tmp_path / "list.txt").write_text(f"# the talks\n\n{good}  # first\n")
    done = use(tmp_path / "list.txt", "--into", tmp_path / "press", "--private")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (
        0,
        "fetched 1, unchanged 0, from the run before 0, failed 0",
    )
    assert "travaux build" in done.stdout
    done = use("-", "--into", tmp_path / "press", "--private", text=f"{good}\n{bad}\n")
    assert done.exit_code == 1
    assert "unchanged 1" in done.stdout
    assert done.stderr.splitlines()[-1] == f"failed  {bad}: it answers 404"


def test_without_private_this_machine_is_not_asked(site, tmp_path):
    site.says("/page")
    done = use("-", "--into", tmp_path, text=site.address("/page", "localhost"))
    assert done.exit_code == 1
    assert "give --private" in done.stderr
    assert site.asked == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("nowhere.txt", "--into", "x"), "nowhere.txt"),
        (("-",), "--into"),
        (("-", "--into", "x"), "no address in the list"),
        (("-", "--into", "x", "--pause", "-1"), "--pause"),
        (("-", "--into", "x", "--most-bytes", "0"), "--most-bytes"),
        (("-", "--into", "x", "--proxy", "proxy:3128"), "proxy has no address"),
        (("-", "--into", "x", "--proxy", "http://[::1"), "proxy has no address"),
    ],
)
def test_wrong_use(tmp_path, monkeypatch, words, reason):
    monkeypatch.chdir(tmp_path)
    done = use(*words, text="http://a.example" if "--proxy" in words else "")
    assert done.exit_code == 2
    assert reason in done.stderr


def test_a_folder_that_is_a_file_and_a_list_that_is_no_text(tmp_path):
    (tmp_path / "file").write_bytes(b"\xff\xfe\x00")
    assert use("-", "--into", tmp_path / "file", text="http://example.org").exit_code == 2
    assert use("-", "--into", tmp_path / "file" / "sub", text="http://example.org").exit_code == 2
    done = use(tmp_path / "file", "--into", tmp_path / "x")
    assert (done.exit_code, "not UTF-8" in done.stderr) == (2, True)


def test_what_is_not_installed_is_named(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("travaux.fetch.robots")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "protego", None)
    for name in ("run", "visit"):
        monkeypatch.delitem(sys.modules, f"travaux.fetch.{name}", raising=False)
    done = use("-", "--into", tmp_path, text="http://example.org")
    assert done.exit_code == 2
    assert "pip install 'travaux[fetch]'" in done.stderr


def test_lists():
    text = (
        "\ufeffhttp://a.example/#part\r\n# no\n\n  http://b.example/x#y # comment\nhttp://a.example/#part\n"
    )
    assert listed(text) == ["http://a.example/#part", "http://b.example/x#y"]


@pytest.mark.parametrize(
    ("address", "media", "name"),
    [
        ("https://press.example/2021/03/talks-end.html", "text/html", "press.example/talks-end-H.html"),
        ("https://press.example/", "text/html", "press.example/page-H.html"),
        ("https://press.example/a?id=3", "application/pdf", "press.example/a-H.pdf"),
        ("https://press.example/Erklärung%20zur%20Lage.DOCX", "", "press.example/erklarung-zur-lage-H.docx"),
        ("https://press.example/x.php/../../../etc/passwd", "", "press.example/passwd-H.bin"),
        ("https://press.example/%2e%2e%2f%2e%2e%2fx%00.sh%2f", "", "press.example/x-H.bin"),
        ("https://press.example/README.html", "text/html", "press.example/page-readme-H.html"),
        ("https://press.example/.hidden", "text/plain", "press.example/hidden-H.txt"),
        ("http://[2001:db8::1]:8080/a", "text/plain", "2001-db8-1/a-H.txt"),
        ("https://press.example/" + "long-" * 99, "text/html", "press.example/" + "long-" * 12 + "H.html"),
    ],
)
def test_names_of_files(address, media, name):
    assert re.sub(r"-[0-9a-f]{12}\.", "-H.", file_name(address, media)) == name


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_name_leads_out_of_the_folder(path, media):
    name = file_name(f"https://a.example/{path}", media)
    assert re.fullmatch(r"a\.example/[a-z0-9-]{3,90}\.[a-z0-9]{1,5}", name)
    assert name == file_name(f"https://a.example/{path}", media)


def test_case_and_accents_make_other_names():
    assert len({file_name(f"https://a.example/{word}", "") for word in ("Résumé", "resume", "RESUME")}) == 3


def test_lines_that_this_program_never_wrote_are_passed_over(tmp_path):
    good = {"address": "http://a.example/", "file": "a.example/page-1.html", "final": None, "status": "odd"}
    lines = [
        json.dumps(good),
        json.dumps({**good, "address": "http://b.example/", "file": "../../secret"}),
        json.dumps({**good, "address": "http://c.example/", "file": "/etc/passwd"}),
        json.dumps({**good, "address": "http://d.example/", "time": 3}),
        "[]",
        "null",
        "{",
        "[" * 100_000,
        '{"address": 1}',
        "\ufffd",
    ]
    (tmp_path / ".fetched.jsonl").write_text("\n".join(lines))
    assert manifest(tmp_path) == {
        "http://a.example/": Fetched("http://a.example/", file="a.example/page-1.html")
    }
    assert address_of(tmp_path / "a.example" / "page-1.html") == "http://a.example/"
    assert address_of(tmp_path / "a.example" / "page-2.html") is None
    assert address_of(tmp_path / "page-2.html") is None
    assert documents_in(tmp_path) == []
