"""How every door is built: a Typer app with plain help, so that help is quick and reads well aloud."""

import typer


def door(help_text: str | None = None) -> typer.Typer:
    """A Typer app for one command of the front page, or for a group of them."""
    return typer.Typer(
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help"], "max_content_width": 80},
    )


WORDS = {"ignore_unknown_options": True}
"""For commands that take a person's words: a word with a leading dash is text."""
