"""A report as a page shows it: every text in it visible."""

from dataclasses import replace

from selfcare.render.visible import visible
from selfcare.reports.document import Document, Section

_FOR_PAGES = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\ufffe": "\\ufffe", "\uffff": "\\uffff"})
"""Unicode's own line ends are drawn as a box or not at all; its last two are no characters, and XML refuses them."""


def shown(document: Document) -> Document:
    """`document` for a page: every text visible, headings and footer too, since some of those may be a person's own."""
    document = document.map_text(_on_a_page)
    return replace(
        document,
        title=_on_a_page(document.title),
        sections=tuple(_with_heading_shown(section) for section in document.sections),
        footer=tuple(map(_on_a_page, document.footer)),
    )


def _with_heading_shown(section: Section) -> Section:
    return replace(section, heading=_on_a_page(section.heading), about=_on_a_page(section.about))


def _on_a_page(text: str) -> str:
    return visible(text).translate(_FOR_PAGES)
