"""The program as it is installed."""

CASES: tuple[()] = ()
