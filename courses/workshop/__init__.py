"""The trainer's pack: a workshop made of a module.

A plan with timings, handouts, exercises, and the quiz on paper with its key, in one language or in two side by side:
as a PDF (`paper`), or as slides (`slides`).
"""
