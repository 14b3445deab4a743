"""Writes docs/reference from the code: `make docs`. A test fails where the pages are not what this gives."""

from pathlib import Path

from scripts.reference import commands, exit_codes, json_answers, settings

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES = {
    "commands.md": commands.page,
    "settings.md": settings.page,
    "exit-codes.md": exit_codes.page,
    "json.md": json_answers.page,
}


def write() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    write()
