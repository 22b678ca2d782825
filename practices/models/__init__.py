"""Good practices and the vocabularies that describe them."""

from practices.adaptations.models import Adaptation, AdaptationQuestion
from practices.fit.models import FitProfile
from practices.plans.models import Plan, PlanChange, PlanItem, PlanLink
from practices.saved.models import SavedPractice, SavedPracticeText

from .figures import FiguresPage
from .levels import Level
from .pages import PracticeContact, PracticeIndexPage, PracticeLink, PracticePage, PracticeStep
from .problems import Problem, ProblemPick
from .vocabularies import (
    Country,
    EvidenceLevel,
    Phase,
    Setting,
    TargetGroup,
    Theme,
    Vocabulary,
)

__all__ = [
    "Adaptation",
    "AdaptationQuestion",
    "Country",
    "EvidenceLevel",
    "FiguresPage",
    "FitProfile",
    "Level",
    "Phase",
    "Plan",
    "PlanChange",
    "PlanItem",
    "PlanLink",
    "PracticeContact",
    "PracticeIndexPage",
    "PracticeLink",
    "PracticePage",
    "PracticeStep",
    "Problem",
    "ProblemPick",
    "SavedPractice",
    "SavedPracticeText",
    "Setting",
    "TargetGroup",
    "Theme",
    "Vocabulary",
]
