"""Makes the picture of the README from a running site: a lesson on a desk, and beside it a quiz on a phone in the dark.

`python -m tools.screenshots` takes the site at HOST and PORT (127.0.0.1:8000), or the address that it is given.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshot.png"
MODULE = "one-to-one-dialogue"
LESSON_LANGUAGE, QUIZ_LANGUAGE = "en", "nb"
DESK: dict[str, Any] = {"viewport": {"width": 1120, "height": 800}, "color_scheme": "light"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 700},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "color_scheme": "dark",
}
# Both stand on the site's own ground, the phone before the desk.
SHEET = """<!doctype html><style>
  body {{ background: #d9e5e2; margin: 0; position: relative; width: 1500px; height: 900px; overflow: hidden }}
  img {{ position: absolute; display: block; box-shadow: 0 18px 50px rgb(30 44 43 / 25%) }}
  .desk {{ left: 48px; top: 50px; width: 1120px; border-radius: 8px }}
  .phone {{ right: 48px; top: 170px; width: 340px; border-radius: 26px; border: 7px solid #0f191b }}
</style><img class="desk" src="{desk}"><img class="phone" src="{phone}">"""


def address(site: str, kind: str, language: str) -> str:
    """Return the address of the module's first page of a kind, in a language.

    Raises:
        LookupError: the site has none.
    """
    module = pages(site, f"type=courses.ModulePage&locale=en&slug={MODULE}")[0]
    if language != "en":
        module = pages(site, f"translation_of={module['id']}&locale={language}")[0]
    return str(pages(site, f"type={kind}&child_of={module['id']}")[0]["meta"]["html_url"])


def pages(site: str, query: str) -> list[Any]:
    """Return what a site's content API lists for a query.

    Raises:
        LookupError: that is nothing.
    """
    with urlopen(f"{site}/api/v2/pages/?{query}") as answer:  # noqa: S310 (an address of ours)
        items: list[Any] = json.load(answer)["items"]
    if not items:
        raise LookupError(f"{site} has no page for {query}; is the practice set loaded?")
    return items


def take(browser: Browser, url: str, options: dict[str, Any]) -> str:
    """Return a picture of a page as a data address."""
    page = browser.new_page(reduced_motion="reduce", **options)
    page.goto(url, wait_until="networkidle")
    picture = page.screenshot()
    page.close()
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def make(site: str) -> None:
    """Take both pictures and put them together."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        desk = take(browser, address(site, "courses.LessonPage", LESSON_LANGUAGE), DESK)
        phone = take(browser, address(site, "courses.QuizPage", QUIZ_LANGUAGE), PHONE)
        sheet = browser.new_page(viewport={"width": 1500, "height": 900})
        sheet.set_content(SHEET.format(desk=desk, phone=phone), wait_until="load")
        TARGET.parent.mkdir(exist_ok=True)
        sheet.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    default = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    make((sys.argv[1] if len(sys.argv) > 1 else default).rstrip("/"))
    print(f"{TARGET.relative_to(Path.cwd())} is made.")
