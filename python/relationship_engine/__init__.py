"""Relationships of a knowledge graph in Postgres: command line and embedded server."""
