"""`latency`: at half of the gateway's maximum rate, constant, what a call takes and what the gateway adds to it."""
from __future__ import annotations

import argparse
import statistics
from typing import Any

from . import gatehouse, load, openloop, options, peers, results
from .gatehouse import Setup
from .load import Load
from .openloop import Paced
from .probes import GOOD_PATH, probes, status
from .processes import wait_for
from .shell import say
from .tables import text_table
from .turns import Turns, Watch, quietest
from .world import PARTNERS, World, partner_names

# How many times as many turns are taken at most: one in a hundred requests is late whenever the hypervisor takes a hundredth.
TRIES = 5

FIGURES = ('p50_ms', 'p99_ms', 'p999_ms', 'max_ms', 'late_p99_ms', 'cpu_us', 'busy')


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 10, 30)
    options.java(parser)
    parser.add_argument('--rate', type=options.positive, help="requests a second (default half of the gateway's maximum)")
    parser.add_argument('--connections', type=options.count, default=64, help='(default %(default)s)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    with World() as world:
        partners = partner_names(PARTNERS)
        tokens = {kind: world.issuer.tokens(f'tokens-{kind}', kind, partners, PARTNERS) for kind in ('peer', 'gatehouse')}
        gateway = gatehouse.start(world, Setup(java=chosen.java))
        haproxy, haproxy_url = peers.start(world, 'haproxy', False)
        good = probes(world.issuer, 'peer')[0]
        wait_for(lambda: status(haproxy_url + good.path, good.token) == 200, haproxy)
        closed = Load(tokens['gatehouse'], [GOOD_PATH], chosen.connections)
        say('warming')
        load.apply(closed, gateway.url, chosen.warm)
        before = gateway.process.cpu_seconds()
        fastest = [load.apply(closed, gateway.url, 4) for _ in range(2)]
        most_cpu = (gateway.process.cpu_seconds() - before) / sum(timing.requests for timing in fastest) * 1e6
        most = max(timing.rps for timing in fastest)
        rate = chosen.rate or most / 2
        say(f'maximum {most:.0f} req/s; constant rate {rate:.0f} req/s')
        targets = {'direct': (world.upstream, 'peer', world.service), 'haproxy': (haproxy_url, 'peer', haproxy),
                   'gatehouse': (gateway.url, 'gatehouse', gateway.process)}

        def turn(number: int) -> dict[str, dict[str, Any]]:
            found = {}
            for name, (url, kind, process) in targets.items():
                watch = Watch()
                measured, cpu = openloop.apply_and_count(
                    Paced(url + GOOD_PATH, tokens[kind], rate, chosen.seconds, chosen.connections), process)
                found[name] = measured | {'cpu_us': cpu, 'busy': watch.busy()}
                say(f'  round {number}: {name:10} p50 {measured["p50_ms"]:.2f} p99 {measured["p99_ms"]:.2f} ms')
            return found

        turns = quietest(chosen.rounds, TRIES, turn, lambda found: max(each['stolen'] for each in found.values()))
    rows = [_row(name, turns) for name in targets]
    show(rows)
    say(str(turns.quiet))
    results.save('latency', arguments, {'rate': rate, 'maximum': most, 'maximum_cpu_us': round(most_cpu, 1),
                                        'connections': chosen.connections,
                                        'seconds': chosen.seconds, 'rounds': chosen.rounds, 'rows': rows,
                                        'quiet': turns.quiet.as_json()},
                 {'HAProxy': peers.PEERS['haproxy'].version()})


def _row(name: str, turns: Turns[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    rounds = [found[name] for found in turns.found]
    added = statistics.median(found[name]['p99_ms'] - found['direct']['p99_ms'] for found in turns.found)
    middle = {figure: round(statistics.median(each[figure] for each in rounds), 3) for figure in FIGURES}
    return {'name': name, **middle, 'p99_min_ms': min(each['p99_ms'] for each in rounds),
            'p99_max_ms': max(each['p99_ms'] for each in rounds), 'answered': sum(each['answered'] for each in rounds),
            'added_p99_ms': round(added, 3),
            'failed': sum(found[name]['failed'] for found in (*turns.found, *turns.left_out))}


COLUMNS = ('', 'p50 ms', 'p99 ms', 'min..max', 'p99.9 ms', 'max ms', 'p99 over direct', 'sent late p99', 'CPU µs/request',
           'cores busy', 'failed')


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    """Returns a row as it is shown."""
    return (row['name'], f'{row["p50_ms"]:.2f}', f'{row["p99_ms"]:.2f}', f'{row["p99_min_ms"]:.2f}..{row["p99_max_ms"]:.2f}',
            f'{row["p999_ms"]:.2f}', f'{row["max_ms"]:.1f}', f'{row["added_p99_ms"]:+.2f}', f'{row["late_p99_ms"]:.2f}',
            f'{row["cpu_us"]:.0f}', f'{row["busy"]:.0%}', str(row['failed']))


def show(rows: list[dict[str, Any]]) -> None:
    say(text_table(COLUMNS, [cells(row) for row in rows]))
