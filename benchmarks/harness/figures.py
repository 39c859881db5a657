"""Figures of several rounds: the middle, and how far they lie apart."""
from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass

# No load here lets p99 be so many times p50, unless some calls wait for what does not come.
HUNG = 100


@dataclass(frozen=True)
class Sample:
    """One round of one gateway.

    `cpu_us`: CPU microseconds a request, of the gateway's processes; `kernel_us`: those of them that the kernel used for them, 0 if
    unknown; `rss_mib`: what they had resident at its end; `stolen`: the part of its time that the machine did not get meanwhile.
    """

    cpu_us: float
    rps: float
    p50_ms: float
    p99_ms: float
    requests: int
    failed: int
    rss_mib: float
    kernel_us: float = 0
    stolen: float = 0


@dataclass(frozen=True)
class Row:
    """All rounds of one gateway, each figure's median, and the spread of the one that counts."""

    name: str
    cpu_us: float
    cpu_min: float
    cpu_max: float
    rps: float
    p50_ms: float
    p99_ms: float
    rss_mib: float
    failed: int
    rounds: int
    cpu_rounds: Sequence[float] = ()
    user_us: float = 0
    kernel_us: float = 0

    def doubt(self) -> str:
        """Returns what cannot be a matter of speed, empty if there is nothing: calls that failed or hung."""
        if self.failed:
            return f'{self.failed} calls failed'
        return f'p99 is {self.p99_ms:.0f} ms where p50 is {self.p50_ms:.2f}' if self.p99_ms > HUNG * self.p50_ms else ''

    def as_json(self) -> dict[str, object]:
        return {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()} | {
            'cpu_rounds': [round(value, 3) for value in self.cpu_rounds]}


def row(name: str, samples: Sequence[Sample], left_out: Sequence[Sample] = ()) -> Row:
    """Returns the medians of some rounds. A median of an even number of rounds lies between the two in the middle.

    What failed in a round that is left out has failed too.
    """
    def middle(figure: str) -> float:
        return statistics.median(getattr(sample, figure) for sample in samples)

    return Row(name, middle('cpu_us'), min(sample.cpu_us for sample in samples), max(sample.cpu_us for sample in samples),
               middle('rps'), middle('p50_ms'), middle('p99_ms'), middle('rss_mib'), sum(sample.failed for sample in (*samples, *left_out)),
               len(samples), [sample.cpu_us for sample in samples],
               statistics.median(sample.cpu_us - sample.kernel_us for sample in samples), middle('kernel_us'))


@dataclass(frozen=True)
class Difference:
    """What one way costs more than another, in CPU microseconds a request, as the median of the rounds' differences.

    `low` and `high` hold the true median in 95 of 100 cases, whatever the noise is distributed like; None below six rounds.
    """

    cpu_us: float
    low: float | None
    high: float | None

    def __str__(self) -> str:
        return f'{self.cpu_us:+.1f}' + (f' ({self.low:+.1f}..{self.high:+.1f})' if self.low is not None else '')


def difference(base: Row, other: Row) -> Difference:
    """Compares two rows round by round: what the machine did in a round, it did to both."""
    found = sorted(after - before for before, after in zip(base.cpu_rounds, other.cpu_rounds, strict=True))
    count = len(found)
    # The sign test: so many of the smallest and of the largest are left out.
    outside, below = 0, 0.5 ** count
    while below <= 0.025:
        outside += 1
        below += math.comb(count, outside) * 0.5 ** count
    bounds = (found[outside - 1], found[count - outside]) if outside else (None, None)
    return Difference(statistics.median(found), *bounds)
