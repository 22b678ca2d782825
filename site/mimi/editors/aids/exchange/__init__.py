"""Texts out to outside translators and back in: one module a file format, all behind `base.Format`."""

from mimi.editors.aids.exchange import po, xliff
from mimi.editors.aids.exchange.base import FORMATS, Format

__all__ = ["FORMATS", "Format", "po", "xliff"]
