-- Edges created per day
SELECT DATE(created_at), COUNT(*)
FROM edge
WHERE created_at > NOW() - INTERVAL '7 days'
GROUP BY DATE(created_at)
ORDER BY DATE(created_at);

-- Expected: 10-50 edges/day (depends on event volume)
