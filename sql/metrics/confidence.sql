SELECT
  CASE
    WHEN confidence < 0.3 THEN '<0.3'
    WHEN confidence < 0.5 THEN '0.3-0.5'
    WHEN confidence < 0.7 THEN '0.5-0.7'
    WHEN confidence < 0.9 THEN '0.7-0.9'
    ELSE '>=0.9'
  END as confidence_range,
  COUNT(*)
FROM edge
GROUP BY confidence_range;

-- Expected: Most edges 0.7-0.9
