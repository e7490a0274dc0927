"""Where we stand against the floor: ``make bench`` prints each figure as a ratio measured in the same run."""
