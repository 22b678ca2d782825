"""The list of blocks that a lesson offers its editor."""

from __future__ import annotations

from wagtail import blocks

from mimi.pages.blocks import (
    DownloadBlock,
    ExampleBlock,
    FigureBlock,
    KeyPointBlock,
    PictureBlock,
    ProseBlock,
    TableBlock,
    VideoBlock,
)

from .activity import ActivityBlock
from .links import DefinitionBlock, PracticeBlock
from .practice import DoDontBlock, ExerciseBlock, ReflectionBlock, StepsBlock


class LessonStreamBlock(blocks.StreamBlock):
    """What a lesson is made of."""

    prose = ProseBlock()
    key_point = KeyPointBlock()
    example = ExampleBlock()
    steps = StepsBlock()
    do_dont = DoDontBlock()
    definition = DefinitionBlock()
    reflection = ReflectionBlock()
    exercise = ExerciseBlock()
    figure = FigureBlock()
    table = TableBlock()
    practice = PracticeBlock()
    picture = PictureBlock()
    video = VideoBlock()
    download = DownloadBlock()
    activity = ActivityBlock()
