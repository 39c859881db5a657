"""Load at a constant rate, whatever becomes of it: latency counts from when a request was due."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import build
from .figures import Sample
from .java import java
from .processes import Process
from .shell import run
from .turns import Watch


@dataclass(frozen=True)
class Paced:
    """So many requests a second over so many connections, for so long; percentiles in windows too.

    They rise to that rate evenly, in so many seconds.
    """

    url: str
    tokens: Path
    rate: float
    seconds: float
    connections: int = 64
    warm_url: str = ''
    warm_seconds: float = 3
    window: int = 10
    rise: float = 0


def apply(paced: Paced) -> dict[str, Any]:
    """Puts the load on and returns what the generator measured (times in ms), with how late it was itself.

    `stolen` is of its whole run, in which it also warms itself up.
    """
    # One thread sends and receives: it needs no collector, and no compiler that still works beside it when it is measured (the
    # kernel's part is most of what a request costs here, C2 saves little of it).
    watch = Watch()
    text = run(java(), '-Xms128m', '-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '--enable-native-access=ALL-UNNAMED',
               '--sun-misc-unsafe-memory-access=allow', '-cp', build.tools(), 'dev.gatehouse.benchmarks.load.OpenLoop',
               paced.url, paced.tokens, str(paced.rate), str(paced.seconds), str(paced.connections),
               paced.warm_url or paced.url, str(paced.warm_seconds), str(paced.window), str(paced.rise))
    return json.loads(text) | {'stolen': watch.stolen()}


def apply_and_count(paced: Paced, process: Process) -> tuple[dict[str, Any], float]:
    """Returns what was measured, and the CPU microseconds a request of the process meanwhile."""
    before = process.cpu_seconds()
    measured = apply(paced)
    # Where the generator warms itself up at what it measures, it does so at the same rate and counts no answer.
    warming = paced.warm_seconds if paced.warm_url in ('', paced.url) else 0
    answered = measured['answered'] * (1 + warming / paced.seconds)
    return measured, (process.cpu_seconds() - before) / max(1, answered) * 1e6


def sample(paced: Paced, process: Process) -> Sample:
    """Puts the load on and returns what it came to, as a row of a table has it."""
    measured, cpu = apply_and_count(paced, process)
    return Sample(cpu, measured['answered'] / paced.seconds, measured['p50_ms'], measured['p99_ms'], measured['answered'],
                  measured['failed'], process.rss_mib(), stolen=measured['stolen'])
