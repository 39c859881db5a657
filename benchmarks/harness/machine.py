"""What the figures were taken on, and with."""
from __future__ import annotations

import datetime
import os
import platform
import re
from pathlib import Path

from .java import java
from .shell import first_line, say


# Of the last minute, before anything here was started.
LOAD = os.getloadavg()[0]


def describe() -> dict[str, str]:
    """Returns the machine: processor, memory, kernel, system, JDK."""
    memory = re.search(r'MemTotal:\s+(\d+)', Path('/proc/meminfo').read_text())
    return {
        'cpu': f'{os.cpu_count()} × {_model(Path("/proc/cpuinfo").read_text())}',
        'memory': f'{int(memory.group(1)) / 1024 / 1024:.0f} GiB' if memory else 'unknown',
        'kernel': f'Linux {platform.release()}',
        'system': _pretty_name(),
        'jdk': jdk_version(),
        'load_before': f'{LOAD:.1f}',
    }


def warn_if_busy() -> None:
    """Says so if something else keeps the machine busy."""
    if LOAD > 1:
        say(f'NOTE: something else ran here a moment ago (load {LOAD:.1f}); what is measured beside it is worth little')


def jdk_version() -> str:
    return first_line(java(), '-version').replace('openjdk version ', '').replace('"', '')


def today() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%d %H:%M UTC')


def _model(cpuinfo: str) -> str:
    found = re.search(r'^model name\s*:\s*(.+)$', cpuinfo, re.M)
    return found.group(1).strip() if found else platform.machine()


def _pretty_name() -> str:
    try:
        found = re.search(r'^PRETTY_NAME="?([^"\n]+)', Path('/etc/os-release').read_text(), re.M)
    except OSError:
        found = None
    return found.group(1) if found else platform.system()
