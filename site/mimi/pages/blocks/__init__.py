"""Blocks that every page may use."""

from .figure import FigureBlock
from .media import DownloadBlock, PictureBlock, VideoBlock
from .table import TableBlock
from .text import ExampleBlock, KeyPointBlock, ProseBlock, TextStreamBlock

__all__ = [
    "DownloadBlock",
    "ExampleBlock",
    "FigureBlock",
    "KeyPointBlock",
    "PictureBlock",
    "ProseBlock",
    "TableBlock",
    "TextStreamBlock",
    "VideoBlock",
]
