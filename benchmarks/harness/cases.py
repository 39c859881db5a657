"""What is asked of the gateways when they are compared."""
from __future__ import annotations

from dataclasses import dataclass

from . import contracts
from .probes import GOOD_PATH


@dataclass(frozen=True)
class Case:
    """One kind of request. `validated`: ours checks the body against its contract, which no peer can."""

    title: str
    path: str = GOOD_PATH
    post: bool = False
    validated: bool = True
    tls: bool = False
    http2: bool = False


CASES: dict[str, Case] = {
    'get': Case('GET, 200 bytes'),
    '4k': Case('GET, 4 KiB', '/v1/accounts/00000000-0000-4000-8000-000000004096'),
    '1m': Case('GET, 1 MiB', '/v1/accounts/00000000-0000-4000-8000-000001048576'),
    'post': Case('POST, 2 KiB of JSON, checked by Gatehouse against its contract', '/v1/orders', post=True),
    'post-unvalidated': Case('POST, 2 KiB of JSON, checked by nobody', '/v1/orders', post=True, validated=False),
    'tls': Case('GET, 200 bytes, over TLS 1.3', tls=True),
    'h2': Case('GET, 200 bytes, HTTP/2 over TLS 1.3, 4 streams a connection', tls=True, http2=True),
}


def body(case: Case) -> str:
    return contracts.order() if case.post else ''
