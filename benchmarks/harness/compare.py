"""`compare`: the gateway beside its peers, each proven to refuse the same requests before it is timed."""
from __future__ import annotations

import argparse
import functools

from . import gatehouse, measure, options, peers, results
from .cases import CASES, Case, body
from .gatehouse import Setup
from .load import Load
from .measure import Contestant, Rows
from .packages import ensure
from .probes import Probe, mistakes, probes, status
from .processes import Process, wait_for
from .shell import Failed, say
from .world import PARTNERS, World, partner_names

OURS = ('gatehouse', 'gatehouse-unvalidated')
ALL = ['direct', *peers.PEERS, 'gatehouse']


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 10, 30)
    options.java(parser)
    parser.add_argument('--case', type=functools.partial(options.names, known=list(CASES)), default=['get'],
                        help=f'what is asked, of {", ".join(CASES)}; several with commas (default get)')
    parser.add_argument('--peers', type=functools.partial(options.names, known=ALL), default=ALL,
                        help=f'who takes part, of {", ".join(ALL)} (default all)')
    parser.add_argument('--connections', type=options.count, default=64, help='at once (default %(default)s)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    for name in chosen.peers:
        if name in peers.PEERS:
            ensure(peers.PEERS[name].needs)
    versions = {peers.PEERS[name].title: peers.PEERS[name].version() for name in chosen.peers if name in peers.PEERS}
    for name, version in versions.items():
        say(f'{name}: {version}')
    for tls in (False, True):
        cases = [name for name in chosen.case if CASES[name].tls == tls]
        if cases:
            with World() as world:
                _Comparison(world, chosen, tls, cases).run(arguments, versions)


class _Comparison:
    """All gateways that speak plain text, or all that speak TLS, through some cases one after the other."""

    def __init__(self, world: World, chosen: argparse.Namespace, tls: bool, cases: list[str]) -> None:
        self.world = world
        self.chosen = chosen
        self.tls = tls
        self.cases = cases
        self.without: dict[str, str] = {}
        self.without_http2: dict[str, str] = {}
        self.unable: dict[str, str] = {}
        partners = partner_names(PARTNERS)
        self.tokens = {kind: world.issuer.tokens(f'tokens-{kind}', kind, partners, PARTNERS) for kind in ('peer', 'gatehouse')}
        self.running: dict[str, tuple[Process, str]] = {}

    def run(self, arguments: list[str], versions: dict[str, str]) -> None:
        self._start()
        self._prove()
        for name in self.cases:
            self.unable = {}
            found = self._measure(CASES[name])
            say(f'\n{CASES[name].title}, {self.chosen.connections} connections')
            measure.show(found)
            say('')
            results.save(f'compare-{name}', arguments, {
                'title': CASES[name].title, 'connections': self.chosen.connections, 'partners': PARTNERS,
                'seconds': self.chosen.seconds, 'rounds': self.chosen.rounds,
                'left_out': self.without | self.unable | (self.without_http2 if CASES[name].http2 else {}),
                **found.as_json()}, versions)

    def _start(self) -> None:
        if 'direct' in self.chosen.peers and not self.tls:
            self.running['direct'] = (self.world.service, self.world.upstream)
        for name in self.chosen.peers:
            if name in peers.PEERS:
                self._start_peer(name)
        if 'gatehouse' in self.chosen.peers:
            self._start_ours()

    def _start_peer(self, name: str) -> None:
        """A peer that cannot be built or started here is left out, and said to be."""
        try:
            self.running[name] = peers.start(self.world, name, self.tls)
        except Failed as failed:
            self._leave_out(name, f'it does not start here: {failed}')

    def _leave_out(self, name: str, why: str) -> None:
        say(f'{name} is left out: {why}')
        self.without[name] = why.splitlines()[0]
        self.running.pop(name, None)

    def _start_ours(self) -> None:
        if self.tls:
            gateway, second = gatehouse.start_tls(self.world, Setup(java=self.chosen.java))
            if not second:
                self.without_http2 = {'gatehouse': 'it does not start with server.http2.enabled'}
                say('gatehouse is left out of h2: it does not start with server.http2.enabled')
            self.running['gatehouse'] = (gateway.process, gateway.url)
            return
        for name in OURS:
            validation = name == 'gatehouse'
            if any(CASES[case].validated == validation for case in self.cases):
                gateway = gatehouse.start(self.world, Setup(name, validation=validation, java=self.chosen.java))
                self.running[name] = (gateway.process, gateway.url)

    def _prove(self) -> None:
        """Times nobody who lets a request through, or refuses a good one."""
        asked = {kind: probes(self.world.issuer, kind) for kind in self.tokens}
        for name in [name for name in self.running if name != 'direct']:
            try:
                self._prove_one(name, asked[_kind(name)])
            except Failed as failed:
                if name in OURS:
                    raise
                self._leave_out(name, str(failed))

    def _prove_one(self, name: str, asked: list[Probe]) -> None:
        process, url = self.running[name]
        wait_for(lambda: status(url + asked[0].path, asked[0].token) == 200, process)
        wrong = mistakes(url, asked)
        if wrong:
            raise Failed(f'{name} is not to be timed, it answered: {wrong}')
        say(f'{name}: refuses all {len(asked) - 1} probes')

    def _measure(self, case: Case) -> Rows:
        able = [each for each in (self._contestant(name, case) for name in list(self.running) if self._takes_part(name, case))
                if self._warm_up(each)]
        return measure.in_turns(able, self.chosen.rounds, self.chosen.seconds)

    def _warm_up(self, contestant: Contestant) -> bool:
        """Returns whether it can do what is asked at all."""
        try:
            measure.warm(contestant, self.chosen.warm)
        except Failed as failed:
            if contestant.name in OURS:
                raise
            say(f'{contestant.name} is left out: {failed}')
            self.unable[contestant.name] = str(failed).splitlines()[0]
            return False
        return True

    def _takes_part(self, name: str, case: Case) -> bool:
        if name in OURS:
            return (name == 'gatehouse') == case.validated and not (case.http2 and name in self.without_http2)
        return True

    def _contestant(self, name: str, case: Case) -> Contestant:
        process, url = self.running[name]
        load = Load(self.tokens[_kind(name)], [case.path], self.chosen.connections, 'POST' if case.post else 'GET',
                    body(case), case.http2)
        return Contestant(name, url, process, load, name in OURS or (name in peers.PEERS and peers.PEERS[name].warms))


def _kind(name: str) -> str:
    return 'gatehouse' if name in OURS else 'peer'
