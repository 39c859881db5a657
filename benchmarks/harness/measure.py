"""Rounds in turn, so that whatever happens on the machine meanwhile happens to everybody."""
from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import load
from .figures import Row, Sample, row
from .processes import Process
from .shell import Failed, say
from .tables import text_table
from .turns import Quiet, Watch, quietest

# Seconds of load between two looks at the compilers, and the part of a process's time below which they are done.
PIECE = 4
AT_REST = 0.03

# How many times as many turns are taken at most, where the hypervisor took time.
TRIES = 2


@dataclass(frozen=True)
class Contestant:
    """A gateway that runs, with the load that is put on it."""

    name: str
    url: str
    process: Process
    load: load.Load
    warms: bool


@dataclass(frozen=True)
class Rows:
    """Everybody's rounds, and how quiet the machine was meanwhile."""

    rows: list[Row]
    quiet: Quiet

    def as_json(self) -> dict[str, Any]:
        return {'rows': [row.as_json() for row in self.rows], 'quiet': self.quiet.as_json()}


def sample(contestant: Contestant, seconds: float) -> Sample:
    """Puts load on a gateway and counts what its processes used meanwhile."""
    watch = Watch()
    before, kernel_before = contestant.process.cpu_seconds(), contestant.process.kernel_seconds()
    timing = load.apply(contestant.load, contestant.url, seconds)
    used, kernel = contestant.process.cpu_seconds() - before, contestant.process.kernel_seconds() - kernel_before
    stolen = watch.stolen()
    return Sample(used / timing.requests * 1e6, timing.rps, timing.p50, timing.p99, timing.requests, timing.failed,
                  contestant.process.rss_mib(), kernel / timing.requests * 1e6, stolen)


def warm(contestant: Contestant, seconds: float) -> None:
    """Warms up what compiles itself until its compilers rest, at most for so long, and others briefly.

    `Failed` if what it answers is mostly refusals. V8 shows no compilers, and needs a fraction of a JVM's time.
    """
    say(f'  warming {contestant.name}')
    if not contestant.warms:
        _warm(contestant, min(1, seconds))
    elif contestant.process.compiler_seconds() is None:
        _warm(contestant, seconds / 4)
    else:
        end = time.monotonic() + seconds
        while _warm(contestant, min(PIECE, seconds)) > AT_REST and time.monotonic() < end:
            pass


def _warm(contestant: Contestant, seconds: float) -> float:
    """Puts load on a gateway and returns which part of its time its compilers took meanwhile."""
    process = contestant.process
    compilers, before = process.compiler_seconds() or 0, process.cpu_seconds()
    timing = load.apply(contestant.load, contestant.url, seconds)
    if timing.failed * 2 > timing.requests:
        raise Failed(f'{contestant.name} answered {timing.failed} of {timing.requests} requests with an error')
    used = process.cpu_seconds() - before
    return ((process.compiler_seconds() or 0) - compilers) / used if used > 0 else 0


def in_turns(contestants: list[Contestant], rounds: int, seconds: float,
             take: Callable[[Contestant, float], Sample] = sample) -> Rows:
    """Measures everybody once, then everybody again, and so on.

    `Failed` if a figure says that something else went wrong: then none of them is to be reported.
    """
    def turn(number: int) -> dict[str, Sample]:
        samples = {}
        for contestant in contestants:
            taken = samples[contestant.name] = take(contestant, seconds)
            say(f'  round {number}: {contestant.name:24} {taken.cpu_us:8.1f} µs/request {taken.rps:8.0f} req/s')
        return samples

    turns = quietest(rounds, TRIES, turn, lambda samples: max(sample.stolen for sample in samples.values()))
    rows = [row(each.name, [samples[each.name] for samples in turns.found], [samples[each.name] for samples in turns.left_out])
            for each in contestants]
    wrong = [f'{each.name}: {each.doubt()}' for each in rows if each.doubt()]
    if wrong:
        raise Failed('not to be reported before it is explained: ' + '; '.join(wrong))
    return Rows(rows, turns.quiet)


COLUMNS = ('', 'CPU µs/request', 'min..max', 'req/s', 'p50 ms', 'p99 ms', 'RSS MiB', 'not 2xx')


def cells(row: Row) -> tuple[str, ...]:
    """Returns a row as it is shown."""
    return (row.name, f'{row.cpu_us:.1f}', f'{row.cpu_min:.1f}..{row.cpu_max:.1f}', f'{row.rps:.0f}', f'{row.p50_ms:.2f}',
            f'{row.p99_ms:.2f}', f'{row.rss_mib:.0f}', str(row.failed))


def show(found: Rows) -> None:
    say(text_table(COLUMNS, [cells(row) for row in found.rows]))
    say(str(found.quiet))
