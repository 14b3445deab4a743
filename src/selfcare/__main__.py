"""The program: `selfcare`, and `python -m selfcare`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command on the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything is loaded
        from selfcare import __version__

        sys.stdout.write(f"selfcare {__version__}\n")
        return
    gc.disable()  # a command ends before it would gain by it; a session enables it
    try:
        from selfcare.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the first modules were loaded, before anything could answer
        sys.stderr.write("Stopped.\nNothing that was already kept is lost.\n")
        code = 130
    _end(code)


def _end(code: int) -> NoReturn:
    """End at once: everything is closed by now, and taking the interpreter apart takes longer than many a command."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
