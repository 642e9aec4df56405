"""python -m relationship_engine: the command, where its script is not on the path."""

from relationship_engine.entry import main

main()
