#!/usr/bin/env python3
"""How fast the readers of pay of other projects read the lines of fixtures/pay, on one core, and from how many of
them they read an amount at all (right or wrong).

Run beside `cargo bench -p kazi-scoring --bench pay lines`, which reads the same lines:

    python3 -m venv peers && peers/bin/pip install price-parser==0.5.1 python-jobspy==1.1.82
    peers/bin/python crates/scoring/benches/peers.py
"""
import pathlib
import time

SECONDS = 2.0


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


def measure(name, read, says_amount, inputs):
    answers = sum(says(read, says_amount, line) for line in inputs)
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
    print(f"{name:<14} {len(inputs) / fastest:>10,.0f} lines a second, an amount from {answers}")


def main():
    inputs = list(lines())
    print(f"{len(inputs)} lines")
    from price_parser import Price

    measure("price-parser", Price.fromstring, lambda price: price.amount is not None, inputs)
    from jobspy.util import extract_salary

    measure("JobSpy", extract_salary, lambda salary: salary[1] is not None, inputs)


if __name__ == "__main__":
    main()
