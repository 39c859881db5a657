"""Turns in which the machine keeps its time: a virtual machine loses some to its neighbours, and a request that waits meanwhile
waits for nothing of ours."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, TypeVar

from .shell import say

T = TypeVar('T')

# The part of the machine's time that a turn may lose without being tried again.
QUIET = 0.002


@dataclass(frozen=True)
class Quiet:
    """How quiet the turns were that count: the most that one of them lost, as a part of the machine's time, of how many taken."""

    stolen: float
    counted: int
    taken: int

    def as_json(self) -> dict[str, float | int]:
        return asdict(self) | {'stolen': round(self.stolen, 4)}

    def __str__(self) -> str:
        return f'{self.counted} of {self.taken} turns, at most {self.stolen:.1%} of the time stolen'


@dataclass(frozen=True)
class Turns(Generic[T]):
    """What the turns that count found, in the order in which they were taken."""

    found: Sequence[T]
    quiet: Quiet


def quietest(wanted: int, tries: int, turn: Callable[[int], T]) -> Turns[T]:
    """Takes turns, numbered from 1 on, until so many were quiet, or so many times as many are taken; the quietest count.

    Chosen by what the hypervisor took (steal time), never by what was measured.
    """
    taken: list[tuple[float, int, T]] = []
    while len(taken) < wanted * tries and sum(stolen <= QUIET for stolen, _, _ in taken) < wanted:
        before, began = stolen_seconds(), time.monotonic()
        found = turn(len(taken) + 1)
        stolen = (stolen_seconds() - before) / max(time.monotonic() - began, 1e-9) / (os.cpu_count() or 1)
        if stolen > QUIET:
            say(f'    the hypervisor took {stolen:.1%} of that turn')
        taken.append((stolen, len(taken), found))
    counted = sorted(sorted(taken, key=lambda each: each[:2])[:wanted], key=lambda each: each[1])
    return Turns([found for _, _, found in counted], Quiet(max(stolen for stolen, _, _ in counted), len(counted), len(taken)))


def stolen_seconds() -> float:
    """Returns the time that all cores together were kept from running by the hypervisor (proc_stat(5)); 0 where nothing tells."""
    try:
        fields = Path('/proc/stat').read_text().split('\n', 1)[0].split()
        return int(fields[8]) / os.sysconf('SC_CLK_TCK')
    except (OSError, IndexError, ValueError):
        return 0
