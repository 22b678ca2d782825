"""The audits find what is wrong: a page with known faults is found out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e import audit

pytestmark = pytest.mark.e2e
FAULTS = """<div lang="en">
  <img src="data:," width="10" height="10">
  <svg width="10" height="10"></svg>
  <h5>A heading of the fifth level</h5>
  <p class="faint">Words that nobody can read</p>
  <p class="wide">Words that stick out</p>
  <p class="cut">Words that are cut off after a while</p>
  <p>&lt;mimi.Lazy object at 0x7f&gt;</p>
  <button class="plain">Without a ring</button>
</div>"""
STYLE = """
  .faint { color: #ccc; background: #fff }
  .wide { width: 3000px }
  .cut { width: 5rem; overflow: hidden; white-space: nowrap }
  .plain.plain { outline: 0; box-shadow: none }
"""
SPOIL = """([html, css]) => {
  document.querySelector("main").innerHTML += html;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""


def test_known_faults_are_found(page: Page) -> None:
    page.goto("/en/")
    page.evaluate(SPOIL, [FAULTS, STYLE])
    by_axe = " ".join(audit.axe(page, "light"))
    assert "image-alt" in by_axe
    assert "color-contrast" in by_axe
    assert "color-contrast" in " ".join(audit.axe(page, "dark"))
    by_layout = " ".join(audit.layout(page))
    for fault in (
        "px wide in a window",
        "sticks out",
        "is cut off",
        "jumps from level",
        "neither hidden nor named",
        "object at",
    ):
        assert fault in by_layout, fault
    assert [text for text in audit.tab_through(page) if "Without a ring" in text]
