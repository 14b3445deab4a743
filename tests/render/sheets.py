"""Pages to hand over, for the tests of every form: an ordinary one, a long one, and one full of what breaks forms."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from selfcare.redaction.check import Known, redact
from selfcare.redaction.outgoing import OwnCopy, Shareable
from selfcare.render.labels import lines_without_chart, named
from selfcare.reports.document import Bar, Chart, Document, Item, Section
from selfcare.when import Week

TODAY = date(2026, 11, 18)

MARKUP = (
    '<script>window.stolen = 1</script><img src=http://example.org/x.png onerror="stolen=1"></w:t></w:p> '
    '&amp; ]]> {{ 7 * 7 }} #text(red)[x] #read("/etc/passwd") $x^2$ *b* _i_ `c` @ref <label> \\ // /* {\\rtf1 \\b x}'
)
CONTROLS = "a\x00b\x1b[2Jc\x07\u202ed\ufffee\uffff\u2028f\rg\th"
EMOJI = "🙂 👩‍👩‍👧 🇬🇧"
SCRIPTS = "日本語 Ελληνικά Русский"
RIGHT_TO_LEFT = "سلام שלום"
ENDLESS = "x" * 3000
HUGE = (MARKUP + " 🙂\n") * (50_000 // (len(MARKUP) + 3))


def ordinary() -> Document:
    """What a summary mostly holds: a few points, two texts, free lines."""
    reflection = Item(
        "Reflection",
        (
            ("What happened?", "Covering two caseloads for the second month. I finish late most days."),
            ("What did it mean to you?", "The visits get shorter and I notice that I listen less."),
            ("What now?", "Bring the numbers and ask for a date on which the cover ends."),
            ("", "#caseload"),
            ("For", "Speaking up"),
        ),
    )
    risk = Item("Worried that someone is not eating between visits", (("I want", "to decide together"),))
    sections = (
        Section("What I need from you", (Item("One decision, on the two visits a day"),), write_on=2),
        Section("This session", about="Planned for 9 December. Covers what was shared since 12 October."),
        Section("Going well, and why", (Item("We planned a first trip to the library"), Item("A quiet cup of tea"))),
        Section("Actions from last time", (Item("Ask for the rota in writing", (("Done", "by me"),)),)),
        Section("My three priorities today", write_on=3),
        Section("Risk I should not hold alone", (risk,)),
        Section("A reflection to explore", (reflection, replace(reflection, text="Another reflection"))),
        Section("Wellbeing and capacity", (Item("Missed since the last one: 1"),), write_on=1),
        Section("Learning", write_on=1),
        Section("What would help from the organisation", write_on=1),
        Section("Where we see it differently", about="Room for either of us.", write_on=2),
        Section("Notes, actions and next date", about="Who does what, by when.", write_on=2),
    )
    return Document("Supervision summary", (), sections, ("Prepared by the practitioner.", "Left out: 8 records."))


def charted() -> Document:
    """The ordinary page with wellbeing items that its writer lets others see."""
    bars = tuple(Bar(Week(2026, 30) + n, value, apart=n == 2) for n, value in enumerate((7, 6, 4, None, 5, 0)))
    energy = Item("Energy", (("Latest", "0"), ("Your usual", "6")), Chart(bars, "7, 6, 4 set aside, gap, 5, 0", 6.0))
    page = ordinary()
    return replace(page, sections=(*page.sections, Section("How I am", (energy, Item("In my own words: tired")))))


def long() -> Document:
    """Far more than one sheet holds."""
    page = ordinary()
    return replace(page, sections=page.sections * 3)


def hostile() -> Document:
    """Wherever a person may have written, what could break out."""
    texts = (MARKUP, CONTROLS, EMOJI, SCRIPTS, RIGHT_TO_LEFT, ENDLESS, HUGE)
    items = tuple(Item(text, ((text[:300], text), ("", text[:300]))) for text in texts)
    return Document("Page", (CONTROLS, MARKUP), (Section(MARKUP, items, CONTROLS, 1), Section("")), (EMOJI,))


def shareable(document: Document) -> Shareable:
    """`document` through the check, which must find nothing."""
    checked = redact(document, Known(TODAY))
    assert isinstance(checked, Shareable), checked
    return checked


def own(document: Document) -> OwnCopy:
    """`document` unchecked."""
    return OwnCopy(document)


def facts(document: Document) -> Iterator[str]:
    """Every text of a page, from the top down, as each form must say it."""
    yield document.title
    yield from document.lead
    for section in document.sections:
        yield section.heading
        yield section.about
        for item in section.items:
            yield item.text
            for label, text in lines_without_chart(item):
                yield named(label)
                yield text
    yield from document.footer


def bare(text: str) -> str:
    """`text` without what a form may change: where lines and words break, and how letters are joined."""
    return re.sub(r"[\s\u200b\u200c\u200d\ufe0f]", "", unicodedata.normalize("NFKC", text))


def missing(document: Document, said: str, *, read: Callable[[str], str] = bare) -> list[str]:
    """The facts of `document` that `said` does not hold where they should stand: after the ones before them.

    Both are compared as `read` has them.
    """
    rest, lost = read(said), []
    for fact in filter(None, map(read, facts(document))):
        _, found, after = rest.partition(fact)
        if found:
            rest = after
        else:
            lost.append(fact)
    return lost
