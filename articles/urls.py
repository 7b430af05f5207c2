"""Addresses of the citizens' site: numeric or given, never made from a headline, so they stay."""

from django.urls import path, register_converter

from articles.converters import DateConverter
from articles.views import articles, front, papers, people, photos, topics

register_converter(DateConverter, "date")

app_name = "articles"

urlpatterns = [
    path("", front.front, name="front"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("columns/<slug:slug>/", topics.column, name="column"),
    path("issues/", papers.issues, name="issues"),
    path("issues/<date:date>/", papers.issue, name="issue"),
    path("issues/<date:date>/<int:number>/", papers.page, name="page"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("photos/", photos.photos, name="photos"),
    path("photos/<int:pk>/", photos.photo, name="photo"),
    path("photos/<int:pk>/<str:name>", photos.rendition, name="rendition"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
]
