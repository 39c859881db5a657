"""The requests that every gateway must refuse before it is timed: speed without a check is not worth a row."""
from __future__ import annotations

import base64
import http.client
import json
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from .issuer import Issuer

GOOD_PATH = '/v1/accounts/0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c'
PARTNER = 'partner-000000'


def _unverified() -> ssl.SSLContext:
    """Made once, and without the machine's certificates: to read those takes 50 ms of CPU time, and who waits for a gateway to
    be ready asks every 20 ms, on the cores that it starts on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


UNVERIFIED = _unverified()


@dataclass(frozen=True)
class Probe:
    """One request and the statuses of which it must get one."""

    name: str
    token: str | None
    allowed: tuple[int, ...]
    path: str = GOOD_PATH


def probes(issuer: Issuer, kind: str) -> list[Probe]:
    """Returns the good call and all that must be refused."""
    past = int(time.time()) - 3600
    lines = {
        'good': issuer.line(kind, PARTNER),
        'foreign key': issuer.line(kind, PARTNER, key='stranger'),
        'expired': issuer.line(kind, PARTNER, exp=past, iat=past - 300),
        'wrong issuer': issuer.line(kind, PARTNER, iss='http://evil.example/realms/bank'),
        'wrong audience': issuer.line(kind, PARTNER, aud='somebody-else'),
        'wrong scope': issuer.line(kind, PARTNER, scope='profile accounts:write'),
    }
    tokens = dict(zip(lines, issuer.sign(f'probes-{kind}', list(lines.values()))))
    good = tokens['good']
    return [
        Probe('good', good, (200,)),
        Probe('no token', None, (401,)),
        Probe('no token at all', 'not.a.token', (401,)),
        Probe('bad signature', tampered(good), (401,)),
        Probe('no signature', unsigned(good), (401,)),
        *(Probe(name, tokens[name], (401,))
          for name in ('foreign key', 'expired', 'wrong issuer', 'wrong audience')),
        Probe('wrong scope', tokens['wrong scope'], (403,)),
        Probe('unknown path', good, (404,), '/v1/nothing'),
        Probe('unknown path, no token', None, (401, 404), '/v1/nothing'),
    ]


def tampered(token: str) -> str:
    """Returns the token with other claims under the same signature."""
    header, payload, signature = token.split('.')
    changed = json.loads(_decode(payload)) | {'azp': 'partner-000001', 'client_id': 'partner-000001'}
    return '.'.join((header, _encode(changed), signature))


def unsigned(token: str) -> str:
    """Returns the token with `alg: none`."""
    header, payload, _ = token.split('.')
    return '.'.join((_encode(json.loads(_decode(header)) | {'alg': 'none'}), payload, ''))


def _decode(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + '=' * (-len(part) % 4))


def _encode(members: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b'=').decode()


def status(url: str, token: str | None) -> int:
    """Returns the status of a GET; 0 if there was no answer."""
    return _get(url, token)[0]


def fields(url: str, token: str | None) -> set[str]:
    """Returns the names of the header fields of a GET's answer, in small letters; none if there was no answer."""
    return _get(url, token)[1]


def _get(url: str, token: str | None) -> tuple[int, set[str]]:
    request = urllib.request.Request(url, headers={'Authorization': f'Bearer {token}'} if token else {})
    try:
        with urllib.request.urlopen(request, timeout=10, context=UNVERIFIED) as answer:
            return answer.status, {name.lower() for name in answer.headers}
    except urllib.error.HTTPError as error:
        return error.code, {name.lower() for name in error.headers}
    except (urllib.error.URLError, http.client.HTTPException, OSError):
        return 0, set()


def mistakes(url: str, asked: list[Probe]) -> dict[str, str]:
    """Returns what a gateway answered otherwise than it must."""
    found = {}
    for probe in asked:
        answered = status(url + probe.path, probe.token)
        if answered not in probe.allowed:
            found[probe.name] = f'{answered} and not {" or ".join(map(str, probe.allowed))}'
    return found
