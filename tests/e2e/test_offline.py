"""A module that is kept on the device is read without a connection, and what is done there is not lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas, Place
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
REGISTRATIONS = "async () => (await navigator.serviceWorker.getRegistrations()).length"
# What the caches hold: [name of the cache, path, Cache-Control, type].
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { headers } = await cache.match(request);
      found.push([name, new URL(request.url).pathname, headers.get("Cache-Control"), headers.get("Content-Type")]);
    }
  }
  return found;
}"""
WAITING = "Object.keys(localStorage).filter((key) => key.startsWith('mimi:outbox:')).length"
ONE_WAITS = "One thing you did waits for the connection."
COUNT_READ = "from courses.progress.models import LessonCompletion; print(LessonCompletion.objects.count())"
# The ground of the site's head is set by one style sheet, the shape of a button by another.
STYLED = """() => {
  const style = getComputedStyle(document.querySelector(".lesson-end .button"));
  return [style.backgroundColor, style.minBlockSize];
}"""


def keep(page: Page, module: Place, language: str = "en") -> None:
    """Keep a module on the device."""
    page.goto(module.urls[language])
    page.locator("[data-keep-keep]").click()
    expect(page.locator("[data-keep-remove]")).to_be_visible()


def cut(context: BrowserContext) -> None:
    context.set_offline(True)


def mend(context: BrowserContext) -> None:
    context.set_offline(False)


def settled(page: Page, test: str, wanted: Any = True) -> None:
    """Come back when a script's answer is what is wanted."""
    for _try in range(100):
        if page.evaluate(test) == wanted:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(test) == wanted


def tried_in_vain(page: Page, watch: Watch, path: str) -> None:
    """Come back when a browser has tried to send something without a connection."""
    for _try in range(100):
        if any(request.method == "POST" and path in request.url for request in watch.in_vain):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Nothing was sent to {path}")


@pytest.fixture
def module(atlas: Atlas) -> Place:
    return atlas.module("2.1")


@pytest.fixture
def lessons(atlas: Atlas) -> list[Place]:
    return atlas.lessons("2.1")


def test_nothing_is_fetched_or_registered_before_it_is_asked_for(
    page: Page, watch: Watch, module: Place, lessons: list[Place]
) -> None:
    for url in ("/en/", module.urls["en"], lessons[0].urls["en"], "/en/offline/", module.urls["en"]):
        page.goto(url, wait_until="networkidle")
    expect(page.locator("[data-keep-keep]")).to_be_visible()
    assert not [request.url for request in watch.requests if "service-worker" in request.url]
    assert page.evaluate(REGISTRATIONS) == 0
    assert page.evaluate("caches.keys()") == []


@pytest.mark.parametrize("language", ["en", "el"])
def test_a_kept_module_is_read_without_a_connection(
    page: Page, context: BrowserContext, watch: Watch, module: Place, lessons: list[Place], language: str
) -> None:
    page.goto(lessons[0].urls[language])
    look = page.evaluate(STYLED)
    keep(page, module, language)
    state = page.locator("[data-keep-state]")
    expect(state).to_contain_text(re.compile(r"\d+\s?k?B|\d+\s?kB"))
    # With the module's own page and the sheet of its quiz.
    expect(state).to_contain_text(f" {len(lessons) + 2}")
    cut(context)
    for place in [module, *lessons]:
        answer = page.goto(place.urls[language])
        assert answer
        assert answer.from_service_worker
        expect(page.get_by_role("heading", level=1)).to_have_text(place.titles[language])
        expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate(STYLED) == look
    # Scripts run as well.
    expect(page.locator("[data-reading-settings]")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(lessons[-1].titles[language])
    mend(context)


def test_what_is_read_without_a_connection_waits_and_counts(
    page: Page, context: BrowserContext, live_site: RunningSite, watch: Watch, module: Place, lessons: list[Place]
) -> None:
    person = Person(page, live_site)
    keep(page, module)
    cut(context)
    page.goto(lessons[0].urls["en"])
    person.read_lesson(lessons[0])
    # She goes on reading, and sees that something waits.
    person.is_at(lessons[1])
    status = person.main.get_by_role("status").filter(has_text="waits for the connection")
    expect(status).to_contain_text(ONE_WAITS)
    person.read_lesson(lessons[1])
    person.is_at(lessons[2])
    expect(person.main.get_by_text("2 things you did wait for the connection.")).to_be_visible()
    # A reload and another tab change nothing.
    page.reload()
    expect(person.main.get_by_text("2 things you did wait for the connection.")).to_be_visible()
    assert audit.axe(page, "light") + audit.axe(page, "dark") == []
    assert page.evaluate(WAITING) == 2
    mend(context)
    expect(person.main.get_by_text("The connection is back, and all you did has been sent.")).to_be_visible()
    assert page.evaluate(WAITING) == 0
    page.goto(module.urls["en"])
    for lesson in lessons[:2]:
        expect(page.locator(f"[data-done-for='{lesson.key}']")).to_be_visible()
    expect(page.locator(f"[data-done-for='{lessons[2].key}']")).to_be_hidden()


def test_a_lesson_that_is_not_kept_waits_where_it_is(
    page: Page, context: BrowserContext, live_site: RunningSite, watch: Watch, lessons: list[Place]
) -> None:
    person = Person(page, live_site)
    page.goto(lessons[0].urls["en"])
    cut(context)
    read = person.button("Mark as read and continue")
    person.press(read)
    expect(person.main.get_by_text(ONE_WAITS)).to_be_visible()
    person.is_at(lessons[0])
    # Pressed again it is still one.
    person.press(read)
    assert page.evaluate(WAITING) == 1
    mend(context)
    settled(page, WAITING, 0)
    page.goto(lessons[0].urls["en"])
    expect(person.main.get_by_text("Read", exact=True).first).to_be_visible()


@pytest.mark.parametrize("locks", ["with Web Locks", "without Web Locks"])
def test_tabs_take_turns_and_it_counts_once(
    new_context: NewContext, live_site: RunningSite, watch: Watch, lessons: list[Place], locks: str
) -> None:
    context = new_context()
    if locks == "without Web Locks":
        context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    pages = [context.new_page() for _tab in range(3)]
    for page in pages:
        page.goto(lessons[2].urls["en"])
    cut(context)
    reader = Person(pages[0], live_site)
    reader.press(reader.button("Mark as read and continue"))
    for page in pages:
        expect(page.get_by_role("main").get_by_text(ONE_WAITS)).to_be_visible()
    path = f"/en/me/lessons/{lessons[2].key}/done/"
    tried_in_vain(pages[0], watch, path)
    before = int(live_site.manage("shell", "--verbosity=0", "--command", COUNT_READ))
    mend(context)
    for page in pages:
        settled(page, WAITING, 0)
        expect(page.get_by_text("The connection is back, and all you did has been sent.")).to_be_visible()
    # A tab may not know yet that another has just sent it, but it never sends at the same time.
    sent = [request for request in watch.requests if path in request.url and request not in watch.in_vain]
    ends = [request.timing["startTime"] + request.timing["responseEnd"] for request in sent]
    assert ends
    assert all(later.timing["startTime"] >= end for later, end in zip(sent[1:], ends, strict=False))
    assert int(live_site.manage("shell", "--verbosity=0", "--command", COUNT_READ)) == before + 1


def test_what_is_not_kept_is_answered_plainly_in_the_readers_language(
    page: Page, context: BrowserContext, watch: Watch, module: Place, lessons: list[Place]
) -> None:
    keep(page, module)
    cut(context)
    for url, language in (("/en/me/", "en"), ("/de/kurs/", "de"), ("/nb/accounts/login/", "nb")):
        page.goto(url)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        kept = page.locator("[data-kept]")
        expect(kept.get_by_role("link", name=module.titles["en"], exact=True)).to_have_attribute(
            "href", module.urls["en"]
        )
        for lesson in lessons:
            expect(kept.get_by_role("link", name=lesson.titles["en"])).to_have_attribute("href", lesson.urls["en"])
        assert [*audit.axe(page, "light"), *audit.axe(page, "dark"), *audit.layout(page)] == []
    page.goto("/en/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re offline")
    page.locator("[data-kept]").get_by_role("link", name=lessons[1].titles["en"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(lessons[1].titles["en"])
    # With the connection the page that was wanted comes by itself.
    page.goto("/en/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re offline")
    mend(context)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("You’re offline")
    watch.take()


def test_the_sheet_with_all_questions_stands_in_for_the_quiz(
    page: Page, context: BrowserContext, watch: Watch, module: Place, atlas: Atlas
) -> None:
    quiz = atlas.quiz("2.1")
    keep(page, module)
    cut(context)
    for url in (quiz.place.urls["en"], f"{quiz.place.urls['en']}?question={quiz.questions[0].id}"):
        page.goto(url)
        main = page.get_by_role("main")
        for question in quiz.questions:
            expect(main.get_by_text(question.prompts["en"]).first).to_be_visible()
    mend(context)
    # With a connection it is the quiz itself again.
    page.goto(quiz.place.urls["en"])
    expect(page.locator("#quiz-stage")).to_be_visible()


def test_nothing_personal_is_kept(
    page: Page, live_site: RunningSite, module: Place, lessons: list[Place], atlas: Atlas
) -> None:
    keep(page, module)
    person = Person(page, live_site)
    quiz = atlas.quiz("2.1").place
    page.goto(lessons[0].urls["en"])
    person.read_lesson(lessons[0])
    person.is_at(lessons[1])
    for url in ("/en/me/", quiz.urls["en"], "/en/accounts/login/", "/en/", module.urls["en"], lessons[0].urls["en"]):
        page.goto(url, wait_until="networkidle")
    wanted = {place.urls["en"] for place in [module, *lessons]}
    pages = {path for _name, path, _control, kind in page.evaluate(KEPT) if kind and "html" in kind}
    # What is kept at the quiz's own address is the sheet, the same for everyone.
    sheets = {quiz.urls["en"], f"/en/quizzes/{quiz.key}/"}
    assert pages == wanted | sheets | {f"/{code}/offline/" for code in atlas.languages}
    for name, path, control, _kind in page.evaluate(KEPT):
        assert not re.search(r"/me/|/accounts/|/cms/|/api/", path)
        assert name == "mimi:kept-lists" or ("public" in control and "no-store" not in control), path


def test_a_kept_page_is_replaced_only_together_with_its_files(
    page: Page, context: BrowserContext, live_site: RunningSite, watch: Watch, module: Place, lessons: list[Place]
) -> None:
    keep(page, module)
    lesson = lessons[0]
    # As after another release: the page names a file that this browser doesn't have, and the old one is still there.
    gone = page.evaluate(
        """async () => {
          const cache = await caches.open("mimi:kept-files");
          const request = (await cache.keys()).find(({ url }) => /\\/lesson\\.[0-9a-f]{12}\\.css$/.test(url));
          await cache.delete(request);
          return new URL(request.url).pathname;
        }"""
    )
    title = rename(live_site, lesson, "Renamed by an editor")
    try:
        page.goto(lesson.urls["en"])
        expect(page.get_by_role("heading", level=1)).to_have_text("Renamed by an editor")
        settled(page, f"async () => Boolean(await caches.match({gone!r}))")
        cut(context)
        page.goto(lesson.urls["en"])
        expect(page.get_by_role("heading", level=1)).to_have_text("Renamed by an editor")
        assert page.evaluate("getComputedStyle(document.querySelector('.lesson')).paddingBlockStart") == "16px"
        mend(context)
    finally:
        rename(live_site, lesson, title)


def rename(site: RunningSite, place: Place, title: str) -> str:
    """Publish a page under another title, and return the one that it had."""
    site.manage(
        "shell",
        "--verbosity=0",
        "--command",
        f"""
from courses.models import LessonPage
page = LessonPage.objects.get(translation_key={place.key!r}, locale__language_code="en")
page.title = {title!r}
page.save_revision().publish()
""",
    )
    return place.titles["en"]


def test_every_file_that_a_kept_page_needs_is_kept(
    page: Page, context: BrowserContext, watch: Watch, module: Place, lessons: list[Place]
) -> None:
    keep(page, module)
    cut(context)
    watch.take()
    for place in [module, *lessons]:
        page.goto(place.urls["en"], wait_until="networkidle")
    # The worker asks for the pages themselves and answers with what it has; no file is asked for in vain.
    assert [problem for problem in watch.take() if "/static/" in problem or "/media/" in problem] == []
    context.set_offline(False)


def test_a_module_that_is_removed_leaves_nothing_behind(
    page: Page, context: BrowserContext, module: Place, atlas: Atlas
) -> None:
    other = atlas.module("1")
    keep(page, module)
    alone = page.evaluate(KEPT)
    keep(page, other)
    assert len(page.evaluate(KEPT)) > len(alone)
    page.locator("[data-keep-remove]").click()
    expect(page.locator("[data-keep-state]")).to_have_text("Removed from this device.")
    expect(page.locator("[data-keep-keep]")).to_be_focused()
    assert page.evaluate(KEPT) == alone
    page.goto("/en/offline/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept on this device")
    page.get_by_role("button", name=f"Remove from this device: {module.titles['en']}").click()
    expect(page.get_by_text("Nothing is kept on this device yet.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate(REGISTRATIONS) == 0


def test_a_lost_connection_while_keeping_changes_nothing(
    page: Page, context: BrowserContext, watch: Watch, module: Place
) -> None:
    keep(page, module)
    before = page.evaluate(KEPT)
    cut(context)
    page.locator("[data-keep-renew]").click()
    expect(page.locator("[data-keep-state]")).to_contain_text("That did not work")
    assert page.evaluate(KEPT) == before
    mend(context)
    page.locator("[data-keep-renew]").click()
    expect(page.locator("[data-keep-state]")).to_contain_text("Kept on this device.")
    watch.take()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_kept_is_shown_accessibly(page: Page, module: Place, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    keep(page, module, "de")
    for url in (module.urls["de"], "/de/offline/"):
        page.goto(url, wait_until="networkidle")
        assert [*audit.axe(page, "light"), *audit.axe(page, "dark"), *audit.layout(page)] == []
