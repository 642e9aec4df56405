-- To change a price, add a row with its date. Earlier calls keep the price of their day.
INSERT INTO relationship_engine.llm_price
(model, effective_from, min_prompt_tokens, input, output, cache_write_5m, cache_write_1h, cache_read, source,
    checked_on)
VALUES
('claude-haiku-5-5', '2026-10-07', 0, 0.10, 0.50, 0.125, 0.20, 0.01, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-haiku-5-5', '2026-10-07', 100001, 0.50, 2.50, 0.625, 1.00, 0.05, 'platform.claude.com/docs/pricing',
    '2026-11-23'),
('claude-sonnet-5-5', '2026-01-01', 0, 2, 10, 2.50, 4, 0.20, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-sonnet-5-5', '2026-10-07', 0, 2, 10, 2.50, 4, 0.10, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-opus-5-5', '2026-01-01', 0, 4, 20, 5, 8, 0.20, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-fable-5-1', '2026-01-01', 0, 10, 50, 12.5, 20, 0.25, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-opus-5', '2026-01-01', 0, 5, 25, 6.25, 10, 0.50, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-sonnet-4-6', '2026-01-01', 0, 3, 15, 3.75, 6, 0.30, 'platform.claude.com/docs/pricing', '2026-11-23'),
('claude-haiku-4-5', '2026-01-01', 0, 1, 5, 1.25, 2, 0.10, 'platform.claude.com/docs/pricing', '2026-11-23');

-- Thinking is billed as output, and reading statements needs little of it. If it cannot be off, effort is low.
INSERT INTO relationship_engine.llm_model (model, request_extra) VALUES
('claude-haiku-5-5', '{"thinking": {"type": "disabled"}, "output_config": {"effort": "low"}}'),
('claude-sonnet-5-5', '{"output_config": {"effort": "low"}}'),
('claude-opus-5-5', '{"output_config": {"effort": "low"}}'),
('claude-fable-5-1', '{"output_config": {"effort": "low"}}'),
('claude-opus-5', '{"output_config": {"effort": "low"}}'),
('claude-sonnet-4-6', '{}'),
('claude-haiku-4-5', '{}');
