"""`jmh`: the pieces of the hot path, each by itself, as gateway/src/test has them beside the rooms' tests."""
from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

from . import build, options, results
from .java import java, javac
from .shell import ROOT, run as run_command, say
from .tables import text_table

TARGET = ROOT / 'gateway/target'
FOLDER = TARGET / 'jmh'


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument('--forks', type=options.count, default=1, help='JVMs for each (default %(default)s)')
    parser.add_argument('--iterations', type=options.count, default=5, help='that are measured (default %(default)s)')
    parser.add_argument('--warm', type=options.whole, default=5, help='iterations before (default %(default)s)')
    parser.add_argument('--seconds', type=options.positive, default=1, help='length of an iteration (default %(default)s)')
    parser.add_argument('--only', default='.*', metavar='PATTERN', help='benchmarks whose name it matches (default all)')


def run(chosen: argparse.Namespace, arguments: list[str]) -> None:
    path = _compile()
    found = FOLDER / 'result.json'
    seconds = f'{chosen.seconds}s' if chosen.seconds >= 1 else f'{round(chosen.seconds * 1000)}ms'
    run_command(java(), '--sun-misc-unsafe-memory-access=allow', '-cp', path, 'org.openjdk.jmh.Main', chosen.only,
                '-f', str(chosen.forks), '-i', str(chosen.iterations), '-wi', str(chosen.warm), '-r', _time(seconds),
                '-w', _time(seconds), '-prof', 'gc', '-rf', 'json', '-rff', found)
    rows = [_row(each) for each in json.loads(found.read_text())]
    say(text_table(COLUMNS, [cells(row) for row in rows]))
    results.save('jmh', arguments, {'rows': rows})


def _time(seconds: str) -> str:
    return seconds.replace('.0s', 's')


def _compile() -> str:
    """Compiles the benchmarks with the tests, and what JMH makes of them. Returns the class path."""
    say('compiling')
    listed = TARGET / 'test-classpath'
    build.maven('-pl', 'gateway', '-am', 'test-compile', 'dependency:build-classpath', '-Dmdep.includeScope=test',
                f'-Dmdep.outputFile={listed}')
    shutil.rmtree(FOLDER, ignore_errors=True)
    for part in ('sources', 'classes', 'own'):
        (FOLDER / part).mkdir(parents=True)
    for compiled in (TARGET / 'test-classes').rglob('*Benchmark*.class'):
        copy = FOLDER / 'own' / compiled.relative_to(TARGET / 'test-classes')
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(compiled, copy)
    path = f'{TARGET}/test-classes:{TARGET}/classes:{listed.read_text().strip()}'
    run_command(java(), '-cp', path, 'org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator', FOLDER / 'own',
                FOLDER / 'sources', FOLDER / 'classes')
    run_command(javac(), '-proc:none', '-nowarn', '-cp', path, '-d', FOLDER / 'classes',
                *sorted(Path(FOLDER / 'sources').rglob('*.java')))
    return f'{FOLDER}/classes:{path}'


def _row(result: dict[str, Any]) -> dict[str, Any]:
    """Returns a figure of JMH's in nanoseconds (average time) with its allocation."""
    metric = result['primaryMetric']
    allocated = result['secondaryMetrics'].get('gc.alloc.rate.norm', {}).get('score', 0)
    name = '.'.join(result['benchmark'].split('.')[-2:]).replace('Benchmark', '')
    parameters = ', '.join(f'{value} {key}' for key, value in result.get('params', {}).items())
    return {'name': f'{name} ({parameters})' if parameters else name, 'ns': round(metric['score'], 1),
            'error': round(float(metric['scoreError']), 1) if metric['scoreError'] != 'NaN' else None,
            'bytes': round(allocated)}


COLUMNS = ('', 'ns/operation', '± (99.9 %)', 'bytes/operation')


def cells(row: dict[str, Any]) -> tuple[str, ...]:
    """Returns a row as it is shown."""
    return (row['name'], f'{row["ns"]:.1f}', f'{row["error"]:.1f}' if row['error'] is not None else '–', str(row['bytes']))
