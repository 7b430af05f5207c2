"""Addresses of the citizens' site: numeric or given, never made from a headline, so they stay."""

from django.urls import path, register_converter

from articles import views
from articles.converters import DateConverter

register_converter(DateConverter, "date")

app_name = "articles"

urlpatterns = [
    path("", views.front, name="front"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("columns/<slug:slug>/", views.column, name="column"),
    path("issues/", views.issues, name="issues"),
    path("issues/<date:date>/", views.issue, name="issue"),
    path("issues/<date:date>/<int:number>/", views.page, name="page"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("photos/", views.photos, name="photos"),
    path("photos/<int:pk>/", views.photo, name="photo"),
    path("photos/<int:pk>/<str:name>", views.rendition, name="rendition"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
]
