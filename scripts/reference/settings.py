"""docs/reference/settings.md: every setting, from the one table of `settings.py`."""

from selfcare.settings import SETTINGS, Setting

HEAD = """\
# Settings

`selfcare settings show` shows them with their values, and `selfcare settings set NAME VALUE` changes one. Those that
are not encrypted are needed before your passphrase is typed; the others are in the encrypted journal.

| setting | at first | where | what it is for |
|---|---|---|---|
"""
FOOT = """\

Beside them, `selfcare settings set contact LABEL=NUMBER` keeps a number that `help-now` shows first, not
encrypted. An empty `LABEL=` takes it away.

Some things are said in the environment, and for one command at a time:

| variable | what it is for |
|---|---|
| `SELFCARE_JOURNAL` | The journal's folder, as `--journal` names it. |
| `SELFCARE_PLAIN` | `1`: plain output, as with `--plain`. |
| `NO_COLOR` | Anything: no colour, and all else as it is. |
| `SELFCARE_PASSPHRASE_COMMAND` | A command that prints the passphrase. It is run without a shell. |
| `SELFCARE_PASSPHRASE_FILE` | A file whose first line is the passphrase. Keep it on an encrypted disk. |
| `SELFCARE_PASSPHRASE` | The passphrase itself. Other programs of yours may see it: the file is better. |

Of the three passphrase sources the first that is set is used, and no other.
"""


def page() -> str:
    """The page, whole."""
    return f"{HEAD}{''.join(map(_row, SETTINGS.values()))}{FOOT}"


def _row(setting: Setting) -> str:
    at_first = f"`{setting.default}`" if setting.default else ""
    where = "not encrypted" if setting.home == "config" else "encrypted"
    return f"| `{setting.name}` | {at_first} | {where} | {setting.help} |\n"
