"""One address over real HTTP on the loopback interface, which is refused unless allowed."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from source_forms import PAGE, RECORD, jsonl

from kg.errors import SourceError
from kg.model import Article
from kg.sources import Limits, articles

SEEN: list[str] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        SEEN.append(self.path)
        getattr(self, "get_" + self.path.strip("/").split("/")[0].replace(".", "_"), self.missing)()

    def send(self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def missing(self) -> None:
        self.send(b"nothing here", status=404)

    def get_page(self) -> None:
        self.send(PAGE)

    def get_moved(self) -> None:
        self.send(b"", status=302, Location="/page")

    def get_round(self) -> None:
        self.send(b"", status=302, Location="/round")

    def get_away(self) -> None:
        self.send(b"", status=301, Location="file:///etc/hostname")

    def get_lines(self) -> None:
        self.send(gzip.compress(jsonl(RECORD)), "application/gzip")

    def get_packed(self) -> None:
        self.send(gzip.compress(PAGE), Content_Encoding="gzip")

    def get_latin(self) -> None:
        self.send(
            "Zölle steigen\n\nDie Regierung erhöht die Zölle.".encode("cp1252"),
            "text/plain; charset=windows-1252",
            Last_Modified="Sun, 30 Jun 2024 10:00:00 GMT",
        )

    def get_large(self) -> None:
        self.send(b"a" * 300_000)

    def get_slow(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        STOP.wait(5)

    def log_message(self, *_: object) -> None:
        pass


STOP = threading.Event()


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    STOP.set()
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(
    url: str, *, limits: Limits | None = None, allow_private: bool = True
) -> tuple[list[Article], list[SourceError]]:
    errors: list[SourceError] = []
    more = {"limits": limits} if limits else {}
    return list(articles(url, on_error=errors.append, allow_private=allow_private, **more)), errors


@pytest.mark.parametrize("path", ["page", "moved", "packed"])
def test_a_page(base: str, path: str) -> None:
    SEEN.clear()
    (article,), errors = fetch(f"{base}/{path}")
    assert not errors
    assert article.title == "Ruritanien verbietet Kupferimporte"
    assert article.url is not None
    assert article.url.endswith("/page" if path == "moved" else f"/{path}")
    assert article.source == f"{base}/{path}"
    assert set(SEEN) <= {f"/{path}", "/page"}, "nothing but what the user named is fetched"


def test_json_lines_packed(base: str) -> None:
    assert [article.id for article in fetch(f"{base}/lines")[0]] == ["probe-1"]


def test_text_with_charset_and_date_of_the_header(base: str) -> None:
    (article,), _ = fetch(f"{base}/latin")
    assert article.text.startswith("Zölle steigen")
    assert (article.published, article.published_how, article.published_suspect) == ("2024-06-30", "header", True)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone", "the server answers 404"),
        ("round", "more than 5 redirects"),
        ("away", "file address without meaning"),
        ("large", "larger than 97.7 kB"),
        ("slow", "no answer"),
    ],
)
def test_what_can_go_wrong(base: str, path: str, message: str) -> None:
    made, errors = fetch(f"{base}/{path}", limits=Limits(whole=100_000, read_seconds=0.3, total_seconds=2))
    assert not made
    assert message in str(errors[0])
    assert errors[0].where == f"{base}/{path}"


def test_the_own_network_is_refused(base: str) -> None:
    SEEN.clear()
    port = base.rsplit(":", 1)[1]
    for host in (
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 — an address to be refused, not bound
        "[::ffff:127.0.0.1]",
    ):
        made, errors = fetch(f"http://{host}:{port}/page", allow_private=False)
        assert not made
        assert "private network" in str(errors[0]), host
    assert not SEEN


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "http://",
        "http:///a",
        "https://exa mple/",
        "file:///etc/passwd",
        "http://[::1",
        "http://a:99999/",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    made, errors = fetch(url)
    assert not made
    assert errors[0].where == url
