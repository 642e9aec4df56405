SELECT
  CASE
    WHEN weight < 0.5 THEN '<0.5'
    WHEN weight < 1.0 THEN '0.5-1.0'
    WHEN weight < 2.0 THEN '1.0-2.0'
    WHEN weight < 5.0 THEN '2.0-5.0'
    ELSE '>=5.0'
  END as weight_range,
  COUNT(*)
FROM edge
GROUP BY weight_range;

-- Expected: Most edges 1.0-2.0, some 2.0-5.0
