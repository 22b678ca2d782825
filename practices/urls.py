"""Addresses of the library below a language, beside the pages themselves."""

from __future__ import annotations

from django.urls import include, path

from practices import booklet, comparing, figures, leaflet
from practices.fit import views as fit
from practices.saved import views as saved

urlpatterns = [
    path("pdf/practices/", booklet.library_pdf, name="library_pdf"),
    path("pdf/practices/<uuid:key>/", leaflet.practice_pdf, name="practice_pdf"),
    path("pdf/figures/<uuid:key>/", figures.figures_pdf, name="figures_pdf"),
    path("files/figures/<uuid:key>/<slug:anchor>.svg", figures.figure_svg, name="figure_svg"),
    path("files/figures/<uuid:key>/<slug:anchor>.csv", figures.figure_csv, name="figure_csv"),
    path("practices/compare/", comparing.compare, name="compare"),
    path("practices/fit/", fit.fit_questions, name="fit"),
    path("me/fit/", fit.own_fit, name="own_fit"),
    path("me/practices/", saved.saved, name="saved_practices"),
    path("me/practices/<uuid:key>/", saved.practice_star, name="practice_star"),
    path("me/practices/<uuid:key>/note/", saved.saved_note, name="saved_note"),
    path("", include("practices.plans.urls")),
    path("", include("practices.adaptations.urls")),
]
