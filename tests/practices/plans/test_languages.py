"""A plan opened in another language: the practice's texts follow, what people wrote is kept as it is."""

from __future__ import annotations

from practices.models import PracticeStep
from practices.plans.words import read_plan
from tests.factories import SiteTree
from tests.practices.plans.planner import STEPS, Planner, titles


def test_copied_texts_follow_the_reader_and_ones_own_stay(owner: Planner) -> None:
    owner.save(owner.row("Meet"), title="Gather round", who="Ida")
    owner.add("aim", title="Lunch together")
    read = read_plan(owner.plan, "nb")
    assert read.title.text == "Practice 1 (nb)"
    assert [str(step.title) for step in read.steps] == ["Choose (nb)", "Gather round", "Look back (nb)"]
    assert read.steps[1].text.text.startswith("Meet (nb) it.")
    assert read.steps[0].by.text == "The trainer (nb)"
    assert [str(risk.title) for risk in read.risks] == ["Going too fast (nb) is it.", "Doing it alone (nb) is it."]
    assert [(str(lesson.title), lesson.url) for lesson in read.lessons] == [
        ("Lesson 1.1 (nb)", "/nb/course-nb/module-1-nb/lesson-1-1-nb/"),
        ("Lesson 1.2 (nb)", "/nb/course-nb/module-1-nb/lesson-1-2-nb/"),
    ]
    assert [str(aim.title) for aim in read.aims] == ["Lunch together"]
    page = owner.in_language("nb").get().content.decode()
    for said in ("Choose (nb)", "Gather round", "Lesson 1.1 (nb)"):
        assert said in page


def test_the_plans_own_language_is_called_what_it_calls_itself(practised: SiteTree) -> None:
    planner = Planner()
    planner.adopt(practised.practices["nb"][0])
    assert "In the plan’s own language (Norsk):" in planner.in_language("en").get().content.decode()


def test_what_can_be_undone_is_named_in_the_readers_language(owner: Planner) -> None:
    owner.do(owner.row("Look back"), "remove")
    assert "Look back (nb)»: fjernet" in owner.in_language("nb").get("?did=removed").content.decode()
    owner.save(owner.row("Meet"), title="Gather round")
    assert "Gather round" in owner.in_language("nb").get("?did=saved").content.decode()


def test_what_is_saved_in_another_language_changes_only_what_was_touched(owner: Planner) -> None:
    there = owner.in_language("nb")
    item = owner.row("Meet")
    shown = read_plan(owner.plan, "nb").row(item.pk)
    assert shown
    fields = {name: shown.value(name) for name in ("title", "text", "who", "due", "note")}
    there.save(item, json=False, **{**fields, "note": "Husk kaffe"})
    item.refresh_from_db()
    assert (item.title, item.note) == ("Meet", "Husk kaffe")
    there.save(item, title="Møtes")
    assert str(read_plan(owner.plan, "en").steps[1].title) == "Møtes"
    owner.save(owner.row("Møtes"), title="Meet")
    assert str(read_plan(owner.plan, "nb").steps[1].title) == "Meet (nb)", "as it was copied, it follows again"


def test_a_clash_shows_the_text_in_the_readers_language(owner: Planner) -> None:
    guest = owner.share().in_language("nb")
    item = owner.row("Meet")
    owner.save(item, title="Gather")
    owner.save(owner.row("Gather"), title="Meet")
    told = guest.save(item, title="Møtes")
    assert told.status_code == 409
    assert told.json()["values"]["title"] == "Meet (nb)"


def test_a_text_without_a_translation_says_its_language(owner: Planner, practised: SiteTree) -> None:
    practised.practices["nb"][0].unpublish()
    read = read_plan(owner.plan, "nb")
    assert read.practice is None
    assert [(step.title.text, step.title.language) for step in read.steps] == [(title, "en") for title in STEPS]
    assert 'lang="en"' in owner.in_language("nb").get().content.decode()


def test_a_plan_outlives_its_practice(owner: Planner, practised: SiteTree) -> None:
    for code in practised.languages:
        practised.practices[code][0].unpublish()
    page = owner.get()
    assert page.status_code == 200
    assert "Made from the practice" not in page.content.decode()
    assert [str(step.title) for step in read_plan(owner.plan, "en").steps] == list(STEPS)
    assert owner.client.get("/en/me/plans/").status_code == 200


def test_a_copy_in_its_own_language_stays_as_it_was_copied(owner: Planner, practised: SiteTree) -> None:
    PracticeStep.objects.filter(title="Meet").update(title="Meet differently")
    assert [str(step.title) for step in read_plan(owner.plan, "en").steps] == list(STEPS)


def test_watch_out_points_that_changed_are_not_mixed_up(owner: Planner, practised: SiteTree) -> None:
    page = practised.practices["en"][0]
    page.watch_out = "<ul><li>Something new.</li></ul>" + page.watch_out
    page.save()
    assert [str(risk.title) for risk in read_plan(owner.plan, "nb").risks] == titles(owner.plan, "risk")


def test_the_history_calls_rows_as_the_reader_knows_them(owner: Planner) -> None:
    owner.do(owner.row("Meet"), "done")
    owner.do(owner.row("Meet"), "remove")
    page = owner.in_language("nb").get("history/").content.decode()
    assert page.count("«Meet (nb)»") >= 2
    assert "Practice 1 (nb)" in page
