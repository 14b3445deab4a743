"""Ctrl-C before anything is loaded: the same two lines as at any other time, and no traceback."""

import subprocess
import sys

import pytest
from tests.conftest import Home

STOPPED_AT = """
import sys

class Stop:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stop())
sys.argv = ["selfcare", "list"]
from selfcare.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["selfcare.cli.app", "selfcare.cli.console", "selfcare.vault.hardening", "typer"])
def test_ctrl_c_while_a_module_is_loaded_ends_as_it_does_later(home: Home, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_AT.format(module=module)],
        env=home.environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 130
    assert done.stderr.decode().splitlines() == ["Stopped.", "Nothing that was already kept is lost."]
