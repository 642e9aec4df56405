-- The rules every graph begins with: graph 0 is their template, and no user's graph.
INSERT INTO relationship_engine.graph (id, name, mode) VALUES (0, 'template', 'off');
INSERT INTO relationship_engine.strategy_setting (graph_id, strategy, incremental, weight) VALUES
(0, 'pattern', true, 1.0);

-- After a name the title goes on with one of these words, or the name is only the beginning of another.
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, source_type, target_type, kind, confidence, importance, expression)
VALUES
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.95, 0.85,
'(^| )(at|with|from|,) (us )?{target}( (,|''s|and|at|of|for|in|on|under|with|from|to|by|as|since|until|inc|llc|llp|ltd|corp|corporation|co|company|plc)|$)'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.94, 0.85,
'(^| )(of|for|in|on|to|by|''s) (us )?{target}( (,|''s|and|at|of|for|in|on|under|with|from|to|by|as|since|until|inc|llc|llp|ltd|corp|corporation|co|company|plc)|$)'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.93, 0.85, '(^| ){target}$|^{target} ''s '),
-- a title that names its organization belongs to no other one, even if that one is not known yet
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0, 0, '(^| )(at|with|from) [a-z]'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0, 0,
'(^| )(to|for) ([a-z]+ ){0,3}(senator|congresswoman|congressman|speaker|chairman|chairwoman|governor|representative|justice|judge) [a-z]+'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.92, 0.85, '{target} (''s )?{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.91, 0.85,
'{source} (at|of|for|with|in|on|from|to|by) (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.9, 0.85, '{source} , (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.88, 0.85,
'(joined|join|joining) (us )?{target}[^|]* as {source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.86, 0.85,
'{source}[^|]* (at|of|for|with|in|on|from|to|by) (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.85, 0.85, '{target}[^|]*{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.8, 0.85, '{source}[^|]*{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.5, 0.85,
'{target}[^|]*([|][^|]*){1,2}{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0, 0,
'{source} (to|for) ([a-z]+ ){0,3}(senator|congresswoman|congressman|speaker|chairman|chairwoman|governor|representative|justice|judge) [a-z]+'),
(0, 'text', NULL, NULL, 'renamed_to', 0.95, 0.8,
'{source} (, )?((was|is|were|has been|had been|been) )?((later|then|soon|eventually|officially|formally) )?(renamed|renames itself|renamed itself)( to| as)? {target}'),
(0, 'text', NULL, NULL, 'part_of', 0.9, 0.7,
'{source} (, )?((is|was|are|were|became|becomes|remains|remained|as|forms|formed) )?((now|then|also|itself|still) )?(part of|belongs to|belonged to|belonging to) {target}'),
(0, 'text', NULL, NULL, 'blocked_by', 0.9, 0.8,
'{source} (, )?((is|was|are|were|remains|remained|been|has been) )?((now|still|currently) )?blocked by {target}'),
(0, 'text', NULL, NULL, 'depends_on', 0.9, 0.7,
'{source} (, )?((which|that|still|also|now) )?(depends|depended|depend|relies|relied|rely|dependent) ((heavily|partly|entirely|directly) )?(on|upon) {target}'),
(0, 'text', NULL, NULL, 'learned_from', 0.9, 0.7,
'{source} (, )?((has|had|have|also) )?(learned|learnt|learns) ((much|a lot|lot) )?from {target}'),
(0, 'text', NULL, NULL, 'based_on', 0.9, 0.7,
'{source} (, )?((is|was|are|were|being|been) )?((partly|largely|closely|loosely|originally|directly|heavily|itself|also|initially|chiefly) )*based ((partly|largely|closely|loosely|directly|heavily|chiefly) )?(on|upon) {target}'),
(0, 'text', NULL, NULL, 'contradicts', 0.9, 0.8,
'{source} (, )?((directly|also|flatly|now) )?(contradicts|contradicted|contradict|conflicts with|conflicted with|conflict with|is in conflict with) {target}');

-- The graph that single-tenant users never have to name.
INSERT INTO relationship_engine.graph (id, name) VALUES (1, 'default');
INSERT INTO relationship_engine.strategy_setting (graph_id, strategy, incremental, weight)
SELECT 1, s.strategy, s.incremental, s.weight FROM relationship_engine.strategy_setting s WHERE s.graph_id = 0;
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, source_type, target_type, kind, confidence, importance, expression)
SELECT 1, r.field, r.source_type, r.target_type, r.kind, r.confidence, r.importance, r.expression
FROM relationship_engine.pattern_rule r WHERE r.graph_id = 0 ORDER BY r.id;
