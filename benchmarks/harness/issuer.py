"""An issuer of access tokens as Keycloak 26 shapes them: its discovery and keys are files, its tokens made beforehand."""
from __future__ import annotations

import json
import subprocess
import time
import uuid
from pathlib import Path

from . import build
from .java import java
from .shell import Failed

AUDIENCE = 'bank-gateway'
SCOPE = 'accounts:read loans:read cards:read orders:write'
LIFETIME = 4 * 3600
# Peers take the type that most issuers write, the gateway that of RFC 9068.
TYPES = {'peer': 'JWT', 'gatehouse': 'at+jwt'}


class Issuer:
    """Signs tokens by orders to a Java process, which has the cryptography and uses all cores."""

    def __init__(self, folder: Path, uri: str) -> None:
        self.folder = folder
        self.uri = uri
        self._signer = subprocess.Popen(
            [str(java()), '-cp', str(build.tools()), 'dev.gatehouse.benchmarks.issuer.TokenSigner', str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._expect('ready')
        self._publish()

    def close(self) -> None:
        assert self._signer.stdin
        self._signer.stdin.close()
        self._signer.wait(timeout=10)

    def _expect(self, answer: str) -> None:
        assert self._signer.stdout
        if self._signer.stdout.readline().strip() != answer:
            raise Failed('the token signer has ended')

    def _publish(self) -> None:
        """Writes what a web server has to serve at the issuer's address."""
        realm = self.folder / 'www/realms/bank'
        (realm / '.well-known').mkdir(parents=True)
        (realm / 'protocol/openid-connect').mkdir(parents=True)
        (realm / 'protocol/openid-connect/certs').write_text((self.folder / 'jwks.json').read_text())
        (realm / '.well-known/openid-configuration').write_text(json.dumps({
            'issuer': self.uri,
            'jwks_uri': f'{self.uri}/protocol/openid-connect/certs',
            'token_endpoint': f'{self.uri}/protocol/openid-connect/token',
            'authorization_endpoint': f'{self.uri}/protocol/openid-connect/auth',
            'subject_types_supported': ['public'],
            'response_types_supported': ['code'],
            'id_token_signing_alg_values_supported': ['RS256', 'ES256'],
        }))

    def tokens(self, file: str, kind: str, partners: list[str], count: int, algorithm: str = 'RS256') -> Path:
        """Makes a file of good tokens, `count` in all, of each partner in its turn."""
        return self._order(file, [self.line(kind, partners[i % len(partners)], algorithm=algorithm) for i in range(count)])

    def sign(self, file: str, lines: list[str]) -> list[str]:
        """Returns the tokens of these lines (see `line`)."""
        return self._order(file, lines).read_text().split()

    def _order(self, file: str, lines: list[str]) -> Path:
        assert self._signer.stdin
        path = self.folder / file
        self._signer.stdin.write(f'{len(lines)} {path}\n' + ''.join(line + '\n' for line in lines))
        self._signer.stdin.flush()
        self._expect('done')
        return path

    def line(self, kind: str, partner: str, key: str = '', algorithm: str = 'RS256', **over: object) -> str:
        """Returns the order of one token: the key, its header and its claims, of which some may be other than good."""
        published = 'rsa' if algorithm == 'RS256' else 'ec'
        header = {'alg': algorithm, 'typ': TYPES[kind], 'kid': f'{published}-1'}
        return '\t'.join((key or published, json.dumps(header), json.dumps(claims(self.uri, partner, **over))))


def claims(issuer: str, partner: str, **over: object) -> dict[str, object]:
    """Returns the claims of a token of the client credentials grant; `None` leaves one out."""
    now = int(time.time())
    good: dict[str, object] = {
        'exp': now + LIFETIME, 'iat': now, 'jti': f'trrtcc:{uuid.uuid4()}', 'iss': issuer, 'aud': AUDIENCE,
        'sub': str(uuid.uuid5(uuid.NAMESPACE_DNS, partner)), 'typ': 'Bearer', 'azp': partner, 'acr': '1', 'scope': SCOPE,
        'clientHost': '127.0.0.1', 'clientAddress': '127.0.0.1', 'client_id': partner,
    }
    return {name: value for name, value in {**good, **over}.items() if value is not None}
