"""Looks at a page as it stands in a browser: by axe, by its layout, and by what the tab key shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LAYOUT = (Path(__file__).parent / "layout.js").read_text()
FOCUS = (Path(__file__).parent / "focus.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What axe leaves out unless it is asked for by name.
MORE_RULES = {"target-size": {"enabled": True}}
# Only these look at colours; the others find the same in light and in dark.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"] });
  const told = (rule, node) => {
    const reasons = node.failureSummary.split("\\n").slice(1, 3).join(" ").trim();
    return `${rule.id}: ${node.html.slice(0, 200).replace(/\\s+/g, " ")}: ${reasons}`;
  };
  return found.violations.flatMap((rule) => rule.nodes.map((node) => told(rule, node)));
}"""
# A reader may set these for every page (WCAG 2.2, 1.4.12).
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
UNFOLD = "() => document.querySelectorAll('main details').forEach((details) => { details.open = true; })"
MOST_STOPS = 150


def axe(page: Page, scheme: str) -> list[str]:
    """Return what axe finds: all rules of WCAG 2.2, levels A and AA, in light, and in dark those that see colours."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text())
    only: dict[str, Any] = {"type": "tag", "values": RULES}
    if scheme == "dark":
        only = {"type": "rule", "values": COLOUR_RULES}
    options = {"runOnly": only, "rules": MORE_RULES if scheme == "light" else {}}
    return [f"{scheme}: {problem}" for problem in page.evaluate(RUN, options)]


def layout(page: Page) -> list[str]:
    """Return what is wrong with the page's layout and structure in its window."""
    found: list[str] = page.evaluate(LAYOUT)
    return found


def tab_through(page: Page) -> list[str]:
    """Press the tab key until it leaves the page, and return where one doesn't see the focus."""
    problems: list[str] = []
    stops = 0
    page.evaluate("document.activeElement.blur()")
    while stops < MOST_STOPS:
        page.keyboard.press("Tab")
        told: dict[str, Any] | None = page.evaluate(FOCUS)
        if told is None:
            break
        stops += 1
        if told["problem"]:
            problems.append(f"{told['problem']}: {told['html']}")
    if not stops:
        problems.append("the tab key stops nowhere")
    return problems
