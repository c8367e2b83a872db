"""Fetching from a real server: pace, robots.txt, tries, redirects, what changed, and runs that go on."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from travaux.fetch import address_of, manifest
from travaux.fetch.run import HOPELESS, TRIES
from travaux.read import documents_in
from websites import PAGE, START, FakeClock, run, website


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def site(clock):
    with website(clock) as one:
        yield one


def files(folder):
    return sorted(path for path, _ in documents_in(folder))


def test_a_page_becomes_a_file_that_knows_its_address(site, clock, tmp_path):
    site.says("/talks/2021.html", ETag='"one"', Last_Modified="Mon, 01 Mar 2021 00:00:00 GMT")
    address = site.address("/talks/2021.html")
    report = run([address + "#end"], tmp_path / "press", clock)
    (file,) = files(tmp_path / "press")
    assert (report.fetched, report.failed) == (1, [])
    assert file.read_bytes() == PAGE
    assert address_of(file) == address
    line = json.loads((tmp_path / "press" / ".fetched.jsonl").read_text())
    assert line == {
        "address": address,
        "final": address,
        "file": str(file.relative_to(tmp_path / "press")),
        "status": 200,
        "time": (START + timedelta(seconds=1)).isoformat(),
        "sha256": line["sha256"],
        "type": "text/html",
        "etag": '"one"',
        "last_modified": "Mon, 01 Mar 2021 00:00:00 GMT",
        "error": None,
    }
    assert site.headers[0]["User-Agent"].startswith("travaux/")


def test_no_host_is_asked_more_than_once_a_second_and_hosts_take_turns(site, clock, tmp_path):
    hosts = ("a.example", "b.example", "c.example")
    for number in range(8):
        site.says(f"/{number}")
    site.says("/moved", status=302, location=site.address("/0", "b.example"))
    addresses = [site.address(f"/{number}", host) for host in hosts for number in range(8)]
    report = run([*addresses, site.address("/moved")], tmp_path, clock)
    assert report.fetched == 25
    for host in hosts:
        times = site.times(host)
        assert len(times) >= 9  # robots.txt and eight pages
        assert min(after - before for before, after in pairwise(times)) >= 1
    assert [host for _, host, path in site.asked if path in ("/0", "/1")][:6] == [*hosts, *hosts]
    assert clock.time - 1000 < 13  # not thrice as long


@pytest.mark.parametrize("pause", [0.25, 5.0])
def test_the_pause_can_be_chosen(site, clock, tmp_path, pause):
    for number in range(3):
        site.says(f"/{number}")
    run([site.address(f"/{number}") for number in range(3)], tmp_path, clock, pause=pause)
    assert site.times("a.example") == [1000 + pause * number for number in range(4)]


def test_robots_are_obeyed_with_their_delay(site, clock, tmp_path):
    site.says(
        "/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: travaux\nDisallow: /no\nCrawl-delay: 7\n"
    )
    for path in ("/yes", "/no/page", "/also"):
        site.says(path)
    report = run([site.address(path) for path in ("/yes", "/no/page", "/also")], tmp_path, clock)
    assert site.paths() == ["/robots.txt", "/yes", "/also"]
    assert site.times("a.example") == [1000, 1007, 1014]
    ((address, reason),) = report.failed
    assert address == site.address("/no/page")
    assert "robots.txt" in reason


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (404, b"", True),
        (403, b"", True),
        (500, b"", False),
        (503, b"", False),
        (429, b"", False),
        (200, b"\xff\xfe\x00not robots at all", True),
        (200, b"User-agent: *\nCrawl-delay: 90000", False),
        (200, b"User-agent: a\n" * 3000 + b"Disallow: /a\n" * 3000, False),
        (200, b"x" * 600_000, False),
    ],
)
def test_robots_that_are_missing_broken_or_absurd(site, clock, tmp_path, status, body, allowed):
    site.says("/robots.txt", body, status)
    site.says("/page")
    report = run([site.address("/page"), site.address("/page?2")], tmp_path, clock)
    assert ("/page" in site.paths()) == allowed
    assert site.paths().count("/robots.txt") == 1
    assert bool(report.failed[0][1].count("robots")) if not allowed else len(report.failed) == 1


def test_robots_of_the_place_where_a_redirect_leads_are_obeyed(site, clock, tmp_path):
    site.says("/robots.txt", b"User-agent: *\nDisallow: /hidden\n")
    site.says("/open", status=301, location="/hidden")
    site.says("/hidden")
    report = run([site.address("/open")], tmp_path, clock)
    assert "robots" in report.failed[0][1]
    assert "/hidden" not in site.paths()


@pytest.mark.parametrize(
    ("stated", "waits"),
    [
        ("20", [20]),
        (format_datetime(START + timedelta(seconds=41), usegmt=True), [40]),
        ("soon", [2]),
        ("", [2]),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(site, clock, tmp_path, stated, waits):
    def once(handler):
        site.says("/page")
        handler.send_response(429)
        handler.send_header("Retry-After", stated)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.pages["/page"] = once
    report = run([site.address("/page")], tmp_path, clock)
    assert report.fetched == 1
    first, second = site.times("a.example")[1:]
    assert [second - first] == waits


def test_a_server_that_asks_to_come_tomorrow_is_left_alone(site, clock, tmp_path):
    site.says("/page", status=503, Retry_After="86400")
    report = run([site.address("/page")], tmp_path, clock)
    assert "come again in 86,400 seconds" in report.failed[0][1]
    assert site.paths().count("/page") == 1


def test_a_server_in_trouble_is_tried_again_ever_more_slowly_and_given_up(site, clock, tmp_path):
    paths = [f"/{number}" for number in range(HOPELESS + 5)]
    for path in paths:
        site.says(path, status=500)
    site.says("/fine", PAGE)
    report = run([*map(site.address, paths), site.address("/fine", "b.example")], tmp_path, clock)
    assert report.fetched == 1
    assert len(report.failed) == len(paths)
    assert site.paths("a.example") == [
        "/robots.txt",
        *(path for path in paths[:HOPELESS] for _ in range(TRIES)),
    ]
    gaps = [after - before for before, after in pairwise(site.times("a.example")[1:])]
    assert gaps[:3] == [2, 4, 8]
    assert "left out" in report.failed[-1][1]


def test_redirects_are_followed_and_remembered(site, clock, tmp_path):
    site.says("/a", status=301, location="/b")
    site.says("/b", status=307, location=site.address("/c", "b.example"))
    site.says("/c")
    run([site.address("/a")], tmp_path, clock)
    (line,) = manifest(tmp_path).values()
    assert (line.address, line.final) == (site.address("/a"), site.address("/c", "b.example"))
    assert address_of(tmp_path / line.file) == line.final
    assert line.file.startswith("a.example/")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/again", "more than 5 times"),
        ("file:///etc/passwd", "no address of the web"),
        ("ftp://a.example/", "no address of the web"),
        ("http://name:secret@a.example/", "a name or password"),
        ("http://a.example\\@b.example/", "a name or password"),
        ("http://[::1", "no address"),
        ("http://a.example:99999/", "no port"),
        ("javascript:alert(1)", "no address of the web"),
    ],
)
def test_redirects_that_lead_nowhere(site, clock, tmp_path, target, reason):
    site.says("/again", status=302, location=target)
    report = run([site.address("/again")], tmp_path, clock)
    assert reason in report.failed[0][1]


def test_a_second_run_asks_for_changes_only(site, clock, tmp_path):
    def remembered(handler):
        same = handler.headers["If-None-Match"] == '"one"'
        site.says("/x", PAGE if not same else b"", 304 if same else 200, ETag='"one"')
        site.pages["/x"](handler)

    site.pages["/page"] = remembered
    site.says("/plain")
    addresses = [site.address("/page"), site.address("/plain")]
    assert run(addresses, tmp_path, clock).fetched == 2
    before = {path: path.stat().st_mtime_ns for path in files(tmp_path)}
    site.headers.clear()
    report = run(addresses, tmp_path, clock)
    assert (report.fetched, report.unchanged) == (0, 2)
    assert {path: path.stat().st_mtime_ns for path in files(tmp_path)} == before
    assert site.headers[1]["If-None-Match"] == '"one"'
    assert manifest(tmp_path)[addresses[0]].etag == '"one"'
    site.headers.clear()
    assert run(addresses, tmp_path, clock, again=True).unchanged == 2
    assert not any("If-None-Match" in asked for asked in site.headers)


def test_a_file_that_was_changed_by_hand_is_fetched_anew(site, clock, tmp_path):
    site.says("/page", ETag='"one"')
    run([site.address("/page")], tmp_path, clock)
    (file,) = files(tmp_path)
    file.write_text("mine")
    site.headers.clear()
    assert run([site.address("/page")], tmp_path, clock).fetched == 1
    assert not any("If-None-Match" in asked for asked in site.headers)
    assert file.read_bytes() == PAGE


def test_what_changed_takes_the_place_of_what_was(site, clock, tmp_path):
    site.says("/page")
    run([site.address("/page")], tmp_path, clock)
    site.says("/page", b"Cuba agreed.", content_type="text/plain; charset=utf-8")
    assert run([site.address("/page")], tmp_path, clock).fetched == 1
    (file,) = files(tmp_path)
    assert (file.suffix, file.read_bytes()) == (".txt", b"Cuba agreed.")


def test_what_fails_later_leaves_what_was_there(site, clock, tmp_path):
    site.says("/page", ETag='"one"')
    run([site.address("/page")], tmp_path, clock)
    site.says("/page", status=404)
    report = run([site.address("/page")], tmp_path, clock)
    (file,) = files(tmp_path)
    (line,) = manifest(tmp_path).values()
    assert report.failed == [(site.address("/page"), "it answers 404")]
    assert (line.status, line.error, line.etag) == (404, "it answers 404", '"one"')
    assert address_of(file) == site.address("/page")


def test_a_killed_run_goes_on_where_it_stopped(site, clock, tmp_path):
    addresses = [site.address(f"/{number}") for number in range(6)]
    for number in range(6):
        site.says(f"/{number}")

    def killed(handler):
        raise AssertionError("asked too often")

    class Killed(BaseException):
        pass

    def sleep(seconds):
        if len(site.paths()) == 4:
            raise Killed
        FakeClock.sleep(clock, seconds)

    clock.sleep = sleep
    with pytest.raises(Killed):
        run(addresses, tmp_path, clock)
    assert all(address_of(file) for file in files(tmp_path))
    with (tmp_path / ".fetching.jsonl").open("a") as file:
        file.write('{"address": "http://half')
    del clock.sleep
    for number in range(3):
        site.pages[f"/{number}"] = killed
    report = run(addresses, tmp_path, clock)
    assert (report.earlier, report.fetched, report.failed) == (3, 3, [])
    assert sorted(manifest(tmp_path)) == addresses
    assert not (tmp_path / ".fetching.jsonl").exists()


def test_addresses_of_one_page_are_fetched_once_and_no_addresses_are_told(site, clock, tmp_path):
    site.says("/page")
    site.says("/robots.txt", b"")
    wrong = ["example.org/page", "mailto:office@example.org", "http://", "http://exa mple.org"]
    report = run([site.address("/page"), site.address("/page#2"), *wrong], tmp_path, clock)
    assert site.paths() == ["/robots.txt", "/page"]
    assert [address for address, _ in report.failed] == wrong
    assert {line.address for line in manifest(tmp_path).values()} == {site.address("/page"), *wrong}
