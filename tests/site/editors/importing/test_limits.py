"""Bad, empty, encrypted, huge and hostile files get a sentence, and leave nothing behind."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mimi.editors.importing import limits
from mimi.editors.importing.models import ImportProposal, ImportUpload
from mimi.editors.importing.problems import SENTENCES, DocumentError, sentence
from mimi.editors.importing.sandbox import NotYetError, read_document
from tests.site.editors.importing.documents import ENGLISH, as_docx, as_pdf, as_text, pdf
from tests.site.editors.importing.reading import read


def _zip(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("Content_Types", "[Content_Types].xml"), content)
    return out.getvalue()


def _with_body(body: bytes) -> bytes:
    return _zip(Content_Types=b"<Types/>", **{"word__document.xml": body})


def _encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(as_pdf(ENGLISH)))
    writer.encrypt("a secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _looping_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R>>"
    )


def _form_that_draws_itself() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R"
        b"/Resources<</XObject<</F 4 0 R>>>>>>endobj\n"
        b"4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 5>>stream\n/F Do\n"
        b"endstream endobj\ntrailer<</Root 1 0 R>>"
    )


def _pages(count: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _n in range(count):
        writer.add_blank_page(72, 72)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "no-text"),
    "picture.txt": (bytes(range(256)) * 40, "not-text"),
    "really-a.pdf": (as_text(ENGLISH).encode(), "not-what-it-says"),
    "really-a.docx": (b"%PDF-1.4 and so on", "not-what-it-says"),
    "really-a-pdf.txt": (b"%PDF-1.4\n\x00", "not-what-it-says"),
    "table.xlsx": (b"PK\x03\x04", "unknown-kind"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-word"),
    "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "encrypted"),
    "locked.pdf": (_encrypted(), "encrypted"),
    "sheet.docx": (_zip(Content_Types=b"<Types/>", **{"xl__workbook.xml": b"<a/>"}), "not-what-it-says"),
    "cut.docx": (as_docx(ENGLISH)[:4000], "damaged"),
    "bomb.docx": (_zip(Content_Types=b"<Types/>", **{"word__document.xml": b"<a>" + b" " * 30_000_000}), "bomb"),
    "nested.docx": (_with_body(b"<a>" * 2000 + b"</a>" * 2000), "too-deep"),
    "entities.docx": (_with_body(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj<</Type", "damaged"),
    "scanned.pdf": (pdf("<div style='inline-size:5cm;block-size:5cm;background:black'></div>", head=""), "no-text"),
    "many-pages.pdf": (_pages(limits.MOST_PAGES + 1), "too-many-pages"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_read_is_told_in_a_sentence(name: str) -> None:
    """Each reason is one of those that have a sentence."""
    content, code = BAD[name]
    with pytest.raises(DocumentError) as error:
        read(name, content)
    assert error.value.code == code
    assert sentence(code) != sentence("failed")


@pytest.mark.parametrize("content", [_looping_pages(), _form_that_draws_itself()])
def test_a_pdf_that_goes_round_in_circles_comes_to_an_end(content: bytes) -> None:
    """It holds no text, or is damaged; in any case it is over."""
    with pytest.raises(DocumentError) as error:
        read("circle.pdf", content)
    assert error.value.code in {"no-text", "damaged", "too-deep", "bomb"}


def test_sentences_hold_their_numbers() -> None:
    """No placeholder stays."""
    assert all("%(" not in sentence(code) for code in SENTENCES)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.md", "a"]), st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    """Nothing but a refusal with a sentence comes of a file that is none."""
    begins = {"a.pdf": b"%PDF-1.5\n", "a.docx": b"PK\x03\x04"}.get(name, b"")
    with suppress(DocumentError):
        assert isinstance(read(name, begins + content), list)


def test_a_pdf_with_a_filter_that_nobody_knows_is_damaged() -> None:
    """It isn't taken for one that is protected, or for an error of ours."""
    with pytest.raises(DocumentError) as error:
        read("odd.pdf", SMALL_PDF.replace(b"/FlateDecode", b"/ lateDecode"))
    assert error.value.code == "damaged"


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_with_wrong_bytes_in_it_is_read_or_refused(data: Any) -> None:
    """Bytes changed anywhere in a real file do no harm."""
    name, whole = data.draw(st.sampled_from([("a.pdf", SMALL_PDF), ("a.docx", SMALL_DOCX)]))
    content = bytearray(whole)
    for _n in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(DocumentError):
        assert isinstance(read(name, bytes(content)), list)


@settings(max_examples=40)
@given(st.text(max_size=800))
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever letters stand in it, a text is read or refused."""
    with suppress(DocumentError):
        assert isinstance(read("a.txt", text.encode("utf-8", "surrogatepass")), list)


SMALL_PDF = pdf("<h1>1 One</h1><p>A few words to read.</p>")
SMALL_DOCX = as_docx(ENGLISH)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-7"])
def test_greek_is_read_in_every_encoding(encoding: str) -> None:
    """So that old files need not be saved anew."""
    from tests.site.editors.importing.documents import GREEK
    from tests.site.editors.importing.reading import words

    assert words(read("a.txt", as_text(GREEK).encode(encoding))) == GREEK.words()


@pytest.mark.parametrize("language", ["nb", "de"])
def test_norwegian_and_german_are_read_in_the_old_encoding_of_windows(language: str) -> None:
    """Their letters beyond ASCII are few; they decide."""
    from tests.site.editors.importing.documents import BOOKLETS
    from tests.site.editors.importing.reading import words

    booklet = BOOKLETS[language]
    assert words(read("a.txt", as_text(booklet).encode("cp1252"))) == booklet.words()


def test_the_process_of_its_own_reads_the_same() -> None:
    """What comes back over the wire is what a reader makes of the file, with how far it has come."""
    told: list[tuple[int, int]] = []
    document = read_document("booklet.pdf", as_pdf(ENGLISH), lambda done, whole: told.append((done, whole)))
    assert document.blocks == read("booklet.pdf", as_pdf(ENGLISH))
    assert document.language == "en"
    assert told


def test_nobody_waits_for_a_long_document() -> None:
    """What takes longer than a person waits for is left to the worker."""
    with pytest.raises(NotYetError):
        read_document("booklet.txt", as_text(ENGLISH).encode(), seconds=0.01)


def test_a_refused_file_leaves_nothing_behind(author: Any, client: Client) -> None:
    """The sentence stands on the page, and no row is kept."""
    client.force_login(author)
    answer = client.post("/cms/import/", {"document": SimpleUploadedFile("locked.docx", BAD["locked.docx"][0])})
    assert answer.status_code == 422
    assert "protected by a password" in answer.content.decode()
    assert not ImportProposal.objects.exists()
    assert not ImportUpload.objects.exists()
