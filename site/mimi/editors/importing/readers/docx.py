"""Word files: mammoth makes HTML of them, and that becomes our outline."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import mammoth
from lxml import html
from mammoth import documents, transforms

from mimi.editors.importing import limits
from mimi.editors.importing.outline import Block
from mimi.editors.importing.problems import DocumentError
from mimi.editors.importing.readers.base import Progress, Reader, register
from mimi.editors.importing.readers.docx_container import check_container
from mimi.editors.importing.readers.furniture import without_contents
from mimi.editors.importing.readers.html import blocks_of

# Word's own names of styles, which are English in every language.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='toc 1'] => !
p[style-name='toc 2'] => !
p[style-name='toc 3'] => !
p[style-name='toc 4'] => !
p[style-name='TOC Heading'] => !
p[style-name='TOC 1'] => !
p[style-name='TOC 2'] => !
p[style-name='TOC 3'] => !
p[style-name='List Bullet'] => ul > li:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Number'] => ol > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
"""
MACROS = "vbaProject.bin"


@register
class WordReader(Reader):
    """Reads .docx."""

    suffixes = (".docx",)
    signature = b"PK\x03\x04"

    def read(self, content: bytes, tell: Progress) -> list[Block]:
        """Return the blocks of a Word file. Pictures, macros, headers and footers are left out."""
        names = check_container(content)
        if any(name.endswith(MACROS) for name in names):
            self.notes.append("macros")
        if any(name.startswith(("word/media/", "word/embeddings/")) for name in names):
            self.notes.append("pictures")
        tell(1, 3)
        markup = self._markup(content)
        tell(2, 3)
        if len(markup) > limits.MOST_CHARACTERS * 2:
            raise DocumentError("too-much-text")
        root = html.fragment_fromstring(markup, create_parent="div") if markup.strip() else None
        blocks = without_contents(blocks_of(root)) if root is not None else []
        tell(3, 3)
        return blocks

    def _markup(self, content: bytes) -> str:
        try:
            made = mammoth.convert_to_html(
                BytesIO(content),
                style_map=STYLES,
                include_embedded_style_map=False,
                convert_image=mammoth.images.img_element(lambda _image: {}),
                transform_document=_with_numbers(),
            )
        except RecursionError as error:
            raise DocumentError("too-deep") from error
        except MemoryError:
            raise
        except Exception as error:
            raise DocumentError("damaged") from error
        return str(made.value)


def _with_numbers() -> Any:
    """Return what writes the numbers into headings that Word only counts: "1.2 Listening"."""
    counts = [0] * 10

    def number(paragraph: Any) -> Any:
        level = paragraph.numbering
        name = (paragraph.style_name or "").lower()
        if level is None or not level.is_ordered or not name.startswith("heading"):
            return paragraph
        place = min(int(level.level_index or 0), 9)
        counts[place] += 1
        counts[place + 1 :] = [0] * (9 - place)
        told = ".".join(str(count or 1) for count in counts[: place + 1])
        text = documents.run([documents.text(f"{told} ")])
        return paragraph.copy(children=[text, *paragraph.children], numbering=None)

    return transforms.paragraph(number)
