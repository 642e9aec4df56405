"""Django's ORM: unmanaged models of the tables, bulk_create, transactions, and the test for pending constraints."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

django = pytest.importorskip("django")


@pytest.fixture
def models(database: str) -> Iterator[Any]:
    """The models of a project without apps, on a fresh database."""
    from django.conf import settings  # noqa: PLC0415 - after the check that it is there

    server = conninfo_to_dict(database)
    databases = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": server["dbname"],
            "USER": server["user"],
            "HOST": server["host"],
            "PORT": server["port"],
            "OPTIONS": {"options": "-c search_path=relationship_engine,public"},
        }
    }
    if not settings.configured:
        settings.configure(DATABASES=databases, INSTALLED_APPS=[], USE_TZ=True)
        django.setup()
    from django.db import connections, models  # noqa: PLC0415

    connections.settings = connections.configure_settings(databases)
    with contextlib.suppress(AttributeError):  # of a test before, if there was one
        del connections["default"]

    class Entity(models.Model):  # noqa: DJ008 - never shown
        graph_id = models.BigIntegerField(default=1)
        id = models.UUIDField(primary_key=True, default=uuid.uuid4)
        title = models.TextField()
        type = models.TextField()
        metadata = models.JSONField(default=dict)

        class Meta:
            app_label = f"engine_{uuid.uuid4().hex[:8]}"
            db_table = "entity"
            managed = False

    class Edge(models.Model):  # noqa: DJ008 - never shown
        id = models.UUIDField(primary_key=True)
        from_id = models.UUIDField()
        to_id = models.UUIDField()
        kind = models.TextField()
        weight = models.FloatField()

        class Meta:
            app_label = Entity._meta.app_label  # noqa: SLF001 - the documented name of its options
            db_table = "edge"
            managed = False

    yield Entity, Edge
    connections.close_all()


def test_objects_are_analyzed_and_edges_are_read(models: Any, connection: psycopg.Connection) -> None:  # noqa: ANN401
    """save(), bulk_create(), update() and delete(), each with its effect on the edges."""
    from django.db import transaction  # noqa: PLC0415

    entity, edge = models
    with transaction.atomic():
        acme = entity.objects.create(title="Acme", type="organization")
        role = entity.objects.create(title="Engineer at Acme", type="role")
        assert [(row.from_id, row.kind) for row in edge.objects.all()] == [(role.id, "role_at")]
    entity.objects.bulk_create(
        [entity(title=f"Firm {nth}x", type="organization") for nth in range(50)]
        + [entity(title=f"Clerk at Firm {nth}x", type="role") for nth in range(50)]
    )
    assert edge.objects.filter(weight__gte=1).count() == 51
    entity.objects.filter(id=role.id).update(metadata={"aliases": ["The engineer"]})
    acme.delete()
    assert edge.objects.count() == 50
    with transaction.atomic():
        entity.objects.create(title="Gone", type="organization")
        transaction.set_rollback(True)
    assert connection.execute("SELECT FROM entity WHERE title = 'Gone'").rowcount == 0
    assert connection.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0
