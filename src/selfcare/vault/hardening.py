"""What the process does for itself before it holds a key. Best effort: a system that refuses is not an error."""

import os
import sys
from contextlib import suppress

PR_SET_DUMPABLE = 4


def harden() -> None:
    """Make new files private, and keep memory out of core dumps and other processes of the same user (Linux).

    No plugin of pydantic's, whoever installed it, is shown the records that are checked with it.
    """
    os.umask(0o077)
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    _no_core_dumps()
    _not_dumpable()


def _no_core_dumps() -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_dumpable() -> None:
    if not sys.platform.startswith("linux"):
        return
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
