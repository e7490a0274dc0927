"""The command line: the same services as the window, for tests, power users and a supervising authority.

Every command takes ``--json``. Exit code 0: done; 1: the user's world (a Chinese sentence on stderr); 2: usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

from isms_desktop import commands, commands_password, commands_records
from isms_desktop.command_line import parser_with_commands
from isms_desktop.console import print_json
from isms_desktop.domain.findings import UserError

Command: TypeAlias = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser, names = parser_with_commands()
    # Double-clicking a file starts the program with nothing but its path.
    if not given or (len(given) == 1 and not given[0].startswith("-") and given[0] not in names):
        given = ["open", *given]
    parsed = parser.parse_args(given)
    command = _carries_out(parsed.command)
    _print_any_name()
    try:
        return command(parsed)
    except BrokenPipeError:  # the reader has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UserError as problem:
        if parsed.json:
            print_json({"error": problem.text, "advice": problem.advice})
        print(problem, file=sys.stderr)
        return 1


def _print_any_name() -> None:
    """A console of the old code page shows a rare character as ``?`` instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _carries_out(name: str) -> Command:
    """The function of a command: ``self-test`` is done by ``run_self_test``."""
    function = f"run_{name.replace('-', '_')}"
    every = (commands, commands_records, commands_password)
    found: Command = next(getattr(each, function) for each in every if hasattr(each, function))
    return found


if __name__ == "__main__":
    sys.exit(main())
