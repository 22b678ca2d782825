"""Blocks that lessons are made of, one group a file."""

from .lesson import LessonStreamBlock
from .links import DefinitionBlock, PracticeBlock
from .practice import DoDontBlock, ExerciseBlock, ReflectionBlock, StepsBlock

__all__ = [
    "DefinitionBlock",
    "DoDontBlock",
    "ExerciseBlock",
    "LessonStreamBlock",
    "PracticeBlock",
    "ReflectionBlock",
    "StepsBlock",
]
