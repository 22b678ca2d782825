"""Blocks that show or offer an uploaded file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from mimi.pages import richtext
from mimi.pages.cache.tags import depends_on

VIDEO_EXTENSIONS = ("mp4", "webm")


class UploadsMixin(blocks.StructBlock):
    """A block that shows uploaded files, and is made anew when one of them is replaced or goes."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Note which uploads the block shows."""
        for upload in value.values():
            if isinstance(upload, Model) and upload.pk:
                depends_on(f"{upload._meta.label_lower}:{upload.pk}")
        return super().get_context(value, parent_context)


@dataclass(frozen=True)
class StandIn:
    """Stands for an uploaded document in the preview of a block; `file_size` in bytes."""

    file_extension: str
    file_size: int
    url: str = "#"


class PictureBlock(UploadsMixin):
    """A picture that says what it shows, or says that it only decorates."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Alternative text"),
        help_text=_("What the picture tells, for those who can’t see it."),
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Decorative"),
        help_text=_("The picture tells nothing that the text doesn’t."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    def clean(self, value: Any) -> Any:
        """Demand alternative text unless the picture is decorative.

        Source of the rule: WCAG 2.2, success criterion 1.1.1.
        """
        cleaned = super().clean(value)
        if not cleaned["decorative"] and not cleaned["alt_text"].strip():
            raise StructBlockValidationError(
                block_errors={
                    "alt_text": ErrorList([ValidationError(_("Describe the picture, or mark it as decorative."))])
                }
            )
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with its alternative text and a caption")
        template = "components/blocks/picture.html"
        preview_template = "components/blocks/picture_preview.html"
        preview_value: dict[str, Any] = {"caption": "A bench by the harbour in Skien"}


class VideoValue(blocks.StructValue):
    """What the video's template needs to know."""

    @property
    def media_type(self) -> str:
        """The file's media type, for the `source` element."""
        document = self.get("video")
        return f"video/{document.file_extension.lower()}" if document else ""


class VideoBlock(UploadsMixin):
    """A video of our own; nothing loads before it is clicked."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    video = DocumentChooserBlock(label=_("Video file"), help_text=_("An MP4 or WebM file."))
    captions = DocumentChooserBlock(
        label=_("Captions"),
        help_text=_("A WebVTT file (.vtt) in the page’s language."),
    )
    poster = ImageChooserBlock(required=False, label=_("Still picture"))
    transcript = blocks.RichTextBlock(required=False, features=richtext.PROSE, label=_("Transcript"))

    def clean(self, value: Any) -> Any:
        """Check that the files are a video and its captions.

        Source of the rule: WCAG 2.2, success criterion 1.2.2.
        """
        cleaned = super().clean(value)
        errors: dict[str, ErrorList] = {}
        if cleaned["video"].file_extension.lower() not in VIDEO_EXTENSIONS:
            errors["video"] = ErrorList([ValidationError(_("Choose an MP4 or WebM file."))])
        if cleaned["captions"].file_extension.lower() != "vtt":
            errors["captions"] = ErrorList([ValidationError(_("Choose a WebVTT file (.vtt)."))])
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video with captions; it loads after a click")
        template = "components/blocks/video.html"
        value_class = VideoValue
        preview_value: dict[str, Any] = {
            "title": "A first conversation",
            "video": StandIn("mp4", 18_000_000),
            "captions": StandIn("vtt", 2_000),
            "transcript": "<p>What should I know about you?</p>",
        }


class DownloadBlock(UploadsMixin):
    """A file to take away."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    description = blocks.CharBlock(required=False, max_length=250, label=_("What it is good for"))
    document = DocumentChooserBlock(label=_("File"))

    class Meta:
        icon = "download"
        label = _("Download")
        description = _("A file to take away, with its kind and size")
        template = "components/blocks/download.html"
        preview_value: dict[str, Any] = {
            "title": "Conversation sheet",
            "description": "One page to print for a first conversation",
            "document": StandIn("pdf", 84_000),
        }
