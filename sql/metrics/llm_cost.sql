-- What calls to the model cost per day (UTC), in USD: the ledger in place of the provider's dashboard
SELECT day, spent, reserved
FROM llm_day
ORDER BY day DESC
LIMIT 7;

-- Target: < $5/day
