"""Turns in which the machine keeps its time: a virtual machine loses some to its neighbours, and a request that waits meanwhile
waits for nothing of ours."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, TypeVar

from .processes import TICKS
from .shell import say

T = TypeVar('T')

# The part of the time that its cores wanted which a quiet measurement may lose.
QUIET = 0.005


@dataclass(frozen=True)
class Quiet:
    """How quiet the turns were that count: the most that a measurement in one of them lost, of how many that were taken."""

    stolen: float
    counted: int
    taken: int

    def as_json(self) -> dict[str, float | int]:
        return asdict(self) | {'stolen': round(self.stolen, 4)}

    def __str__(self) -> str:
        return f'{self.counted} of {self.taken} turns, at most {self.stolen:.1%} of the time stolen'


@dataclass(frozen=True)
class Turns(Generic[T]):
    """What the turns that count found, in the order in which they were taken, and what the others did."""

    found: Sequence[T]
    left_out: Sequence[T]
    quiet: Quiet


class Watch:
    """Tells which part of the time that the machine's cores wanted they did not get, from now on (steal time, proc_stat(5))."""

    def __init__(self) -> None:
        self._ticks = _ticks()
        self._began = time.monotonic()

    def stolen(self) -> float:
        """Returns that part; 0 where nothing tells. A core that sleeps wants none."""
        busy, stolen = (now - before for now, before in zip(_ticks(), self._ticks, strict=True))
        return stolen / (busy + stolen) if stolen > 0 else 0

    def busy(self) -> float:
        """Returns the part of the time, from then on, in which the machine's cores did something, for whomever."""
        return (_ticks()[0] - self._ticks[0]) / ((time.monotonic() - self._began) * (os.cpu_count() or 1) * TICKS)


def quietest(wanted: int, tries: int, turn: Callable[[int], T], stolen: Callable[[T], float]) -> Turns[T]:
    """Takes turns, numbered from 1 on, until so many were quiet, or so many times as many are taken; the quietest count.

    Chosen by what the hypervisor took while something was measured, not by what that came to. `stolen` tells the most that a
    measurement of a turn has lost.
    """
    taken: list[T] = []
    while len(taken) < wanted * tries and sum(stolen(each) <= QUIET for each in taken) < wanted:
        taken.append(turn(len(taken) + 1))
        if stolen(taken[-1]) > QUIET:
            say(f'    the hypervisor took {stolen(taken[-1]):.1%}')
    order = sorted(range(len(taken)), key=lambda number: (stolen(taken[number]), number))
    counted = sorted(order[:wanted])
    return Turns([taken[number] for number in counted], [taken[number] for number in sorted(order[wanted:])],
                 Quiet(max(stolen(taken[number]) for number in counted), len(counted), len(taken)))


def _ticks() -> tuple[int, int]:
    """Returns the ticks for which all cores have run, and for which they were kept from it."""
    try:
        user, nice, system, _, _, irq, softirq, stolen = map(int, Path('/proc/stat').read_text().split('\n', 1)[0].split()[1:9])
    except (OSError, ValueError):
        return 0, 0
    return user + nice + system + irq + softirq, stolen
