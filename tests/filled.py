"""Graphs with all sorts of rows: in every table but for grants, and in every view."""

from uuid import uuid4

import psycopg

from llm_queue import add, book, claim, complete, fail, one, relation, switch_on


def fill(connection: psycopg.Connection, words: dict[int, str]) -> None:
    """Fill fresh graphs; the word of each stands in what is written to it."""
    for graph, word in words.items():
        connection.execute(
            "UPDATE graph SET decay_factor = 0.5, prune_guard = 1, prune_threshold = 0.4 WHERE id = %s", [graph]
        )
        event = uuid4()
        switch_on(connection, graph)
        connection.execute(
            "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, jsonb_build_object('content', %s::text))",
            [graph, event, f"The CEO of {word} depends on {word} Labs."],
        )
        connection.execute(
            "INSERT INTO entity (graph_id, title, type, source_event_id) VALUES (%(g)s, %(w)s, 'organization', %(e)s), "
            "(%(g)s, 'CEO at ' || %(w)s, 'role', %(e)s), (%(g)s, %(w)s || ' Labs', 'organization', %(e)s)",
            {"g": graph, "w": word, "e": event},
        )
        connection.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind, description) "
            "SELECT a.graph_id, a.id, b.id, 'knows', a.title FROM entity a JOIN entity b "
            "ON b.graph_id = a.graph_id AND b.id <> a.id WHERE a.graph_id = %s",
            [graph],
        )
        for name in ("second", "third"):
            add(connection, f"{name} event of {word}", [f"{name} {word}", f"{name} friend of {word}"], graph)
        done, left = claim(connection, 2, graph_id=graph)
        book(connection, done)
        complete(connection, done, relation(kind="saw_together"), relation(kind="is"))
        fail(connection, left, is_retryable=False, error=word)
        connection.execute("UPDATE llm_job SET priority = 0")
        batch = one(connection, "SELECT begin_llm_batch(%s) AS id", graph)["id"]
        claim(connection, graph_id=graph, batch_id=batch)
        for night in (1, 2):
            connection.execute("CALL run_nightly(%s, false, current_date + %s, true)", [graph, night])
        connection.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind, description) "
            "SELECT a.graph_id, a.id, b.id, 'likes', a.title FROM entity a JOIN entity b "
            "ON b.graph_id = a.graph_id AND b.id <> a.id WHERE a.graph_id = %s",
            [graph],
        )
        connection.execute("UPDATE graph SET review_below = 1, review_sample = 3 WHERE id = %s", [graph])
        connection.execute("SELECT sample_for_review(%s)", [graph])
        for verdict in ("accept", "reject"):
            connection.execute(
                "SELECT review_edge(id, %s, NULL, %s) FROM edge WHERE graph_id = %s AND kind = 'likes' LIMIT 1",
                [verdict, word, graph],
            )
        connection.execute(
            "SELECT merge_entities(a.id, b.id, false, %(g)s) FROM entity a JOIN entity b USING (graph_id) "
            "WHERE graph_id = %(g)s AND a.title = 'third ' || %(w)s AND b.title = 'third friend of ' || %(w)s",
            {"g": graph, "w": word},
        )
        connection.execute(
            "INSERT INTO entity (graph_id, title, type) VALUES (%s, %s, 'organization')", [graph, f"{word} Inc."]
        )
        connection.execute("SELECT refresh_duplicates(%s)", [graph])
        connection.execute(
            "INSERT INTO demotion (graph_id, strategy, reviewed, accepted, upper_bound, precision_floor) "
            "VALUES (%s, 'alpha', 20, 2, 0.3, 0.5)",
            [graph],
        )
        learned = (
            "SELECT learn(%s, ARRAY(SELECT candidate(a.id, b.id, %s, 'alpha', 'c', 0.5, p_detail => "
            "jsonb_build_object('w', a.title)) FROM entity a JOIN entity b "
            "ON b.graph_id = a.graph_id AND b.id <> a.id WHERE a.graph_id = %s))"
        )
        connection.execute(learned, [graph, "hears", graph])
        connection.execute(
            "SELECT undo_run(run_id, p_force => true) FROM evidence WHERE graph_id = %s AND kind = 'hears' LIMIT 1",
            [graph],
        )
        connection.execute(
            "SELECT restore_pruned(%s, pruned_at) FROM edge_store WHERE graph_id = %s AND pruned_by_run IS NOT NULL "
            "ORDER BY pruned_at DESC LIMIT 1",
            [graph, graph],
        )
        connection.execute("UPDATE graph SET min_confidence = 1 WHERE id = %s", [graph])
        connection.execute(learned, [graph, "sees", graph])
        connection.execute(
            "INSERT INTO run (graph_id, mode, status, error) VALUES (%s, 'incremental', 'failed', %s)", [graph, word]
        )
        connection.execute(
            "INSERT INTO alert_setting (graph_id, alert, bound) VALUES (%s, 'nightly_slow', 99)", [graph]
        )
        connection.execute(
            "INSERT INTO legacy_import (graph_id, run_id, relation, source_schema) "
            "VALUES (%s, gen_random_uuid(), 'edge', %s)",
            [graph, word],
        )
        connection.execute("INSERT INTO legacy_mirror (graph_id, source_schema) VALUES (%s, %s)", [graph, word])
        connection.execute("INSERT INTO graph_move (graph_id, node) VALUES (%s, %s)", [graph, word])
        connection.execute("INSERT INTO rollout (graph_id, phase) VALUES (%s, 'shadow')", [graph])
        connection.execute(
            "INSERT INTO rollout_change (graph_id, to_phase, reason) VALUES (%s, 'shadow', %s)", [graph, word]
        )
        connection.execute("SELECT set_weight(id, 3) FROM edge WHERE graph_id = %s LIMIT 1", [graph])
        know_much(connection, graph)
        connection.execute("CALL set_decay(0.6, 'hears', %s)", [graph])
    connection.execute("SELECT refresh_alerts()")
    connection.execute("SELECT claim_alerts('a')")


def know_much(connection: psycopg.Connection, graph: int) -> None:
    """Let a graph hold rules that it mined, vectors, two likely duplicates, and a text that could not be embedded."""
    connection.execute("UPDATE graph SET min_confidence = 0 WHERE id = %s", [graph])
    connection.execute(
        "INSERT INTO entity (graph_id, title, type) SELECT %s, w || ' ' || n, w "
        "FROM unnest('{man,town,land}'::text[]) AS w, generate_series(1, 6) AS n",
        [graph],
    )
    connection.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) SELECT a.graph_id, a.id, b.id, k.kind "
        "FROM (VALUES ('man', 'lives_in', 'town 1'), ('man', 'citizen_of', 'land 1'), ('town', 'part_of', 'land 1')) AS k "
        "(type, kind, title) JOIN entity a ON a.graph_id = %s AND a.type = k.type "
        "JOIN entity b ON b.graph_id = a.graph_id AND b.title = k.title",
        [graph],
    )
    connection.execute("SELECT mine_rules(%s, p_min_confidence => 0.1)", [graph])
    connection.execute("SELECT set_embedding_model(%s, 'tiny', 2)", [graph])
    due = connection.execute("SELECT * FROM claim_embeddings(%s)", [graph]).fetchall()
    alike = [row for row in due if row["content"].startswith("man ")][:2]
    connection.execute(
        "SELECT store_embeddings(%s, 'tiny', %s, %s, '{\"[1,0]\",\"[1,0]\"}')",
        [graph, [row["entity_id"] for row in alike], [row["content_hash"] for row in alike]],
    )
    connection.execute("SELECT fail_embeddings(%s, %s, 'no')", [graph, [due[0]["entity_id"]]])
    connection.execute("SELECT run_on_demand(%s, %s)", [[row["entity_id"] for row in alike], graph])
    connection.execute("INSERT INTO lexeme (graph_id, lexeme, events) VALUES (%s, 'man', 50)", [graph])
    connection.execute(
        "INSERT INTO event_embedding_attempt (graph_id, event_id, retry_at) "
        "SELECT graph_id, event_id, now() FROM event_text WHERE graph_id = %s LIMIT 1",
        [graph],
    )
