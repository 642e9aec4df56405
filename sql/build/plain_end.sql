SELECT relationship_engine.install();
COMMIT;
