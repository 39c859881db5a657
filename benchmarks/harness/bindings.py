"""`bindings`: what revocation costs a plain partner, and what a certificate or a proof of possession costs a bound one."""
from __future__ import annotations

import argparse
import base64
import hashlib
import json
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from . import gatehouse, measure, openloop, options, peers, results
from .figures import Sample
from .gatehouse import Gateway, Setup
from .load import Load
from .measure import Contestant, Rows
from .openloop import Paced
from .probes import GOOD_PATH, probes, status
from .processes import wait_for
from .shell import Failed, say
from .shell import run as run_program
from .world import PARTNERS, World, partner_names

SECRET = 'known-to-everybody-who-reads-this-file'
REVOKED = 1000
# What proofs are made for, wherever the gateway listens.
PUBLIC = 'https://api.bank.example'
NOTHING = 'plain, nothing revoked'


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 5, 30)
    options.java(parser)
    parser.add_argument('--rate', type=options.positive, default=500, help='of proofs, a second (default %(default)s)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    with World() as world:
        proxy, proxy_url = peers.start(world, 'haproxy', False)
        good = probes(world.issuer, 'peer')[0]
        wait_for(lambda: status(proxy_url + good.path, good.token) == 200, proxy)
        gateway = _start(world, chosen)
        plain = world.issuer.tokens('plain', 'gatehouse', partner_names(PARTNERS), PARTNERS)
        certified = _write(world.folder / 'certified', _certified(world))
        contestants = [
            Contestant(NOTHING, gateway.url, gateway.process, Load(plain, [GOOD_PATH]), True),
            Contestant('plain, revocation', gateway.url, gateway.process, Load(plain, [GOOD_PATH]), True),
            Contestant('bound to a certificate', gateway.url, gateway.process, Load(certified, [GOOD_PATH]), True)]

        def take(contestant: Contestant, seconds: float) -> Sample:
            if contestant.process is gateway.process:
                _revoke(world, gateway, contestant.name != NOTHING)
                measure.warm(contestant, 1)
            return measure.sample(contestant, seconds)

        # Each way through the code compiles itself before anything counts.
        for contestant in contestants:
            take(contestant, chosen.warm)
        peer = world.issuer.tokens('tokens-peer', 'peer', partner_names(PARTNERS), PARTNERS)
        yardstick = Contestant('haproxy', proxy_url, proxy, Load(peer, [GOOD_PATH]), False)
        found = measure.in_turns([*contestants, yardstick], chosen.rounds, chosen.seconds, take)
        measure.show(found)
        proofs = _proofs(world, chosen, replace(contestants[1], name='plain'))
    results.save('bindings', arguments, {
        'seconds': chosen.seconds, 'rounds': chosen.rounds, 'rate': chosen.rate, 'revoked': REVOKED,
        **found.as_json(), 'proofs': [row.as_json() for row in proofs.rows],
        'quiet_proofs': proofs.quiet.as_json()},
        {'HAProxy': peers.PEERS['haproxy'].version()})


def _start(world: World, chosen: argparse.Namespace) -> Gateway:
    _publish(world, 0)
    say('starting gatehouse')
    return gatehouse.start(world, Setup(java=chosen.java, extra={
        'gatehouse.trusted-proxies': '127.0.0.0/8', 'gatehouse.management.secret': SECRET, 'gatehouse.public-uri': PUBLIC,
        'gatehouse.issuer.cutoffs.uri': f'{world.issuer.uri}/gatehouse/cutoffs',
        'gatehouse.issuer.cutoffs.client-secret': SECRET}))


def _publish(world: World, count: int) -> None:
    """Says what Keycloak's provider would, of so many clients, none of which calls."""
    feed = world.folder / 'www/realms/bank/gatehouse/cutoffs'
    feed.parent.mkdir(parents=True, exist_ok=True)
    clients = {f'ended-{number:06d}': int(time.time()) for number in range(count)}
    written = feed.with_suffix('.new')
    written.write_text(json.dumps({'issuer': world.issuer.uri, 'notBefore': 0, 'clients': clients}))
    written.replace(feed)


def _revoke(world: World, gateway: Gateway, wanted: bool) -> None:
    """Refuses tokens of many clients and many tokens, none of which calls, or takes that back."""
    if wanted == bool(_in_force(gateway)):
        return
    _publish(world, REVOKED if wanted else 0)
    for number in range(REVOKED):
        for one in ({'client': f'revoked-{number:06d}'}, {'tokenId': f'revoked-{number:06d}'}):
            _order(gateway, one, wanted)
    wait_for(lambda: _in_force(gateway) == (3 * REVOKED if wanted else 0), gateway.process)


def _order(gateway: Gateway, one: dict[str, str], wanted: bool) -> None:
    uri, fields = f'{gateway.management}/actuator/revocations', {'Authorization': f'Bearer {SECRET}'}
    if wanted:
        order = urllib.request.Request(uri, json.dumps(one).encode(), fields | {'Content-Type': 'application/json'})
    else:
        order = urllib.request.Request(f'{uri}?{urllib.parse.urlencode(one)}', headers=fields, method='DELETE')
    with urllib.request.urlopen(order, timeout=5) as answer:
        answer.read()


def _in_force(gateway: Gateway) -> int:
    """Returns how many clients and tokens the gateway refuses, by its own metrics."""
    with urllib.request.urlopen(f'{gateway.management}/actuator/prometheus', timeout=5) as answer:
        lines = answer.read().decode().splitlines()
    return sum(round(float(line.rpartition(' ')[2])) for line in lines
               if line.startswith(('gatehouse_revocations{', 'gatehouse_cutoffs_clients')))


def _certified(world: World) -> Iterable[str]:
    """Returns tokens that are bound to a certificate (RFC 8705), each with the field by which a proxy shows it (RFC 9440).

    No load generator here shows a certificate of its own.
    """
    certificate, _ = world.certificate()
    der = world.folder / 'client.der'
    run_program('openssl', 'x509', '-in', certificate, '-outform', 'DER', '-out', der)
    bytes_ = der.read_bytes()
    cnf = {'x5t#S256': _base64url(hashlib.sha256(bytes_).digest())}
    tokens = world.issuer.sign('bound-certificate', [world.issuer.line('gatehouse', name, cnf=cnf)
                                                     for name in partner_names(PARTNERS)])
    return [f'{token}\tClient-Cert: :{base64.b64encode(bytes_).decode()}:' for token in tokens]


def _proofs(world: World, chosen: argparse.Namespace, base: Contestant) -> Rows:
    """Measures, at a constant rate, calls with a proof each (RFC 9449) beside plain ones. A proof is good once, and for a minute."""
    jwk = next(key for key in json.loads((world.folder / 'jwks.json').read_text())['keys'] if key['kty'] == 'EC')
    jwk = {member: jwk[member] for member in ('crv', 'kty', 'x', 'y')}
    thumbprint = _base64url(hashlib.sha256(json.dumps(jwk, separators=(',', ':'), sort_keys=True).encode()).digest())
    tokens = world.issuer.sign('bound-key', [world.issuer.line('gatehouse', name, cnf={'jkt': thumbprint})
                                             for name in partner_names(PARTNERS)])
    seconds = max(4.0, chosen.seconds)

    def take(contestant: Contestant, _: float) -> Sample:
        file = contestant.load.tokens
        if contestant.name == 'proof':
            each = round(chosen.rate * (seconds + 2))
            file = _write(world.folder / 'proofs', _signed(world, jwk, [tokens[i % PARTNERS] for i in range(each)]))
        return _paced(Paced(contestant.url + GOOD_PATH, file, chosen.rate, seconds, warm_url=world.upstream + GOOD_PATH,
                            warm_seconds=1), contestant)

    contestants = [base, replace(base, name='proof')]
    # Verifying compiles itself too: one long round that nobody counts.
    for _ in range(max(1, round(chosen.warm / seconds))):
        take(contestants[1], seconds)
    found = measure.in_turns(contestants, chosen.rounds, seconds, take)
    measure.show(found)
    return found


def _signed(world: World, jwk: dict[str, str], tokens: list[str]) -> Iterable[str]:
    """Returns each token with a fresh proof of ES256 for a GET of the good path."""
    header = json.dumps({'typ': 'dpop+jwt', 'alg': 'ES256', 'jwk': jwk})

    def line(token: str) -> str:
        return '\t'.join(('ec', header, json.dumps({
            'jti': str(uuid.uuid4()), 'htm': 'GET', 'htu': PUBLIC + GOOD_PATH, 'iat': int(time.time()),
            'ath': _base64url(hashlib.sha256(token.encode()).digest())})))

    signed = world.issuer.sign('signed-proofs', [line(token) for token in tokens])
    return [f'{token}\tAuthorization: DPoP {token}\tDPoP: {proof}' for token, proof in zip(tokens, signed)]


def _paced(paced: Paced, contestant: Contestant) -> Sample:
    sample = openloop.sample(paced, contestant.process)
    if sample.failed > sample.requests:
        raise Failed(f'{contestant.name}: {sample.failed} requests were refused')
    return sample


def _write(file: Path, lines: Iterable[str]) -> Path:
    file.write_text(''.join(line + '\n' for line in lines))
    return file


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()
