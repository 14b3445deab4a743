"""What a note and a good moment hold."""

from selfcare.journal.form import Fields, Text


class MomentFields(Fields):
    """The one line, or as much as was pasted."""

    text: Text
