"""What the harness reckons, reads and draws: everything that needs no gateway."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock
from xml.etree import ElementTree

from harness import (build, charts, cli, contracts, everything, figures, load, measure, options, probes, report, results, tables,
                     turns)
from harness.issuer import claims
from harness.processes import free_ports
from harness.shell import Failed
from harness.world import partner_names

WRK = """Running 4s test @ http://127.0.0.1:1/
  1 threads and 64 connections
  Latency Distribution
     50%    2.09ms
     75%    2.50ms
     90%  900.00us
     99%    1.25s
  120042 requests in 4.00s, 51.86MB read
Requests/sec:  30010.50
"""

H2LOAD = """Application protocol: h2
finished in 5.00s, 1234.50 req/s, 1.00MB/s
"""


class Figures(unittest.TestCase):
    def test_a_row_holds_medians_and_the_spread(self):
        samples = [figures.Sample(cpu, 100, 1, 2, 10, failed, 200) for cpu, failed in ((70, 1), (60, 0), (95, 2))]
        row = figures.row('x', samples)
        self.assertEqual((row.cpu_us, row.cpu_min, row.cpu_max, row.failed, row.rounds), (70, 60, 95, 3, 3))

    def test_the_middle_of_two_lies_between_them(self):
        samples = [figures.Sample(cpu, 1, 1, 1, 1, 0, 0) for cpu in (60, 70)]
        self.assertEqual(figures.row('x', samples).cpu_us, 65)

    def test_a_difference_is_taken_round_by_round(self):
        noise = (0, 40, -10, 90, 5, 20, -30, 60)
        base, other = (figures.row(name, [figures.Sample(100 + cpu + more, 1, 1, 1, 1, 0, 0) for cpu in noise])
                       for name, more in (('base', 0), ('other', 3)))
        self.assertEqual(str(figures.difference(base, other)), '+3.0 (+3.0..+3.0)')

    def test_the_bounds_of_a_difference_leave_out_the_extremes(self):
        def row(*cpu: float) -> figures.Row:
            return figures.row('x', [figures.Sample(each, 1, 1, 1, 1, 0, 0) for each in cpu])

        zeros = [0.0] * 9
        self.assertEqual(str(figures.difference(row(*zeros), row(-99, 1, 2, 3, 4, 5, 6, 7, 99))), '+4.0 (+1.0..+7.0)')
        self.assertEqual(str(figures.difference(row(*zeros[:6]), row(1, 2, 3, 4, 5, 6))), '+3.5 (+1.0..+6.0)')
        self.assertEqual(str(figures.difference(row(*zeros[:5]), row(1, 2, 3, 4, 5))), '+3.0')


class Loads(unittest.TestCase):
    def test_what_wrk_prints_is_read(self):
        timing = load.parse_wrk(WRK)
        self.assertEqual((timing.requests, timing.rps, timing.p50, timing.p99, timing.failed), (120042, 30010.5, 2.09, 1250, 0))

    def test_refusals_and_timeouts_are_failures_and_an_ended_connection_is_none(self):
        more = '  Non-2xx or 3xx responses: 7\n  Socket errors: connect 1, read 50, write 0, timeout 2\n'
        self.assertEqual(load.parse_wrk(WRK + more).failed, 10)

    def test_a_run_without_requests_has_failed(self):
        with self.assertRaises(Failed):
            load.parse_wrk('unable to connect')

    def test_what_h2load_logs_is_read(self):
        log = ''.join(f'{i}\t{200 if i else 503}\t{1000 * (i + 1)}\n' for i in range(100))
        timing = load.parse_h2load(H2LOAD, log)
        self.assertEqual((timing.requests, timing.rps, timing.p50, timing.p99, timing.failed), (100, 1234.5, 51, 100, 1))

    def test_http_1_is_not_taken_for_http_2(self):
        with self.assertRaises(Failed):
            load.parse_h2load(H2LOAD.replace('h2', 'http/1.1'), '1\t200\t1\n')


class Tokens(unittest.TestCase):
    def test_claims_can_be_other_than_good_or_missing(self):
        self.assertEqual(claims('i', 'p', aud='x', jti=None)['aud'], 'x')
        self.assertNotIn('jti', claims('i', 'p', jti=None))
        self.assertGreater(claims('i', 'p')['exp'], time.time())

    def test_a_changed_token_keeps_its_signature(self):
        token = '.'.join((probes._encode({'alg': 'RS256'}), probes._encode({'azp': 'a'}), 'sig'))
        header, payload, signature = probes.tampered(token).split('.')
        self.assertEqual(signature, 'sig')
        self.assertEqual(json.loads(probes._decode(payload))['azp'], 'partner-000001')
        self.assertEqual(probes.unsigned(token).split('.')[1:], [token.split('.')[1], ''])

    def test_partners_are_spread_over_all_that_are_registered(self):
        names = partner_names(100, 100_000)
        self.assertEqual((len(set(names)), names[0], names[-1]), (100, 'partner-000000', 'partner-099000'))


class Contracts(unittest.TestCase):
    def test_so_many_operations_are_generated_as_are_wanted(self):
        with tempfile.TemporaryDirectory() as folder:
            paths = contracts.generated(Path(folder) / 'c', 2000)
            written = [json.loads(file.read_text()) for file in (Path(folder) / 'c').iterdir()]
        self.assertEqual(len(set(paths)), 2000)
        self.assertEqual(sum(len(contract['paths']) for contract in written), 2000)
        self.assertFalse([path for path in paths if '{' in path])

    def test_an_order_has_two_kibibytes(self):
        self.assertEqual(len(contracts.order()), 2048)


class Builds(unittest.TestCase):
    def test_what_is_older_than_a_source_is_stale(self):
        with tempfile.TemporaryDirectory() as folder:
            made, source = Path(folder) / 'made', Path(folder) / 'source/file'
            source.parent.mkdir()
            source.touch()
            self.assertTrue(build.is_stale(made, [source.parent]))
            made.touch()
            self.assertFalse(build.is_stale(made, [source.parent]))
            os.utime(source, (time.time() + 10, time.time() + 10))
            self.assertTrue(build.is_stale(made, [source]))


class Tables(unittest.TestCase):
    def test_figures_stand_to_the_right(self):
        self.assertEqual(tables.text_table(('', 'µs'), [('a', '1'), ('long', '100')]), '       µs\na       1\nlong  100')
        self.assertEqual(tables.markdown_table(('', 'µs'), [('a|b', '1')]), '|  | µs |\n| --- | ---: |\n| a\\|b | 1 |')


class Charts(unittest.TestCase):
    def test_a_chart_says_in_words_what_it_shows(self):
        for svg in (charts.bars('T & U', 'µs', [charts.Bar('us', 70, 60, 95, True), charts.Bar('them', 66, 60, 70, False)]),
                    charts.lines('T & U', 'partners', 'µs', [charts.Line('us', [(100, 70), (100_000, 71)], True)])):
            root = ElementTree.fromstring(svg)
            self.assertEqual(root[0].text, 'T & U')
            self.assertIn('70', root[1].text)
            self.assertIn('prefers-color-scheme: dark', svg)
            self.assertIn('µs', root[1].text)

    def test_one_point_is_a_line_too(self):
        ElementTree.fromstring(charts.lines('T', 'x', 'µs', [charts.Line('us', [(64, 70)], True)]))

    def test_axes_end_at_round_numbers(self):
        self.assertEqual([charts.ceiling(x) for x in (1, 73, 81, 0.3, 210)], [1, 80, 100, 0.4, 250])

    def test_figures_have_as_many_places_as_say_something(self):
        self.assertEqual([charts.figure(x) for x in (1234.5, 66.04, 3.14159, 20)], ['1,234', '66.0', '3.14', '20'])


class CommandLine(unittest.TestCase):
    def test_every_subcommand_explains_itself(self):
        for name in cli.COMMANDS:
            with self.assertRaises(SystemExit) as ended, mock.patch('sys.stdout'):
                cli.parser().parse_args([name, '-h'])
            self.assertEqual(ended.exception.code, 0)

    def test_what_is_run_for_the_page_is_understood(self):
        for command in (*cli.everything.QUICK, *cli.everything.FULL):
            cli.parser().parse_args(command.split())

    def test_unknown_names_and_numbers_are_refused(self):
        for wrong in (['compare', '--case', 'put'], ['compare', '--rounds', '0'], ['scale', '--seconds', '-1'], ['all']):
            with self.assertRaises(SystemExit), mock.patch('sys.stderr'):
                cli.parser().parse_args(wrong)
        self.assertEqual(options.names('a,b', ['a', 'b', 'c']), ['a', 'b'])


class Pages(unittest.TestCase):
    def test_the_page_is_written_from_whatever_was_measured(self):
        row = figures.row('gatehouse', [figures.Sample(70, 1, 1, 1, 1, 0, 200)]).as_json()
        haproxy = {**row, 'name': 'haproxy', 'cpu_us': 50.0}
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(results, 'FOLDER', Path(folder)), \
                mock.patch.object(report, 'PAGE', Path(folder) / 'page.md'), \
                mock.patch.object(report, 'IMAGES', Path(folder) / 'images'), mock.patch('builtins.print'):
            results.save('compare-get', ['compare'], {'rows': [row, haproxy], 'left_out': {},
                                                      'quiet': turns.Quiet(0.0012, 3, 5).as_json()})
            results.save('scale-partners', ['scale'], {'rows': [{**row, 'name': '100'}, {**row, 'name': '1000'}, haproxy]})
            results.save('scale-limits', ['scale'], {'rows': [{**row, 'name': 'no limits, with a store'}, {**row, 'name': 'limits, with a store', 'cpu_rounds': [72.5]},
                                                             haproxy]})
            results.save('bindings', ['bindings'], {'rate': 500, 'revoked': 1000, 'rows': [row, {**row, 'name': 'revoked', 'cpu_rounds': [71.5]}, haproxy],
                                                    'proofs': [row, {**row, 'name': 'proof', 'cpu_rounds': [170.0]}]})
            split = [{**row, 'name': name, 'cpu_us': cpu, 'kernel_us': kernel} for name, cpu, kernel in (
                ('64', 100.0, 40.0), ('2000', 130.0, 64.0), ('haproxy 64', 90.0, 30.0), ('haproxy 2000', 120.0, 60.0))]
            split = [{**each, 'user_us': each['cpu_us'] - each['kernel_us']} for each in split]
            results.save('scale-connections', ['scale'], {'rows': split})
            report.run(mock.Mock(), [])
            page = (Path(folder) / 'page.md').read_text()
            self.assertIn('Gatehouse: 1.40 × HAProxy.', page)
            self.assertIn('`benchmarks/run compare`', page)
            self.assertIn('Counted: 3 of 5 turns, at most 0.1% of the time stolen.', page)
            self.assertRegex(page, r'\| limits, with a store \|.*\| \+2\.5 \|')
            self.assertRegex(page, r'\| proof \|.*\| \+100\.0 \|')
            self.assertRegex(page, r'\| 2,000 \|.*\| \+30% \| 66\.0 \| \+10% \| 64\.0 \| \+60% \|')
            self.assertRegex(page, r'\| HAProxy 2000 \|.*\| \+33% \| 60\.0 \| \+0% \| 60\.0 \| \+100% \|')
            self.assertNotIn('## Latency', page)
            self.assertEqual(len(list((Path(folder) / 'images').iterdir())), 3)


class Jvm:
    """A process of whose time the compilers take this part in each piece of load."""

    def __init__(self, parts, seen=True):
        self.parts = iter(parts)
        self.seen = seen
        self.used = 0
        self.compiled = 0

    def compiler_seconds(self):
        return self.compiled if self.seen else None

    def cpu_seconds(self):
        return self.used

    def next(self):
        self.used += 1
        self.compiled += next(self.parts, 0)


class Warm(unittest.TestCase):
    def pieces(self, process, seconds, warms=True, requests=10, failed=0):
        """Returns the seconds of load that warming up takes."""
        taken = []

        def apply(_, __, seconds):
            taken.append(seconds)
            process.next()
            return load.Timing(requests, 1, 1, 1, failed)

        with mock.patch.object(load, 'apply', apply), mock.patch.object(measure, 'say'), \
                mock.patch.object(measure.time, 'monotonic', lambda: sum(taken)):
            measure.warm(measure.Contestant('x', 'http://x', process, None, warms), seconds)
        return taken

    def test_it_ends_when_the_compilers_rest(self):
        self.assertEqual(self.pieces(Jvm([0.5, 0.2, 0.029, 0]), 100), [4, 4, 4])

    def test_it_ends_when_its_time_is_over(self):
        self.assertEqual(self.pieces(Jvm([0.5] * 9), 10), [4, 4, 4])
        self.assertEqual(self.pieces(Jvm([0.5] * 9), 2), [2])

    def test_what_compiles_unseen_or_not_at_all_has_less(self):
        self.assertEqual(self.pieces(Jvm([], seen=False), 100), [25])
        self.assertEqual(self.pieces(Jvm([]), 100, warms=False), [1])

    def test_what_refuses_is_not_warmed_up(self):
        with self.assertRaises(Failed):
            self.pieces(Jvm([0.5]), 100, requests=10, failed=6)


class Turns(unittest.TestCase):
    def quietest(self, wanted, tries, stolen):
        """Returns which turns count, of turns that lose this part of their time each."""
        with mock.patch.object(turns, 'say'):
            return turns.quietest(wanted, tries, lambda number: number, lambda number: stolen[number - 1])

    def test_quiet_turns_are_all_that_are_taken(self):
        found = self.quietest(2, 3, [0, turns.QUIET])
        self.assertEqual((found.found, found.quiet.taken), ([1, 2], 2))

    def test_a_turn_that_lost_time_is_taken_again(self):
        found = self.quietest(2, 3, [0.5, 0.001, 0.1, 0])
        self.assertEqual((found.found, found.left_out, found.quiet.taken), ([2, 4], [1, 3], 4))

    def test_the_quietest_count_where_none_is_quiet(self):
        found = self.quietest(2, 2, [0.03, 0.5, 0.02, 0.1])
        self.assertEqual((found.found, str(found.quiet)), ([1, 3], '2 of 4 turns, at most 3.0% of the time stolen'))

    def test_stolen_is_what_was_wanted_and_not_had(self):
        for later, part in (((130, 10), 0.25), ((130, 0), 0), ((100, 0), 0), ((100, 10), 1)):
            with mock.patch.object(turns, '_ticks', mock.Mock(side_effect=[(100, 0), later])):
                self.assertEqual(turns.Watch().stolen(), part)

    def test_what_the_kernel_tells_is_read(self):
        before = turns._ticks()
        self.assertGreater(before[0], 0)
        self.assertGreaterEqual(turns._ticks(), before)

    def test_a_round_that_does_not_count_has_failed_too(self):
        counted, other = (figures.Sample(70, 1, 1, 1, 1, failed, 200) for failed in (1, 5))
        self.assertEqual(figures.row('x', [counted], [other]).failed, 6)


class Doubt(unittest.TestCase):
    def rows(self, **sample):
        taken = figures.Sample(**{'cpu_us': 70, 'rps': 1, 'p50_ms': 2, 'p99_ms': 40, 'requests': 9, 'failed': 0, 'rss_mib': 1} | sample)
        with mock.patch.object(measure, 'say'), mock.patch.object(turns, 'say'):
            return measure.in_turns([measure.Contestant('x', 'http://x', None, None, True)], 2, 1, lambda *_: taken).rows

    def test_who_answers_everything_soon_is_reported(self):
        self.assertEqual([(row.name, row.doubt()) for row in self.rows()], [('x', '')])

    def test_calls_that_fail_or_hang_are_no_figures(self):
        with self.assertRaisesRegex(Failed, 'x: 2 calls failed'):
            self.rows(failed=1)
        with self.assertRaisesRegex(Failed, 'x: p99 is 1670 ms where p50 is 2.00'):
            self.rows(p99_ms=1670)


class Ended(unittest.TestCase):
    def test_all_ends_with_the_command_that_was_stopped(self):
        ran = []

        def main(words):
            ran.append(words)
            return cli.STOPPED

        with mock.patch.object(cli, 'main', main), mock.patch.object(everything, 'say'), self.assertRaises(KeyboardInterrupt):
            everything.run(cli.parser().parse_args(['all', '--full']), [])
        self.assertEqual(len(ran), 1)

    def test_nothing_is_left_when_the_harness_is_stopped_or_killed(self):
        for how in (signal.SIGTERM, signal.SIGKILL):
            with tempfile.TemporaryDirectory() as folder:
                harness = subprocess.Popen([sys.executable, '-B', '-c', f"""
import signal
from pathlib import Path
from harness import cli
from harness.processes import Processes
signal.signal(signal.SIGTERM, cli._stop)
with Processes(Path('{folder}')) as processes:
    print(processes.start('sleeper', 'sleep', '60').pid, flush=True)
    signal.pause()
"""], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=Path(__file__).resolve().parent.parent)
                child = int(harness.stdout.readline())
                harness.send_signal(how)
                harness.wait(timeout=20)
                harness.stdout.close()
                deadline = time.monotonic() + 20
                while time.monotonic() < deadline and is_running(child):
                    time.sleep(0.01)
                self.assertFalse(is_running(child), how)


def is_running(pid):
    try:
        return Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()[0] != 'Z'
    except OSError:
        return False


class Ports(unittest.TestCase):
    def test_ports_are_free_and_different(self):
        self.assertEqual(len(set(free_ports(20))), 20)


if __name__ == '__main__':
    unittest.main()
