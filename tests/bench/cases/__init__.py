"""What is measured: one module a subject, each case a function that takes a folder and yields its figures."""

from tests.bench.cases import installed, papers, registers, sheets, starting, suite

CASES = (*starting.CASES, *registers.CASES, *sheets.CASES, *papers.CASES, *suite.CASES, *installed.CASES)
