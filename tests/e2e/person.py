"""Somebody who uses the site: she reads what stands on the page, and presses what she sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser import RunningSite
from tests.e2e.atlas import Asked, Place, Quiz
from tests.e2e.words import says

HAS_FOCUS = "element => element === document.activeElement"
PASSWORD = "a-warm-red-house-by-the-fjord"
CODE = re.compile(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", re.MULTILINE)


@dataclass
class Person:
    """A person at a browser's page.

    `scripted` says whether her browser runs scripts, `keyboard` that she has no mouse, `host` where she finds the site.
    """

    page: Page
    site: RunningSite
    language: str = "en"
    scripted: bool = True
    keyboard: bool = False
    host: str = "127.0.0.1"

    @property
    def home(self) -> str:
        """Where the site is for her, without a slash at the end."""
        return self.site.url.replace("127.0.0.1", self.host)

    # --- What she sees

    def says(self, text: str, *, context: str = "", **values: Any) -> str:
        """Return what the interface calls something in her language."""
        return says(self.language, text, context=context, **values)

    @property
    def main(self) -> Locator:
        """The page's main part."""
        return self.page.get_by_role("main")

    def button(self, text: str, **values: Any) -> Locator:
        """Return a button by what it says."""
        return self.main.get_by_role("button", name=self.says(text, **values), exact=True)

    def link(self, text: str, **values: Any) -> Locator:
        """Return a link by what it says."""
        return self.main.get_by_role("link", name=self.says(text, **values), exact=True)

    @property
    def result(self) -> Locator:
        """The link from a quiz's result to how it came about."""
        return self.link("Your answers, question by question").or_(self.link("All your attempts"))

    def path(self) -> str:
        """Return where she is, without the host."""
        return self.page.url.removeprefix(self.home)

    def is_at(self, place: Place) -> None:
        """Check that she is on a page, in her language, and that the page says so."""
        expect(self.page).to_have_url(re.compile(re.escape(self.home + place.urls[self.language]) + r"(\?.*)?(#.*)?$"))
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)

    # --- What she does

    def press(self, what: Locator) -> None:
        """Press a button, a link or a box."""
        if not self.keyboard:
            what.click()
            return
        kind = what.get_attribute("type") or ""
        if kind == "radio":
            self._choose_by_arrows(what)
            return
        self.tab_to(what)
        self.page.keyboard.press("Space" if kind == "checkbox" else "Enter")

    def tab_to(self, what: Locator) -> None:
        """Press the tab key until something has the focus."""
        expect(what).to_be_visible()
        for _key in range(60):
            if what.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The tab key does not come to {what}")

    def _choose_by_arrows(self, what: Locator) -> None:
        """Go to a group of radio buttons, and in it to one of them."""
        for _key in range(60):
            if self.page.evaluate("document.activeElement.type === 'radio'"):
                break
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Space")
        for _key in range(12):
            if what.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys do not come to {what}")

    def switch_language(self, language: str, name: str) -> None:
        """Choose another language at the head of the page."""
        head = self.page.get_by_role("banner")
        head.locator("summary").click()
        head.get_by_role("link", name=name, exact=True).click()
        self.language = language
        expect(self.page.locator("html")).to_have_attribute("lang", language)

    def read_lesson(self, place: Place) -> None:
        """Read the lesson that she is on, mark it as read and come to what is next."""
        self.is_at(place)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(place.titles[self.language])
        here = self.page.url
        self.press(self.button("Mark as read and continue"))
        expect(self.page).not_to_have_url(here)

    def asked(self, quiz: Quiz) -> Asked:
        """Return the question that is on the page."""
        return quiz.question(self.language, self.main.locator("legend").inner_text())

    def answer(self, question: Asked, *, right: bool = True) -> None:
        """Answer a question and see what it was worth."""
        wanted = (question.right if right else question.wrong)[self.language]
        if question.kind == "ordering":
            self._put_in_order(wanted)
        elif question.kind == "matching":
            for left, chosen in wanted:
                self.main.get_by_label(left, exact=True).select_option(label=chosen)
        elif question.kind == "gap_fill":
            for number, word in enumerate(wanted, start=1):
                self.main.get_by_label(self.says("Gap %(number)s", number=number), exact=True).fill(word)
        elif question.kind == "scenario":
            self._live_through(wanted)
            return
        else:
            for text in self._texts(question, wanted):
                self.press(self.main.get_by_label(text, exact=True))
        self.press(self.button("Check my answer"))
        verdict = "That’s right" if right else "Not quite"
        told = self.main.get_by_text(self.says(verdict), exact=True)
        expect(
            told if right else told.or_(self.main.get_by_text(self.says("Partly right"), exact=True))
        ).to_be_visible()

    def _texts(self, question: Asked, wanted: list[str]) -> list[str]:
        if question.kind != "true_false":
            return wanted
        return [self.says("True" if wanted[0] else "False", context="answer to a statement")]

    def _put_in_order(self, wanted: list[str]) -> None:
        if not self.scripted:
            for number, text in enumerate(wanted, start=1):
                self.main.get_by_label(self.says("Position of: %(item)s", item=text), exact=True).select_option(
                    str(number)
                )
            return
        items = self.main.locator("[data-item-text]")
        for place, text in enumerate(wanted):
            for _step in wanted:
                now = [text.strip() for text in items.all_inner_texts()]
                if now.index(text) == place:
                    break
                self.press(self.button("Move up: %(item)s", item=text))

    def _live_through(self, wanted: list[str]) -> None:
        """Decide scene by scene until the story is over."""
        check = self.button("Check my answer")
        ahead = self.link("Next question").or_(self.link("See my result"))
        decided = self.main.get_by_text(self.says("You decided:"), exact=True)
        for scene in range(12):
            shown = self.main.get_by_role("radio")
            labels = [
                shown.nth(n).evaluate("box => box.closest('label').innerText.trim()") for n in range(shown.count())
            ]
            chosen = next((label for label in labels if label in wanted), labels[0])
            self.press(self.main.get_by_label(chosen, exact=True))
            self.press(check)
            expect(decided).to_have_count(scene + 1)
            if ahead.count():
                return

    def go_on(self) -> None:
        """Go from what an answer was worth to the next question, or to the result."""
        ahead = self.link("Next question").or_(self.link("See my result"))
        self.press(ahead)

    def take(self, quiz: Quiz, *, wrong: int = 0) -> None:
        """Answer what is left of a quiz, the first `wrong` questions wrongly, and see the result."""
        while True:
            expect(self.button("Check my answer").or_(self.result)).to_be_visible()
            if self.result.count():
                return
            question = self.asked(quiz)
            self.answer(question, right=wrong <= 0)
            wrong -= 1
            self.go_on()

    # --- Her account

    def sign_up(self, email: str) -> None:
        """Create an account on the page for it, with the code that comes by mail, and arrive at "My learning"."""
        self.main.locator("[type=email]").fill(email)
        self.main.locator("[type=password]").fill(PASSWORD)
        self.press(self.button("Create my account"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.says("Look in your inbox"))
        mail = self.site.mails_to(email)[-1]
        code = CODE.search(mail)
        assert code, mail
        self.main.get_by_role("textbox").first.fill(code[1])
        self.press(self.button("Confirm"))
        expect(self.page).to_have_url(f"{self.home}/{self.language}/me/")

    def sign_in(self, email: str) -> None:
        """Sign in with the password, from the page for it."""
        self.page.goto(f"/{self.language}/accounts/login/")
        self.main.locator("[type=email]").fill(email)
        self.main.locator("[type=password]").fill(PASSWORD)
        self.press(self.button("Sign in"))
        expect(self.page).to_have_url(f"{self.home}/{self.language}/me/")

    def shows_who_she_is(self) -> None:
        """Write the password once more where something important is about to change."""
        expect(self.main.get_by_role("heading", level=1)).to_have_text(self.says("Is that you?"))
        self.main.locator("[type=password]").fill(PASSWORD)
        self.press(self.button("Confirm"))

    def sign_out(self) -> None:
        """Sign out by the account's own menu in "My learning"."""
        self.page.goto(f"/{self.language}/me/")
        self.press(self.link("Sign out"))
        self.press(self.button("Sign out"))
        expect(self.page).to_have_url(f"{self.home}/{self.language}/")
