"""The command line: the same services as the window, for tests, power users and a supervising authority.

Every command takes ``--json``. Exit code 0: done; 1: the user's world (a Chinese sentence on stderr); 2: usage.
"""

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from isms_desktop.domain.findings import UserError
from isms_desktop.start import show_window

if TYPE_CHECKING:
    import argparse

Command: TypeAlias = "Callable[[argparse.Namespace], int]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _print_any_name()
    try:
        # Looked at before there is a parser: making one takes a tenth of the time until the window is there.
        if (files := _to_show(given)) is not None:
            return show_window(*map(Path, files))
        return _run(given)
    except BrokenPipeError:  # the reader has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1


def _to_show(given: list[str]) -> list[str] | None:
    """The file that the window is to open, or none: what was open last. None for a command that shows no window.

    Double-clicking a file starts the program with nothing but its path; no command has a dot.
    """
    asked = given[:1] == ["open"]
    files = given[1:] if asked else given
    if len(files) > 1 or any(each.startswith("-") or not (asked or Path(each).suffix) for each in files):
        return None
    return files


def _run(given: list[str]) -> int:
    from isms_desktop.command_line import parser_with_commands

    parser, names = parser_with_commands()
    if len(given) == 1 and not given[0].startswith("-") and given[0] not in names:
        given = ["open", *given]
    parsed = parser.parse_args(given)
    try:
        return _carries_out(parsed.command)(parsed)
    except UserError as problem:
        if parsed.json:
            from isms_desktop.console import print_json

            print_json({"error": problem.text, "advice": problem.advice})
        raise


def _print_any_name() -> None:
    """A console of the old code page shows a rare character as ``?`` instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _carries_out(name: str) -> Command:
    """The function of a command: ``self-test`` is done by ``run_self_test``."""
    from isms_desktop import commands, commands_password, commands_records

    function = f"run_{name.replace('-', '_')}"
    every = (commands, commands_records, commands_password)
    found: Command = next(getattr(each, function) for each in every if hasattr(each, function))
    return found


if __name__ == "__main__":
    sys.exit(main())
