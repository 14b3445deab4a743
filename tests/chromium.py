"""A page as a real browser has it: headless Chromium, and axe-core, which knows the rules of accessible pages."""

import html
import json
import re
import shutil
import socket
import subprocess
import threading
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=30000",
)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_OF_ITS_MAKER = rb"[a-z0-9.-]+\.(?:google|googleapis|gstatic)\.com"
_ERRAND = re.compile(rb"^[A-Z]+ (?:https?://)?" + _OF_ITS_MAKER + rb"[:/]")
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)


def ask(page: str, folder: Path, *, script: str, dark: bool = False, width: int = 1200) -> Any:
    """What `script` answers, run in a copy of `page`: the body of an async function of the page's `window`.

    The copy stands in a frame `width` pixels wide, without the policy of the page, which would refuse any script.
    """
    asking = f"<script>{_axe()}</script>" + _POLICY.sub("", page)
    frame = folder / "copy.html"
    frame.write_text(
        f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Copy</title></head><body>
        <iframe title="page" style="border:0;width:{width}px;height:3000px" srcdoc="{html.escape(asking)}"></iframe>
        <script>
        addEventListener("load", async () => {{
          const answer = document.createElement("pre");
          answer.id = "answer";
          try {{
            const window = frames[0];
            answer.textContent = JSON.stringify(await (async window => {{ {script} }})(window));
          }} catch (error) {{ answer.textContent = JSON.stringify("failed: " + error); }}
          document.body.append(answer);
        }});
        </script></body></html>""",
        "utf-8",
    )
    found = _ANSWER.search(_browse(frame, folder / "profile", dark=dark))
    assert found, "the browser gave no answer"
    return json.loads(html.unescape(found[1]))


def violations(page: str, folder: Path, *, dark: bool = False, width: int = 1200) -> list[str]:
    """The rules of axe-core that `page` breaks, each with the elements that break it."""
    script = "return (await window.axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))"
    broken = ask(page, folder, script=script, dark=dark, width=width)
    assert isinstance(broken, list), broken
    return broken


def _browse(file: Path, profile: Path, *, dark: bool) -> str:
    assert CHROMIUM is not None
    colours = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    command = [CHROMIUM, *QUIET, colours, f"--user-data-dir={profile}", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _axe() -> str:
    return (resources.files("axe_core_python") / "axe.min.js").read_text("utf-8").replace("</script", "<\\/script")


def printed(page: str, folder: Path) -> bytes:
    """The PDF that a browser prints of `page`, with no line of its own at the edges."""
    assert CHROMIUM is not None
    file, made = folder / "page.html", folder / "printed.pdf"
    file.write_text(page, "utf-8")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
    done = subprocess.run(
        [*command, f"--print-to-pdf={made}", file.as_uri()], capture_output=True, check=False, timeout=120
    )
    assert made.exists(), done.stderr.decode()
    return made.read_bytes()


def asked_for(page: str, folder: Path) -> list[bytes]:
    """What a browser that opens `page` asks the network for: the first line of each request, to any place.

    Everything is sent to a proxy that listens here and answers nothing. The browser's own errands are left out.
    """
    assert CHROMIUM is not None
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listening = threading.Thread(target=_hear, args=(listener, heard), daemon=True)
        listening.start()
        proxy = f"--proxy-server=http://127.0.0.1:{listener.getsockname()[1]}"
        command = [CHROMIUM, *QUIET, proxy, f"--user-data-dir={folder / 'profile'}", "--dump-dom", file.as_uri()]
        subprocess.run(command, capture_output=True, check=True, timeout=120)
        socket.create_connection(listener.getsockname()).close()  # the last one: nothing more is heard after it
        listening.join(timeout=60)
    return [line for line in heard if not _ERRAND.search(line)]


def _hear(listener: socket.socket, heard: list[bytes]) -> None:
    while True:
        caller, _ = listener.accept()
        with caller:
            line = caller.recv(4096).partition(b"\r\n")[0]
        if not line:
            return
        heard.append(line)
