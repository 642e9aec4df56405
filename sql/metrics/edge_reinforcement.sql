-- Edges with weight > 1.0
SELECT COUNT(*), AVG(weight)
FROM edge
WHERE weight > 1.0;

-- Expected: 20-40% of edges reinforced after 1 week
