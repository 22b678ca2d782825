"""Addresses without a language, which programs ask for."""

from __future__ import annotations

from django.urls import path, re_path

from courses.certificates.badges import views

urlpatterns = [
    path("badges/issuer/", views.badge_issuer, name="badge_issuer"),
    path("badges/picture.png", views.badge_picture, name="badge_picture"),
    path("badges/keys/", views.badge_keys, name="badge_keys"),
    path("badges/keys/<str:key>/", views.badge_key, name="badge_key"),
    path("badges/status/<str:key>/<int:number>/", views.badge_status, name="badge_status"),
    re_path(r"^badges/achievements/(?P<name>[0-9a-f]{32})/$", views.badge_achievement, name="badge_achievement"),
]
