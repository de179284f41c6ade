#!/usr/bin/env python3
"""How fast the readers of pay of other projects read the lines of fixtures/pay beside kazi, each on one core and all
in one run: all lines, and only those that the peer reads an amount from (right or wrong), where it does its work.
On the others it gives up at once, which is quick and no reading.

    python3 -m venv peers && peers/bin/pip install price-parser==0.5.1 python-jobspy==1.1.82
    cargo bench -p kazi-scoring --bench pay --no-run        # names the bench it has built
    peers/bin/python crates/scoring/benches/peers.py target/release/deps/pay-…
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

SECONDS = 2.0
UNITS = {"": 1, "K": 1e3, "M": 1e6, "G": 1e9}


def lines():
    folder = pathlib.Path(__file__).resolve().parents[3] / "fixtures" / "pay"
    for path in sorted(folder.glob("*.cases")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and "=>" in line:
                yield line.rsplit("=>", 1)[0].strip()


def says(read, says_amount, line):
    try:
        return says_amount(read(line))
    except (ArithmeticError, ValueError, TypeError):
        return False


def peer_speed(read, inputs):
    """Lines a second in the fastest of many rounds."""
    fastest = float("inf")
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        start = time.process_time()
        for line in inputs:
            try:
                read(line)
            except (ArithmeticError, ValueError, TypeError):
                pass
        fastest = min(fastest, time.process_time() - start)
    return len(inputs) / fastest


def kazi_speed(bench, inputs):
    """The same of kazi, from what its bench prints."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(inputs))
        file.flush()
        command = [bench, "--bench", "lines_of_the_cases", "--min-time", str(SECONDS)]
        environment = os.environ | {"KAZI_BENCH_LINES": file.name}
        printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    speed, unit = re.search(r"([\d.]+) ([KMG]?)item/s", printed).groups()
    return float(speed) * UNITS[unit]


def compare(name, read, says_amount, bench):
    inputs = list(lines())
    answered = [line for line in inputs if says(read, says_amount, line)]
    print(f"{name} reads an amount from {len(answered)} of {len(inputs)} lines")
    for which, some in (("all lines", inputs), (f"the {len(answered)} it answers", answered)):
        peer = peer_speed(read, some)
        row = f"  {which:<20} {name} {peer:>12,.0f} lines a second"
        if bench:
            kazi = kazi_speed(bench, some)
            row += f"   kazi {kazi:>12,.0f}   {kazi / peer:6.2f} times as many"
        print(row)


def main():
    from jobspy.util import extract_salary
    from price_parser import Price

    bench = sys.argv[1] if len(sys.argv) > 1 else None
    compare("price-parser", Price.fromstring, lambda price: price.amount is not None, bench)
    compare("JobSpy", extract_salary, lambda salary: salary[1] is not None, bench)


if __name__ == "__main__":
    main()
