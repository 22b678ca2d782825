"""Four languages: the switch keeps the place, and nobody who comes by a wrong way is left alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.conftest import LANGUAGES
from tests.e2e.person import Person
from tests.e2e.words import says

pytestmark = pytest.mark.e2e
ONLY_IN_ENGLISH = """
from mimi.pages.models import HomePage, TextPage
home = HomePage.objects.get(locale__language_code="en")
home.add_child(instance=TextPage(title="Only in English", slug="only-in-english", locale=home.locale))
"""


@pytest.fixture(scope="module")
def english_page(live_site: RunningSite) -> str:
    """The address, below its language, of a page that nobody has translated."""
    live_site.manage("shell", "--verbosity=0", "--command", ONLY_IN_ENGLISH)
    return "only-in-english/"


@pytest.mark.parametrize(
    "kind", ["HomePage", "CoursePage", "ModulePage", "LessonPage", "QuizPage", "PracticePage", "TextPage"]
)
def test_the_language_switch_keeps_the_page(page: Page, live_site: RunningSite, atlas: Atlas, kind: str) -> None:
    place, person = atlas.one(kind), Person(page, live_site, "nb")
    page.goto(place.urls["nb"])
    for language in ("el", "de", "en", "nb"):
        person.switch_language(language, atlas.languages[language])
        person.is_at(place)
        current = page.get_by_role("banner").locator("summary")
        name, code = atlas.languages[language], language
        expect(current).to_contain_text(person.says("Language: %(name)s (%(code)s)", name=name, code=code))


def test_the_language_switch_keeps_the_place_on_the_page(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    lesson, person = atlas.one("LessonPage"), Person(page, live_site, "nb")
    page.goto(f"{lesson.urls['nb']}#content")
    person.switch_language("de", "Deutsch")
    assert person.path() == f"{lesson.urls['de']}#content"


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_the_language_switch_keeps_the_filters_of_the_library(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    page = new_context(java_script_enabled=scripted).new_page()
    library, person = atlas.one("PracticeIndexPage"), Person(page, live_site, "nb", scripted=scripted)
    page.goto(library.urls["nb"])
    box = person.main.get_by_role("checkbox").first
    parameter, value = box.get_attribute("name"), box.get_attribute("value")
    box.check()
    if not scripted:
        person.main.get_by_role("button", name=person.says("Show the practices")).click()
    expect(page).to_have_url(f"{person.home}{library.urls['nb']}?{parameter}={value}")
    found = person.main.get_by_role("article").count()
    assert found > 0
    for language in ("el", "de", "en"):
        person.switch_language(language, atlas.languages[language])
        expect(page).to_have_url(f"{person.home}{library.urls[language]}?{parameter}={value}")
        expect(person.main.locator(f"[type=checkbox][value={value}]")).to_be_checked()
        expect(person.main.get_by_role("article")).to_have_count(found)


def test_the_language_switch_keeps_my_learning_and_the_way_to_sign_in(page: Page, live_site: RunningSite) -> None:
    person = Person(page, live_site, "en")
    for path, heading in (("me/", "My learning"), ("accounts/login/?next=/en/me/", "Welcome back")):
        page.goto(f"/en/{path}")
        person.language = "en"
        for language, name in (("nb", "Norsk"), ("el", "Ελληνικά")):
            person.switch_language(language, name)
            assert person.path() == f"/{language}/{path}"
            expect(page.get_by_role("heading", level=1)).to_have_text(person.says(heading))


@pytest.mark.parametrize("language", ["nb", "de", "el"])
def test_a_page_without_translation_says_so_in_the_readers_language(
    page: Page, live_site: RunningSite, watch: Watch, english_page: str, language: str
) -> None:
    watch.allow(404)
    person = Person(page, live_site, "en")
    page.goto(f"/en/{english_page}")
    name = {"nb": "Norsk", "de": "Deutsch", "el": "Ελληνικά"}[language]
    person.switch_language(language, name)
    for address in (page.url, f"/{language}/{english_page}"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
        expect(page.locator("html")).to_have_attribute("lang", language)
        heading = person.says("This page is not in your language yet")
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    offer = person.main.get_by_role("link", name="Only in English English")
    expect(offer).to_have_attribute("lang", "en")
    offer.click()
    expect(page).to_have_url(f"{person.home}/en/{english_page}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_leads_nowhere_is_answered_in_its_language(page: Page, watch: Watch, language: str) -> None:
    watch.allow(404)
    answer = page.goto(f"/{language}/nowhere-at-all/")
    assert answer
    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(says(language, "There is nothing at this address"))
    page.get_by_role("link", name=says(language, "Go to the home page")).click()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("nb-NO", "nb"),
        ("de-AT", "de"),
        ("el-GR", "el"),
        ("en-US", "en"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("uk-UA", "en"),
    ],
)
def test_the_front_door_leads_to_the_language_that_the_browser_asks_for(
    new_context: NewContext, live_site: RunningSite, asked: str, given: str
) -> None:
    page = new_context(locale=asked).new_page()
    page.goto("/")
    expect(page).to_have_url(f"{live_site.url}/{given}/")
    expect(page.locator("html")).to_have_attribute("lang", given)
