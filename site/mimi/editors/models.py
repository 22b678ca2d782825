"""All models of this app, as Django looks for them here; each stands in the room that it belongs to."""

from mimi.editors.importing.models import ImportedPage, ImportProposal, ImportUpload

__all__ = ["ImportProposal", "ImportUpload", "ImportedPage"]
