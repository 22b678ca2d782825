"""Addresses at which H5P plays. They have no language: the frame is told which one its page has."""

from __future__ import annotations

from django.urls import path

from courses.h5p.playing import views

urlpatterns = [
    path("h5p/start/<str:word>/", views.start, name="h5p_start"),
    path("h5p/package/<str:word>/", views.package, name="h5p_package"),
    path("h5p/<str:word>/frame/", views.frame, name="h5p_frame"),
    path("h5p/<str:word>/content/<path:path>", views.content_file, name="h5p_content"),
    path("h5p/<str:word>/libraries/<str:folder>/<path:path>", views.library_file, name="h5p_library"),
]
