"""`scale`: how the cost of a request grows with operations, partners, live tokens and connections, and of a first token."""
from __future__ import annotations

import argparse
import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from . import gatehouse, measure, openloop, options, peers, results
from .figures import Sample
from .gatehouse import Gateway, Setup
from .load import Load
from .measure import Contestant, Rows
from .openloop import Paced
from .probes import GOOD_PATH, fields, probes, status
from .processes import Process, wait_for
from .shell import say
from .world import PARTNERS, World, partner_names

SWEEPS = ('operations', 'limits', 'partners', 'tokens', 'connections', 'first-seen')
OPERATIONS = (20, 2000)
REGISTERED = (100, 10_000, 100_000)
TOKENS = (1, 100, 1000, 10_000, 100_000)
CONNECTIONS = (64, 500, 2000)
LIMITS = ('{}', gatehouse.PLAN)


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 5, 20)
    options.java(parser)
    parser.add_argument('--sweep', type=functools.partial(options.names, known=list(SWEEPS)), default=list(SWEEPS),
                        help=f'of {", ".join(SWEEPS)}; several with commas (default all)')
    parser.add_argument('--rate', type=options.positive, default=1000,
                        help='of first-seen tokens, a second (default %(default)s)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    with World() as world:
        scale = _Scale(world, chosen, arguments)
        if 'operations' in chosen.sweep:
            scale.operations()
        if 'limits' in chosen.sweep:
            scale.limits()
        if set(chosen.sweep) - {'operations', 'limits'}:
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
        # CPU time is told in hundredths of a second: at a moderate rate that takes some seconds to be exact.
        self.paced_seconds = max(4.0, chosen.seconds)
        process, url = peers.start(world, 'haproxy', False)
        good = probes(world.issuer, 'peer')[0]
        wait_for(lambda: status(url + good.path, good.token) == 200, process)
        tokens = world.issuer.tokens('tokens-peer', 'peer', partner_names(PARTNERS), PARTNERS)
        self.yardstick = _Yardstick(process, url, tokens)

    def operations(self) -> None:
        """Contracts are read at the start: each number of operations is a gateway of its own."""
        tokens = self._tokens('operations', PARTNERS)
        gateways = {number: self._start(Setup(f'operations-{number}', operations=number)) for number in OPERATIONS}
        contestants = [self._contestant(str(number), gateway, Load(tokens, gateway.paths))
                       for number, gateway in gateways.items()]
        for contestant in contestants:
            measure.warm(contestant, self.chosen.warm)
        self._turns('operations', contestants)
        self._stop(*gateways.values())

    def limits(self) -> None:
        """Plans without limits and with all of them, in one gateway that has compiled itself once: alone, and with a store."""
        tokens = self._tokens('limits', PARTNERS)
        gateways = {'alone': self._start(Setup('limits-alone', plan=LIMITS[0])),
                    'with a store': self._start(Setup('limits-store', plan=LIMITS[0], store=self.world.store()))}
        of_client = self.world.issuer.sign('limited', [self.world.issuer.line('gatehouse', partner_names(PARTNERS)[0])])[0]

        def take(contestant: Contestant, seconds: float) -> Sample:
            plan, _, place = contestant.name.partition(', ')
            if place:
                gateway, limited = gateways[place], plan == 'limits'
                gatehouse.registry(gateway.registry, PARTNERS, LIMITS[limited])
                wait_for(lambda: ('ratelimit' in fields(gateway.url + GOOD_PATH, of_client)) == limited, gateway.process)
                measure.warm(contestant, 1)
            return measure.sample(contestant, seconds)

        contestants = [self._contestant(f'{plan}, {place}', gateway, Load(tokens, [GOOD_PATH]))
                       for place, gateway in gateways.items() for plan in ('no limits', 'limits')]
        # Both ways through the code compile themselves before anything counts.
        for contestant in contestants:
            take(contestant, self.chosen.warm)
        self._turns('limits', contestants, take=take)
        self._stop(*gateways.values())

    def one_gateway(self) -> None:
        """What needs no other gateway, and so is compared within one that has compiled itself once."""
        gateway = self._start(Setup('one'))
        base = self._contestant('100', gateway, Load(self._tokens('known', PARTNERS), [GOOD_PATH]))
        measure.warm(base, self.chosen.warm)
        for sweep, measured in (('connections', self._connections), ('partners', self._partners),
                                ('first-seen', self._first_seen), ('tokens', self._live_tokens)):
            if sweep in self.chosen.sweep:
                measured(gateway, base)
        self._stop(gateway)

    def _connections(self, _: Gateway, base: Contestant) -> None:
        contestants = [replace(base, name=str(number), load=replace(base.load, connections=number)) for number in CONNECTIONS]
        self._turns('connections', contestants, [replace(self.yardstick.contestant(number), name=f'haproxy {number}')
                                                 for number in CONNECTIONS])

    def _partners(self, gateway: Gateway, base: Contestant) -> None:
        """The registry is followed while the gateway runs: it is another one in each turn."""
        last = {number: f'partner-{number - 1:06d}' for number in REGISTERED}
        lines = [self.world.issuer.line('gatehouse', name) for name in last.values()]
        asked = dict(zip(last, self.world.issuer.sign('last-partners', lines)))

        def is_registered(number: int) -> bool:
            return all(status(gateway.url + GOOD_PATH, token) == (200 if size <= number else 403)
                       for size, token in asked.items())

        def take(contestant: Contestant, seconds: float) -> Sample:
            if contestant.name.isdecimal():
                gatehouse.registry(gateway.registry, int(contestant.name))
                wait_for(lambda: is_registered(int(contestant.name)), gateway.process)
                measure.warm(contestant, 1)
            return measure.sample(contestant, seconds)

        self._turns('partners', [replace(base, name=str(number), load=Load(self._tokens(f'of-{number}', number), [GOOD_PATH]))
                                 for number in REGISTERED], take=take)
        gatehouse.registry(gateway.registry, PARTNERS)
        wait_for(lambda: is_registered(PARTNERS), gateway.process)

    def _live_tokens(self, _: Gateway, base: Contestant) -> None:
        say(f'signing {max(TOKENS):,} tokens')
        contestants = [replace(base, name=str(number), load=Load(self._live(number), [GOOD_PATH])) for number in TOKENS]
        # The first turn would pay for what was not seen yet.
        for contestant in contestants:
            measure.warm(contestant, 2)
        self._turns('tokens', contestants)

    def _live(self, count: int) -> Path:
        return self.world.issuer.tokens(f'live-{count}', 'gatehouse', partner_names(min(count, PARTNERS)), count)

    def _first_seen(self, gateway: Gateway, base: Contestant) -> None:
        """Each token once, at a constant rate; beside it tokens that are known, at the same rate."""
        each = round(self.chosen.rate * self.paced_seconds)
        fresh = {}
        for algorithm in ('RS256', 'ES256'):
            whole = self.world.issuer.tokens(f'first-{algorithm}', 'gatehouse', partner_names(PARTNERS),
                                             each * (self.chosen.rounds * measure.TRIES + 1), algorithm)
            fresh[f'{algorithm}, first seen'] = _slices(whole, each)
        # One round of each that nobody counts: verifying compiles itself too.
        for slices in fresh.values():
            self._paced(base, slices.pop(0))
        contestants = [replace(base, name=name) for name in ('known', *fresh)]
        found = measure.in_turns(contestants, self.chosen.rounds, self.chosen.seconds, lambda contestant, _: self._paced(
            contestant, fresh[contestant.name].pop(0) if contestant.name in fresh else base.load.tokens))
        measure.show(found)
        self._save('first-seen', found, {'rate': self.chosen.rate})

    def _paced(self, contestant: Contestant, tokens: Path) -> Sample:
        paced = Paced(contestant.url + GOOD_PATH, tokens, self.chosen.rate, self.paced_seconds,
                      warm_url=self.world.upstream + GOOD_PATH, warm_seconds=1)
        return openloop.sample(paced, contestant.process)

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

    def _turns(self, sweep: str, contestants: list[Contestant], yardsticks: list[Contestant] | None = None,
               take: Callable[[Contestant, float], Sample] = measure.sample) -> None:
        """Measures one sweep, with HAProxy in each turn."""
        say(f'{sweep}: {", ".join(contestant.name for contestant in contestants)}')
        found = measure.in_turns(contestants + (yardsticks or [self.yardstick.contestant()]), self.chosen.rounds,
                                 self.chosen.seconds, take)
        measure.show(found)
        self._save(sweep, found, {})

    def _save(self, sweep: str, found: Rows, more: dict[str, object]) -> None:
        results.save(f'scale-{sweep}', self.arguments, {
            'sweep': sweep, 'seconds': self.chosen.seconds, 'rounds': self.chosen.rounds, **more,
            **found.as_json()}, {'HAProxy': peers.PEERS['haproxy'].version()})


def _slices(file: Path, length: int) -> list[Path]:
    """Cuts a file of tokens into files of so many."""
    lines = file.read_text().splitlines()
    slices = []
    for start in range(0, len(lines) - length + 1, length):
        part = file.with_name(f'{file.name}-{start // length}')
        part.write_text('\n'.join(lines[start:start + length]) + '\n')
        slices.append(part)
    return slices
