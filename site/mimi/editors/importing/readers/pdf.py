"""PDF: words with their places become lines, columns, paragraphs, headings, lists and tables again."""

from __future__ import annotations

import logging
from collections import Counter
from io import BytesIO
from typing import Any

from pypdf import PdfReader as PypdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from mimi.editors.importing import limits
from mimi.editors.importing.outline import Block
from mimi.editors.importing.problems import DocumentError
from mimi.editors.importing.readers.base import Progress, Reader, register
from mimi.editors.importing.readers.furniture import Edge, repeated, without_contents
from mimi.editors.importing.readers.mending import mended
from mimi.editors.importing.readers.pdf_blocks import PageLines, blocks_of
from mimi.editors.importing.readers.pdf_lines import PdfLine, columns_of, in_reading_order, segments
from mimi.editors.importing.readers.pdf_words import page_words
from mimi.editors.importing.readers.words import Vocabulary

# So much of a page, above and below, may hold running lines; and so many of them.
EDGE, EDGE_LINES = 0.14, 3


@register
class PdfReader(Reader):
    """Reads .pdf."""

    suffixes = (".pdf",)
    signature = b"%PDF-"

    def read(self, content: bytes, tell: Progress) -> list[Block]:
        """Return the blocks of a PDF."""
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            pages = self._pages(content, tell)
        except (FileNotDecryptedError, DependencyError) as error:
            raise DocumentError("encrypted") from error
        except LimitReachedError as error:
            raise DocumentError("bomb") from error
        except RecursionError as error:
            raise DocumentError("too-deep") from error
        except (DocumentError, MemoryError):
            raise
        except Exception as error:
            raise DocumentError("damaged") from error
        kept = _without_furniture(pages)
        # Page numbers alone are none, either: they were set on top of a scan.
        if not any(kept):
            raise DocumentError("no-text")
        vocabulary = Vocabulary(line.text for page in kept for line in page)
        usual = _usual([columns_of(page) for page in kept])
        lines = [PageLines(number, in_reading_order(page, usual)) for number, page in enumerate(kept, start=1)]
        return mended(without_contents(blocks_of(lines, vocabulary)), vocabulary)

    def _pages(self, content: bytes, tell: Progress) -> list[tuple[list[PdfLine], float]]:
        source: Any = PypdfReader(BytesIO(content), strict=False)
        # An empty password opens what is only protected against being changed.
        if source.is_encrypted and not source.decrypt(""):
            raise DocumentError("encrypted")
        count = len(source.pages)
        if count > limits.MOST_PAGES:
            raise DocumentError("too-many-pages")
        pages = []
        letters = 0
        for number in range(count):
            words, _width, height, turned = page_words(source.pages[number])
            letters += sum(len(word.text) for word in words)
            if letters > limits.MOST_CHARACTERS:
                raise DocumentError("too-much-text")
            if turned and "turned" not in self.notes:
                self.notes.append("turned")
            pages.append((segments(words), height))
            tell(number + 1, count)
        return pages


def _usual(columns: list[float | None]) -> float | None:
    """Return where the right column begins on most of the pages that have one."""
    found = Counter(column for column in columns if column is not None)
    return found.most_common(1)[0][0] if found else None


def _without_furniture(pages: list[tuple[list[PdfLine], float]]) -> list[list[PdfLine]]:
    """Return pages without running heads, feet and page numbers."""
    edges: list[Edge] = []
    numbered = [(page, n) for page, (lines, _height) in enumerate(pages) for n in range(len(lines))]
    index_of = {place: index for index, place in enumerate(numbered)}
    for page, (lines, height) in enumerate(pages):
        order = sorted(range(len(lines)), key=lambda n: lines[n].y)
        top = [n for n in order[: EDGE_LINES * 2] if lines[n].y < height * EDGE]
        foot = [n for n in order[-EDGE_LINES * 2 :] if lines[n].y > height * (1 - EDGE)]
        edges += [Edge(index_of[page, n], page + 1, lines[n].text, True) for n in top]
        edges += [Edge(index_of[page, n], page + 1, lines[n].text, False) for n in foot]
    dropped = {numbered[index] for index in repeated(edges, len(pages))}
    return [
        [line for n, line in enumerate(lines) if (page, n) not in dropped]
        for page, (lines, _height) in enumerate(pages)
    ]
