"""All models of this app, as Django looks for them here; each stands in the room that it belongs to."""

from mimi.editors.status.models import SegmentArrival, SourceChange

__all__ = ["SegmentArrival", "SourceChange"]
