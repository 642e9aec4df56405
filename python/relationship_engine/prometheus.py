"""Metrics in the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/."""

import time
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from relationship_engine.database import Row

PREFIX = "relationship_engine_"
# The meaning of each row of the view metric.
HELP = {
    "alert": "1 while the alert fires.",
    "alert_bound": "The alert fires while its value is above this.",
    "alert_value": "What the alert measures, in its own unit.",
    "collected_timestamp_seconds": "When these metrics were read.",
    "edges": "Edges that live.",
    "edges_by_confidence": "Edges that live, by range of confidence.",
    "edges_by_kind": "Edges that live, by kind.",
    "edges_by_weight": "Edges that live, by range of weight.",
    "edges_pruned": "Edges that are pruned and not purged yet.",
    "edges_reinforced_ratio": "Share of the edges that live whose weight is above 1.",
    "entities": "Entities.",
    "events": "Events.",
    "graph_mode": "1 for the mode that the graph is in.",
    "llm_daily_budget_dollars": "What calls to the model may cost in a day.",
    "llm_jobs": "Jobs of the model, by state.",
    "llm_oldest_job_seconds": "How long the oldest ready job of the model has waited.",
    "llm_reserved_today_dollars": "Reserved today (UTC) for calls whose outcome is not known.",
    "llm_spent_today_dollars": "Spent today (UTC) on calls to the model.",
    "nightly_duration_seconds": "How long the last nightly took.",
    "nightly_pruned_ratio": "Share of the edges that the last nightly pruned.",
    "nightly_start_timestamp_seconds": "When the last nightly began.",
    "nightly_success_timestamp_seconds": "When the last nightly without an error began.",
    "nights_behind": "Nights by which the decay clock is behind the calendar.",
    "proposals": "Candidates that did not become edges.",
    "run_duration_seconds": "Percentiles of how long good runs of the last 7 days took.",
    "runs_last_day": "Runs of the last 24 hours, by mode and status.",
    "up": "1 while the database answers.",
}


def text(rows: Sequence[Row] | None) -> str:
    """Return the metrics in the text format; None if the database did not answer."""
    own = {"up": float(rows is not None), "collected_timestamp_seconds": time.time()}
    samples: list[Row] = [
        {"graph_id": None, "metric": name, "labels": {}, "value": value} for name, value in own.items()
    ]
    samples = sorted([*samples, *(rows or [])], key=lambda row: str(row["metric"]))
    lines = []
    for metric, found in groupby(samples, key=lambda row: str(row["metric"])):
        name = PREFIX + metric
        lines += [f"# HELP {name} {HELP.get(metric, metric)}", f"# TYPE {name} gauge"]
        lines += [f"{name}{_labels(row)} {float(row['value'])!r}" for row in found]
    return "\n".join([*lines, ""])


def _labels(row: Row) -> str:
    """Return the labels of a metric, the graph first."""
    graph = {} if row["graph_id"] is None else {"graph": row["graph_id"]}
    pairs = [f'{name}="{_escaped(value)}"' for name, value in {**graph, **row["labels"]}.items()]
    return f"{{{','.join(pairs)}}}" if pairs else ""


def _escaped(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    """Return the value of a label as it stands between quotes."""
    return str(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
