"""The command line: one subcommand for each kind of figure."""
from __future__ import annotations

import argparse
import signal
import sys

from . import allocation, bindings, compare, everything, jmh, latency, machine, report, scale, start
from .shell import Failed

COMMANDS = {
    'compare': (compare, 'the gateway beside its peers: CPU a request, rate, latency, memory'),
    'scale': (scale, 'how the cost grows: operations, partners, live tokens, connections, first-seen tokens'),
    'bindings': (bindings, 'revocation, and tokens bound to a certificate or a key'),
    'latency': (latency, 'latency at a constant rate, beside the direct call'),
    'start': (start, 'time to ready, the first ten seconds, memory in a container'),
    'allocation': (allocation, 'bytes allocated for one request'),
    'jmh': (jmh, 'the pieces of the hot path, each by itself'),
    'report': (report, 'docs/benchmarks.md and its charts, from the results'),
    'all': (everything, 'all of these: --quick or --full'),
}

STOPPED = 130


def parser() -> argparse.ArgumentParser:
    """Returns the parser of the whole command line."""
    whole = argparse.ArgumentParser(prog='benchmarks/run', description='Measures the gateway and writes benchmarks/results/.')
    commands = whole.add_subparsers(dest='command', required=True, metavar='COMMAND')
    for name, (module, what) in COMMANDS.items():
        module.add_options(commands.add_parser(name, help=what, description=(module.__doc__ or '').split(': ', 1)[-1],
                                               formatter_class=argparse.HelpFormatter))
    return whole


def _stop(*_: object) -> None:
    """Ends as Ctrl-C does: what was started ends too."""
    raise KeyboardInterrupt


def main(arguments: list[str] | None = None) -> int:
    """Runs one subcommand. Returns 1 if it failed, `STOPPED` if it was stopped."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _stop)
    words = sys.argv[1:] if arguments is None else arguments
    chosen = parser().parse_args(words)
    if arguments is None and chosen.command != 'report':
        machine.warn_if_busy()
    try:
        COMMANDS[chosen.command][0].run(chosen, words)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return STOPPED
    return 0
