"""Proves that this very installation works, frozen or not: every library, file and path that a clerk will use.

    report = run_self_test(Path("結果"))        # in this process: the command line, a build, an installer
    report = run_beside(told)                   # in a process of its own: the menu of the window

Works on throwaway offices in a temporary folder, with settings of its own; nothing of the user's is read or changed.
A part that fails hides no other, and says in one sentence what is wrong and what to do.
"""

from isms_desktop.selftest.beside import run_beside as run_beside
from isms_desktop.selftest.report import SelfTestReport as SelfTestReport
from isms_desktop.selftest.report import TimedPart as TimedPart
from isms_desktop.selftest.run import run_self_test as run_self_test
