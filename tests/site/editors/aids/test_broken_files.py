"""A file that is broken, hostile or huge is refused with the line and a sentence; reading needs no database."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mimi.editors.aids.exchange import FORMATS
from mimi.editors.aids.exchange.base import LARGEST_FILE, BrokenFileError
from mimi.editors.aids.exchange.files import read_upload

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: nb\\n"\n\n'
ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
ENTRY = f'msgctxt "{ID}/title"\nmsgid "Hello"\nmsgstr "Hei"\n'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
UNIT = '<trans-unit id="1" resname="title">\n<source>Hello</source>\n<target>Hei</target>\n</trans-unit>\n'


def xliff(units: str = UNIT, head: str = XML) -> bytes:
    namespace = "urn:oasis:names:tc:xliff:document:1.2"
    body = f'<file original="{ID}" target-language="nb">\n<body>\n{units}</body>\n</file>\n'
    return f'{head}<xliff xmlns="{namespace}" version="1.2">\n{body}</xliff>\n'.encode()


def refused(name: str, data: bytes) -> BrokenFileError:
    with pytest.raises(BrokenFileError) as raised:
        read_upload(SimpleUploadedFile(name, data))
    return raised.value


def test_whole_files_are_read() -> None:
    for data in ((HEAD + ENTRY).encode(), b"\xef\xbb\xbf" + (HEAD + ENTRY).encode(), xliff()):
        (document,) = read_upload(SimpleUploadedFile("texts", data))
        (unit,) = document.units
        assert (document.uuid, document.target_language) == (ID, "nb")
        assert (unit.path, unit.english, unit.translation) == ("title", "Hello", "Hei")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + 'msgctxt "x"\nmsgid "Hello"\nmsgstr "He', 8),
        (HEAD + 'msgctxt "x"\nmsgid "Hello"\nmsgstr "He"i"\n', 8),
        (HEAD + 'msgctxt "x"\nmsgid "Hello"\nmsgstr "\\q"\n', 8),
        (HEAD + 'msgctxt "x"\nmsgid "Hello"\nmsgid "again"\n', 8),
        (HEAD + 'msgctxt "x"\nmsgid "Hello"\n', 8),
        (HEAD + ENTRY + "what is this\n", 9),
        (HEAD + ENTRY + "\n" + ENTRY, 10),
        (HEAD + 'msgid "Hello"\nmsgstr "Hei"\n', 6),
        (HEAD + 'msgctxt "x"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 6),
    ],
)
def test_a_broken_line_of_po_is_named(text: str, line: int) -> None:
    assert refused("texts.po", text.encode()).line == line


def test_po_in_another_encoding_than_it_says_is_refused() -> None:
    error = refused("texts.po", (HEAD + ENTRY.replace("Hei", "Smørbrød")).encode("latin-1"))
    assert error.line == 8
    assert "UTF-8" in error.sentence
    assert "UTF-16" in refused("texts.po", (HEAD + ENTRY).encode("utf-16")).sentence
    assert "utf-7" in refused("texts.po", (HEAD.replace("UTF-8", "utf-7") + ENTRY).encode()).sentence


def test_po_in_the_encoding_that_it_says_is_read() -> None:
    data = (HEAD.replace("UTF-8", "ISO-8859-1") + ENTRY.replace("Hei", "Smørbrød")).encode("latin-1")
    assert FORMATS["po"].read(data)[0].units[0].translation == "Smørbrød"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (xliff()[:-30], 8),
        (xliff(UNIT.replace("</source>", "")), 8),
        (xliff(UNIT.replace("Hei", '<ph id="1">x</ph>')), 7),
        (xliff(UNIT.replace("Hei", '<g id="script1">x</g>')), 7),
        (xliff(UNIT + UNIT), 11),
        (xliff(UNIT.replace(' resname="title"', "")), 5),
        (xliff("<note/>"), None),
        (b"<html/>", 1),
    ],
)
def test_a_broken_place_of_xliff_is_named(data: bytes, line: int | None) -> None:
    assert refused("texts.xlf", data).line == line


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entities of its own": XML + '<!DOCTYPE xliff [<!ENTITY a "b">]>\n',
    "a billion laughs": f'{XML}<!DOCTYPE xliff [<!ENTITY l0 "ha">{LAUGHS}]>\n',
    "a file of ours": XML + '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n',
    "a document type of elsewhere": XML + '<!DOCTYPE xliff SYSTEM "http://evil.example/x.dtd">\n',
    "one in small letters": XML + "<!doctype xliff>\n",
}


@pytest.mark.parametrize("head", HOSTILE.values(), ids=HOSTILE)
def test_xml_that_declares_anything_is_refused(head: str) -> None:
    error = refused("texts.xlf", xliff(UNIT.replace("Hei", "&a;"), head))
    assert error.line == 2
    assert "document type or entities" in error.sentence


def test_a_document_type_is_found_in_other_encodings() -> None:
    text = xliff(head='<?xml version="1.0" encoding="UTF-16"?>\n<!DOCTYPE xliff [<!ENTITY a "b">]>\n').decode()
    assert "document type or entities" in refused("texts.xlf", text.encode("utf-16")).sentence
    hidden = '<?xml version="1.0" encoding="UTF-7"?>\n+ADwAIQ-DOCTYPE xliff+AD4-\n'
    assert "UTF-7" in refused("texts.xlf", xliff(head=hidden)).sentence


def test_huge_files_are_refused_before_they_are_read() -> None:
    assert "larger than" in refused("texts.po", b"#" * (LARGEST_FILE + 1)).sentence
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.po", b"#" * (LARGEST_FILE + 1))
    error = refused("texts.zip", packed.getvalue())
    assert (error.file, "too large" in error.sentence) == ("bomb.po", True)


def test_an_archive_tells_the_file_and_the_line() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("__MACOSX/texts.po", "rubbish")
        archive.writestr("notes.txt", "rubbish")
        archive.writestr("nb/whole.xlf", xliff())
        archive.writestr("nb/broken.po", HEAD + "rubbish\n")
    error = refused("texts.zip", packed.getvalue())
    assert (error.file, error.line) == ("nb/broken.po", 6)
    assert "broken" in refused("texts.zip", packed.getvalue()[:100]).sentence


@pytest.mark.parametrize("data", [b"", b"PK", b"\x00\x01\x02", b"%PDF-1.4", b"msgid", HEAD.encode()])
def test_what_is_no_such_file_is_refused_with_a_sentence(data: bytes) -> None:
    assert refused("texts.po", data).sentence
