"""What each room adds to Wagtail's admin."""

from importlib import import_module

# Each has a module `hooks`.
ROOMS: tuple[str, ...] = (
    "aids",
    "board",
    "changes",
    "dashboard",
    "guide",
    "importing",
    "parity",
    "quality",
    "roles",
    "safety",
)

for room in ROOMS:
    import_module(f"mimi.editors.{room}.hooks")
