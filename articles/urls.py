"""Addresses of the citizens' site: numeric or given, never made from a headline, so they stay."""

from django.urls import path, register_converter

from articles import sitemaps
from articles.converters import DateConverter
from articles.feeds.views import addresses
from articles.views import (
    articles,
    front,
    papers,
    people,
    photos,
    reports,
    search,
    standing,
    suggestions,
    topics,
)

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
    path("articles/<int:pk>/qr.svg", articles.qr_code, name="qr_code"),
    path("photos/", photos.photos, name="photos"),
    path("photos/<int:pk>/", photos.photo, name="photo"),
    path("photos/<int:pk>/<str:name>", photos.rendition, name="rendition"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/photos/", people.person_photos, name="person_photos"),
    path("about/", standing.about, name="about"),
    path("accessibility/", standing.accessibility, name="accessibility"),
    path("sitemap/", standing.site_map, name="site_map"),
    path("report/", reports.report, name="report"),
    path("report/thanks/", reports.thanks, name="report_thanks"),
    path("search/", search.results, name="search"),
    path("search/suggestions/", suggestions.suggestions, name="suggestions"),
    *addresses(),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemaps/news.xml", sitemaps.news, name="sitemap_news"),
    path("sitemaps/<str:name>.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
