"""`start`: how soon the gateway is ready, how good its first seconds are, and what memory it needs in a container."""
from __future__ import annotations

import argparse
import contextlib
import statistics
import time
from pathlib import Path

from . import gatehouse, image, load, openloop, options, results
from .cage import Cage, cage
from .gatehouse import Gateway, Setup
from .java import java
from .load import Load
from .openloop import Paced
from .probes import GOOD_PATH
from .shell import ROOT, say
from .turns import quietest
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
    parser.add_argument('--no-limit', action='store_true', help=f'without a control group of {LIMIT_MIB} MiB')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    command = chosen.java or image.command()
    with World() as world, (contextlib.nullcontext() if chosen.no_limit else cage(LIMIT_MIB)) as limit:
        tokens = world.issuer.tokens('tokens', 'gatehouse', partner_names(PARTNERS), PARTNERS)
        starts = quietest(chosen.starts, TRIES, lambda number: _start_and_stop(world, command, limit, number))
        ready = starts.found
        at_rest = _rest_after_start(world, command, limit)
        colds, risings = (quietest(1, TRIES, lambda _: _first_of_new(world, command, limit, tokens, chosen, rise))
                          for rise in (0, WINDOW))
        (first, steady, failed), rising = colds.found[0], risings.found[0]
        gateway = _start(world, command, limit, 'gatehouse')
        load.apply(Load(tokens, [GOOD_PATH], 64), gateway.url, chosen.load)
        time.sleep(3)
        rest = gateway.process.rss_mib()
        timing = load.apply(Load(tokens, [GOOD_PATH], chosen.connections), gateway.url, chosen.load)
        data = {
            'java': command.replace(f'{java().parent}/', '').replace(f'{ROOT}/', ''),
            'limit_mib': None if chosen.no_limit else LIMIT_MIB,
            'seconds_to_ready': [round(seconds, 2) for seconds in ready], 'ready_median': round(statistics.median(ready), 2),
            'rss_rest_mib': round(rest), 'rss_start_mib': round(at_rest),
            'rss_load_mib': round(gateway.process.rss_mib()), 'rss_peak_mib': round(gateway.process.peak_mib()),
            'charged_peak_mib': round(limit.peak_mib()) if limit else None, 'killed': limit.kills() if limit else None,
            'connections': chosen.connections, 'load_rps': round(timing.rps), 'load_failed': timing.failed,
            'load_p99_ms': timing.p99, 'rate': chosen.rate, 'first_p99_ms': first, 'steady_p99_ms': steady,
            'paced_failed': failed, 'quiet_starts': starts.quiet.as_json(), 'quiet_cold': colds.quiet.as_json(),
            'quiet_rising': risings.quiet.as_json(), 'rise': WINDOW, 'rising_p99_ms': rising[0], 'risen_p99_ms': rising[1],
            'rising_failed': rising[2],
        }
    for key, value in data.items():
        say(f'  {key:18} {value}')
    results.save('start', arguments, data)


def _start(world: World, command: str, limit: Cage | None, name: str) -> Gateway:
    return gatehouse.start(world, Setup(name, java=command), limit.enter if limit else None)


def _start_and_stop(world: World, command: str, limit: Cage | None, number: int) -> float:
    gateway = _start(world, command, limit, f'start-{number}')
    say(f'  ready after {gateway.seconds_to_ready:.2f} s')
    world.processes.stop(gateway.process)
    return gateway.seconds_to_ready


def _rest_after_start(world: World, command: str, limit: Cage | None) -> float:
    """Returns the memory of a gateway that was started and left alone for some seconds."""
    gateway = _start(world, command, limit, 'rest')
    time.sleep(5)
    rest = gateway.process.rss_mib()
    world.processes.stop(gateway.process)
    return rest


def _first_of_new(world: World, command: str, limit: Cage | None, tokens: Path, chosen: argparse.Namespace,
                  rise: float) -> tuple[float, float, int]:
    """Returns the p99 of the first ten seconds of a gateway and of the last ten, in ms, and what failed meanwhile.

    It has its full part of the calls at once, or after so many seconds in which a balancer sends ever more. The generator warms
    itself up at the service, so that only the gateway is cold.
    """
    gateway = _start(world, command, limit, 'rising' if rise else 'cold')
    say(f'  {chosen.rate:.0f} requests a second ' + (f'after {rise} s' if rise else 'from the start'))
    measured = openloop.apply(Paced(gateway.url + GOOD_PATH, tokens, chosen.rate, chosen.seconds, 64,
                                    world.upstream + GOOD_PATH, 5, WINDOW, rise))
    world.processes.stop(gateway.process)
    windows = measured['windows']
    say(f'    p99 {windows[0]["p99_ms"]:.1f} ms, then {windows[-1]["p99_ms"]:.1f}')
    return windows[0]['p99_ms'], windows[-1]['p99_ms'], measured['failed']
