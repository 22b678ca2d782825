"""Every kind of page there is, by who sees it: a visitor, a learner with something done, one with an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person


@dataclass(frozen=True)
class View:
    """A page to look at; `path` gives its address in a language, `prepare` brings it into the state to look at."""

    name: str
    path: Callable[[str], str]
    who: str = "visitor"
    status: int = 200
    languages: tuple[str, ...] = ("nb", "en", "de", "el")
    prepare: Callable[[Page], None] | None = None


def groups() -> list[str]:
    """Return the names of all groups."""
    return list(_GROUPS)


def views(atlas: Atlas, group: str) -> list[View]:
    """Return the pages of a group."""
    return _GROUPS[group](atlas)


def learn(person: Person, atlas: Atlas) -> None:
    """Do some of everything: a lesson, a quiz that is failed, one that is passed, one question of each kind."""
    lesson = atlas.lessons("2.1")[0]
    person.page.goto(lesson.urls["en"])
    if "reflection" in lesson.kinds:
        person.main.get_by_role("textbox").fill("What I want to remember")
    person.read_lesson(lesson)
    failed, passed = atlas.quizzes[0], atlas.quizzes[1]
    for quiz, wrong in ((failed, len(failed.questions)), (passed, 0)):
        person.page.goto(quiz.place.urls["en"])
        person.take(quiz, wrong=wrong)
    for quiz, question in atlas.each_question_kind():
        if quiz not in (failed, passed):
            person.page.goto(f"{quiz.place.urls['en']}?question={question.id}")
            person.answer(question, right=False)
    person.page.goto(atlas.pages["PracticePage"][0].urls["en"])
    person.page.locator("form[action*='/me/plans/'] button").click()
    person.page.wait_for_url("**/me/plans/*/")


def _page(atlas: Atlas, kind: str) -> list[View]:
    if kind not in atlas.pages:
        return []
    return [View(kind, lambda language: atlas.one(kind).urls[language])]


def _pages(atlas: Atlas) -> list[View]:
    kinds = ("HomePage", "CoursePage", "ModulePage", "SummaryPage", "AssessmentPage", "TextPage")
    found = [view for kind in kinds for view in _page(atlas, kind)]
    home = atlas.one("HomePage").urls
    with_languages = View("languages open", home.__getitem__, prepare=_open_languages)
    return [*found, with_languages, View("menu open", home.__getitem__, prepare=_open_menu)]


def _open_languages(page: Page) -> None:
    page.get_by_role("banner").locator("summary").click()


def _open_menu(page: Page) -> None:
    button = page.locator("[popovertarget=site-menu]:not([popovertargetaction])")
    if button.is_visible():
        button.click()


def _lessons(atlas: Atlas) -> list[View]:
    return [View(f"lesson {place.titles['en']}", place.urls.__getitem__) for place in atlas.fullest_lessons()]


def _questions(atlas: Atlas) -> list[View]:
    found = []
    for quiz, question in atlas.each_question_kind():
        asked = {language: f"{url}?question={question.id}" for language, url in quiz.place.urls.items()}
        found.append(View(question.kind, asked.__getitem__))
    urls = atlas.quizzes[0].place.urls
    return [*found, View("refused", urls.__getitem__, prepare=_send_nothing)]


def _send_nothing(page: Page) -> None:
    page.get_by_role("main").locator("form [type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _verdicts(atlas: Atlas) -> list[View]:
    return [View(f"{view.name} answered", view.path, "learner") for view in _questions(atlas) if not view.prepare]


def _results(atlas: Atlas) -> list[View]:
    failed, passed = (quiz.place.urls for quiz in atlas.quizzes[:2])
    return [View("failed", failed.__getitem__, "learner"), View("passed", passed.__getitem__, "learner")]


def _learning(atlas: Atlas) -> list[View]:
    own = [View(f"my learning of a {who}", "/{}/me/".format, who) for who in ("visitor", "learner", "member")]
    own += [View(f"notes of a {who}", "/{}/me/reflections/".format, who) for who in ("visitor", "learner")]
    own.append(View("a note written twice", atlas.lessons("2.1")[0].urls.__getitem__, "learner", prepare=_write_apart))
    own += [
        View(f"{name} of a {who}", f"/{{}}/me/{path}/".format, who)
        for who in ("visitor", "learner", "member")
        for name, path in (("own data", "data"), ("deleting", "delete"))
    ]
    own.append(View("certificates of a member", "/{}/me/certificates/".format, "member"))
    own.append(View("checking a certificate", "/{}/certificates/".format))
    own.append(View("no certificate", "/{}/certificates/?code=none".format, status=404))
    own += [View("what is stored", "/{}/me/privacy/".format), View("deleted", "/{}/me/deleted/".format)]
    begun = [atlas.one("HomePage"), atlas.one("CoursePage"), atlas.module("2.1")]
    review = View("review", "/{}/me/review/".format, "learner")
    return [*own, review, *(View(f"{place.titles['en']}, begun", place.urls.__getitem__, "member") for place in begun)]


def _write_apart(page: Page) -> None:
    """Save two texts that know nothing of each other under the lesson's question."""
    page.evaluate("""async () => {
      const { action } = document.querySelector("[data-reflection] form");
      for (const text of ["On the train", "At the desk"]) {
        const body = new URLSearchParams({ text });
        await fetch(action, { method: "POST", body, headers: { Accept: "application/json" } });
      }
    }""")
    page.reload()
    expect(page.locator("[data-others]")).not_to_be_empty()


def _library(atlas: Atlas) -> list[View]:
    urls = atlas.one("PracticeIndexPage").urls
    filtered = View("filtered", urls.__getitem__, prepare=_filter)
    nothing = View("nothing found", lambda language: f"{urls[language]}?theme=nothing-like-that")
    return [
        View("library", urls.__getitem__),
        filtered,
        nothing,
        View("what fits", lambda language: f"{urls[language]}?sort=fit&fit=country.no~time.low", prepare=_ask_why),
        View("questions on what fits", "/{}/practices/fit/".format),
        View("compared", urls.__getitem__, prepare=_compare),
        View("nothing compared", "/{}/practices/compare/".format),
        View("saved", urls.__getitem__, prepare=_save),
        *_page(atlas, "PracticePage"),
        *_page(atlas, "FiguresPage"),
    ]


def _ask_why(page: Page) -> None:
    page.locator(".fit-why > summary").first.click()


def _compare(page: Page) -> None:
    for number in range(4):
        page.locator("[data-compare-box]").nth(number).check()
    page.locator("[data-compare-go]").click()
    expect(page.locator(".compare-title")).to_have_count(4)


def _save(page: Page) -> None:
    """Save a practice, and go to the list with one that was removed before."""
    stars = page.locator("[data-star] button")
    for number in range(2):
        if stars.nth(number).get_attribute("aria-pressed") != "true":
            stars.nth(number).click()
        expect(stars.nth(number)).to_have_attribute("aria-pressed", "true")
    page.evaluate("""async () => {
      const { action } = document.querySelector("[data-star]");
      await fetch(action, { method: "POST", body: new URLSearchParams({ keep: "0" }) });
    }""")
    language = page.locator("html").get_attribute("lang")
    page.goto(f"/{language}/me/practices/")


def _filter(page: Page) -> None:
    box = page.get_by_role("main").locator("[type=checkbox]").first
    if not box.is_visible():
        page.get_by_role("form").locator("summary").click()
    box.check()
    page.wait_for_url("**?*")


SEARCHED = {"nb": "praksisplass", "en": "placement", "de": "Praktikumsplatz", "el": "πρακτική"}


def _searches(atlas: Atlas) -> list[View]:
    empty = "/{}/search/".format
    found = View("results", lambda language: f"{empty(language)}?q={SEARCHED[language]}")
    one_kind = View("results of a kind", lambda language: f"{empty(language)}?q={SEARCHED[language]}&kind=practices")
    elsewhere = View("results in another language", lambda language: f"{empty(language)}?q={_abroad(language)}")
    nothing = View("nothing found", lambda language: f"{empty(language)}?q=qwxyz")
    return [View("search", empty), found, one_kind, elsewhere, nothing, View("too long", _too_long)]


def _abroad(language: str) -> str:
    return SEARCHED["nb" if language != "nb" else "el"]


def _too_long(language: str) -> str:
    return f"/{language}/search/?q={'long-' * 50}"


def _plans(atlas: Atlas) -> list[View]:
    def view(name: str, *steps: Callable[[Page], None]) -> View:
        def prepare(page: Page) -> None:
            page.locator(".plan-list a").first.click()
            page.wait_for_selector("[data-plan]")
            for step in steps:
                step(page)

        return View(name, "/{}/me/plans/".format, "learner", prepare=prepare)

    return [
        *(View(f"plans of a {who}", "/{}/me/plans/".format, who) for who in ("visitor", "learner")),
        view("a plan"),
        view("its history", _tick, _follow("history/")),
        view("as it was", _tick, _follow("history/"), _follow("history/0/")),
        view("deleting it", _follow("delete/")),
        view("a link to it", _share("yes")),
        view("shared to be changed", _share("yes"), _open_link),
        view("shared to be read", _share(""), _open_link),
    ]


def _follow(rest: str) -> Callable[[Page], None]:
    def follow(page: Page) -> None:
        page.locator(f"main a[href$='{rest}']").first.click()
        page.wait_for_url(f"**/{rest}")

    return follow


def _tick(page: Page) -> None:
    with page.expect_response("**/rows/**"):
        page.locator(".is-step .plan-tick").first.click()
    page.reload()


def _share(may_edit: str) -> Callable[[Page], None]:
    def share(page: Page) -> None:
        _follow("links/")(page)
        # There is room for a number of links only.
        while page.locator("form[action*='withdraw']").count() > 3:
            page.locator("form[action*='withdraw'] button").first.click()
            page.wait_for_url("**did=withdrawn**")
        page.locator("[name=label]").fill("The team")
        page.locator(f"[name=may_edit][value='{may_edit}']").check()
        page.locator("form.form [type=submit]").click()
        page.wait_for_selector("[data-address]")

    return share


def _open_link(page: Page) -> None:
    page.goto(page.locator("[data-address]").input_value())


def _account(atlas: Atlas) -> list[View]:
    outside = ("login", "signup", "signup/passkey", "password/reset")
    inside = ("email", "password/change", "2fa", "2fa/webauthn", "logout")
    return [
        *(View(name, f"/{{}}/accounts/{name}/".format) for name in outside),
        View("login refused", "/{}/accounts/login/".format, prepare=_sign_in_wrongly),
        *(View(name, f"/{{}}/accounts/{name}/".format, "member") for name in inside),
    ]


def _sign_in_wrongly(page: Page) -> None:
    page.locator("[type=email]").fill("nobody@example.org")
    page.get_by_role("main").locator("form [type=submit]").first.click()


def _errors(atlas: Atlas) -> list[View]:
    english = "/{}/only-for-those-who-read-english/".format
    return [
        View("not found", "/{}/nowhere-at-all/".format, status=404),
        View("damaged link in a letter", "/{}/letters/unsubscribe/".format, status=404),
        View("not translated", english, status=404, languages=("nb", "de", "el")),
    ]


def _styleguide(atlas: Atlas) -> list[View]:
    return [View("styleguide", lambda language: "/styleguide/", languages=("en",))]


_GROUPS: dict[str, Callable[[Atlas], list[View]]] = {
    "pages": _pages,
    "lessons": _lessons,
    "questions": _questions,
    "verdicts": _verdicts,
    "results": _results,
    "learning": _learning,
    "library": _library,
    "search": _searches,
    "plans": _plans,
    "account": _account,
    "errors": _errors,
    "styleguide": _styleguide,
}


def make_people(page: Page, member_page: Page, site: RunningSite, atlas: Atlas) -> None:
    """Let two visitors learn something; the second makes an account afterwards."""
    learn(Person(page, site), atlas)
    member = Person(member_page, site)
    lesson = atlas.lessons("2.1")[0]
    member.page.goto(lesson.urls["en"])
    member.read_lesson(lesson)
    member.page.goto("/en/accounts/signup/")
    member.sign_up("helena@example.org")
