-- Edges pruned per nightly run, and its processing time: the run log in place of the plan's grep over log files
SELECT night, status, edges_pruned, processing_time
FROM run
WHERE mode = 'nightly'
ORDER BY started_at DESC
LIMIT 7;

-- Expected: 0-5% of edges pruned per night
-- Target: < 60s for 24h window
