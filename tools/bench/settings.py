"""The site as in production, on a database made for the measurement."""

from mimi.settings.limits import Limit, Rate
from mimi.settings.production import *  # noqa: F403
from mimi.settings.production import LIMITS, LOGGING

LOGGING["root"]["level"] = "ERROR"
# Thousands of learners come from one address here.
LIMITS = {kind: Limit(Rate(10**8, 60), Rate(10**8, 60)) for kind in LIMITS}
