"""The results folder: the last run of each kind, with all that is needed to run it again."""
from __future__ import annotations

import json
import shlex
from typing import Any

from .machine import describe, today
from .shell import BENCHMARKS, first_line, run, say, ROOT, Failed

FOLDER = BENCHMARKS / 'results'


def save(name: str, arguments: list[str], data: dict[str, Any], versions: dict[str, str] | None = None) -> None:
    """Keeps what a run found, in place of the run before."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    whole = {'command': shlex.join(['benchmarks/run', *arguments]), 'date': today(), 'commit': _commit(),
             'machine': describe(), 'versions': {**(versions or {}), 'wrk': first_line('wrk', '-v')}, **data}
    (FOLDER / f'{name}.json').write_text(json.dumps(whole, indent=2, ensure_ascii=False) + '\n')
    say(f'written: {FOLDER}/{name}.json')


def load(name: str) -> dict[str, Any] | None:
    """Returns what the last run of that kind found; None if there was none."""
    file = FOLDER / f'{name}.json'
    return json.loads(file.read_text()) if file.exists() else None


def _commit() -> str:
    try:
        changed = '' if not run('git', 'status', '--porcelain', '--', 'gateway/src/main', cwd=ROOT).strip() else ' (changed)'
        return run('git', 'rev-parse', '--short', 'HEAD', cwd=ROOT).strip() + changed
    except Failed:
        return 'unknown'
