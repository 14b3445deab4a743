"""The supervision summary: only what was chosen for sharing, checked for what could identify a person."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from selfcare import when
from selfcare.cli import formats, run
from selfcare.cli.console import object_text
from selfcare.cli.files import refuse_to_overwrite
from selfcare.cli.guidance import known_to
from selfcare.cli.handing_over import HandOver, hand_over, refuse_name, say_handed_over
from selfcare.cli.options import known
from selfcare.cli.review import reviewed, say_what_was_left_out
from selfcare.cli.unlock import unlocked
from selfcare.errors import Usage
from selfcare.guidance import supervision as guide
from selfcare.guidance.own import OWN

if TYPE_CHECKING:
    from selfcare.journal.journal import Journal
    from selfcare.journal.session import Session
    from selfcare.redaction.outgoing import Outgoing, Shareable
    from selfcare.reports.brought import Values
    from selfcare.reports.document import Document

FORMATS = ("text", "md", "html", "pdf", "docx", "json")
DEFAULT_PROFILE = "4x4x4"
LAST = "last"
ROLE = "supervisor"


@dataclass(frozen=True)
class Page:
    """A summary that is ready to be looked at: what it holds, under which profile, and how it reads.

    `private_risks`: the handles of risks to share that it does not hold, for the person alone.
    """

    profile: guide.Profile
    values: "Values"
    document: "Document" = field(repr=False)
    private_risks: tuple[str, ...]


class Pages:
    """Makes the summary for a review, as often as that asks for it. `page` is the one that it made last."""

    page: Page

    def __init__(self, profile: guide.Profile, since: date | None) -> None:
        self._profile = profile
        self._since = since

    def __call__(self, session: "Session", left_out: frozenset[str]) -> "Document":
        """The page without the records of these ids."""
        self.page = page_of(session, self._profile, self._since, left_out)
        return self.page.document


def show_summary(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it to this file.")] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, md, html, pdf, docx or json; else by the ending."),
    ] = None,
    profile: Annotated[str, typer.Option("--profile", metavar="P", help="The headings of the page.")] = DEFAULT_PROFILE,
    since: Annotated[
        str, typer.Option("--since", metavar="last|DATE", help="What it covers: since the last session, or this day.")
    ] = LAST,
    replace_all: Annotated[
        bool, typer.Option("--replace-all", help="Put a placeholder for whatever could identify a person.")
    ] = False,
    role: Annotated[str, typer.Option("--for", metavar="ROLE", help="Who gets it, for your log: a role.")] = ROLE,
    password: Annotated[bool, typer.Option("--password", help="Ask for a password that locks the PDF.")] = False,
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="FILE", help="That password: the first line of FILE.")
    ] = None,
    recipient: Annotated[
        str | None, typer.Option("--to-recipient", metavar="KEY", help="Only this age key opens the file: age1...")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if there is one.")] = False,
) -> None:
    """The page to take to supervision: only what you chose to share, checked for what could identify a person.

    Nothing of a private record is in it. Without --to it is shown to you here. A file asks what is to be done about
    whatever could identify a person, and `selfcare supervision shared` lists what you made for others.

    Example: selfcare supervision summary --to summary.md --for "line manager"
    """
    here = run.of(context)
    chosen = formats.format_of(to, form, FORMATS)
    lock = formats.lock_of(here, chosen, password=password, password_file=password_file, recipient=recipient)
    _refuse_without_file(here, to, chosen, lock)
    _refuse_mistyped(profile)
    refuse_name(role)
    _first_day(since, when.today())  # a slip is said before a passphrase is asked for
    if to is not None:
        to = formats.named_for(to, lock)
        refuse_to_overwrite(here, to, force=force)
    with unlocked(here) as journal:
        pages = Pages(profile_named(profile, journal), _first_day(since, journal.today()))
        if to is None and _own_screen(here):
            _show_to_owner(here, journal, pages, chosen, replace_all=replace_all)
            return
        ready = reviewed(here, journal, pages, replace_all=replace_all)
        way = HandOver(f"summary {pages.page.profile.id}", chosen, role.strip(), to, lock)
        hand_over(here, journal, ready, _content(here, pages.page, ready.page, way), way)
        if to is not None:
            _tell(here, pages.page, ready.page, to, lock)


def _first_day(since: str, today: date) -> date | None:
    return None if since == LAST else when.day_of(since, today=today, option="--since")


def _refuse_without_file(here: run.Run, to: Path | None, form: str, lock: formats.Lock) -> None:
    """Raise `Usage` for what no screen can show; a pipe takes any bytes."""
    if to is None and (here.console.as_json or _own_screen(here)) and (form in formats.BINARY or lock.is_set):
        raise Usage("That needs a file.", f"Example: --to summary{formats.ENDINGS[form]}")


def _tell(here: run.Run, page: Page, outgoing: "Shareable", file: Path, lock: formats.Lock) -> None:
    if here.console.as_json:
        here.console.show_object({**_as_object(page, outgoing), "file": str(file)})
    else:
        _say_what_stays(here, page)
        say_handed_over(here, file, lock)


def _content(here: run.Run, page: Page, outgoing: "Shareable", wanted: HandOver) -> bytes:
    if wanted.form == "json" or (here.console.as_json and wanted.to is None):
        return formats.locked((object_text(_as_object(page, outgoing)) + "\n").encode(), wanted.lock)
    return formats.made(here, outgoing, wanted.form, wanted.lock)


def _refuse_mistyped(profile: str) -> None:
    """Raise `Usage` now for a profile that is none: one's own, which begin otherwise, are known once it is unlocked."""
    if not profile.startswith(OWN):
        known(profile, [each.id for each in guide.load().profiles], "--profile")


def profile_named(name: str, journal: "Journal") -> guide.Profile:
    """The profile with this id, or the own one that stands in for it; raises `Usage` with the ids there are."""
    shelf = known_to(journal).profiles
    return shelf.current(name) or shelf.offered[known(name, shelf.offered, "--profile")]


def page_of(
    session: "Session", profile: guide.Profile, since: date | None, left_out: frozenset[str] = frozenset()
) -> Page:
    """The summary of what is shared since the last session, or since a day, without the records `left_out`."""
    from selfcare.journal.journal import stored_setting
    from selfcare.journal.risks import open_risks
    from selfcare.journal.sharing import load
    from selfcare.reports.brought import private_risks, values
    from selfcare.reports.checkins import item_records, read_items
    from selfcare.reports.summary import summary
    from selfcare.settings import chosen_items

    wanted = chosen_items(stored_setting(session, "summary_items"))
    own_items = item_records(session)
    items = [each for each in read_items(session) if each.id in wanted and own_items.get(each.id) not in left_out]
    material, risks = load(session), open_risks(session)
    material = replace(material, shared=tuple(each for each in material.shared if each.record.id not in left_out))
    numbers = stored_setting(session, "summary_numbers") == "yes"
    found = values(
        material,
        guide.load(),
        items,
        now=when.now(),
        zone=when.local_zone(),
        since=since,
        numbers=numbers,
        own_items=own_items,
    )
    found = replace(found, left_out={**found.left_out, "review": len(left_out)})
    return Page(profile, found, summary(found, profile, guide.load()), private_risks(risks, found.since))


def _own_screen(here: run.Run) -> bool:
    """Whether only the person sees what is shown: a pipe may lead anywhere, so it is checked like a file."""
    import sys

    from selfcare.cli.streams import is_terminal

    return is_terminal(sys.stdout) and not here.console.as_json


def _show_to_owner(here: run.Run, journal: "Journal", pages: Pages, form: str, *, replace_all: bool) -> None:
    """The page on the person's own screen, with what would stop it from becoming a file."""
    from selfcare.redaction.outgoing import OwnCopy
    from selfcare.redaction.review import Review

    review = Review(journal, pages)
    document = review.ready(replace_all=replace_all)
    if form == "text":
        here.console.show_document(document)
    elif form == "json":
        here.console.show_object(_as_object(pages.page, OwnCopy(document)))
    else:
        here.console.show(formats.as_text(OwnCopy(document), form).removesuffix("\n"))
    _say_what_stays(here, pages.page)
    say_what_was_left_out(here.console, review)
    found = () if replace_all else review.findings()
    if not found:
        here.console.say("The check finds nothing to ask you about. No check finds everything.")
        here.console.say("As a file: selfcare supervision summary --to summary.md")
        return
    here.console.say("This could identify a person, and would stop a file until you decide (--to summary.md asks):")
    for each in found:
        here.console.say(f"  {each.label}: {review.place(each)}")


def _say_what_stays(here: run.Run, page: Page) -> None:
    """What is not on the page, by its handles: for the person, who may want it there."""
    if earlier := page.values.earlier:
        here.console.say(f"Shared before the days covered, and not in here: {', '.join(earlier)}.")
        here.console.say("To take them in: selfcare supervision summary --since DATE")
    if len(page.private_risks) == 1:
        (risk,) = page.private_risks
        here.console.say(f"1 record that you marked as a risk is private: {risk}.")
        here.console.say(f"Bring it: selfcare share {risk} share")
    elif page.private_risks:
        risks = ", ".join(page.private_risks)
        here.console.say(f"{len(page.private_risks)} records that you marked as a risk are private: {risks}.")
        here.console.say("Bring one: selfcare share ID share")


def _as_object(page: Page, outgoing: "Outgoing") -> dict[str, object]:
    from selfcare.render.as_json import sections

    first_day = page.values.since
    return {
        "profile": page.profile.id,
        "period": {"since": first_day and first_day.isoformat(), "until": page.values.prepared_on.isoformat()},
        "sections": sections(outgoing),
        "left_out": dict(page.values.left_out),
        "footer": list(outgoing.document.footer),
    }
