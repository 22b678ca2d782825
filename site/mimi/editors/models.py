"""All models of this app, as Django looks for them here; each stands in the room that it belongs to."""

from mimi.editors.changes.models import Approval, EarlierWording, Release
from mimi.editors.importing.models import ImportedPage, ImportProposal, ImportUpload
from mimi.editors.quality.models import LONGEST_ADDRESS, ExternalAddress, PageAddress, PageReading, PageReview
from mimi.editors.roles.models import LanguageWorkflow, RoleGroup
from mimi.editors.safety.models import Bin, DeletedPage, Deletion
from mimi.editors.status.models import SegmentArrival, SourceChange

__all__ = [
    "LONGEST_ADDRESS",
    "Approval",
    "Bin",
    "DeletedPage",
    "Deletion",
    "EarlierWording",
    "ExternalAddress",
    "ImportProposal",
    "ImportUpload",
    "ImportedPage",
    "LanguageWorkflow",
    "PageAddress",
    "PageReading",
    "PageReview",
    "Release",
    "RoleGroup",
    "SegmentArrival",
    "SourceChange",
]
