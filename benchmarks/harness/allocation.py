"""`allocation`: bytes that the gateway allocates on its heap for one request."""
from __future__ import annotations

import argparse
import statistics
import subprocess
import time

from . import build, gatehouse, load, options, results
from .cases import CASES, body
from .gatehouse import Setup
from .java import java
from .load import Load
from .processes import Process
from .shell import Failed, say
from .world import PARTNERS, World, partner_names

ASKED = ('get', '4k', '1m', 'post', 'post-unvalidated')


def add_options(parser: argparse.ArgumentParser) -> None:
    options.rounds(parser, 3, 5, 20)
    options.java(parser)


class Allocated:
    """Asks a JVM how many bytes all of its threads have allocated. Exact: it counts them anyway."""

    def __init__(self, process: Process) -> None:
        self._reader = subprocess.Popen(
            [str(java()), '-cp', str(build.tools()), 'dev.gatehouse.benchmarks.heap.AllocatedBytes', str(process.pid)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Allocated:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._reader.stdin
        self._reader.stdin.close()
        self._reader.wait(timeout=10)

    def bytes(self) -> int:
        assert self._reader.stdin and self._reader.stdout
        self._reader.stdin.write('\n')
        self._reader.stdin.flush()
        answer = self._reader.stdout.readline().strip()
        if not answer:
            raise Failed('the JVM cannot be asked what it has allocated')
        return int(answer)

    def idle_rate(self, seconds: float) -> float:
        """Returns bytes a second that are allocated while nobody asks for anything, this question among them."""
        before = self.bytes()
        time.sleep(seconds)
        return (self.bytes() - before) / seconds


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    with World() as world:
        tokens = world.issuer.tokens('tokens', 'gatehouse', partner_names(PARTNERS), PARTNERS)
        rows = []
        for validation in (True, False):
            setup = Setup('gatehouse' if validation else 'unvalidated', validation=validation, java=chosen.java)
            gateway = gatehouse.start(world, setup)
            with Allocated(gateway.process) as allocated:
                for name in ASKED:
                    case = CASES[name]
                    if case.validated == validation:
                        asked = Load(tokens, [case.path], method='POST' if case.post else 'GET', body=body(case))
                        rows.append({'case': name, 'title': case.title, **_measure(allocated, asked, gateway.url, chosen)})
                        say(f'  {name:18} {rows[-1]["bytes"]:10.0f} bytes/request')
            world.processes.stop(gateway.process)
    results.save('allocation', arguments, {'seconds': chosen.seconds, 'rounds': chosen.rounds, 'rows': rows})


def _measure(allocated: Allocated, asked: Load, url: str, chosen: argparse.Namespace) -> dict[str, float]:
    load.apply(asked, url, chosen.warm)
    idle = allocated.idle_rate(1)
    rounds = []
    for _ in range(chosen.rounds):
        began, before = time.monotonic(), allocated.bytes()
        timing = load.apply(asked, url, chosen.seconds)
        used = allocated.bytes() - before - idle * (time.monotonic() - began)
        rounds.append(used / timing.requests)
    return {'bytes': round(statistics.median(rounds)), 'min': round(min(rounds)), 'max': round(max(rounds))}
