"""`all`: every figure of docs/benchmarks.md, one after the other, and then the page itself."""
from __future__ import annotations

import argparse
import time

from . import report, results, turns
from .shell import BENCHMARKS, Failed, say

QUICK = [
    'compare --case get --rounds 1 --seconds 3 --warm 10',
    'compare --case post --peers haproxy,gatehouse --rounds 1 --seconds 3 --warm 10',
    'scale --sweep operations,partners,connections,first-seen --rounds 1 --seconds 2 --warm 6 --rate 500',
    'bindings --rounds 1 --seconds 2 --warm 6',
    'latency --rounds 1 --seconds 8 --warm 8',
    'start --starts 2 --seconds 20 --load 5',
    'allocation --rounds 1 --seconds 2 --warm 3',
    'jmh --iterations 2 --warm 2 --seconds 0.2',
]

FULL = [
    'compare --case get --rounds 3 --seconds 4 --warm 120',
    'compare --case 4k,1m,post,post-unvalidated --peers haproxy,nginx-lua,vertx,fastify,scg-stock,gatehouse --rounds 2 '
    '--seconds 4 --warm 120',
    'compare --case tls,h2 --rounds 2 --seconds 4 --warm 120',
    'scale --rounds 3 --seconds 2 --warm 60',
    'bindings --rounds 3 --seconds 3 --warm 20',
    'latency --rounds 3 --seconds 5 --warm 60',
    'start --starts 3 --seconds 40 --load 10',
    'start --cold --starts 3 --seconds 40 --load 10',
    'allocation --rounds 2 --seconds 3 --warm 6',
    'jmh --iterations 4 --warm 4 --seconds 0.5',
]


def add_options(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument('--quick', action='store_true', help='within 8 minutes: shows that everything works; writes to benchmarks/target/quick')
    how.add_argument('--full', action='store_true', help='one to two hours, by how quiet the machine is: what the documentation says')


def run(chosen: argparse.Namespace, _: list[str]) -> None:
    from .cli import STOPPED, main
    if chosen.quick:
        turns.QUIET = 1.0
        results.FOLDER = BENCHMARKS / 'target/quick'
        report.PAGE, report.IMAGES = results.FOLDER / 'benchmarks.md', results.FOLDER / 'images'
    began = time.monotonic()
    failed = []
    for command in [*(QUICK if chosen.quick else FULL), 'report']:
        say(f'\n== benchmarks/run {command}')
        ended = main(command.split())
        if ended == STOPPED:
            raise KeyboardInterrupt
        if ended != 0:
            failed.append(command)
        say(f'== {(time.monotonic() - began) / 60:.1f} minutes so far')
    if failed:
        raise Failed('these failed: ' + '; '.join(failed))
