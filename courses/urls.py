"""Addresses of learning below a language, beside the pages themselves."""

from __future__ import annotations

from django.urls import include, path

from courses.h5p.results import views as activities
from courses.progress import quiz_views, views
from courses.reflections import exports as reflection_exports
from courses.reflections import views as reflection_views
from courses.review import views as review
from courses.workshop import views as workshop

urlpatterns = [
    # What is sent most.
    path("me/quizzes/<uuid:key>/answers/", quiz_views.quiz_answer, name="quiz_answer"),
    path("me/", views.my_learning, name="my_learning"),
    path("me/lessons/<uuid:key>/done/", views.lesson_done, name="lesson_done"),
    path("me/quizzes/<uuid:key>/attempts/", quiz_views.quiz_attempts, name="quiz_attempts"),
    path("me/quizzes/<uuid:key>/attempts/missed/", quiz_views.quiz_missed, name="quiz_missed"),
    path("me/quizzes/<uuid:key>/attempts/<int:number>/", quiz_views.quiz_attempt, name="quiz_attempt"),
    path("quizzes/<uuid:key>/", quiz_views.quiz_paper, name="quiz_sheet"),
    path("modules/<uuid:key>/workshop/", workshop.workshop, name="workshop"),
    path("modules/<uuid:key>/workshop/slides/", workshop.workshop, {"shape": workshop.SLIDES}, name="workshop_slides"),
    path("me/review/", review.review, name="review"),
    path("me/review/rounds/", review.review_begin, name="review_begin"),
    path("me/review/answers/", review.review_answer, name="review_answer"),
    path("me/review/letters/", review.review_letters, name="review_letters"),
    path("me/activities/<str:word>/", activities.standing_of, name="activity_standing"),
    path("me/activities/<str:word>/results/", activities.result, name="activity_result"),
    path("me/activities/<str:word>/state/", activities.state, name="activity_state"),
    path("me/lessons/<uuid:key>/reflections.json", reflection_views.lesson_reflections, name="lesson_reflections"),
    path("me/lessons/<uuid:key>/reflections/<uuid:block>/", reflection_views.reflection, name="reflection"),
    path(
        "me/lessons/<uuid:key>/reflections/<uuid:block>/save/", reflection_views.reflection_save, name="reflection_save"
    ),
    path("me/reflections/", reflection_views.reflections, name="reflections"),
    path("me/reflections/word/", reflection_exports.reflections_word, name="reflections_word"),
    path("me/reflections/pdf/", reflection_exports.reflections_pdf, name="reflections_pdf"),
    path("", include("courses.certificates.urls")),
]
