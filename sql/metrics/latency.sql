-- Average processing time of incremental runs: the run log in place of the plan's grep over log files
SELECT AVG(processing_time)
FROM run
WHERE mode = 'incremental' AND status = 'done' AND started_at > NOW() - INTERVAL '7 days';

-- Target: < 5s average
