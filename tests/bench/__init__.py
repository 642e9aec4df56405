"""What decay, inserts, nights and the model cost on large graphs, measured side by side on one server."""
