"""Servers that mean no good: slow, endless and packed bodies, private places, names that change, wrong certificates."""

from __future__ import annotations

import gzip
import io
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from contextlib import suppress

import httpcore
import httpx
import pytest

from travaux.fetch import bodies, client, network
from travaux.fetch.client import Client
from travaux.fetch.network import is_public, resolve
from travaux.fetch.outcome import Again, Refused
from websites import PAGE, Detour, FakeClock, everywhere_here, names, run, website

PUBLIC = "93.184.215.14"
PRIVATE = """127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 0.0.0.0 224.0.0.1 240.0.0.1
    255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 fe80::1 fe80::1%1
    fc00::1 fd12::1 fec0::1 ff02::1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001:db8::1 2001:0:1::1"""
THIS_MACHINE = """127.0.0.1 localhost localhost. LOCALHOST 0x7f.1 2130706433 0177.0.0.1 127.1 [::1] [::ffff:127.0.0.1]
    [::ffff:7f00:1] [0:0:0:0:0:0:0:1] 0.0.0.0 0"""


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def site(clock):
    with website(clock) as one:
        yield one


def only_failure(report):
    ((_, reason),) = report.failed
    return reason


def test_what_says_that_it_is_too_large_is_not_read(site, clock, tmp_path):
    site.says("/page", b"x" * 2000)
    assert "2000 bytes, over the limit of 1,000" in only_failure(
        run([site.address("/page")], tmp_path, clock, most=1000)
    )


def test_an_endless_body_ends_at_the_limit(site, clock, tmp_path):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    site.pages["/page"] = endless
    assert "more than 1,000,000 bytes" in only_failure(
        run([site.address("/page")], tmp_path, clock, most=1_000_000)
    )


def test_a_bomb_of_gzip_ends_at_the_limit_and_in_little_memory(site, clock, tmp_path):
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    site.says("/page", bomb.getvalue(), Content_Encoding="gzip")
    tracemalloc.start()
    reason = only_failure(run([site.address("/page")], tmp_path, clock, most=2_000_000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "more than 2,000,000 bytes" in reason
    assert most < 10_000_000


def test_a_body_that_trickles_ends_in_time(site, clock, tmp_path):
    def slow(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    site.pages["/page"] = slow
    begun = time.monotonic()
    assert "no answer in time" in only_failure(run([site.address("/page")], tmp_path, clock, seconds=0.3))
    assert time.monotonic() - begun < 8  # four tries


def test_headers_that_trickle_end_in_time(clock, tmp_path):
    server = socket.create_server(("127.0.0.1", 0))

    def trickle():
        for _ in range(5):  # robots.txt
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                try:
                    for letter in b"HTTP/1.1 200 OK\r\n" * 100:
                        connection.sendall(bytes([letter]))
                        time.sleep(0.02)
                except OSError:
                    continue

    thread = threading.Thread(target=trickle, daemon=True)
    thread.start()
    address = f"http://a.example:{server.getsockname()[1]}/page"
    begun = time.monotonic()
    assert "does not tell what robots may fetch" in only_failure(run([address], tmp_path, clock, seconds=0.3))
    assert time.monotonic() - begun < 5
    server.close()


def test_a_body_that_breaks_off_is_asked_for_again(site, clock, tmp_path):
    site.says("/page", PAGE, content_length=1000)
    assert "connection fails" in only_failure(run([site.address("/page")], tmp_path, clock))
    assert site.paths().count("/page") == 4
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


TWO_PARTS = gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:])


@pytest.mark.parametrize(
    "packed", [gzip.compress(PAGE), zlib.compress(PAGE), TWO_PARTS], ids=["gzip", "zlib", "two"]
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_packed_bodies_are_unpacked(packed, size):
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert bodies.body(pieces, "gzip", 1000) == PAGE
    assert bodies.body([*pieces, b"\0\0"], "gzip", 1000) == PAGE


def test_unpacking_at_the_edge_of_a_piece():
    for size in range(bodies.PIECE - 2, bodies.PIECE + 3):
        data = bytes(size)
        assert bodies.body([gzip.compress(data)], "gzip", 10**6) == data


def test_packed_bodies_that_are_broken():
    with pytest.raises(Again, match="breaks off"):
        bodies.body([gzip.compress(PAGE)[:20]], "gzip", 1000)
    with pytest.raises(Refused, match="cannot be unpacked"):
        bodies.body([b"no archive"], "gzip", 1000)
    with pytest.raises(Refused, match="packed as br"):
        bodies.body([b"x"], "br", 1000)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_places_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_places_that_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("host", THIS_MACHINE.split())
def test_no_spelling_of_this_machine_gets_through(site, clock, tmp_path, host):
    site.says("/page")
    client = Client(seconds=5)
    report = run([site.address("/page", host)], tmp_path, clock, client)
    assert report.failed
    assert site.asked == []


def test_a_public_page_may_not_redirect_to_a_private_place(site, clock, tmp_path):
    detour = Detour()
    find = names(public_example=PUBLIC, inner_example="10.1.2.3", half_example=(PUBLIC, "127.0.0.1"))
    for host in ("127.0.0.1", "inner.example", "half.example"):
        site.says(f"/to-{host}", status=302, location=site.address("/secret", host))
    site.says("/secret")
    addresses = [
        site.address(f"/to-{host}", "public.example")
        for host in ("127.0.0.1", "inner.example", "half.example")
    ]
    report = run(addresses, tmp_path / "open", clock, Client(seconds=5, find=find, backend=detour))
    assert [reason.count("not public") for _, reason in report.failed] == [1, 1, 1]
    assert set(detour.reached) == {PUBLIC}
    assert "/secret" not in site.paths()
    told = run(addresses, tmp_path / "all", clock, Client(seconds=5, find=find, backend=detour, private=True))
    assert told.fetched == 3


def test_a_name_that_changes_its_mind_is_asked_once_and_the_connection_goes_to_the_answer(
    site, clock, tmp_path
):
    answers = iter([PUBLIC, PUBLIC, "127.0.0.1", "127.0.0.1"])
    detour = Detour()
    site.says("/page")
    site.says("/other")
    client = Client(seconds=5, find=lambda host, port: [next(answers)], backend=detour)
    report = run(
        [site.address("/page", "x.example"), site.address("/other", "x.example")], tmp_path, clock, client
    )
    assert report.fetched == 1
    assert "not public" in only_failure(report)
    assert detour.reached == [PUBLIC, PUBLIC]  # robots.txt, the page; each looked up for itself


def test_the_next_address_of_a_host_is_tried(site, clock, tmp_path):
    class Fickle(Detour):
        def connect_tcp(self, host, *rest, **more):
            stream = super().connect_tcp(host, *rest, **more)
            if host == "2606:4700::1":
                stream.close()
                raise httpcore.ConnectError("no route")
            return stream

    site.says("/page")
    find = names(x_example=("2606:4700::1", PUBLIC))
    client = Client(seconds=5, find=find, backend=Fickle())
    assert run([site.address("/page", "x.example")], tmp_path, clock, client).fetched == 1


def test_a_host_that_is_not_there(monkeypatch):
    def fails(code):
        def lookup(*_, **__):
            raise socket.gaierror(code, "no luck")

        return lookup

    monkeypatch.setattr(network.socket, "getaddrinfo", fails(socket.EAI_NONAME))
    with pytest.raises(Refused, match="there is no host x") as caught:
        resolve("x.example", 80)
    assert not isinstance(caught.value, Again)
    monkeypatch.setattr(network.socket, "getaddrinfo", fails(socket.EAI_AGAIN))
    with pytest.raises(Again, match="is not found"):
        resolve("x.example", 80)
    monkeypatch.undo()
    with pytest.raises(Refused, match="no name of a host"):
        resolve("a..b", 80)


def test_proxies_of_the_environment_are_not_used_and_a_given_one_is(site, clock, tmp_path, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.says("/page")
    assert run([site.address("/page")], tmp_path / "a", clock).fetched == 1
    target = "http://far.example/page"
    site.says(target)
    proxy = Client(
        seconds=5,
        find=names(inner_example="10.0.0.1", **{"127_0_0_1": "127.0.0.1"}),
        proxy=f"http://127.0.0.1:{site.port}",
    )
    report = run([target, "http://inner.example/page", "http://10.0.0.1/"], tmp_path / "b", clock, proxy)
    assert report.fetched == 1
    assert all("not public" in reason for _, reason in report.failed)
    assert "http://far.example/page" in site.paths()


def certificate(folder, name):
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout k.pem -out c.pem -subj /CN=x -addext"
    subprocess.run(
        [*command.split(), f"subjectAltName=DNS:{name}"], cwd=folder, check=True, capture_output=True
    )
    return folder / "c.pem", folder / "k.pem"


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_certificates_are_held_against_the_name_though_the_connection_goes_to_a_number(tmp_path, monkeypatch):
    cert, key = certificate(tmp_path, "good.example")
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(cert, key)
    seen = []
    server_side.sni_callback = lambda connection, name, context: seen.append(name)
    monkeypatch.setattr(
        client.httpx, "create_ssl_context", lambda: ssl.create_default_context(cafile=str(cert))
    )
    plain = socket.create_server(("127.0.0.1", 0))

    def serve():
        for _ in range(2):
            connection, _ = plain.accept()
            with (
                connection,
                suppress(OSError),
                server_side.wrap_socket(connection, server_side=True) as secure,
            ):
                secure.recv(4096)
                secure.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    asks = Client(seconds=5, private=True, find=everywhere_here)
    with plain:
        port = plain.getsockname()[1]
        assert asks.get(httpx.URL(f"https://good.example:{port}/"), 10).body == b"ok"
        with pytest.raises(Refused, match="certificate is wrong"):
            asks.get(httpx.URL(f"https://evil.example:{port}/"), 10)
        thread.join(5)
    assert seen == ["good.example", "evil.example"]
