"""The kinds of chart, one a file; they are offered to editors in this order."""

from importlib import import_module

for name in ("bars", "columns", "grouped", "stacked", "dots", "line"):
    import_module(f"{__name__}.{name}")
