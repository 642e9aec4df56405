SELECT kind, COUNT(*)
FROM edge
GROUP BY kind
ORDER BY COUNT(*) DESC;

-- Expected: role_at, founded, worked_at as top 3
