"""A limit of memory as a container has it: a control group, which the JVM reads as it would in one."""
from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .shell import Failed

CGROUPS = Path('/sys/fs/cgroup')


@dataclass(frozen=True)
class Cage:
    """A control group with a limit of memory; of the first or of the second version."""

    folder: Path
    peak_file: str

    def enter(self) -> None:
        """Puts the calling process in, before it becomes another program."""
        (self.folder / 'cgroup.procs').write_text(str(os.getpid()))

    def peak_mib(self) -> float:
        """Returns the most memory that was charged, files in the page cache among it."""
        return int((self.folder / self.peak_file).read_text()) / 1024 / 1024

    def kills(self) -> int:
        """Returns how many processes were killed for want of memory."""
        for name in ('memory.events', 'memory.oom_control'):
            if (self.folder / name).exists():
                lines = dict(line.split()[:2] for line in (self.folder / name).read_text().splitlines())
                return int(lines.get('oom_kill', '0'))
        return 0


@contextlib.contextmanager
def cage(mib: int) -> Iterator[Cage]:
    """Makes a control group of so many MiB, without swap; it is gone when its processes are."""
    first = (CGROUPS / 'memory').is_dir()
    folder = (CGROUPS / 'memory' if first else CGROUPS) / f'gatehouse-bench-{os.getpid()}'
    try:
        folder.mkdir()
        (folder / ('memory.limit_in_bytes' if first else 'memory.max')).write_text(str(mib << 20))
    except OSError as refused:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise Failed(f'a control group with a limit of memory cannot be made here ({refused}); '
                     '--no-limit goes without') from refused
    try:
        yield Cage(folder, 'memory.max_usage_in_bytes' if first else 'memory.peak')
    finally:
        _remove(folder)


def _remove(folder: Path) -> None:
    """The last process may be on its way out."""
    for _ in range(50):
        try:
            folder.rmdir()
            return
        except OSError:
            time.sleep(0.1)
