"""The manual page, `man selfcare`: made of the help of every command when selfcare is built, so that it is never old.

It is roff with the `man` macros, as groff and mandoc read them.
"""

import inspect
import re
import textwrap
from collections.abc import Iterable, Iterator

from selfcare import __version__, errors
from selfcare.cli import app, command_help
from selfcare.cli.command_help import Argument, CommandHelp, Option
from selfcare.errors import SelfcareError

ABOUT = (
    "selfcare is a reflective journal and self-care planner for people who work in social care and mental health. "
    "It keeps an encrypted journal on your own computer, and sends nothing anywhere.",
    "A line after a shift takes seconds and no passphrase. Once a week you look at how you are. Before supervision it "
    "makes one page, holding only what you chose to share, checked for details that could identify somebody.",
    "It is for everyday stress and early support, and it is no treatment. Alone, selfcare shows today. "
    "To talk to someone now: `selfcare help-now`, at any time and without a passphrase.",
)
VALUES = (
    ("WHEN", "A moment: 22:30, yesterday 22:30, 2026-11-21 22:30, -3d or a weekday."),
    ("DATE", "A day: 2026-11-21, -3d or a weekday; ahead of today also +2w."),
    ("ID", "The short name of a record, as `selfcare list` shows it."),
    ("-", "In the place of a text: read standard input. What stands on a command line is seen by other programs."),
)
VARIABLES = (
    ("SELFCARE_JOURNAL", "The folder of the journal, as --journal names it."),
    ("SELFCARE_PLAIN", "1: plain output, as with --plain."),
    ("NO_COLOR", "Anything: no colour."),
    ("SELFCARE_PASSPHRASE_COMMAND", "A command that prints the passphrase; it is run without a shell."),
    ("SELFCARE_PASSPHRASE_FILE", "A file whose first line is the passphrase."),
    ("SELFCARE_PASSPHRASE", "The passphrase itself. Other programs of yours may see it: the file is better."),
)
FILES = (
    ("~/.local/share/selfcare/", "The journal on Linux: the encrypted database, its key file, sealed notes, backups."),
    ("~/Library/Application Support/selfcare/", "The same on macOS."),
    ("config.toml, contacts.toml", "Your nation and your own contacts, not encrypted: help-now needs no passphrase."),
)


EXAMPLE = "Example:"
NEITHER_JUSTIFIED_NOR_HYPHENATED = ".ad l\n.nh"
"""So that a command or an id can be read off and typed."""
WIDTH = 80
INDENT = 4
"""Of what a command does: an example then fits a screen of 80 columns."""


def page() -> str:
    """The whole page."""
    program = command_help.program()
    return "\n".join(
        [
            f'.TH SELFCARE 1 "" "selfcare {__version__}" "User Commands"',
            NEITHER_JUSTIFIED_NOR_HYPHENATED,
            *_section("NAME", [r"selfcare \- an encrypted reflective journal and self\-care planner"]),
            *_section("SYNOPSIS", [r".B selfcare", r"[\fICOMMAND\fR] [\fIOPTIONS\fR]"]),
            *_section("DESCRIPTION", _paragraphs(ABOUT)),
            *_section("OPTIONS", ["Before or after any command:", *_options(program.options)]),
            *_section("COMMANDS", _commands(program)),
            *_section("VALUES", _listed(VALUES)),
            *_section(
                "ENVIRONMENT", ["Of those for the passphrase, the first that is set counts.", *_listed(VARIABLES)]
            ),
            *_section("FILES", _listed(FILES)),
            *_section("EXIT STATUS", _listed(_exit_codes())),
            "",
        ]
    )


def _section(title: str, lines: Iterable[str]) -> list[str]:
    return [f".SH {title}", *lines]


def _commands(program: CommandHelp) -> Iterator[str]:
    by_group: dict[str, list[CommandHelp]] = {}
    for each in program.commands:
        by_group.setdefault(app.COMMANDS[each.name].group, []).append(each)
    for group, commands in by_group.items():
        yield f".SS {_escaped(group)}"
        for command in commands:
            for each in command.everything():
                yield from _command(each)


def _command(command: CommandHelp) -> Iterator[str]:
    yield f".TP {INDENT}"
    yield _called(command)
    yield f'\n.IP "" {INDENT}\n'.join(map(_text, _parts(command.text)))
    described = [each for each in command.arguments if each.help]
    if described or command.options:
        yield f".RS {INDENT}"
        yield from (line for each in described for line in (".TP", rf"\fI{_escaped(each.value)}\fR", _text(each.help)))
        yield from _options(command.options)
        yield ".RE"


def _called(command: CommandHelp) -> str:
    """How it is called: its words, then what may follow them."""
    more = [r"[\fIOPTIONS\fR]"] if command.options else []
    more += [r"\fICOMMAND\fR"] if command.commands else []
    more += [_argument(each) for each in command.arguments]
    return " ".join([rf"\fB{_escaped(f'selfcare {command.name}')}\fR", *more])


def _argument(argument: Argument) -> str:
    name = rf"\fI{_escaped(argument.value)}\fR" + ("..." if argument.many else "")
    return name if argument.required else f"[{name}]"


def _options(options: Iterable[Option]) -> Iterator[str]:
    for each in options:
        names = ", ".join(rf"\fB{_escaped(name)}\fR" for name in each.names)
        yield ".TP"
        yield names + (rf" \fI{_escaped(each.value)}\fR" if each.value else "")
        yield _text(each.help)


def _exit_codes() -> Iterator[tuple[str, str]]:
    yield "0", "It is done."
    causes = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, SelfcareError)]
    for cause in sorted((each for each in causes if each is not SelfcareError), key=lambda each: each.exit_code):
        yield str(cause.exit_code), _parts(inspect.cleandoc(cause.__doc__ or ""))[0]


def _listed(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in pairs:
        yield ".TP"
        yield rf"\fB{_escaped(name)}\fR"
        yield _text(meaning)


def _paragraphs(texts: Iterable[str]) -> list[str]:
    return "\n.PP\n".join(map(_text, texts)).split("\n")


def _parts(text: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\n+", text)]


def _text(text: str) -> str:
    """A text with what stands between backticks in bold, as is the command of an example; in lines of its source."""
    if text.startswith(EXAMPLE):
        return f"{EXAMPLE}\n.br\n" + rf"\fB{_escaped(text.removeprefix(EXAMPLE).strip())}\fR"
    pieces = re.split(r"`([^`]*)`", text)
    text = "".join(rf"\fB{_escaped(piece)}\fR" if index % 2 else _escaped(piece) for index, piece in enumerate(pieces))
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(rf"\&{line}" if line.startswith(".") else line for line in lines)


def _escaped(text: str) -> str:
    r"""Text as it is: a hyphen that can be copied, and quotation marks as typed."""
    for plain, roff in (("\\", r"\e"), ("-", r"\-"), ("'", r"\(aq"), ("`", r"\(ga"), ("^", r"\(ha"), ("~", r"\(ti")):
        text = text.replace(plain, roff)
    return text
