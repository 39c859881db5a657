"""`scale`: how the cost of a request grows with operations, partners, live tokens and connections, and of a first token."""
from __future__ import annotations

import argparse
import functools
from dataclasses import dataclass, replace
from pathlib import Path

from . import gatehouse, measure, openloop, options, peers, results
from .figures import Row, Sample
from .gatehouse import Gateway, Setup
from .load import Load
from .measure import Contestant
from .openloop import Paced
from .probes import GOOD_PATH, probes, status
from .processes import Process, wait_for
from .shell import say
from .world import PARTNERS, World, partner_names

SWEEPS = ('operations', 'partners', 'tokens', 'connections', 'first-seen')
OPERATIONS = (20, 200, 2000)
REGISTERED = (100, 10_000, 100_000)
TOKENS = (1, 100, 1000, 10_000, 100_000)
CONNECTIONS = (64, 256, 1000, 2000)


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 5, 20)
    options.java(parser)
    parser.add_argument('--sweep', type=functools.partial(options.names, known=list(SWEEPS)), default=list(SWEEPS),
                        help=f'of {", ".join(SWEEPS)}; several with commas (default all)')
    parser.add_argument('--rate', type=options.positive, default=1000, help='of first-seen tokens, a second (default %(default)s)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    with World() as world:
        scale = _Scale(world, chosen, arguments)
        if 'operations' in chosen.sweep:
            scale.operations()
        if 'partners' in chosen.sweep:
            scale.partners()
        if {'tokens', 'connections', 'first-seen'} & set(chosen.sweep):
            scale.one_gateway()


@dataclass(frozen=True)
class _Yardstick:
    """HAProxy, measured in the same turns, so that a noisy machine is not taken for growth."""

    process: Process
    url: str
    tokens: Path

    def contestant(self, connections: int = 64) -> Contestant:
        return Contestant('haproxy', self.url, self.process, Load(self.tokens, [GOOD_PATH], connections), False)


class _Scale:
    def __init__(self, world: World, chosen: argparse.Namespace, arguments: list[str]) -> None:
        self.world = world
        self.chosen = chosen
        self.arguments = arguments
        process, url = peers.start(world, 'haproxy', False)
        good = probes(world.issuer, 'peer')[0]
        wait_for(lambda: status(url + good.path, good.token) == 200, process)
        tokens = world.issuer.tokens('tokens-peer', 'peer', partner_names(PARTNERS), PARTNERS)
        self.yardstick = _Yardstick(process, url, tokens)

    def operations(self) -> None:
        tokens = self._tokens('operations', PARTNERS)
        gateways = {number: self._start(Setup(f'operations-{number}', operations=number)) for number in OPERATIONS}
        self._turns('operations', {number: self._contestant(str(number), gateway, Load(tokens, gateway.paths))
                                   for number, gateway in gateways.items()})
        self._stop(*gateways.values())

    def partners(self) -> None:
        gateways = {number: self._start(Setup(f'partners-{number}', partners=number)) for number in REGISTERED}
        self._turns('partners', {
            number: self._contestant(str(number), gateway, Load(self._tokens(f'partners-{number}', number), [GOOD_PATH]))
            for number, gateway in gateways.items()})
        self._stop(*gateways.values())

    def one_gateway(self) -> None:
        """What needs no other settings: tokens and connections."""
        gateway = self._start(Setup('one', partners=PARTNERS))
        known = self._tokens('known', PARTNERS)
        base = self._contestant('64', gateway, Load(known, [GOOD_PATH]))
        if 'connections' in self.chosen.sweep:
            self._turns('connections', {
                number: replace(base, name=str(number), load=Load(known, [GOOD_PATH], number)) for number in CONNECTIONS})
        if 'first-seen' in self.chosen.sweep:
            measure.warm([base], self.chosen.warm)
            self._first_seen(gateway, known)
        if 'tokens' in self.chosen.sweep:
            say(f'signing {max(TOKENS)} tokens')
            self._turns('tokens', {number: replace(base, name=str(number), load=Load(self._live(number), [GOOD_PATH]))
                                   for number in TOKENS})
        self._stop(gateway)

    def _live(self, count: int) -> Path:
        return self.world.issuer.tokens(f'live-{count}', 'gatehouse', partner_names(min(count, PARTNERS)), count)

    def _first_seen(self, gateway: Gateway, known: Path) -> None:
        """Each token once, at a constant rate; beside it tokens that are known, at the same rate."""
        say('tokens that were never seen')
        files = {'known': known}
        each = round(self.chosen.rate * self.chosen.seconds)
        slices = {}
        for algorithm in ('RS256', 'ES256'):
            name = f'{algorithm} first seen'
            whole = self.world.issuer.tokens(f'first-{algorithm}', 'gatehouse', partner_names(PARTNERS),
                                             each * (self.chosen.rounds + 2), algorithm)
            slices[name] = _slices(whole, each)
            files[name] = whole
        contestants = [Contestant(name, gateway.url, gateway.process, Load(file, [GOOD_PATH]), True)
                       for name, file in files.items()]
        # Two rounds of each that nobody counts: verifying compiles itself too.
        for name in slices:
            for _ in range(2):
                self._paced(contestants[0], slices[name].pop(0))
        rows = measure.in_turns(contestants, self.chosen.rounds, self.chosen.seconds, lambda contestant, _: self._paced(
            contestant, slices[contestant.name].pop(0) if contestant.name in slices else known))
        measure.show(rows)
        self._save('first-seen', {row.name: row for row in rows}, {'rate': self.chosen.rate})

    def _paced(self, contestant: Contestant, tokens: Path) -> Sample:
        paced = Paced(contestant.url + GOOD_PATH, tokens, self.chosen.rate, self.chosen.seconds,
                      warm_url=self.world.upstream + GOOD_PATH, warm_seconds=1)
        measured, cpu = openloop.apply_and_count(paced, contestant.process)
        return Sample(cpu, measured['answered'] / self.chosen.seconds, measured['p50_ms'], measured['p99_ms'],
                      measured['answered'], measured['failed'])

    def _start(self, setup: Setup) -> Gateway:
        say(f'starting {setup.name}')
        return gatehouse.start(self.world, replace(setup, java=self.chosen.java))

    def _stop(self, *gateways: Gateway) -> None:
        for gateway in gateways:
            self.world.processes.stop(gateway.process)

    def _tokens(self, name: str, registered: int) -> Path:
        """Returns tokens of a hundred partners, spread over all that are registered."""
        return self.world.issuer.tokens(f'tokens-{name}', 'gatehouse', partner_names(PARTNERS, registered), PARTNERS)

    @staticmethod
    def _contestant(name: str, gateway: Gateway, load: Load) -> Contestant:
        return Contestant(name, gateway.url, gateway.process, load, True)

    def _turns(self, sweep: str, contestants: dict[int, Contestant]) -> None:
        """Measures one sweep, with HAProxy under as many connections in each turn."""
        say(f'{sweep}: {", ".join(map(str, contestants))}')
        everybody = list(contestants.values())
        first = everybody[:1] if len({each.url for each in everybody}) == 1 else everybody
        measure.warm(first, self.chosen.warm)
        measure.warm([each for each in everybody if each not in first], min(self.chosen.warm, 3))
        yardsticks = [self.yardstick.contestant()]
        if sweep == 'connections':
            yardsticks = [replace(self.yardstick.contestant(number), name=f'haproxy {number}') for number in contestants]
        rows = measure.in_turns(everybody + yardsticks, self.chosen.rounds, self.chosen.seconds)
        measure.show(rows)
        self._save(sweep, {row.name: row for row in rows}, {})

    def _save(self, sweep: str, rows: dict[str, Row], more: dict[str, object]) -> None:
        results.save(f'scale-{sweep}', self.arguments, {
            'sweep': sweep, 'seconds': self.chosen.seconds, 'rounds': self.chosen.rounds, **more,
            'rows': [row.as_json() for row in rows.values()]}, {'HAProxy': peers.PEERS['haproxy'].version()})


def _slices(file: Path, length: int) -> list[Path]:
    """Cuts a file of tokens into files of so many."""
    lines = file.read_text().splitlines()
    slices = []
    for start in range(0, len(lines) - length + 1, length):
        part = file.with_name(f'{file.name}-{start // length}')
        part.write_text('\n'.join(lines[start:start + length]) + '\n')
        slices.append(part)
    return slices
