"""Every setting in one table: its name, where it is kept, its default, what it may hold, and what it is for.

Three settings are kept in `config.toml`, which is not encrypted, because they are needed before the journal is
unlocked; all others are inside the encrypted journal.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Literal

from selfcare import places
from selfcare.errors import Failed, Usage

CONFIG_FILE = "config.toml"
CONTACTS_FILE = "contacts.toml"

NATIONS = ("england", "scotland", "wales", "northern-ireland", "ireland")
ROLES = (
    "social-worker",
    "support-worker",
    "nurse",
    "case-manager",
    "occupational-therapist",
    "counsellor",
    "other",
)

NIGHTS_START = "12:00"
"""When the day begins of somebody who works nights."""

Home = Literal["config", "journal"]


@dataclass(frozen=True)
class Setting:
    """One setting. `read` turns what a person typed into the value kept, always text, or raises `Usage`.

    `words`: whether the value holds words of the person, which the name guard looks through.
    """

    name: str
    home: Home
    default: str
    help: str
    read: Callable[[str], str]
    words: bool = False


@dataclass(frozen=True)
class _OneOf:
    """Reads one of a few fixed choices."""

    choices: tuple[str, ...]

    def __call__(self, words: str) -> str:
        if words not in self.choices:
            raise Usage("That is not one of the choices.", f"Choose one of: {', '.join(self.choices)}.")
        return words


def _one_of(*choices: str) -> _OneOf:
    return _OneOf(choices)


def _folder(words: str) -> str:
    if "\0" in words:
        raise Usage("No folder has such a name.", "Give the path of a folder.")
    return str(places.home_expanded(words).absolute()) if words else ""


def _start_of_day(words: str) -> str:
    if not re.fullmatch(r"(0[0-9]|1[01]):[0-5][0-9]|12:00", words):
        raise Usage("The start of the day must be a time from 00:00 to 12:00.", "Example: 05:00.")
    return words


def _days(words: str) -> str:
    if words != "none" and not re.fullmatch(r"[1-9][0-9]{0,2}", words):
        raise Usage("An interval is a whole number of days from 1 to 999, or none.", "Example: 30.")
    return words


def _count(words: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]?", words):
        raise Usage("That is a whole number from 1 to 99.", "Example: 8.")
    return words


def _items(words: str) -> str:
    names = [name.strip() for name in words.split(",") if name.strip()]
    if any(not re.fullmatch(r"[a-z][a-z0-9-]*", name) for name in names):
        raise Usage("Check-in items are named by their ids, with commas between.", "Example: energy,load. Or: none.")
    return ",".join(names)


def allowed_words(value: str) -> tuple[str, ...]:
    """The setting `allowed_words` as words and phrases that name nobody."""
    return tuple(dict.fromkeys(" ".join(words.split()) for words in value.split(",") if words.strip()))


def _regulator(words: str) -> str:
    if words and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", words):
        raise Usage("A regulator is named by its id.", "Example: swe. `selfcare cpd list` shows what it asks for.")
    return words


def _a_day(words: str) -> str:
    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError:
        raise Usage("That is not a day.", "Write it as 2027-11-30.") from None


def _months_by_kind(words: str) -> str:
    return _by_kind(words, r"[1-9][0-9]{0,2}|never|cycle", "Example: trigger=12,action=24,cpd=cycle,note=never.")


def _days_by_kind(words: str) -> str:
    return _by_kind(words, r"\d{4}-\d\d-\d\d", "Example: trigger=2027-11-30.")


def _by_kind(words: str, value: str, hint: str) -> str:
    given = [each.strip() for each in words.split(",") if each.strip()]
    if not all(re.fullmatch(rf"[a-z_]+=({value})", each) for each in given):
        raise Usage("That takes kinds of record, each with a value, and commas between.", hint)
    return ",".join(given)


def by_kind(value: str) -> dict[str, str]:
    """A setting such as `retention`, by kind of record."""
    return dict(each.split("=", 1) for each in value.split(",") if each)


def _hold(words: str) -> str:
    day, _, why = words.partition(" ")
    return f"{_a_day(day)} {why}".strip()


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("nation", "config", "", "Whose help lines are shown first.", _one_of(*NATIONS)),
        Setting("plain", "config", "no", "Plain output always: no colour, boxes or redraws.", _one_of("yes", "no")),
        Setting("journal", "config", "", "The journal's folder, where it is not the usual one.", _folder),
        Setting("role", "journal", "other", "Your role; it is never sent anywhere.", _one_of(*ROLES)),
        Setting("day_starts_at", "journal", "05:00", "When your day begins; 12:00 suits night work.", _start_of_day),
        Setting("backups_kept", "journal", "8", "How many automatic backups stay; your own always do.", _count),
        Setting("summary_items", "journal", "none", "Check-in items that the supervision summary may show.", _items),
        Setting(
            "summary_numbers", "journal", "no", "Whether it shows their numbers too, in a chart.", _one_of("yes", "no")
        ),
        *(
            Setting(f"interval_{kind}", "journal", "30", f"Days between {kind} supervision sessions, or none.", _days)
            for kind in ("clinical", "line", "peer", "group", "safeguarding")
        ),
        Setting("regulator", "journal", "", "Whose CPD you keep: swe, nmc, hcpc, bacp, your own, or none.", _regulator),
        Setting("registration_ends", "journal", "", "The day on which your registration ends or renews.", _a_day),
        Setting(
            "allowed_words",
            "journal",
            "",
            "Words that name nobody, with commas between: the identifier check passes them over.",
            lambda words: ",".join(allowed_words(words)),
            words=True,
        ),
        Setting(
            "retention",
            "journal",
            "trigger=12,action=24,cpd=cycle",
            "After how many months you are asked whether to keep a kind of record: selfcare vault retention.",
            _months_by_kind,
        ),
        Setting("retention_from", "journal", "", "The day from which a kind is asked about again.", _days_by_kind),
        Setting(
            "hold", "journal", "", "Since when nothing is deleted, and why: selfcare vault hold.", _hold, words=True
        ),
    )
}


def holds_words(name: str) -> bool:
    """Whether a setting holds words of the person."""
    return name in SETTINGS and SETTINGS[name].words


def fixed_choices() -> dict[str, tuple[str, ...]]:
    """The values to choose from, by the names of those settings that have a fixed choice."""
    return {name: each.read.choices for name, each in SETTINGS.items() if isinstance(each.read, _OneOf)}


def find(name: str) -> Setting:
    """The setting called `name`; raises `Usage` with the nearest names."""
    if name in SETTINGS:
        return SETTINGS[name]
    raise Usage("There is no such setting.", f"The settings are: {', '.join(SETTINGS)}.")


@dataclass(frozen=True)
class Config:
    """What `config.toml` says: text by setting name, defaults filled in."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, SETTINGS[name].default)


def load_config() -> Config:
    """Read `config.toml`; one that is missing, or that cannot be read, has only defaults.

    A slip in this file must never stand between a person and `help-now`.
    """
    found = _read(CONFIG_FILE)
    return Config({name: _or_default(name, found[name]) for name in SETTINGS if isinstance(found.get(name), str)})


def _or_default(name: str, value: str) -> str:
    try:
        return SETTINGS[name].read(value)
    except Usage:
        return SETTINGS[name].default


def save_config(name: str, value: str) -> None:
    """Keep one setting in `config.toml`, leaving all else as it is. Raises `Failed` where that cannot be read."""
    _write(CONFIG_FILE, {**_read_strictly(CONFIG_FILE), name: value})


@dataclass(frozen=True)
class Contact:
    """One of the person's own contacts: who, and how to reach them."""

    label: str
    number: str


def load_contacts() -> tuple[Contact, ...]:
    """Read `contacts.toml`; what cannot be read is left out, for the same reason as in `load_config`."""
    found = _read(CONTACTS_FILE).get("contacts")
    return tuple(
        Contact(row["label"], row["number"]) for row in (found if isinstance(found, list) else []) if _says(row)
    )


def _says(row: object) -> bool:
    """Whether a row of `contacts.toml` says who, and how to reach them."""
    return isinstance(row, dict) and isinstance(row.get("label"), str) and isinstance(row.get("number"), str)


def save_contacts(contacts: tuple[Contact, ...]) -> None:
    """Keep these contacts, and no others. Raises `Failed` where `contacts.toml` has some that cannot be read."""
    found = _read_strictly(CONTACTS_FILE)
    rows = found.get("contacts", [])
    if not isinstance(rows, list) or not all(_says(row) for row in rows):
        raise _has_a_slip(CONTACTS_FILE)
    _write(CONTACTS_FILE, {**found, "contacts": [{"label": each.label, "number": each.number} for each in contacts]})


def _read(name: str) -> dict[str, Any]:
    """What one of the two files says; nothing where it is missing or broken (one nested too deep is, too)."""
    try:
        return tomllib.loads((places.config_folder() / name).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}


def _read_strictly(name: str) -> dict[str, Any]:
    """What one of the two files says; raises `Failed` where it is there and cannot be read: writing would empty it."""
    try:
        return tomllib.loads((places.config_folder() / name).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        raise _has_a_slip(name) from None


def _has_a_slip(name: str) -> Failed:
    return Failed(
        f"There is a slip in {places.config_folder() / name}; it was left as it is.",
        "Correct it with a text editor, or move it out of the way, and try again.",
    )


def _write(name: str, content: Mapping[str, object]) -> None:
    import tomli_w

    try:
        text = tomli_w.dumps(content)
    except RecursionError:
        raise _has_a_slip(name) from None
    folder = places.config_folder()
    places.make_private_folder(folder)
    places.write_whole(folder / name, text.encode())


def start_of_day(value: str) -> time:
    """The setting `day_starts_at` as a time. One that cannot be, however it got there, stops nothing."""
    return time.fromisoformat(_or_default("day_starts_at", value))


def works_nights(day_starts_at: str) -> bool:
    """Whether days that begin at `day_starts_at` are those of somebody who works nights."""
    return start_of_day(day_starts_at) == time.fromisoformat(NIGHTS_START)


def chosen_items(value: str) -> tuple[str, ...]:
    """The setting `summary_items` as item ids; `none` is no item."""
    return tuple(name for name in value.split(",") if name and name != "none")
