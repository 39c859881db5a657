"""Figures of several rounds: the middle, and how far they lie apart."""
from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Sample:
    """One round of one gateway.

    `cpu_us`: CPU microseconds a request, of the gateway's processes; `rss_mib`: what they had resident at its end.
    """

    cpu_us: float
    rps: float
    p50_ms: float
    p99_ms: float
    requests: int
    failed: int
    rss_mib: float


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

    def as_json(self) -> dict[str, object]:
        return {key: round(value, 3) if isinstance(value, float) else value for key, value in asdict(self).items()}


def row(name: str, samples: Sequence[Sample]) -> Row:
    """Returns the medians of some rounds. A median of an even number of rounds lies between the two in the middle."""
    def middle(figure: str) -> float:
        return statistics.median(getattr(sample, figure) for sample in samples)

    return Row(name, middle('cpu_us'), min(sample.cpu_us for sample in samples), max(sample.cpu_us for sample in samples),
               middle('rps'), middle('p50_ms'), middle('p99_ms'), middle('rss_mib'), sum(sample.failed for sample in samples),
               len(samples))
