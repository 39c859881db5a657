"""`report`: writes docs/benchmarks.md and its charts from benchmarks/results/. No figure in it comes from elsewhere."""
from __future__ import annotations

import argparse
from typing import Any

from . import jmh, latency, results, scale
from .cases import CASES
from .charts import Bar, Line, bars, lines
from .figures import Row, difference
from .measure import COLUMNS, cells
from .peers import PEERS
from .shell import ROOT, say
from .tables import markdown_table
from .turns import Quiet

PAGE = ROOT / 'docs/benchmarks.md'
IMAGES = ROOT / 'docs/images'

Found = dict[str, Any]

INTRODUCTION = """# Benchmarks

Every figure on this page was written here by `benchmarks/run report`, from what the last run of each kind left in
[benchmarks/results](../benchmarks/results). `benchmarks/run all --full` does all of it again, on a machine with a JDK 25,
Maven and Python 3; what else is needed comes from the Debian packages, and peers are built from
[benchmarks/peers](../benchmarks/peers).

**Which figure to trust.** Load generator, service and gateway share the cores of one machine. Requests a second and
latencies at full load are of that machine as a whole, and a gateway that leaves more of it to the others is given more
requests. *CPU microseconds a request* is user and system time of the gateway's own processes divided by the requests that
were answered: it says what a gateway costs once it is warm. Rounds go in turns; tables hold medians, `min..max` the rounds'
extremes. Small differences are taken round by round: `+1.0 (-0.5..+2.5)` is their median and, in brackets, what holds the
true one in 95 of 100 cases. Where *Counted* stands below a table, turns were taken, up to some times as many as count, until
enough of them were quiet: while something was measured, the hypervisor kept back no more than 0.5 % of the time that the cores
wanted (steal, proc_stat(5)). The quietest count, whatever they found, and the most that was stolen in one of them is given.

**What is on.** Gatehouse has everything on that it has: signature, all claims, registry, ceiling, rate, quota and
concurrency of each partner (high enough never to refuse), validation against the contracts, circuit breaker, bulkhead, time
limits, metrics, the chained audit record on disk. The peers check a token's signature, issuer, audience, expiry and scope;
HAProxy and nginx count a limit per client; none of them keeps an audit record. None is timed before it has refused the same
requests: no token, one that is none, a changed one, one without signature, with a foreign key, expired, of another issuer,
for another audience, without the scope, and an unknown path. Tokens are RS256, of 100 partners in turns, over keep-alive
connections; the service is an nginx with fixed answers.
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """There are none: what was measured is what is written."""


def run(_: argparse.Namespace, __: list[str]) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    parts = [INTRODUCTION, _machine()]
    for section in (_compare, _latency, _scale, _limits, _bindings, _first_seen, _start, _allocation, _jmh):
        parts += filter(None, [section()])
    PAGE.write_text('\n'.join(part.strip() + '\n' for part in parts))
    say(f'written: {PAGE}')


def _taken(found: Found) -> str:
    load = float(found['machine'].get('load_before', 0))
    beside = f' Something else ran on the machine (load {load:.1f} a minute before).' if load > 1.5 else ''
    return f'\n`{found["command"]}`, {found["date"]}, commit {found["commit"]}.{_counted(found)}{beside}\n'


def _counted(found: Found, key: str = 'quiet') -> str:
    """Says how quiet the machine was, where that was looked at."""
    return f' Counted: {Quiet(**found[key])}.' if key in found else ''


def _of(found: Found, key: str) -> str:
    return f'; {Quiet(**found[key])}' if key in found else ''


def _image(name: str, svg: str, words: str) -> str:
    (IMAGES / f'{name}.svg').write_text(svg)
    return f'\n![{words}](images/{name}.svg)\n'


def _machine() -> str:
    """Says where it was measured, for each run that was taken elsewhere or with something else."""
    seen: dict[str, list[str]] = {}
    versions: dict[str, str] = {}
    for name in _names():
        if found := results.load(name):
            machine = found['machine']
            text = '; '.join((machine['cpu'], machine['memory'], machine['kernel'], machine['system'], f'JDK {machine["jdk"]}'))
            seen.setdefault(text, []).append(name)
            versions |= found['versions']
    if not seen:
        return 'Nothing has been measured yet.'
    where = [f'- {text}' + (f' ({", ".join(names)})' if len(seen) > 1 else '') for text, names in seen.items()]
    rows = [(name, version) for name, version in sorted(versions.items())]
    about = {peer.title: peer.what for peer in PEERS.values()}
    table = ['| | version | |', '| --- | --- | --- |',
             *(f'| {name} | {version} | {about.get(name, "")} |' for name, version in rows)]
    return '## Machine and versions\n\n' + '\n'.join(where) + '\n\n' + '\n'.join(table)


def _names() -> list[str]:
    return [*(f'compare-{case}' for case in CASES), 'bindings', 'latency', 'start', 'start-cold', 'allocation', 'jmh',
            *(f'scale-{sweep}' for sweep in scale.SWEEPS)]


def _rows(found: Found) -> list[Row]:
    return [Row(**row) for row in found['rows']]


def _title(name: str) -> str:
    if name in PEERS:
        return PEERS[name].title
    return {'direct': 'direct (the service)', 'gatehouse': '**Gatehouse**',
            'gatehouse-unvalidated': '**Gatehouse**, validation off'}.get(name, name)


def _compare() -> str:
    parts = []
    for name, case in CASES.items():
        found = results.load(f'compare-{name}')
        if not found:
            continue
        rows = sorted(_rows(found), key=lambda row: row.cpu_us)
        parts.append(f'### {case.title}\n')
        if name == 'get':
            items = [Bar(_plain(row.name), row.cpu_us, row.cpu_min, row.cpu_max, row.name.startswith('gatehouse'))
                     for row in rows if row.name != 'direct']
            parts.append(_image('benchmarks-compare', bars('CPU of the gateway for one request (GET, 200 bytes)', 'µs', items),
                                'CPU microseconds a request of each gateway'))
        parts.append(markdown_table(COLUMNS, [(_title(row.name), *cells(row)[1:]) for row in rows]))
        parts += [f'\nLeft out: {who}, because {why}.' for who, why in found['left_out'].items()]
        parts += [_ratio(rows), _taken(found)]
    return '\n'.join(['## Beside its peers\n', *parts]) if parts else ''


def _plain(name: str) -> str:
    return _title(name).replace('**', '')


def _ratio(rows: list[Row]) -> str:
    """Says how ours stands to HAProxy, whose cost is the yardstick."""
    cpu = {row.name: row.cpu_us for row in rows}
    ours = next((cpu[name] for name in ('gatehouse', 'gatehouse-unvalidated') if name in cpu), None)
    return f'\nGatehouse: {ours / cpu["haproxy"]:.2f} × HAProxy.' if ours and 'haproxy' in cpu else ''


def _latency() -> str:
    found = results.load('latency')
    if not found:
        return ''
    most_cpu = f'{found["maximum_cpu_us"]:.0f} µs'
    table = markdown_table(latency.COLUMNS, [(_title(row['name']), *latency.cells(row)[1:]) for row in found['rows']])
    return f"""## Latency at a constant rate

{found['rate']:,.0f} requests a second over {found['connections']} connections, which is half of the {found['maximum']:,.0f} that
the gateway answered at most on this machine. The load generator ([benchmarks/src](../benchmarks/src)) sends on a schedule,
whatever becomes of the requests before, and counts latency from when a request was due and not from when it could be sent:
nothing is forgotten ("no coordinated omission"). `sent late` is how far the generator itself was behind its schedule.

`CPU µs/request` is of the process that is asked: service, HAProxy, Gatehouse. At the maximum, where clients ask again at once
and the gateway finds many requests each time it looks, it was {most_cpu} of Gatehouse. `cores busy` is the whole machine, with
generator and service and with the generator's own beginning.

{table}
{_taken(found)}"""


def _scale() -> str:
    parts = []
    for sweep, label, what in (
            ('operations', 'operations in the contracts', 'Operations, each called in its turn, in four APIs'),
            ('partners', 'partners in the registry', 'Registered partners; tokens of 100 of them, spread over all'),
            ('tokens', 'live tokens, each in its turn', 'Live tokens, each used in its turn; the gateway remembers those of late '
             '([its bounds](configuration.md): `gatehouse.token-cache`) and verifies the others again'),
            ('connections', 'connections', 'Connections, each with one request at a time, as fast as it goes; '
             'HAProxy under as many')):
        if found := results.load(f'scale-{sweep}'):
            parts.append(_sweep(found, sweep, label, what))
    return '\n'.join(['## How the cost grows\n', *parts]) if parts else ''


def _sweep(found: Found, sweep: str, label: str, what: str) -> str:
    rows = _rows(found)
    ours = [row for row in rows if row.name.isdecimal()]
    haproxy = [row for row in rows if not row.name.isdecimal()]
    points = [(float(row.name), row.cpu_us) for row in ours]
    yard = [(x, haproxy[min(i, len(haproxy) - 1)].cpu_us) for i, (x, _) in enumerate(points)]
    svg = lines(f'CPU of the gateway for one request, by {label}', label, 'µs', [Line('Gatehouse', points, True),
                                                                                 Line('HAProxy', yard, False)])
    columns = (sweep, *COLUMNS[1:], 'to the first')
    first = {row.name: yards[0] for yards in (ours, haproxy) if len(yards) > 1 for row in yards}
    table_rows = [(f'{int(row.name):,}' if row.name.isdecimal() else row.name.replace('haproxy', 'HAProxy'), *cells(row)[1:],
                   f'{row.cpu_us / first[row.name].cpu_us - 1:+.0%}' if row.name in first else '') for row in (*ours, *haproxy)]
    if sweep == 'connections' and all(row.kernel_us for row in rows):
        what += '. User time is what the processes run themselves, kernel time what the kernel does for them, each of which is sampled'
        columns = (*columns, 'user µs', 'to the first', 'kernel µs', 'to the first')
        table_rows = [(*cells_, *_grown(row.user_us, first[row.name].user_us),
                       *_grown(row.kernel_us, first[row.name].kernel_us))
                      for cells_, row in zip(table_rows, (*ours, *haproxy), strict=True)]
    table = markdown_table(columns, table_rows)
    image = _image(f'benchmarks-{sweep}', svg, f'CPU microseconds a request by {label}')
    return f'### {sweep.capitalize()}\n\n{what}.\n{image}\n{table}\n{_taken(found)}'


def _grown(figure: float, first: float) -> tuple[str, str]:
    return f'{figure:.1f}', f'{figure / first - 1:+.0%}'


def _limits() -> str:
    found = results.load('scale-limits')
    if not found:
        return ''
    rows = _rows(found)
    unlimited = {row.name.partition(', ')[2]: row for row in rows if row.name.startswith('no limits, ')}
    table = markdown_table((*COLUMNS, 'limits cost, µs'), [
        (row.name.replace('haproxy', 'HAProxy'), *cells(row)[1:],
         str(difference(unlimited[row.name.partition(', ')[2]], row)) if row.name.startswith('limits, ') else '')
        for row in rows])
    return f"""### Limits

A plan without limits and one with rate, quota and concurrency, in turns within one gateway: first in a gateway alone, then in
one that shares its limits by way of a redis-server ([how](decisions/0016-shared-limits.md)), whose own CPU time is not counted.

{table}
{_taken(found)}"""


def _bindings() -> str:
    found = results.load('bindings')
    if not found:
        return ''
    rows, proofs = _rows(found), [Row(**row) for row in found['proofs']]
    table = markdown_table((*COLUMNS, 'over plain, µs'), [
        (row.name.replace('haproxy', 'HAProxy'), *cells(row)[1:],
         '' if row.name == 'haproxy' or row is rows[0] else str(difference(rows[0], row))) for row in rows])
    paced = markdown_table((*COLUMNS[:3], 'p50 ms', 'p99 ms', 'over plain, µs'), [
        (row.name, *cells(row)[1:3], *cells(row)[4:6], '' if row is proofs[0] else str(difference(proofs[0], row)))
        for row in proofs])
    return f"""### Revocation and bound tokens

In turns within one gateway: nothing revoked, and {found['revoked']:,} clients, as many token ids and as many clients whose tokens
the issuer has ended refused, none of whom calls. Certificates (RFC 8705) come from a proxy, in `Client-Cert`
(RFC 9440), and are hashed at each request; where the gateway ends TLS itself that is done once a connection.

{table}

A proof of possession (RFC 9449, ES256) with each call, at {found['rate']:,.0f} requests a second; beside it calls without, at the
same rate. A proof is good once, so each is verified.{_counted(found, 'quiet_proofs')}

{paced}
{_taken(found)}"""


def _first_seen() -> str:
    found = results.load('scale-first-seen')
    if not found:
        return ''
    rows = _rows(found)
    table = markdown_table((*COLUMNS[:3], 'p99 ms', 'over known, µs'), [
        (row.name, *cells(row)[1:3], cells(row)[5], '' if row is rows[0] else str(difference(rows[0], row))) for row in rows])
    return f"""### Tokens that were never seen

Each token is used once, at {found['rate']:,.0f} requests a second; beside it tokens that are known, at the same rate. What lies
between is the price of one verification, with reading the claims and remembering the token.

{table}
{_taken(found)}"""


def _start() -> str:
    return '\n\n'.join(filter(None, (_started('start', '## Start and memory'),
                                     _started('start-cold', '### Without a warm-up'))))


def _started(name: str, heading: str) -> str:
    found = results.load(name)
    if not found:
        return ''
    limit = f'in a control group of {found["limit_mib"]} MiB without swap' if found['limit_mib'] else 'without a limit of memory'
    rows = [
        ('ready (readiness answers 200), median', f'{found["ready_median"]:.2f} s',
         f'{min(found["seconds_to_ready"]):.2f}..{max(found["seconds_to_ready"]):.2f} s in {len(found["seconds_to_ready"])} starts'
         + _of(found, 'quiet_starts')),
        ('resident at rest, 5 s after the start', f'{found["rss_start_mib"]} MiB', ''),
        ('resident at rest, after some load', f'{found["rss_rest_mib"]} MiB', 'as much load as it takes, over 64 connections' if 'quiet_starts' in found
         else f'{found["rate"]:,.0f} requests a second before'),
        (f'resident after full load with {found["connections"]:,} connections', f'{found["rss_load_mib"]} MiB',
         f'most ever {found["rss_peak_mib"]} MiB; {found["load_rps"]:,} req/s, {found["load_failed"]} failed'),
        ('p99 of the first 10 s, at once', f'{found["first_p99_ms"]:.1f} ms',
         f'{found["rate"]:,.0f} requests a second from readiness on, constant rate; {found["paced_failed"]} failed'
         + _of(found, 'quiet_cold')),
        ('p99 of the last 10 s of these', f'{found["steady_p99_ms"]:.1f} ms',
         f'{found["first_p99_ms"] / max(found["steady_p99_ms"], 0.001):.1f} × in the first 10 s'),
        ('p99 of the first 10 s, rising', f'{found["rising_p99_ms"]:.1f} ms',
         f'the rate rises to that evenly in {found["rise"]} s, as behind a balancer with a slow start; {found["rising_failed"]} failed'
         + _of(found, 'quiet_rising')),
        ('p99 of the last 10 s of these', f'{found["risen_p99_ms"]:.1f} ms',
         f'{found["rising_p99_ms"] / max(found["risen_p99_ms"], 0.001):.1f} × in the first 10 s'),
    ]
    if 'full_first_p99_ms' in found:
        rows += [
            ('p99 of the first 10 s, 64 clients', f'{found["full_first_p99_ms"]:.1f} ms',
             f'each asks again when it has its answer, so that few ask while it is slow; {found["full_failed"]} failed'
             + _of(found, 'quiet_full')),
            (f'p99 of 10 s of these, after {found["full_after"]:.0f} s', f'{found["full_later_p99_ms"]:.1f} ms',
             f'{found["full_first_p99_ms"] / max(found["full_later_p99_ms"], 0.001):.1f} × in the first 10 s')]
    killed = f' Killed for want of memory: {found["killed"]}.' if found['killed'] is not None else ''
    table = '\n'.join(['| | | |', '| --- | ---: | --- |', *(f'| {a} | {b} | {c} |' for a, b, c in rows)])
    return f"""{heading}

`{found['java']}`, {limit}.{killed}

{table}
{_taken(found)}"""


def _allocation() -> str:
    found = results.load('allocation')
    if not found:
        return ''
    table = markdown_table(('', 'bytes a request', 'min..max'), [
        (row['title'], f'{row["bytes"]:,}', f'{row["min"]:,}..{row["max"]:,}') for row in found['rows']])
    return f"""## Allocation

What all threads of the gateway allocated on the heap (`ThreadMXBean.getTotalThreadAllocatedBytes`, exact), less what it
allocates when nobody calls, divided by the requests.

{table}
{_taken(found)}"""


def _jmh() -> str:
    found = results.load('jmh')
    if not found:
        return ''
    return f"""## The pieces

JMH, average time of one operation on one thread; what is asked stands in `*Benchmark.java` beside the rooms' tests.

{markdown_table(jmh.COLUMNS, [jmh.cells(row) for row in found['rows']])}
{_taken(found)}"""

