"""Texts go out in files and come back; every kind of file keeps the same promises."""

from __future__ import annotations

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail_localize.models import Translation

from mimi.editors.aids.exchange import FORMATS, Format
from mimi.editors.aids.exchange.applying import apply
from mimi.editors.aids.exchange.collecting import documents
from mimi.editors.aids.exchange.files import pack, read_upload
from mimi.editors.aids.exchange.judging import DocumentProblem, Judgement, Outcome, judge
from mimi.people.models import User
from tests.site.editors.aids.desk import RICH, Desk, everything, segments, translate
from tests.site.editors.aids.files import Translated, texts_in, translated, units

pytestmark = pytest.mark.django_db
SAY, FISH = "Say hello to the first and then to the second of them.", "Fish & chipsfor {1}."
SAID = 'Til <a id="a2">den andre</a>, og <i>så</i> til <a id="a1">den første</a>, sier vi «<b>hei</b>».'
FRIED = "Fisk &amp; chips<br/>til {1} &lt;3 – «æøå Ωμέγα»!"
TEXTS: Translated = {
    SAY: (
        SAID,
        'Til <g id="a2">den andre</g>, og <g id="i1">så</g> til <g id="a1">den første</g>, '
        'sier vi «<g id="b1">hei</g>».',
    ),
    FISH: (FRIED, 'Fisk &amp; chips<x id="br1"/>til {1} &lt;3 – «æøå Ωμέγα»!'),
    "About": ("Om oss", "Om oss"),
}


@pytest.fixture(params=sorted(FORMATS))
def kind(request: pytest.FixtureRequest) -> Format:
    return FORMATS[request.param]


def judged(kind: Format, data: bytes, *allowed: Translation, replace: bool = False) -> Judgement:
    return judge(kind.read(data), allowed, replace=replace)


def outcomes(judgement: Judgement) -> set[Outcome]:
    return {verdict.outcome for one in judgement.documents for verdict in one.verdicts}


def by_words(judgement: Judgement) -> dict[str, Outcome]:
    return {verdict.unit.english: verdict.outcome for one in judgement.documents for verdict in one.verdicts}


def test_what_goes_out_and_comes_back_changes_nothing(kind: Format, work: Translation, boss: User) -> None:
    translate(work, "Say", SAID)
    # As somebody has typed it, with a letter that HTML would spell another way, and one that ends lines for some.
    translate(work, "Fish", "Fisk & chips<br/>til {1}\u2028 &nbsp;\u00a0–")
    translate(work, "About", "Om: leksjon", translation_type="machine", tool_name="Dummy")
    before = everything(work)

    judgement = judged(kind, kind.write(documents([work])), work)

    assert judgement.is_right
    assert outcomes(judgement) == {Outcome.UNCHANGED, Outcome.EMPTY}
    assert apply(judgement, boss, "file") == 0
    assert everything(work) == before


def test_exactly_what_a_translator_has_written_comes_in(kind: Format, work: Translation, boss: User) -> None:
    translate(work, "About:", "Om siden")
    before = everything(work)

    judgement = judged(kind, translated(kind.name, kind.write(documents([work])), TEXTS), work)

    assert judgement.is_right
    assert apply(judgement, boss, "file") == len(TEXTS)
    found = everything(work)
    new = {english: said for (_path, english), (said, _type, _at) in found.items() if (_path, english) not in before}
    assert new == {segments(work)[-2]: SAID, segments(work)[-1]: FRIED, "About": "Om oss"}
    assert {key: found[key] for key in before} == before


def test_a_file_tells_another_program_all_texts(kind: Format, work: Translation) -> None:
    translate(work, "Say", SAID)
    texts = texts_in(kind.name, kind.write(documents([work])))
    assert texts[SAY] == "Til den andre, og så til den første, sier vi «hei»."
    assert texts[FISH] == ""


def test_a_module_goes_into_one_file_or_an_archive_and_comes_back(kind: Format, desk: Desk, boss: User) -> None:
    first, second = (desk.translation(page) for page in (desk.about["en"], desk.more["en"]))
    out = documents([first, second])
    assert {one.uuid for one in kind.read(kind.write(out))} == {str(first.uuid), str(second.uuid)}

    upload = SimpleUploadedFile("texts.zip", pack(kind, out))
    read = read_upload(upload)
    assert [one.file[:4] for one in read] == ["001-", "002-"]
    assert judge(read, [first, second]).is_right


def test_only_what_is_missing_may_go_out(kind: Format, work: Translation) -> None:
    translate(work, "Say", SAID)
    translate(work, "Fish", FRIED, translation_type="machine")
    (out,) = documents([work], only_missing=True)
    english = [unit.english for unit in out.units]
    assert segments(work)[-2] not in english
    # What nobody has confirmed is not done.
    assert segments(work)[-1] in english
    assert judged(kind, kind.write([out]), work).is_right


def test_what_a_machine_wrote_is_confirmed_when_a_translator_leaves_it_as_good(
    kind: Format, work: Translation, boss: User
) -> None:
    translate(work, "Fish", FRIED, translation_type="machine", tool_name="Dummy")
    data = kind.write(documents([work]))
    assert Outcome.CONFIRMED not in outcomes(judged(kind, data, work))

    judgement = judged(kind, translated(kind.name, data, {FISH: TEXTS[FISH]}), work)

    assert apply(judgement, boss, "file") == 1
    assert [kind for _text, kind, _at in everything(work).values()] == ["manual"]


def test_english_that_has_changed_since_is_told_segment_by_segment(
    kind: Format, desk: Desk, work: Translation, boss: User
) -> None:
    data = translated(kind.name, kind.write(documents([work])), TEXTS)
    page = work.source.get_source_instance()
    desk.change(page, RICH.replace("Fish &amp; chips", "Fish and chips"))

    judgement = judged(kind, data, work)

    assert judgement.is_right
    ((_document, verdict),) = judgement.of(Outcome.OUTDATED)
    assert verdict.unit.english == "Fish &amp; chips<br/>for {1}."
    assert verdict.english == "Fish and chips<br/>for {1}."
    assert apply(judgement, boss, "file") == len(TEXTS) - 1
    assert FRIED not in [said for said, _type, _at in everything(work).values()]


def test_a_text_that_is_no_longer_on_the_page_is_told(kind: Format, desk: Desk, work: Translation) -> None:
    data = translated(kind.name, kind.write(documents([work])), TEXTS)
    page = work.source.get_source_instance()
    page.body = []
    page.save_revision().publish()
    desk.translation(page)
    assert {verdict.unit.english for _one, verdict in judged(kind, data, work).of(Outcome.UNKNOWN)} == {
        unit.english for unit in kind.read(data)[0].units if unit.english.startswith(("Say", "Fish"))
    }


def test_what_was_changed_on_the_site_since_stays_unless_asked(kind: Format, work: Translation, boss: User) -> None:
    translate(work, "Fish", "Fisk<br/>{1} &amp;")
    data = translated(kind.name, kind.write(documents([work])), {FISH: TEXTS[FISH]})
    translate(work, "Fish", "Fersk fisk<br/>{1} &amp;")

    judgement = judged(kind, data, work)
    assert Outcome.MEANWHILE in outcomes(judgement)
    assert apply(judgement, boss, "file") == 0

    assert apply(judged(kind, data, work, replace=True), boss, "file") == 1


def test_a_file_for_another_page_or_language_is_refused(kind: Format, desk: Desk, work: Translation) -> None:
    other = desk.translation(desk.more["en"])
    judgement = judged(kind, kind.write(documents([other])), work)
    assert [one.problem for one in judgement.wrong_documents] == [DocumentProblem.OTHER_PAGE]

    data = kind.write(documents([work]))
    greek = data.replace(b'target-language="nb"', b'target-language="el"').replace(b"Language: nb", b"Language: el")
    assert [one.problem for one in judged(kind, greek, work).documents] == [DocumentProblem.OTHER_LANGUAGE]

    gone = data.replace(str(work.uuid).encode(), b"00000000-0000-0000-0000-000000000000")
    assert [one.problem for one in judged(kind, gone, work).documents] == [DocumentProblem.UNKNOWN]


WRONG = {
    "a lost tag": ("Fisk &amp; chips til {1}.", "Fisk &amp; chips til {1}."),
    "a lost placeholder": ("Fisk &amp; chips<br/>til én.", 'Fisk &amp; chips<x id="br1"/>til én.'),
    "a doubled placeholder": ("Fisk<br/>{1} {1}.", 'Fisk<x id="br1"/>{1} {1}.'),
    "a program": (
        "Fisk<br/>{1} &lt;script&gt;alert(1)&lt;/script&gt;",
        'Fisk<x id="br1"/>{1} &lt;script&gt;alert(1)&lt;/script&gt;',
    ),
    "an address that runs": ("Fisk<br/>{1} javascript:alert(1)", 'Fisk<x id="br1"/>{1} javascript:alert(1)'),
    "far too much": ("Fisk<br/>{1}" + "æ" * 20_001, 'Fisk<x id="br1"/>{1}' + "æ" * 20_001),
}


@pytest.mark.parametrize("texts", WRONG.values(), ids=WRONG)
def test_a_wrong_text_is_refused_with_its_place(kind: Format, work: Translation, texts: tuple[str, str]) -> None:
    data = translated(kind.name, kind.write(documents([work])), {**TEXTS, FISH: texts})
    judgement = judged(kind, data, work)
    assert not judgement.is_right
    ((_document, verdict),) = judgement.of(Outcome.REFUSED)
    assert verdict.wrongs
    assert verdict.unit.english.startswith("Fish")
    assert verdict.row is not None
    assert verdict.row.place.names[-1] == "Text"
    # A context that is long is broken after some of its hyphens, by the letters around them.
    entry = b"".join(data.splitlines()[verdict.unit.line - 1 : verdict.unit.line + 8])
    assert texts[0].partition("<")[0].encode() in entry


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('Fisk<br/>{1} <img src="x">', "tags or attributes"),
        ('Fisk<br/>{1} <b onclick="x">nå</b>', "program"),
        ("Fisk<br/>{1} <b>nå</b>", "not in the English"),
        ('Fisk<br/>{1} <a id="a9">nå</a>', "not in the English"),
        ('Fisk<br/>{1} <a href="https://evil.example">nå</a>', "tags or attributes"),
    ],
)
def test_html_that_the_english_lacks_is_refused(work: Translation, said: str, reason: str) -> None:
    file = polib.pofile(FORMATS["po"].write(documents([work])).decode())
    next(entry for entry in file if entry.msgid.startswith("Fish")).msgstr = said
    ((_document, verdict),) = judged(FORMATS["po"], str(file).encode(), work).of(Outcome.REFUSED)
    assert reason in verdict.wrongs[0]


def test_a_title_that_is_too_long_and_a_wrong_address_are_refused(kind: Format, work: Translation) -> None:
    texts = {"About": ("L" * 256,) * 2, "about": ("leksjon én!",) * 2}
    judgement = judged(kind, translated(kind.name, kind.write(documents([work])), texts), work)
    told = {verdict.unit.english: verdict.wrongs[0] for _one, verdict in judgement.of(Outcome.REFUSED)}
    assert "there is room for 255" in told["About"]
    assert "letters, digits" in told["about"]


def test_tags_that_a_person_has_let_go_may_stay_away(kind: Format, work: Translation, boss: User) -> None:
    translate(work, "Fish", "Fisk {1}")
    texts = {FISH: ("Fersk fisk {1}", "Fersk fisk {1}")}
    judgement = judged(kind, translated(kind.name, kind.write(documents([work])), texts), work, replace=True)
    assert judgement.is_right
    assert apply(judgement, boss, "file") == 1


def test_xliff_says_where_a_text_stands_and_how_long_it_may_be(work: Translation) -> None:
    found = {"".join(unit.itertext()): unit for unit in units(FORMATS["xliff"].write(documents([work])))}
    title = next(unit for told, unit in found.items() if "About" in told and unit.get("resname") == "title")
    assert (title.get("maxwidth"), title.get("size-unit")) == ("255", "char")
    assert any("About › Title" in told and "At most 255 characters." in told for told in found)
    assert any("About › Text" in told for told in found)


def test_a_file_of_wagtail_localize_itself_is_read(work: Translation, boss: User) -> None:
    data = str(work.export_po()).encode()
    judgement = judged(FORMATS["po"], translated("po", data, TEXTS), work)
    assert judgement.is_right
    assert apply(judgement, boss, "PO") == len(TEXTS)


def test_translate_toolkit_reads_and_writes_our_xliff(work: Translation, boss: User) -> None:
    xliff = pytest.importorskip("translate.storage.xliff", reason="installed by `make test`")
    file = xliff.xlifffile.parsestring(FORMATS["xliff"].write(documents([work])))
    assert len(file.units) == len(documents([work])[0].units)
    for unit in file.units:
        if unit.source == "About":
            unit.target = "Om «oss»"
        elif unit.source.startswith("Fish"):
            unit.rich_target = unit.rich_source
    judgement = judged(FORMATS["xliff"], bytes(file), work)
    assert judgement.is_right
    assert apply(judgement, boss, "XLIFF") == 2
    stored = {english: said for (_path, english), (said, _type, _at) in everything(work).items()}
    assert stored == {"About": "Om «oss»", "Fish &amp; chips<br/>for {1}.": "Fish &amp; chips<br/>for {1}."}
