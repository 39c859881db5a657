"""Processes that live as long as a measurement, and what they use."""
from __future__ import annotations

import contextlib
import ctypes
import os
import random
import re
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from .shell import Failed

TICKS = os.sysconf('SC_CLK_TCK')
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Asks the kernel to end this process when the harness ends, in whatever way: what is left over disturbs what is next."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Process:
    """A process in a group of its own, with the children it has."""

    def __init__(self, name: str, command: list[str], log: Path, env: dict[str, str] | None = None,
                 before: Callable[[], None] | None = None) -> None:
        self.name = name
        self.log = log

        def first() -> None:
            _end_with_parent()
            if before:
                before()

        with log.open('ab') as out:
            self.popen = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                          start_new_session=True, env={**os.environ, **(env or {})}, preexec_fn=first)
        self.pid = self.popen.pid

    def tree(self) -> list[int]:
        """Returns the ids of the process and of all that come from it."""
        children: dict[int, list[int]] = {}
        for entry in os.listdir('/proc'):
            if entry.isdigit() and (stat := _stat(int(entry))):
                children.setdefault(int(stat[1]), []).append(int(entry))
        found, ahead = [], [self.pid]
        while ahead:
            pid = ahead.pop()
            found.append(pid)
            ahead += children.get(pid, [])
        return found

    def cpu_seconds(self) -> float:
        """Returns the CPU time, user and system, that all of them have used so far."""
        return sum(int(stat[11]) + int(stat[12]) for pid in self.tree() if (stat := _stat(pid))) / TICKS

    def kernel_seconds(self) -> float:
        """Returns the part of it that the kernel used for them. It is sampled at each tick (proc_stat(5)), the sum is not."""
        return sum(int(stat[12]) for pid in self.tree() if (stat := _stat(pid))) / TICKS

    def compiler_seconds(self) -> float | None:
        """Returns the CPU time that the JVM's compilers have used so far. None: there are none to be seen."""
        times = [int(stat[11]) + int(stat[12]) for pid in self.tree() for stat in _threads(pid, 'CompilerThre')]
        return sum(times) / TICKS if times else None

    def rss_mib(self) -> float:
        """Returns the memory that all of them have resident."""
        return sum(_status_kib(pid, 'VmRSS') for pid in self.tree()) / 1024

    def peak_mib(self) -> float:
        """Returns the most that they ever had resident."""
        return sum(_status_kib(pid, 'VmHWM') for pid in self.tree()) / 1024

    def is_alive(self) -> bool:
        return self.popen.poll() is None

    def tail(self) -> str:
        """Returns the end of what it printed."""
        return self.log.read_text(errors='replace')[-1500:]

    def stop(self) -> None:
        """Ends it, at first politely."""
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.pid, how)
                self.popen.wait(timeout=15)
                return
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                continue


class Processes:
    """All that were started; they end with the `with` block, whatever happens in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[Process] = []

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.running):
            process.stop()

    def start(self, name: str, *command: str | Path, env: dict[str, str] | None = None,
              before: Callable[[], None] | None = None) -> Process:
        """Starts a command; its output goes to a log of its name."""
        words = [str(word) for word in command]
        log = self.folder / f'{name}.log'
        with log.open('a') as out:
            out.write(f'$ {shlex.join(words)}\n')
        process = Process(name, words, log, env, before)
        self.running.append(process)
        return process

    def stop(self, process: Process) -> None:
        process.stop()
        self.running.remove(process)


def _stat(pid: int) -> list[str] | None:
    """Returns the fields of /proc/PID/stat from the third on."""
    try:
        return Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    except (OSError, IndexError):
        return None


def _threads(pid: int, name: str) -> list[list[str]]:
    """Returns the same of each thread whose name has this in it."""
    found = []
    for thread in Path(f'/proc/{pid}/task').glob('*/stat'):
        with contextlib.suppress(OSError):
            named, fields = thread.read_text().rsplit(')', 1)
            if name in named:
                found.append(fields.split())
    return found


def _status_kib(pid: int, field: str) -> int:
    try:
        found = re.search(rf'^{field}:\s+(\d+)', Path(f'/proc/{pid}/status').read_text(), re.M)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def free_ports(count: int) -> list[int]:
    """Returns ports of the loopback address that nobody listens at.

    They are none of those that the kernel gives to clients: under load it would give one away before its server is up.
    """
    lowest = int(Path('/proc/sys/net/ipv4/ip_local_port_range').read_text().split()[0])
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(10_000, max(lowest, 20_000))
        if port not in found and _is_free(port):
            found.append(port)
    return found


def is_open(port: int) -> bool:
    """Returns whether somebody listens at this port of the loopback address."""
    with socket.socket() as client:
        return client.connect_ex(('127.0.0.1', port)) == 0


def _is_free(port: int) -> bool:
    with socket.socket() as each:
        try:
            each.bind(('127.0.0.1', port))
        except OSError:
            return False
        return True


def wait_for(promise: Callable[[], bool], process: Process, seconds: float = 90, pause: float = 0.1) -> None:
    """Waits until something is true of a process; `Failed` with the end of its log if that does not come."""
    deadline = time.monotonic() + seconds
    while not promise():
        if not process.is_alive():
            raise Failed(f'{process.name} has ended:\n{process.tail()}')
        if time.monotonic() > deadline:
            raise Failed(f'{process.name} was not ready after {seconds:.0f} s:\n{process.tail()}')
        time.sleep(pause)
