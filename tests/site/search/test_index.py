"""What search knows of a site while it is edited: all that everybody may see, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from courses.models import GlossaryTerm
from mimi.search.models import SearchDocument, SearchPosting, SearchStem, SearchWord
from mimi.search.results import search
from practices.models import Theme
from tests.factories import SiteTree, TextPageFactory
from tests.factories.speech import block, locale
from tests.site.pages.visits import change, publish


def titles(query: str, language: str = "en") -> list[str]:
    """Return the titles of what is found, as they stand."""
    found = search(query, language)
    return ["".join(piece.text for piece in result.title) for group in found.groups for result in group.results]


def again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def body(text: str) -> str:
    return json.dumps([block("prose", "idea", {"heading": "", "body": f"<p>{text}</p>"})])


def test_a_page_is_found_by_its_new_words_once_they_are_published(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    assert titles("rhubarb") == []
    lesson.body = body("Rhubarb grows in Skien.")
    change(lesson.save_revision)
    assert titles("rhubarb") == []
    change(lambda: lesson.get_latest_revision().publish())
    assert titles("rhubarb") == [lesson.title]
    publish(lesson, body=body("Nothing grows."))
    assert titles("rhubarb") == []


def test_a_page_that_is_unpublished_is_found_no_more(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    publish(lesson, title="Rhubarb")
    change(lambda: again(lesson).unpublish())
    assert titles("rhubarb") == []


def test_a_page_that_is_deleted_leaves_nothing_behind(small_tree: SiteTree) -> None:
    course = again(small_tree.course["en"])
    below = [page.pk for page in course.get_descendants(inclusive=True)]
    assert SearchDocument.objects.filter(page__in=below).exists()
    change(course.delete)
    assert not SearchDocument.objects.filter(page__in=below).exists()
    assert not SearchPosting.objects.exclude(document__in=SearchDocument.objects.all()).exists()


def test_a_page_that_only_some_may_see_is_not_found_nor_what_stands_below_it(small_tree: SiteTree) -> None:
    module, lesson = small_tree.modules["en"][0], small_tree.lessons["en"][0]
    publish(lesson, title="Rhubarb")
    made: list[PageViewRestriction] = []
    change(lambda: made.append(PageViewRestriction.objects.create(page=module, restriction_type="login")))
    assert titles("rhubarb") == []
    assert not SearchDocument.objects.filter(page__in=[module.pk, lesson.pk]).exists()
    publish(lesson, title="Rhubarb again")
    assert titles("rhubarb") == []
    change(made[0].delete)
    assert titles("rhubarb") == ["Rhubarb again"]


def test_a_page_that_is_moved_below_one_for_some_is_not_found(small_tree: SiteTree) -> None:
    home = again(small_tree.home["en"])
    inside = TextPageFactory(parent=again(small_tree.about["en"]), title="Inside", slug="inside")
    rhubarb = TextPageFactory(parent=home, title="Rhubarb", slug="rhubarb")
    change(lambda: PageViewRestriction.objects.create(page=inside, restriction_type="login"))
    assert titles("rhubarb") == ["Rhubarb"]
    change(lambda: again(rhubarb).move(again(inside), pos="last-child"))
    assert titles("rhubarb") == []


def test_an_alias_is_not_found_beside_its_page(small_tree: SiteTree) -> None:
    about = again(small_tree.about["en"])
    publish(about, title="Rhubarb")
    change(lambda: again(about).create_alias(parent=again(small_tree.home["nb"]), update_slug="rhubarb-alias"))
    assert titles("rhubarb") == ["Rhubarb"]
    assert titles("rhubarb", "nb") == []


def test_a_quiz_is_found_by_what_it_asks_and_not_by_its_key(small_tree: SiteTree) -> None:
    document = SearchDocument.objects.get(page=small_tree.quiz["en"].pk)
    told = json.dumps(list(small_tree.quiz["en"].questions.raw_data), ensure_ascii=False)
    assert "Feedback" in told
    assert document.text
    for secret in ("Feedback", "Because", "indeed"):
        assert secret not in document.text
    assert titles("feedback") == []


def test_a_term_of_the_glossary_is_found_with_its_definition(small_tree: SiteTree) -> None:
    term = GlossaryTerm(term="rhubarb", definition="A sour <b>stalk</b>.", locale=locale("en"))
    change(term.save)
    result = search("stalks", "en").groups[0].results[0]
    assert result.url == ""
    assert [piece.text for piece in result.text if piece.marked] == ["stalk"]
    term.term = "pieplant"
    change(term.save)
    assert titles("rhubarb") == []
    change(term.delete)
    assert titles("pieplant") == []


def test_a_practice_is_found_by_what_its_theme_is_called_now(small_tree: SiteTree) -> None:
    for practice in small_tree.practices["en"]:
        publish(practice)
    theme = Theme.objects.get(code="trust", locale=locale("en"))
    assert set(titles("trust")) == {"Practice 1", "Practice 2"}
    theme.name = "Rhubarb"
    change(theme.save)
    assert set(titles("rhubarb")) == {"Practice 1", "Practice 2"}


def test_reading_all_anew_finds_the_same_as_reading_what_changes(small_tree: SiteTree) -> None:
    def state() -> Any:
        rows = SearchPosting.objects.values_list("document__key", "document__language", "stem__stem", "weight")
        words = SearchWord.objects.filter(stem__in=SearchPosting.objects.values("stem")).values_list("form", "shown")
        return sorted(map(str, rows)), sorted(words)

    # The factories make outcomes and themes behind their pages.
    call_command("update_search_index", verbosity=0)
    publish(small_tree.lessons["en"][0], title="Rhubarb", body=body("Rhubarb and trust."))
    publish(small_tree.lessons["en"][0], title="Sorrel", body=body("Sour."))
    before = state()
    call_command("update_search_index", everything=True, verbosity=0)
    assert state() == before
    assert not SearchStem.objects.filter(stem="rhubarb", language="nb").exists()


def test_words_that_nothing_has_any_more_are_cleared_away(small_tree: SiteTree) -> None:
    publish(small_tree.lessons["en"][0], title="Rhubarb")
    publish(small_tree.lessons["en"][0], title="Sorrel")
    call_command("update_search_index", verbosity=0)
    assert not SearchWord.objects.filter(form="rhubarb").exists()
    assert SearchWord.objects.filter(form="sorrel").exists()


def test_what_was_missed_is_found_after_an_update(small_tree: SiteTree, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = small_tree.lessons["en"][0]
    publish(lesson, title="Rhubarb")
    SearchDocument.objects.filter(page=lesson.pk).update(version="another")
    Page.objects.filter(pk=small_tree.about["en"].pk).update(live=False)
    call_command("update_search_index")
    assert "changed" in capsys.readouterr().out
    assert not SearchDocument.objects.filter(page=small_tree.about["en"].pk).exists()
