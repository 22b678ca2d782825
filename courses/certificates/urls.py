"""Addresses of certificates below a language: a learner's own, and where anybody checks one."""

from __future__ import annotations

from django.urls import path

from courses.certificates import checking, views
from courses.certificates.badges import views as badges

urlpatterns = [
    path("me/certificates/", views.certificates, name="certificates"),
    path("me/certificates/<uuid:key>/", views.certificate_issue, name="certificate_issue"),
    path("me/certificates/<str:code>/withdraw/", views.certificate_withdraw, name="certificate_withdraw"),
    path("me/certificates/<str:code>/pdf/", views.certificate_file, name="certificate_pdf"),
    path("me/certificates/<str:code>/badge.<slug:ending>", badges.badge_file, name="badge_file"),
    path("certificates/", checking.certificate_check, name="certificate_check"),
    path("certificates/<str:code>/", checking.certificate, name="certificate"),
]
