"""The JDK 25 that runs whatever is written in Java."""
from __future__ import annotations

import functools
import glob
import os
import re
import shutil
from pathlib import Path

from .shell import Failed


@functools.cache
def home() -> Path:
    """Returns a JDK 25: JAVA_HOME, else one of the system's folder, else that of the path."""
    on_path = shutil.which('java')
    candidates = [os.environ.get('JAVA_HOME', ''), *sorted(glob.glob('/usr/lib/jvm/*')),
                  str(Path(on_path).resolve().parent.parent) if on_path else '']
    for candidate in filter(None, candidates):
        release = Path(candidate) / 'release'
        if release.is_file() and re.search(r'^JAVA_VERSION="25[."]', release.read_text(), re.M):
            return Path(candidate)
    raise Failed('A JDK 25 is needed: install one, or set JAVA_HOME.')


def java() -> Path:
    return home() / 'bin/java'


def javac() -> Path:
    return home() / 'bin/javac'


def on_path() -> dict[str, str]:
    """Returns an environment in which `java` and its tools are these."""
    return {'PATH': f"{home()}/bin:{os.environ['PATH']}"}
