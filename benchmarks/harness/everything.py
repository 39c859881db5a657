"""`all`: every figure of docs/benchmarks.md, one after the other, and then the page itself."""
from __future__ import annotations

import argparse
import time

from .shell import Failed, say

QUICK = [
    'compare --case get --rounds 2 --seconds 4 --warm 10',
    'compare --case post --peers haproxy,gatehouse --rounds 1 --seconds 3 --warm 6',
    'scale --rounds 1 --seconds 3 --warm 6 --rate 500',
    'latency --rounds 1 --seconds 10 --warm 8',
    'start --starts 2 --seconds 20 --load 6',
    'allocation --rounds 1 --seconds 3 --warm 5',
    'jmh --iterations 2 --warm 2 --seconds 0.5',
]

FULL = [
    'compare --case get,4k,1m,post,post-unvalidated,tls,h2 --rounds 3 --seconds 4 --warm 15',
    'scale --rounds 3 --seconds 3 --warm 12',
    'latency --rounds 3 --seconds 15 --warm 15',
    'start --starts 5 --seconds 40 --load 10',
    'allocation --rounds 3 --seconds 3 --warm 8',
    'jmh --iterations 5 --warm 3',
]


def add_options(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument('--quick', action='store_true', help='within 8 minutes: shows that everything works')
    how.add_argument('--full', action='store_true', help='within 25 minutes: what the documentation says')


def run(chosen: argparse.Namespace, _: list[str]) -> None:
    from .cli import main
    began = time.monotonic()
    failed = []
    for command in [*(QUICK if chosen.quick else FULL), 'report']:
        say(f'\n== benchmarks/run {command}')
        if main(command.split()) != 0:
            failed.append(command)
        say(f'== {(time.monotonic() - began) / 60:.1f} minutes so far')
    if failed:
        raise Failed('these failed: ' + '; '.join(failed))
