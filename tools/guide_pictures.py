"""Takes the pictures of the editors' guide from a running site with the practice set, as small WebP files.

`GUIDE_EMAIL=… GUIDE_PASSWORD=… python -m tools.guide_pictures [address] [name …]` signs in as an administrator whose
admin is in English, at HOST and PORT (127.0.0.1:8000) or the address that it is given, and takes all pictures, or those
named. One whose page isn't there is told and left as it is. It changes nothing on the site: a board and a gate that
have something to say want a sentence of English that was changed and published before.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import FilePayload, Page, sync_playwright

from tools.screenshots import pages

TARGET = Path(__file__).resolve().parents[1] / "site" / "mimi" / "static" / "mimi" / "guide"
WIDTH, HEIGHT = 1200, 800
MOST_BYTES = 60_000
# Long enough for previews and their checks.
MILLISECONDS = 60_000
PRACTICE = "arendal-room-for-volunteers"
LESSON = "seen-and-heard"

# What is imported for the picture of that: nothing is made of it.
DOCUMENT = """1. Meeting at the door

1.1 A first word

Whoever comes for the first time stands at the door for a moment. One of you is there, says her name, and asks for his.

2. Good practices

A walk around the neighbourhood

Newcomers know the way to the office, and little else of the place they live in.

Step 1: Invite
Ask three people who have lived here for long to come along.

Step 2: Walk
Let everybody show one place that means something to him.
"""

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Picture:
    """One picture: where it is taken, and what is done there first."""

    address: Callable[[str], str]
    act: Act = lambda page: None


def _at(path: str) -> Callable[[str], str]:
    return lambda site: path


def _editor_of(query: str, fragment: str = "") -> Callable[[str], str]:
    return lambda site: f"/cms/pages/{pages(site, query)[0]['id']}/edit/{fragment}"


def _translation_of(query: str, language: str) -> Callable[[str], str]:
    def address(site: str) -> str:
        page = pages(site, f"translation_of={pages(site, query)[0]['id']}&locale={language}")[0]
        return f"/cms/pages/{page['id']}/edit/"

    return address


def _open_checks(page: Page) -> None:
    page.get_by_role("button", name="Toggle checks").click()
    page.locator(".quality-checks").wait_for()
    # By then the preview behind it has been checked too.
    page.locator("[data-content-word-count]").filter(has_text="-").wait_for(state="detached")


def _show_segments(page: Page) -> None:
    page.get_by_role("button", name="Edit", exact=True).nth(2).scroll_into_view_if_needed()


def _open_actions(page: Page) -> None:
    page.get_by_role("button", name="More actions").last.click()


def _show_gate(page: Page) -> None:
    page.get_by_role("region", name="Ready to publish?").scroll_into_view_if_needed()


def _import(page: Page) -> None:
    """Give a small document, and wait until it has been read."""
    file = FilePayload(name="booklet.txt", mimeType="text/plain", buffer=DOCUMENT.encode())
    page.get_by_label("Document").set_input_files(file)
    page.get_by_role("button", name="Read the document").click()
    page.get_by_role("button", name="Make the drafts").wait_for()


PICTURES: dict[str, Picture] = {
    "write-checks": Picture(_editor_of(f"locale=en&slug={PRACTICE}"), _open_checks),
    "translate-editor": Picture(_translation_of(f"locale=en&slug={LESSON}", "nb"), _show_segments),
    "questions": Picture(_at("/cms/reports/questions/")),
    "moderation": Picture(_at("/cms/adaptations/")),
    "board": Picture(_at("/cms/translations/")),
    "release-together": Picture(_editor_of(f"locale=en&slug={LESSON}"), _open_actions),
    "gate": Picture(_translation_of(f"locale=en&slug={LESSON}", "nb"), _show_gate),
    "import-preview": Picture(_at("/cms/import/"), _import),
}


def take(page: Page, site: str, picture: Picture) -> bytes | None:
    """Return a picture as WebP; None where its page isn't there."""
    answer = page.goto(f"{site}{picture.address(site)}", wait_until="networkidle")
    if answer is None or not answer.ok:
        return None
    picture.act(page)
    page.wait_for_load_state("networkidle")
    return compressed(page.screenshot(animations="disabled"))


def compressed(png: bytes) -> bytes:
    """Return a picture as WebP of less than `MOST_BYTES`, as good as fits."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(85, 20, -10):
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() < MOST_BYTES:
            break
    return written.getvalue()


def sign_in(page: Page, site: str) -> None:
    """Sign in as an administrator."""
    page.goto(f"{site}/cms/")
    page.locator("[type=email]").fill(os.environ["GUIDE_EMAIL"])
    page.locator("[type=password]").fill(os.environ["GUIDE_PASSWORD"])
    page.locator("[type=password]").press("Enter")
    page.wait_for_url(f"{site}/cms/")


def make(site: str, names: list[str]) -> None:
    """Take the pictures with these names."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", color_scheme="light", reduced_motion="reduce"
        )
        page.set_default_timeout(MILLISECONDS)
        sign_in(page, site)
        for name in names:
            taken = take(page, site, PICTURES[name])
            if taken is None:
                print(f"{name}: its page isn’t there.")
                continue
            (TARGET / f"{name}.webp").write_bytes(taken)
            print(f"{name}: {len(taken) // 1000} kB.")
        browser.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    default = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    site_given = given and urlsplit(given[0]).scheme
    make(given[0].rstrip("/") if site_given else default, given[1 if site_given else 0 :] or list(PICTURES))
