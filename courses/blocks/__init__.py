"""Blocks that lessons are made of, one group a file."""

from .activity import ActivityBlock
from .lesson import LessonStreamBlock
from .links import DefinitionBlock, PracticeBlock
from .practice import DoDontBlock, ExerciseBlock, ReflectionBlock, StepsBlock

__all__ = [
    "ActivityBlock",
    "DefinitionBlock",
    "DoDontBlock",
    "ExerciseBlock",
    "LessonStreamBlock",
    "PracticeBlock",
    "ReflectionBlock",
    "StepsBlock",
]
