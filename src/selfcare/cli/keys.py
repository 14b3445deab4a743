"""Mending the key file from its copy, for somebody who should not have to copy files by hand."""

import typer

from selfcare.cli import run


def mend_keys(context: typer.Context) -> None:
    """Write the key file anew from its copy where it is missing or damaged, or the copy from it.

    No passphrase is needed. Where both are lost: selfcare vault recovery use

    Example: selfcare vault keys
    """
    from selfcare.vault.keyfile import COPY_NAME, NAME
    from selfcare.vault.mending import mend_key_file

    here = run.of(context)
    here.refuse_in_session()
    mended = mend_key_file(here.folder)
    if here.console.as_json:
        here.console.show_object({"mended": mended})
    elif mended:
        here.console.show(f"{mended} is whole again, written anew from {NAME if mended == COPY_NAME else COPY_NAME}.")
    else:
        here.console.show(f"{NAME} and its copy are whole. Nothing was changed.")
