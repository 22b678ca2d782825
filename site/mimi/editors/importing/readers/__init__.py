"""Readers, one a format, behind one interface."""

from .base import Progress, Reader, reader_for, suffixes
from .docx import WordReader
from .pdf import PdfReader
from .text import TextReader

__all__ = ["PdfReader", "Progress", "Reader", "TextReader", "WordReader", "reader_for", "suffixes"]
