"""Run a program, and write down what it took: seconds by the clock, and the most memory that it held, in bytes.

`python -I -S timed.py REPORT PROGRAM WORDS...`; it ends as the program does. It is a process of its own, and small: on
Linux what the process that starts a program has held counts as held by the program.
"""

import os
import sys
import time


def main(report: str, *command: str) -> int:
    """Run `command` to its end; its exit code."""
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    with open(report, "w") as file:  # noqa: PTH123 - pathlib would make this process larger than some that it runs
        file.write(f"{seconds} {used.ru_maxrss * unit}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
