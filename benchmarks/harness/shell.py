"""Commands that are run to their end."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
ROOT = BENCHMARKS.parent


class Failed(Exception):
    """Something that was needed did not work. The text is for people."""


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: str | None = None) -> str:
    """Runs a command and returns what it printed; `Failed` with the end of its output if it did not succeed."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=cwd, env={**os.environ, **(env or {})}, input=stdin, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError as missing:
        raise Failed(f'{words[0]} is not installed') from missing
    if done.returncode != 0:
        raise Failed(f'{" ".join(words)} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}')
    return done.stdout


def first_line(*command: str | Path) -> str:
    """Returns the first line that a command prints, on whichever stream and with whatever status."""
    try:
        done = subprocess.run([str(word) for word in command], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except FileNotFoundError:
        return 'not installed'
    return next((line.strip() for line in done.stdout.splitlines() if line.strip()), '')


def say(text: str) -> None:
    """Tells who watches what goes on."""
    print(text, flush=True)
