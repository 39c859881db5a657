"""Builds what is missing or older than its sources."""
from __future__ import annotations

import os
import shutil
from pathlib import Path

from .java import home
from .packages import ensure
from .shell import BENCHMARKS, ROOT, run, say

GATEWAY = ROOT / 'gateway/target/gateway.jar'
TOOLS = BENCHMARKS / 'target/benchmarks.jar'
PEERS = BENCHMARKS / 'target/peers'


def maven(*arguments: str, cwd: Path = ROOT) -> str:
    """Runs Maven, or what the environment variable MAVEN names in its place."""
    ensure(['mvn'])
    return run(*os.environ.get('MAVEN', 'mvn').split(), '-q', '-B', '-ntp', *arguments, cwd=cwd,
               env={'JAVA25_HOME': str(home())})


def gateway() -> Path:
    """Returns the gateway's jar."""
    # Spring Boot dates its jar as the project is dated; the plain one has the time at which it was made.
    if is_stale(GATEWAY.with_suffix('.jar.original'), [ROOT / 'pom.xml', ROOT / 'gateway/pom.xml', ROOT / 'gateway/src/main']):
        _package('gateway')
    return GATEWAY


def tools() -> Path:
    """Returns the jar of this folder's own Java: load generator, signer, heap."""
    if is_stale(TOOLS, [ROOT / 'pom.xml', BENCHMARKS / 'pom.xml', BENCHMARKS / 'src/main']):
        _package('benchmarks')
    return TOOLS


def _package(module: str) -> None:
    say(f'building {module}')
    maven('-pl', module, '-am', '-Dmaven.test.skip=true', 'package')


def peer(name: str) -> Path:
    """Builds a peer that comes as sources, in a copy, and returns the copy."""
    copy, sources = PEERS / name, BENCHMARKS / 'peers' / name
    if is_stale(copy / 'built', [sources]):
        say(f'building {name}')
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(sources, copy)
        if (copy / 'package.json').exists():
            ensure(['node', 'npm'])
            run('npm', 'install', '--silent', '--no-audit', '--no-fund', cwd=copy)
        else:
            run(*os.environ.get('MAVEN', 'mvn').split(), '-q', '-B', '-ntp', 'package', cwd=copy,
                env={'JAVA_HOME': str(home())})
        (copy / 'built').touch()
    return copy


def is_stale(made: Path, sources: list[Path]) -> bool:
    """Returns whether something is not there, or one of its sources is newer."""
    return not made.exists() or newest(sources) > made.stat().st_mtime


def newest(sources: list[Path]) -> float:
    """Returns when a file of these, or below them, was changed last."""
    files = [file for source in sources for file in ([source] if source.is_file() else source.rglob('*'))]
    return max((file.stat().st_mtime for file in files if file.is_file()), default=0)
