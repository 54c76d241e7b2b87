"""Small valid inputs of every form, written for these tests."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

FILES = Path(__file__).parent / "files"

RECORD = {
    "id": "probe-1",
    "title": "Ruritanien verbietet Kupferimporte",
    "text": "Die Regierung in Ruritanien hat am Freitag die Einfuhr von Kupfer verboten.\n\n"
    "Das Ministerium nannte keine Frist.",
    "publisher": "Beispielblatt",
    "published": "2024-05-03",
    "language": "de",
    "url": "https://example.org/2024/05/03/kupfer",
    "licence": "CC0-1.0",
}

PAGE = (FILES / "page_de.html").read_bytes()
FEED = (FILES / "feed.xml").read_bytes()
ATOM = (FILES / "atom.xml").read_bytes()


def jsonl(*records: object) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def pdf(pages: list[list[str]], information: dict[str, str] | None = None) -> bytes:
    """A PDF with lines of text in Helvetica (Windows-1252)."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects += [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        shown = b" ".join(b"(" + _escaped(line) + b") Tj 0 -14 Td" for line in lines)
        stream = b"BT /F1 11 Tf 50 780 Td " + shown + b" ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * i)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    info = b" ".join(b"/" + k.encode() + b" (" + _escaped(v) + b")" for k, v in (information or {}).items())
    objects.append(b"<< " + info + b" >>")
    return _written(objects)


def _escaped(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def _written(objects: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(objects), start)
    )
    return out.getvalue()


PDF = pdf(
    [
        [
            "Embargo auf Stahl beschlossen",
            "Der Rat hat am Montag ein Embargo auf Stahl aus Ruritanien beschlossen, hiess es am Abend. Die Sank-",
            "tionen treten im Juni in Kraft. Betroffen sind Werke, die bisher die Haelfte der Ausfuhr stellen, wie",
            "es in dem Beschluss heisst. Ausgenommen bleiben Lieferungen, die vor dem ersten Mai vereinbart sind und",
            "deren Zahlung schon geleistet wurde. Der Botschafter kritisierte den Schritt.",
        ]
    ],
    {"Title": "Embargo auf Stahl beschlossen", "Author": "Erika Mustermann", "CreationDate": "D:20240506101500+02'00'"},
)


def warc(
    pages: dict[str, bytes],
    *,
    packed: bool = False,
    content_type: str = "text/html; charset=utf-8",
    headers: str = "",
) -> bytes:
    """A WARC with a response for each address, each record packed by itself as the standard asks."""
    records = []
    for number, (url, body) in enumerate(pages.items()):
        payload = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-06-30T12:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
        )
        record = head.encode() + payload + b"\r\n\r\n"
        records.append(gzip.compress(record, mtime=0) if packed else record)
    return b"".join(records)


WARC = warc({"https://example.org/kupfer": PAGE})

TEXT = (
    b"3. Mai 2024\n\nBeispielblatt\n\nRuritanien verbietet Kupferimporte\n\n"
    b"Die Regierung hat die Einfuhr von Kupfer verboten.\n\nSiehe auch Der Kupferpreis steigt\n"
)
MARKDOWN = (
    b"---\ntitle: Ruritania bans copper\ndate: 2024-05-03\nauthor: Jane Doe\nlanguage: en\n---\n"
    b"# Ruritania bans copper\n\nThe government *banned* imports of [copper](https://example.org/cu).\n"
)

VALID = {
    "a.txt": TEXT,
    "a.md": MARKDOWN,
    "a.html": PAGE,
    "a.jsonl": jsonl(RECORD, {**RECORD, "id": "probe-2", "text": "Ein anderer Text über Kupfer."}),
    "a.xml": FEED,
    "b.xml": ATOM,
    "a.pdf": PDF,
    "a.warc": WARC,
    "a.warc.gz": warc({"https://example.org/kupfer": PAGE}, packed=True),
    "a.jsonl.gz": gzip.compress(jsonl(RECORD), mtime=0),
    "a.txt.gz": gzip.compress(TEXT, mtime=0),
}
