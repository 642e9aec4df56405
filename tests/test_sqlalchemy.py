"""SQLAlchemy: mapped classes, its session, and bulk inserts, in one transaction and in several."""

import uuid
from collections.abc import Iterator

import psycopg
import pytest

sqlalchemy = pytest.importorskip("sqlalchemy")
orm = pytest.importorskip("sqlalchemy.orm")


class Base(orm.DeclarativeBase):
    """The tables of the engine."""

    __table_args__ = {"schema": "relationship_engine"}  # noqa: RUF012 - as SQLAlchemy wants it


class Event(Base):
    """A row of raw_events."""

    __tablename__ = "raw_events"
    graph_id = orm.mapped_column(sqlalchemy.BigInteger, primary_key=True, server_default="1")
    id = orm.mapped_column(sqlalchemy.Uuid, primary_key=True, default=uuid.uuid4)
    payload = orm.mapped_column(sqlalchemy.JSON)


class Entity(Base):
    """A row of entity."""

    __tablename__ = "entity"
    graph_id = orm.mapped_column(sqlalchemy.BigInteger, primary_key=True, server_default="1")
    id = orm.mapped_column(sqlalchemy.Uuid, primary_key=True, default=uuid.uuid4)
    title = orm.mapped_column(sqlalchemy.Text)
    type = orm.mapped_column(sqlalchemy.Text)


class Edge(Base):
    """A row of the view edge."""

    __tablename__ = "edge"
    id = orm.mapped_column(sqlalchemy.Uuid, primary_key=True)
    from_id = orm.mapped_column(sqlalchemy.Uuid)
    to_id = orm.mapped_column(sqlalchemy.Uuid)
    kind = orm.mapped_column(sqlalchemy.Text)
    weight = orm.mapped_column(sqlalchemy.Double)


@pytest.fixture
def session(database: str) -> Iterator[orm.Session]:
    """A session on a fresh database."""
    engine = sqlalchemy.create_engine(database.replace("postgresql:", "postgresql+psycopg:"))
    with orm.Session(engine) as opened:
        yield opened
    engine.dispose()


def test_mapped_rows_are_analyzed_and_edges_are_read(session: orm.Session) -> None:
    """A flush of objects, a change, and a deletion by the session; edges are there before the commit."""
    acme = Entity(title="Acme", type="organization")
    role = Entity(title="Engineer at Acme", type="role")
    session.add_all([acme, role, Event(payload={"content": "Acme grew."})])
    session.flush()
    edges = session.scalars(sqlalchemy.select(Edge)).all()
    assert [(edge.from_id, edge.kind, edge.to_id) for edge in edges] == [(role.id, "role_at", acme.id)]
    session.commit()
    role.title = "Engineer at Zeta"
    session.add(Entity(title="Zeta", type="organization"))
    session.commit()
    kinds = session.execute(sqlalchemy.text("SELECT count(*) FROM relationship_engine.edge WHERE kind = 'role_at'"))
    assert kinds.scalar_one() == 1
    session.delete(acme)
    session.commit()
    assert session.scalars(sqlalchemy.select(Edge)).one().to_id != acme.id


def test_a_bulk_insert_and_a_rolled_back_one(session: orm.Session, connection: psycopg.Connection) -> None:
    """Many rows in one statement; what is rolled back leaves nothing."""
    rows = [{"title": f"Firm {nth}x", "type": "organization"} for nth in range(300)]
    rows += [{"title": f"Clerk at Firm {nth}x", "type": "role"} for nth in range(300)]
    session.execute(sqlalchemy.insert(Entity), rows)
    assert len(session.scalars(sqlalchemy.select(Edge)).all()) == 300
    session.rollback()
    assert connection.execute("SELECT FROM edge").rowcount == 0
    session.execute(sqlalchemy.insert(Entity), rows)
    session.commit()
    assert connection.execute("SELECT FROM edge").rowcount == 300
    assert connection.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0
