"""Load that takes as much as it gets: wrk for HTTP/1.1, h2load for HTTP/2; and what they print."""
from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from .packages import ensure
from .shell import BENCHMARKS, Failed, run


@dataclass(frozen=True)
class Load:
    """Requests of one kind, over so many connections; paths and tokens each in their turn."""

    tokens: Path
    paths: list[str]
    connections: int = 64
    method: str = 'GET'
    body: str = ''
    http2: bool = False


@dataclass(frozen=True)
class Timing:
    """What a load generator saw. Times are in milliseconds."""

    requests: int
    rps: float
    p50: float
    p99: float
    failed: int = field(default=0)


def apply(load: Load, url: str, seconds: float) -> Timing:
    """Puts load on a gateway for so many seconds."""
    return _h2load(load, url, seconds) if load.http2 else _wrk(load, url, seconds)


def _wrk(load: Load, url: str, seconds: float) -> Timing:
    paths = load.tokens.with_suffix('.paths')
    paths.write_text('\n'.join(load.paths) + '\n')
    environment = {'TOKENS': str(load.tokens), 'PATHS': str(paths), 'METHOD': load.method}
    if load.body:
        environment['BODY'] = load.body
    return parse_wrk(run('wrk', '-t1', f'-c{load.connections}', f'-d{math.ceil(seconds)}s', '--timeout', '30s', '--latency',
                         '-s', BENCHMARKS / 'request.lua', url + load.paths[0], env=environment))


def parse_wrk(text: str) -> Timing:
    """Reads what wrk prints with --latency."""
    requests = re.search(r'(\d+) requests in', text)
    rate = re.search(r'Requests/sec:\s+([\d.]+)', text)
    if not requests or not rate or int(requests.group(1)) == 0:
        raise Failed(f'wrk measured nothing:\n{text}')
    refused = re.search(r'Non-2xx or 3xx responses: (\d+)', text)
    broken = re.search(r'Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)', text)
    # A connection that the gateway ends between two requests is a read error to wrk, and no failure.
    failed = (int(refused.group(1)) if refused else 0) + (int(broken.group(1)) + int(broken.group(4)) if broken else 0)
    return Timing(int(requests.group(1)), float(rate.group(1)), _percentile(text, 50), _percentile(text, 99), failed)


def _percentile(text: str, percent: int) -> float:
    found = re.search(rf'^\s+{percent}%\s+([\d.]+)(us|ms|s|m)\s*$', text, re.M)
    if not found:
        raise Failed(f'wrk printed no {percent}th percentile:\n{text}')
    return float(found.group(1)) * {'us': 0.001, 'ms': 1, 's': 1000, 'm': 60000}[found.group(2)]


def _h2load(load: Load, url: str, seconds: float) -> Timing:
    """Takes the same number of requests at once, four on each connection. One token: h2load knows no turns."""
    ensure(['h2load'])
    log = load.tokens.with_suffix('.h2load')
    log.unlink(missing_ok=True)
    with load.tokens.open() as tokens:
        token = tokens.readline().strip()
    text = run('h2load', '-t1', f'-c{load.connections // 4}', '-m4', f'-D{math.ceil(seconds)}', f'--log-file={log}',
               '-H', f'authorization: Bearer {token}', url + load.paths[0])
    return parse_h2load(text, log.read_text())


def parse_h2load(text: str, log: str) -> Timing:
    """Reads what h2load prints and its log: when each request began, its status, and how long it took."""
    rate = re.search(r'finished in [\d.]+\w+, ([\d.]+) req/s', text)
    protocol = re.search(r'Application protocol: (\S+)', text)
    if not rate or not protocol or protocol.group(1) != 'h2':
        raise Failed(f'no HTTP/2 was spoken:\n{text}')
    lines = [line.split('\t') for line in log.splitlines()]
    times = sorted(int(line[2]) / 1000 for line in lines)
    if not times:
        raise Failed(f'h2load measured nothing:\n{text}')
    failed = sum(1 for line in lines if not line[1].startswith('2'))
    return Timing(len(times), float(rate.group(1)), times[len(times) // 2], times[len(times) * 99 // 100], failed)

