"""The table of toolchain/fault: points tried, lost, corrupt, slowest recovery."""
import sys

WIDTH = 42
FAULTS_SHOWN = 20


class Row:
    def __init__(self, name, points=0, lost=0, corrupt=0, slowest_s=0.0):
        self.name, self.points, self.lost, self.corrupt, self.slowest_s, self.faults = name, points, lost, corrupt, slowest_s, []

    def is_fine(self):
        return self.lost + self.corrupt == 0

    def __str__(self):
        recovery = f"{self.slowest_s:.2f} s" if self.slowest_s else "-"
        return f"{self.name:{WIDTH}}{self.points:8}{self.lost:6}{self.corrupt:9}{recovery:>18}"


class Table:
    """Prints row by row, since the whole takes long; what broke, and the sum, at the end."""

    def __init__(self):
        self.rows = []
        print(f"{'':{WIDTH}}{'points':>8}{'lost':>6}{'corrupt':>9}{'slowest recovery':>18}", flush=True)

    @staticmethod
    def title(words):
        print(words, flush=True)

    def add(self, row):
        self.rows.append(row)
        print(row, flush=True)
        return row

    def close(self):
        total = Row("all")
        for row in self.rows:
            total.points, total.lost, total.corrupt = total.points + row.points, total.lost + row.lost, total.corrupt + row.corrupt
            total.slowest_s = max(total.slowest_s, row.slowest_s)
        print(total, flush=True)
        for fault in [fault for row in self.rows for fault in row.faults][:FAULTS_SHOWN]:
            print(fault, file=sys.stderr)
