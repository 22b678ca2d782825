"""Slides that people take away and change: PPTX in the house's colours, in one language or in two side by side.

    content = presentation([Slide(Layout.PAGE, (Column("nb", "Å lytte", units=((Text("Vent."),),)),))], about)

What stands on a slide is plain data (`content`); it is given a size, and more slides where it needs them (`fitting`),
and then drawn (`deck`). Nothing in them is fetched from anywhere, and the same content makes the same bytes.
"""

from .content import About, Column, Kind, Layout, Picture, Slide, Text, Unit
from .deck import presentation

__all__ = ["About", "Column", "Kind", "Layout", "Picture", "Slide", "Text", "Unit", "presentation"]
