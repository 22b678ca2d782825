"""What the admin offers, and the page about roles."""

from __future__ import annotations

from django.urls import get_resolver, reverse
from wagtail.models import ModelLogEntry
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.wagtail_hooks import register_admin_urls

from courses.models import GlossaryTerm
from mimi.editors.roles.definitions import ROLES
from mimi.editors.roles.rights import RIGHTS
from mimi.editors.roles.translations import GUARDS, VIEWS
from tests.courses.desk import told
from tests.factories import SiteTree
from tests.factories.speech import locale
from tests.site.editors.roles.people import person, signed_in, translation_of


def test_every_address_of_wagtail_localize_is_guarded_by_name() -> None:
    names = {pattern.name for pattern in register_admin_urls()[0].url_patterns}
    assert names == {*GUARDS, *VIEWS}


def test_ours_answers_at_wagtail_localizes_addresses() -> None:
    for name, args in (("stop_translation", [1]), ("update_translations", [1]), ("submit_page_translation", [1])):
        found = get_resolver().resolve(reverse(f"wagtail_localize:{name}", args=args))
        assert "wagtail_localize" not in found.func.__module__ or hasattr(found.func, "__wrapped__")


def test_the_page_says_who_may_what_and_what_one_is(small_tree: SiteTree) -> None:
    text = told(signed_in(person("translator", "nb")).get("/cms/editors/roles/"))
    assert "Translator: Norsk" in text
    for right in RIGHTS.values():
        assert str(right.label) in text
    for role in ROLES.values():
        assert str(role.purpose) in text
    assert "Publishers" not in text


def test_an_administrator_finds_the_groups_there(small_tree: SiteTree) -> None:
    text = told(signed_in(person("administrator")).get("/cms/editors/roles/"))
    assert "Reviewers: Ελληνικά" in text


def test_no_page_is_offered_below_a_norwegian_one(small_tree: SiteTree) -> None:
    client = signed_in(person("administrator"))
    offered = {}
    for language in ("en", "nb"):
        home = small_tree.home[language]
        offered[language] = f"/cms/pages/{home.pk}/add_subpage/" in told(client.get(f"/cms/pages/{home.pk}/"))
    assert offered == {"en": True, "nb": False}


def test_translations_are_begun_from_the_english_only(small_tree: SiteTree) -> None:
    translation_of(small_tree.about["en"])
    client = signed_in(person("administrator"))
    text = {
        language: told(client.get(f"/cms/pages/{small_tree.about[language].pk}/edit/")) for language in ("en", "nb")
    }
    assert "/cms/localize/update/" in text["en"]
    assert "/cms/localize/update/" not in text["nb"]


def test_a_term_is_added_in_english_whatever_language_is_listed(small_tree: SiteTree) -> None:
    client = signed_in(person("author"))
    text = told(client.get("/cms/snippets/courses/glossaryterm/?locale=nb"))
    assert "/cms/snippets/courses/glossaryterm/add/" in text
    assert "add/?locale=nb" not in text
    assert "locale=nb" not in told(client.get("/cms/snippets/courses/glossaryterm/add/"))


def test_groups_are_called_by_their_roles_in_the_readers_language(small_tree: SiteTree) -> None:
    client = signed_in(person("administrator"))
    assert "Translator: Norsk (group “Translators: Norsk”)" in told(client.get("/cms/users/new/"))
    assert "Library moderator" in told(client.get("/cms/groups/"))


def test_the_log_says_who_let_the_translation_of_a_term_show(small_tree: SiteTree) -> None:
    english = GlossaryTerm.objects.create(term="Word", definition="Said.", locale=locale("en"))
    norwegian = english.copy_for_translation(locale("nb"))
    norwegian.save()
    translation = translation_of(english)
    segment = StringSegment.objects.get(source=translation.source, context__path="term")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=locale("nb"), data="Ord"
    )
    publisher = person("publisher")
    signed_in(publisher).post(f"/cms/snippets/courses/glossaryterm/edit/{norwegian.pk}/", {"action": "publish"})
    assert GlossaryTerm.objects.get(pk=norwegian.pk).term == "Ord"
    entry = ModelLogEntry.objects.for_instance(norwegian).get()
    assert (entry.action, entry.user) == ("wagtail.publish", publisher)
