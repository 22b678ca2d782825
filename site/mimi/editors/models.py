"""All models of this app, as Django looks for them here; each stands in the room that it belongs to."""

from mimi.editors.quality.models import LONGEST_ADDRESS, ExternalAddress, PageAddress, PageReading, PageReview

__all__ = ["LONGEST_ADDRESS", "ExternalAddress", "PageAddress", "PageReading", "PageReview"]
