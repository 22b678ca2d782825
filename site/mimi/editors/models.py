"""All models of this app, as Django looks for them here; each stands in the room that it belongs to."""

from mimi.editors.changes.models import Approval, EarlierWording, Release

__all__ = ["Approval", "EarlierWording", "Release"]
