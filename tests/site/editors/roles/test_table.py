"""Who may do what, tried by each role on the real views, in English and in Norwegian."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from courses.models import GlossaryTerm
from mimi.pages.visibility import is_in_bin
from tests.courses.desk import Desk
from tests.factories import SiteTree, TextPageFactory
from tests.factories.speech import locale, named_id, say
from tests.site.editors.roles.people import person, refused, signed_in, translation_of

Action = Callable[[Client, SiteTree, str], bool]
WORDS = "value=Nye ord"
FORM = "application/x-www-form-urlencoded"


def reached(response: Any) -> bool:
    """Say whether a view has answered, or has done what it was asked."""
    return not refused(response) and response.status_code < 400


def make(client: Client, tree: SiteTree, language: str) -> bool:
    """Open the form for a new page."""
    return reached(client.get(f"/cms/pages/add/pages/textpage/{tree.home[language].pk}/"))


def edit(client: Client, tree: SiteTree, language: str) -> bool:
    """Open a page's form."""
    return reached(client.get(f"/cms/pages/{tree.lessons[language][0].pk}/edit/"))


def save(client: Client, tree: SiteTree, language: str) -> bool:
    """Save a draft."""
    lesson = tree.lessons[language][0]
    Desk(client).send(lesson, "", title="Another title")
    return bool(Page.objects.get(pk=lesson.pk).draft_title == "Another title")


def submit(client: Client, tree: SiteTree, language: str) -> bool:
    """Send a page to be reviewed."""
    lesson = tree.lessons[language][0]
    Desk(client).send(lesson, "action-submit")
    return bool(Page.objects.get(pk=lesson.pk).workflow_in_progress)


def publish(client: Client, tree: SiteTree, language: str) -> bool:
    """Publish a page."""
    lesson = tree.lessons[language][0]
    Desk(client).send(lesson, "action-publish", title="Another title")
    return bool(Page.objects.get(pk=lesson.pk).title == "Another title")


def unpublish(client: Client, tree: SiteTree, language: str) -> bool:
    """Take a page offline."""
    lesson = tree.lessons[language][0]
    client.post(f"/cms/pages/{lesson.pk}/unpublish/")
    return not Page.objects.get(pk=lesson.pk).live


def delete(client: Client, tree: SiteTree, language: str) -> bool:
    """Delete a page that is live."""
    lesson = tree.lessons[language][0]
    client.post(f"/cms/pages/{lesson.pk}/delete/")
    return is_in_bin(Page.objects.get(pk=lesson.pk))


def copy(client: Client, tree: SiteTree, language: str) -> bool:
    """Copy a page beside itself."""
    about = tree.about[language]
    data = {"new_title": "Twin", "new_slug": "twin", "new_parent_page": str(tree.home[language].pk), "alias": ""}
    client.post(f"/cms/pages/{about.pk}/copy/", data)
    return bool(Page.objects.filter(slug="twin").exists())


def begin(client: Client, tree: SiteTree, language: str) -> bool:
    """Begin the translation of a new English page into a language."""
    page = TextPageFactory(parent=Page.objects.get(pk=tree.home["en"].pk), title="New")
    sent = {"locales": [str(locale(language).pk)]}
    client.post(f"/cms/localize/submit/page/{page.pk}/", sent)
    found = Page.objects.filter(translation_key=page.translation_key, locale=locale(language)).exclude(pk=page.pk)
    assert not found.filter(live=True).exists(), "nobody publishes by beginning"
    return bool(found.exists())


def _translation(tree: SiteTree) -> Translation:
    return translation_of(tree.about["en"])


def translate(client: Client, tree: SiteTree, language: str) -> bool:
    """Translate a sentence."""
    translation = _translation(tree)
    segment = StringSegment.objects.filter(source=translation.source).first()
    assert segment is not None
    url = f"/cms/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    client.put(url, WORDS, content_type=FORM)
    return bool(StringTranslation.objects.filter(data="Nye ord").exists())


def take_words(client: Client, tree: SiteTree, language: str) -> bool:
    """Take the words of a translation along as a file."""
    return reached(client.get(f"/cms/localize/translate/{_translation(tree).pk}/pofile/download/"))


def look(client: Client, tree: SiteTree, language: str) -> bool:
    """Look at a translation before it is published."""
    return reached(client.get(f"/cms/localize/translate/{_translation(tree).pk}/preview/"))


def stop(client: Client, tree: SiteTree, language: str) -> bool:
    """Take a page from its translation."""
    translation = _translation(tree)
    client.post(f"/cms/localize/translate/{translation.pk}/disable/")
    return not Translation.objects.get(pk=translation.pk).enabled


def give_up(client: Client, tree: SiteTree, language: str) -> bool:
    """Make a translation a copy of its English; nobody may, as it would be English."""
    _translation(tree)
    client.post(f"/cms/localize/page/{tree.about['nb'].pk}/convert_to_alias/")
    return bool(Page.objects.get(pk=tree.about["nb"].pk).alias_of_id)


def publish_translation(client: Client, tree: SiteTree, language: str) -> bool:
    """Publish a translation from its editor."""
    _translation(tree)
    with _at_once():
        client.post(f"/cms/pages/{tree.about['nb'].pk}/edit/", {"action": "publish"})
    return bool(Page.objects.get(pk=tree.about["nb"].pk).live_revision_id)


def submit_translation(client: Client, tree: SiteTree, language: str) -> bool:
    """Send a translation to be reviewed, from its editor."""
    client.post(f"/cms/editors/translations/{_translation(tree).pk}/submit/")
    return bool(Page.objects.get(pk=tree.about["nb"].pk).workflow_in_progress)


def review(client: Client, tree: SiteTree, language: str) -> bool:
    """Approve a translation that somebody has sent."""
    translation = _translation(tree)
    tree.about["nb"].save_revision()
    page = Page.objects.get(pk=tree.about["nb"].pk).specific
    page.get_workflow().start(page, person("translator", "nb"))
    step = page.current_workflow_task_state
    client.post(f"/cms/editors/translations/{translation.pk}/decide/", {"step": str(step.pk), "approve": "1"})
    return TaskState.objects.get(pk=step.pk).status == "approved"


def take_up(client: Client, tree: SiteTree, language: str) -> bool:
    """Take up the English in its translations and publish them at once."""
    url = f"/cms/localize/update/{_translation(tree).source_id}/"
    with _at_once():
        client.post(url, {"publish_translations": "on"})
    return bool(Page.objects.get(pk=tree.about["nb"].pk).live_revision_id)


def add_term(client: Client, tree: SiteTree, language: str) -> bool:
    """Open the form for a new glossary term."""
    return reached(client.get(f"/cms/snippets/courses/glossaryterm/add/?locale={language}"))


def _term(language: str) -> GlossaryTerm:
    return GlossaryTerm.objects.get_or_create(
        translation_key=named_id("term"), locale=locale(language), defaults={"term": say("Word", language)}
    )[0]


def edit_term(client: Client, tree: SiteTree, language: str) -> bool:
    """Open a glossary term."""
    return reached(client.get(f"/cms/snippets/courses/glossaryterm/edit/{_term(language).pk}/"))


def save_term(client: Client, tree: SiteTree, language: str) -> bool:
    """Let another wording of a glossary term show."""
    sent = {"term": "Other", "definition": "Another."}
    client.post(f"/cms/snippets/courses/glossaryterm/edit/{_term(language).pk}/", sent)
    return bool(GlossaryTerm.objects.filter(term="Other").exists())


def upload(client: Client, tree: SiteTree, language: str) -> bool:
    """Open the form for new pictures."""
    return reached(client.get("/cms/images/multiple/add/"))


def moderate(client: Client, tree: SiteTree, language: str) -> bool:
    """Read what was tried."""
    return reached(client.get("/cms/adaptations/"))


def people(client: Client, tree: SiteTree, language: str) -> bool:
    """Look at who has an account."""
    return reached(client.get("/cms/users/"))


class _at_once:  # noqa: N801 - a context
    """What waits for the end of the transaction is done within it: a test never ends it."""

    def __enter__(self) -> None:
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(transaction, "on_commit", lambda function, *args, **kwargs: function())

    def __exit__(self, *args: object) -> None:
        self.patch.undo()


# What each may, and in which languages; the rest is refused.
BOTH, EN, NB = ("en", "nb"), ("en",), ("nb",)
ACTIONS: dict[Action, tuple[str, ...]] = {
    make: BOTH,
    edit: BOTH,
    save: BOTH,
    submit: BOTH,
    publish: BOTH,
    unpublish: BOTH,
    delete: BOTH,
    copy: BOTH,
    begin: NB,
    translate: NB,
    take_words: NB,
    look: NB,
    stop: NB,
    give_up: NB,
    publish_translation: NB,
    submit_translation: NB,
    review: NB,
    take_up: NB,
    add_term: BOTH,
    edit_term: BOTH,
    save_term: BOTH,
    upload: EN,
    moderate: EN,
    people: EN,
}
TRANSLATES: dict[Action, tuple[str, ...]] = {
    edit: NB,
    save: NB,
    submit: NB,
    begin: NB,
    translate: NB,
    take_words: NB,
    look: NB,
    submit_translation: NB,
    edit_term: NB,
}
MAY: dict[tuple[str, str], dict[Action, tuple[str, ...]]] = {
    ("author", ""): {
        make: EN,
        edit: EN,
        save: EN,
        submit: EN,
        copy: EN,
        add_term: EN,
        edit_term: EN,
        save_term: EN,
        upload: EN,
    },
    ("translator", "nb"): TRANSLATES,
    ("translator", "de"): {},
    ("reviewer", "nb"): {**TRANSLATES, review: NB},
    ("reviewer", "de"): {},
    ("publisher", ""): {
        edit: BOTH,
        save: BOTH,
        submit: BOTH,
        publish: BOTH,
        unpublish: BOTH,
        delete: BOTH,
        begin: NB,
        translate: NB,
        take_words: NB,
        look: NB,
        stop: NB,
        publish_translation: NB,
        submit_translation: NB,
        take_up: NB,
        add_term: EN,
        edit_term: BOTH,
        save_term: BOTH,
        upload: EN,
    },
    ("moderator", ""): {moderate: EN},
    ("administrator", ""): {
        action: tuple(language for language in languages if language == "en" or action not in (make, copy, add_term))
        for action, languages in ACTIONS.items()
        if action is not give_up
    },
}


@pytest.mark.parametrize(("role", "language"), MAY)
def test_each_may_what_the_role_says_and_nothing_else(small_tree: SiteTree, role: str, language: str) -> None:
    table = MAY[role, language]
    client = signed_in(person(role, language))
    wrong = []
    for action, languages in ACTIONS.items():
        for spoken in languages:
            expected = spoken in table.get(action, ())
            done = _tried(action, client, small_tree, spoken)
            if done != expected:
                wrong.append(f"{action.__name__} in {spoken}: {'done' if done else 'refused'}")
    assert wrong == []


def _tried(action: Action, client: Client, tree: SiteTree, language: str) -> bool:
    """Try something, and let it not have happened."""
    with transaction.atomic():
        done = action(client, tree, language)
        transaction.set_rollback(True)
    for pages in (tree.home, tree.about):
        for page in pages.values():
            page.refresh_from_db()
    return done


def test_the_editor_of_a_translation_offers_what_may_be_done(small_tree: SiteTree) -> None:
    translation_of(small_tree.about["en"])
    url = f"/cms/pages/{small_tree.about['nb'].pk}/edit/"
    offered = {}
    for role, language in (("translator", "nb"), ("publisher", "")):
        response = signed_in(person(role, language)).get(url)
        props = json.loads(response.context["props"])
        shown = "keeps-translation" in response.content.decode()
        offered[role] = (props["perms"]["canPublish"], shown, "Send to be reviewed" in response.content.decode())
    assert offered == {"translator": (False, True, True), "publisher": (True, False, True)}
