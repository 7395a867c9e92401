"""The command line: ``palabre``, or ``python -m palabre``."""

import sys

from ._palabre import run


def main() -> int:
    """Runs the command that the arguments ask for, and gives the exit code."""
    return run(["palabre", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
