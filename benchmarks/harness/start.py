"""`start`: how soon the gateway is ready, how good its first seconds are, and what memory it needs in a container."""
from __future__ import annotations

import argparse
import contextlib
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from . import gatehouse, image, load, openloop, options, results
from .cage import Cage, cage
from .gatehouse import Gateway, Setup
from .java import java
from .load import Load
from .openloop import Paced
from .probes import GOOD_PATH
from .shell import ROOT, Failed, say
from .turns import Turns, Watch, quietest
from .world import PARTNERS, World, partner_names

LIMIT_MIB = 512
WINDOW = 10
# How many times as many starts are taken at most, where the hypervisor took time.
TRIES = 3


def add_options(parser: argparse.ArgumentParser) -> None:
    options.java(parser)
    parser.add_argument('--starts', type=options.count, default=5, help='starts that are timed (default %(default)s)')
    parser.add_argument('--rate', type=options.positive, default=2000,
                        help='constant rate from readiness on, requests a second (default %(default)s)')
    parser.add_argument('--seconds', type=options.positive, default=60, help='of that rate (default %(default)s)')
    parser.add_argument('--load', type=options.positive, default=20, help='seconds of full load (default %(default)s)')
    parser.add_argument('--connections', type=options.count, default=2000, help='of the full load (default %(default)s)')
    parser.add_argument('--cold', action='store_true', help="without the image's warm-up")
    parser.add_argument('--no-limit', action='store_true', help=f'without a control group of {LIMIT_MIB} MiB')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    command = _started(chosen.java or image.command(), chosen.cold)
    with World() as world, (contextlib.nullcontext() if chosen.no_limit else cage(LIMIT_MIB)) as limit:
        tokens = world.issuer.tokens('tokens', 'gatehouse', partner_names(PARTNERS), PARTNERS)
        place = _Place(world, command, limit, tokens)
        starts = quietest(chosen.starts, TRIES, place.timed_start, lambda start: start.stolen)
        ready = [start.seconds for start in starts.found]
        at_rest = place.rest_after_start()
        cold, rising, full = (quietest(1, TRIES, measure, lambda seconds: seconds.stolen) for measure in (
            lambda number: place.paced(f'cold-{number}', chosen.rate, chosen.seconds, 0),
            lambda number: place.paced(f'rising-{number}', chosen.rate, chosen.seconds, WINDOW),
            lambda number: place.full(f'full-{number}', chosen.seconds)))
        gateway = place.start('gatehouse')
        load.apply(Load(tokens, [GOOD_PATH], 64), gateway.url, chosen.load)
        time.sleep(3)
        rest = gateway.process.rss_mib()
        timing = load.apply(Load(tokens, [GOOD_PATH], chosen.connections), gateway.url, chosen.load)
        data = {
            'java': command.replace(f'{java().parent}/', '').replace(f'{ROOT}/', ''),
            'limit_mib': None if chosen.no_limit else LIMIT_MIB,
            'seconds_to_ready': [round(seconds, 2) for seconds in ready], 'ready_median': round(statistics.median(ready), 2),
            'quiet_starts': starts.quiet.as_json(),
            'rss_rest_mib': round(rest), 'rss_start_mib': round(at_rest),
            'rss_load_mib': round(gateway.process.rss_mib()), 'rss_peak_mib': round(gateway.process.peak_mib()),
            'charged_peak_mib': round(limit.peak_mib()) if limit else None, 'killed': limit.kills() if limit else None,
            'connections': chosen.connections, 'load_rps': round(timing.rps), 'load_failed': timing.failed,
            'load_p99_ms': timing.p99, 'rate': chosen.rate, 'rise': WINDOW, 'full_after': WINDOW + chosen.seconds,
            'first_p99_ms': cold.found[0].first_p99_ms, 'steady_p99_ms': cold.found[0].later_p99_ms,
            'paced_failed': _failed(cold), 'quiet_cold': cold.quiet.as_json(),
            'rising_p99_ms': rising.found[0].first_p99_ms, 'risen_p99_ms': rising.found[0].later_p99_ms,
            'rising_failed': _failed(rising), 'quiet_rising': rising.quiet.as_json(),
            'full_first_p99_ms': full.found[0].first_p99_ms, 'full_later_p99_ms': full.found[0].later_p99_ms,
            'full_failed': _failed(full), 'quiet_full': full.quiet.as_json(),
        }
    for key, value in data.items():
        say(f'  {key:18} {value}')
    results.save('start-cold' if chosen.cold else 'start', arguments, data)


def _started(command: str, cold: bool) -> str:
    before, jar, after = command.partition(' -jar ')
    if cold and not jar:
        raise Failed(f'--cold needs a command with -jar: {command}')
    return f'{before} -Dgatehouse.warm-up.until=0s{jar}{after}' if cold else command


@dataclass(frozen=True)
class _Start:
    """How long a start took, and the part of its time that the machine did not get meanwhile."""

    seconds: float
    stolen: float


@dataclass(frozen=True)
class _First:
    """The p99 of the first ten seconds of a gateway and of ten later ones, and the same as above."""

    first_p99_ms: float
    later_p99_ms: float
    failed: int
    stolen: float


def _failed(turns: Turns[_First]) -> int:
    return sum(seconds.failed for seconds in (*turns.found, *turns.left_out))


@dataclass(frozen=True)
class _Place:
    """Where gateways are started, each anew."""

    world: World
    command: str
    limit: Cage | None
    tokens: Path

    def start(self, name: str) -> Gateway:
        return gatehouse.start(self.world, Setup(name, java=self.command), self.limit.enter if self.limit else None)

    def timed_start(self, number: int) -> _Start:
        watch = Watch()
        gateway = self.start(f'start-{number}')
        stolen = watch.stolen()
        say(f'  ready after {gateway.seconds_to_ready:.2f} s')
        self.world.processes.stop(gateway.process)
        return _Start(gateway.seconds_to_ready, stolen)

    def rest_after_start(self) -> float:
        """Returns the memory of a gateway that was started and left alone for some seconds."""
        gateway = self.start('rest')
        time.sleep(5)
        rest = gateway.process.rss_mib()
        self.world.processes.stop(gateway.process)
        return rest

    def paced(self, name: str, rate: float, seconds: float, rise: float) -> _First:
        """Sends at a rate that it has at once, or after so many seconds in which a balancer sends ever more.

        The generator warms itself up at the service, so that only the gateway is cold.
        """
        gateway = self.start(name)
        say(f'  {rate:.0f} requests a second ' + (f'after {rise:.0f} s' if rise else 'from the start'))
        measured = openloop.apply(Paced(gateway.url + GOOD_PATH, self.tokens, rate, seconds, 64,
                                        self.world.upstream + GOOD_PATH, 5, WINDOW, rise))
        windows = measured['windows']
        return self._end(gateway, _First(windows[0]['p99_ms'], windows[-1]['p99_ms'], measured['failed'], measured['stolen']))

    def full(self, name: str, seconds: float) -> _First:
        """Has 64 clients ask, each as soon as it has its answer; so many seconds lie between what counts."""
        gateway = self.start(name)
        say('  as much as 64 clients ask')
        asked = Load(self.tokens, [GOOD_PATH], 64)
        stolen, timings = 0.0, []
        for length in (WINDOW, seconds, WINDOW):
            watch = Watch()
            timings.append(load.apply(asked, gateway.url, length))
            stolen = max(stolen, watch.stolen())
        return self._end(gateway, _First(timings[0].p99, timings[-1].p99, sum(timing.failed for timing in timings), stolen))

    def _end(self, gateway: Gateway, found: _First) -> _First:
        say(f'    p99 {found.first_p99_ms:.1f} ms, later {found.later_p99_ms:.1f}')
        self.world.processes.stop(gateway.process)
        return found
