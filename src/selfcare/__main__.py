"""The program: `selfcare`, and `python -m selfcare`."""

import sys


def main() -> None:
    """Run the command on the command line and exit with its code."""
    if sys.argv[1:] == ["--version"]:  # answered before anything is loaded
        from selfcare import __version__

        sys.stdout.write(f"selfcare {__version__}\n")
        return
    try:
        from selfcare.cli.app import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:  # while the first modules were loaded, before anything could answer
        sys.stderr.write("Stopped.\nNothing that was already kept is lost.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
