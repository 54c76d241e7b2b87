"""One http(s) address that the user names, fetched within limits. No other address is ever fetched.

Addresses of the own network (loopback, private, link-local …) are refused unless the user allows them, on every hop:
the name is resolved here and the connection made to the address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

from kg.errors import SourceError
from kg.sources import dates, stream
from kg.sources.draft import Input, Options
from kg.sources.limits import megabytes
from kg.sources.warc import charset

if TYPE_CHECKING:
    import httpx

_RIGHT = "an address is http://host/path or https://host/path"
_MOVED = (301, 302, 303, 307, 308)
_OK = 200


def fetch(url: str, options: Options) -> Input:
    """The page at an address. Raises SourceError: unknown scheme, refused host, no answer, too large, too slow."""
    import httpx

    deadline = time.monotonic() + options.limits.total_seconds
    timeout = httpx.Timeout(options.limits.read_seconds, connect=options.limits.connect_seconds)
    try:
        with httpx.Client(timeout=timeout, follow_redirects=False) as client:
            current = url
            for _ in range(options.limits.redirects + 1):
                found = _hop(client, current, url, options, deadline)
                if isinstance(found, Input):
                    return found
                current = found
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise SourceError(
            f"no answer: {str(error)[:120] or type(error).__name__}",
            where=url,
            hint="check the address and the network",
        ) from error
    raise SourceError(f"more than {options.limits.redirects} redirects", where=url, hint="name the page they lead to")


def _hop(client: httpx.Client, current: str, named: str, options: Options, deadline: float) -> Input | str:
    """The page, or the address it moved to."""
    request = _request(client, current, named, options)
    response = client.send(request, stream=True)
    try:
        if response.status_code in _MOVED and "location" in response.headers:
            return urljoin(current, response.headers["location"])
        if response.status_code != _OK:
            raise SourceError(
                f"the server answers {response.status_code} {response.reason_phrase}",
                where=named,
                hint="check the address",
            )
        return _input(response, _body(response, named, options, deadline), current, named)
    finally:
        response.close()


def _request(client: httpx.Client, url: str, named: str, options: Options) -> httpx.Request:
    """A request to an address that was checked; through a proxy the proxy resolves the name."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SourceError(f"{parts.scheme or 'no'} address without meaning here: {url[:80]}", where=named, hint=_RIGHT)
    # Packed bodies are not asked for, so that the size on the wire is the size in memory.
    headers = {"User-Agent": "kg (+https://w3id.org/kg/)", "Accept-Encoding": "identity"}
    address = None if options.allow_private else _public(parts.hostname, parts.port, named)
    proxied = parts.scheme in getproxies() and not proxy_bypass(parts.hostname)
    request = client.build_request("GET", url, headers=headers)
    if address and not proxied:
        request.url = request.url.copy_with(host=address)
        request.extensions["sni_hostname"] = parts.hostname
    return request


def _public(host: str, port: int | None, named: str) -> str:
    """An address of a host, all of whose addresses are public."""
    found = [entry[4][0] for entry in socket.getaddrinfo(host, port or 80, type=socket.SOCK_STREAM)]
    for each in found:
        address = ipaddress.ip_address(str(each).split("%")[0])
        address = getattr(address, "ipv4_mapped", None) or address
        if not address.is_global or address.is_multicast:
            raise SourceError(
                f"{host} is in a private network ({address})",
                where=named,
                hint="only public addresses are fetched; save the page and give its file",
            )
    return str(found[0])


def _body(response: httpx.Response, named: str, options: Options, deadline: float) -> bytes:
    pieces, size = [], 0
    for piece in response.iter_raw(64 * 1024):
        size += len(piece)
        if size > options.limits.whole:
            raise SourceError(
                f"larger than {megabytes(options.limits.whole)}", where=named, hint="download it and name the file"
            )
        if time.monotonic() > deadline:
            raise SourceError(
                f"slower than {options.limits.total_seconds:.0f} seconds",
                where=named,
                hint="download it and name the file",
            )
        pieces.append(piece)
    return b"".join(pieces)


def _input(response: httpx.Response, data: bytes, current: str, named: str) -> Input:
    import io

    content_type = response.headers.get("content-type", "")
    return Input(
        stream.head(io.BytesIO(data), 0)[1],
        name=current,
        where=named,
        url=current,
        charset=charset(content_type),
        content_type=content_type,
        date=dates.parse(response.headers.get("last-modified")),
    )
