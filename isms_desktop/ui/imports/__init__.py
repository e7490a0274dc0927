"""Bringing in a spreadsheet: choose, look at every row, put columns right, take over; the same for every register."""
