"""Blocks of running text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from mimi.pages import richtext

from .media import DownloadBlock, PictureBlock, VideoBlock


class ProseBlock(blocks.StructBlock):
    """A stretch of running text, with or without a heading."""

    heading = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Makes sense when it is read alone. May be empty."),
    )
    body = blocks.RichTextBlock(features=richtext.PROSE, label=_("Text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists, with a heading if you like")
        template = "components/blocks/prose.html"
        preview_value = {
            "heading": "Start with a question",
            "body": "<p>Ask one open question, then wait. Silence gives people room to think.</p>",
        }


class KeyPointBlock(blocks.StructBlock):
    """The one thing to remember."""

    body = blocks.RichTextBlock(features=richtext.PROSE, label=_("Text"))

    class Meta:
        icon = "pin"
        label = _("Key point")
        description = _("The one thing a reader should remember, set apart")
        template = "components/blocks/key_point.html"
        preview_value = {"body": "<p>Trust comes before advice.</p>"}


class ExampleBlock(blocks.StructBlock):
    """A short story with a made-up person in it."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    body = blocks.RichTextBlock(features=richtext.PROSE, label=_("Story"))

    class Meta:
        icon = "openquote"
        label = _("Example")
        description = _("A short story that shows the idea at work")
        template = "components/blocks/example.html"
        preview_value = {
            "title": "Amina and the timetable",
            "body": "<p>Amina is late again. Her adviser asks what her mornings look like.</p>",
        }


class TextStreamBlock(blocks.StreamBlock):
    """What a text page is made of."""

    prose = ProseBlock()
    key_point = KeyPointBlock()
    example = ExampleBlock()
    picture = PictureBlock()
    video = VideoBlock()
    download = DownloadBlock()
