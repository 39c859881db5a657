"""Options that several subcommands have."""
from __future__ import annotations

import argparse


def positive(text: str) -> float:
    """Reads a number above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not number > 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above zero")
    return number


def count(text: str) -> int:
    """Reads a whole number above zero."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above zero")
    return int(text)


def whole(text: str) -> int:
    """Reads a whole number, zero included."""
    return 0 if text == '0' else count(text)


def names(text: str, known: list[str]) -> list[str]:
    """Reads names, with commas between them; each must be known."""
    found = text.split(',')
    for name in found:
        if name not in known:
            raise argparse.ArgumentTypeError(f"'{name}' is none of {', '.join(known)}")
    return found


def rounds(parser: argparse.ArgumentParser, rounds: int, seconds: float, warm: float) -> None:
    """Adds how often and how long is measured."""
    parser.add_argument('--rounds', type=count, default=rounds, help='rounds, each in turns (default %(default)s)')
    parser.add_argument('--seconds', type=positive, default=seconds, help='length of a round (default %(default)s)')
    parser.add_argument('--warm', type=positive, default=warm,
                        help='seconds of load before, at most, for what compiles itself (default %(default)s)')


def java(parser: argparse.ArgumentParser) -> None:
    """Adds how the gateway is started."""
    parser.add_argument('--java', default='', metavar='COMMAND',
                        help="the command line that starts the gateway, up to its jar, as in 'java -Xmx256m -jar x.jar'")
