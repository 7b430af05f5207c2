"""Everybody tries every move with a text in every state; what happens is what the tables say.

Three ways: the workflow with all texts at once, the list's actions with all texts at once, and a button
pressed on the page of one text: for what no list offers, everybody, wherever anybody may.
"""

import datetime
import os
from contextlib import suppress
from importlib import import_module
from itertools import product

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Stage, Status
from articles.moves import MOVES
from tests.admin.test_article import form_of
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

GROUPS = import_module("articles.migrations.0008_groups").GROUPS
EVERYTHING = frozenset().union(*GROUPS.values())

# Who: what they may do, whether they wrote the text, whether they sign it.
ROLES = {
    **{name: (frozenset(rights), False, False) for name, rights in GROUPS.items()},
    "超级用户": (EVERYTHING, False, False),
    "作者": (frozenset(GROUPS["通讯员"]), True, False),
    "署名的总编": (frozenset(GROUPS["总编"]), False, True),
    "没有权限的": (frozenset(), False, False),
}

STATES = [
    *((status, None) for status in Status if status != Status.IN_REVIEW),
    *((Status.IN_REVIEW, stage) for stage in Stage),
]

# What is done with many at once at the desk; the rest needs a word or a look at each.
AT_ONCE = ("submit", "recall", "unschedule", "publish", "restore", "spike", "revive")
ONE_BY_ONE = tuple(name for name in MOVES if name not in AT_ONCE)

# Who presses on a page every button that there is, offered there or not, and in which state. With
# `FLOW_BUTTONS=all` everybody does, in every state: some minutes.
THOROUGH = (("超级用户", Status.DRAFT),)
if os.environ.get("FLOW_BUTTONS") == "all":
    THOROUGH = tuple(product(ROLES, Status))

OF_STAGE = {1: "review_first_article", 2: "review_second_article", 3: "review_final_article"}


def expected(role, name, state):
    """Where the move `name` by `role` leads from `state`: a state, which is the same where they may not."""
    rights, is_author, signs = ROLES[role]
    status, stage = state
    move = MOVES[name]
    if status not in move.sources:
        return state
    if move.is_review:
        if signs or is_author or OF_STAGE[stage] not in rights:
            return state
        if name == "pass" and stage < 3:
            return (Status.IN_REVIEW, stage + 1)
    elif name in ("submit", "recall"):
        if "change_article" not in rights and not (is_author and "write_article" in rights):
            return state
    elif move.permission.removeprefix("articles.") not in rights:
        return state
    return (move.target, 1 if move.target == Status.IN_REVIEW else None)


@pytest.fixture
def people():
    made = {name: User.objects.create(username=name, is_staff=True) for name in ROLES}
    groups = {group.name: group for group in Group.objects.all()}
    for name, user in made.items():
        if group := groups.get({"作者": "通讯员", "署名的总编": "总编"}.get(name, name)):
            user.groups.add(group)
    made["超级用户"].is_superuser = True
    made["超级用户"].save()
    return made


@pytest.fixture
def articles(people):
    signer = make_person("署名人")
    signer.user = people["署名的总编"]
    signer.save()
    about = {"author": people["作者"], "people": [signer]}
    return {
        state: make_article(status=state[0], **about, **({"stage": state[1]} if state[1] else {}))
        for state in STATES
    }


def url_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def where(articles):
    """Where the texts stand, by where they stood."""
    now = {key: tuple(state) for key, *state in Article.objects.values_list("pk", "status", "stage")}
    return {state: now[article.pk] for state, article in articles.items()}


def attempt(articles, name, user):
    """Ask the workflow to move all texts, see where they stand, and take it back."""
    later = timezone.now() + datetime.timedelta(days=1)
    with transaction.atomic():
        with suppress(PermissionDenied):
            workflow.move(name, Article.objects.all(), by=user, opinion="请核对", publish_at=later)
        found = where(articles)
        transaction.set_rollback(True)
    return found


def act(client, articles, name):
    """Choose an action for all texts of the list, see where they stand, and take it back."""
    said = {"action": name, "_selected_action": [article.pk for article in articles.values()]}
    with transaction.atomic():
        response = client.post(reverse("admin:articles_article_changelist"), said)
        assert response.status_code in (302, 403)
        found = where(articles)
        transaction.set_rollback(True)
    return found


def press(client, article, name, form):
    """Press a button at the desk, see where the text stands, and take it back."""
    later = timezone.localtime() + datetime.timedelta(days=1)
    said = {"_move": name, "_opinion": "请核对", "_publish_at": f"{later:%Y-%m-%dT%H:%M}"}
    with transaction.atomic():
        response = client.post(url_of(article), {**form, **said})
        assert response.status_code in (302, 403)
        found = Article.objects.values_list("status", "stage").get(pk=article.pk)
        transaction.set_rollback(True)
    return found


def differing(role, name, found):
    """What a move by `role` did in another way than the tables say."""
    return [(role, name, s, found[s]) for s in found if found[s] != expected(role, name, s)]


def test_every_move_by_everybody_from_everywhere(people, articles):
    wrong = []
    for role, name in product(ROLES, MOVES):
        wrong += differing(role, name, attempt(articles, name, people[role]))
    assert wrong == []


def test_every_action_of_the_list_does_what_the_tables_say(client, people, articles):
    wrong = []
    for role in ROLES:
        client.force_login(people[role])
        for name in AT_ONCE:
            wrong += differing(role, name, act(client, articles, name))
    assert wrong == []
    client.force_login(people["超级用户"])
    for name in ONE_BY_ONE:
        assert act(client, articles, name) == {state: state for state in STATES}


def test_every_button_does_at_the_desk_what_the_tables_say(client, people, articles):
    client.force_login(people["超级用户"])
    forms = {state: form_of(client.get(url_of(article))) for state, article in articles.items()}
    wrong = []
    for role in ROLES:
        client.force_login(people[role])
        for state, name in product(STATES, MOVES):
            is_offered = state[0] in MOVES[name].sources and (name in ONE_BY_ONE or role == "总编")
            if is_offered or (role, state[0]) in THOROUGH:
                found = press(client, articles[state], name, forms[state])
                wrong += differing(role, name, {state: found})
    assert wrong == []
    assert Article.objects.count() == len(STATES)


def test_the_matrix_holds_moves_that_are_made_and_moves_that_are_not():
    made = [(role, name) for role in ROLES for name in MOVES for s in STATES if expected(role, name, s) != s]
    assert {name for _, name in made} == set(MOVES)
    assert {role for role, _ in made} == set(ROLES) - {"通讯员", "系统管理员", "没有权限的"}
