"""The build makes the manual page of the commands as they are, and puts it where `man` looks: share/man/man1."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPage(BuildHookInterface[Any]):
    """Runs when a wheel is built, by `pip install .` too. It loads the commands, so the build needs what they load."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Write the page, and name it for the wheel."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from selfcare.cli.man_page import page

        self._page = Path(self.directory, "selfcare.1")
        self._page.parent.mkdir(parents=True, exist_ok=True)
        self._page.write_text(page(), "utf-8")
        build_data["shared_data"][str(self._page)] = "share/man/man1/selfcare.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take it away again: it is in the wheel."""
        self._page.unlink()
