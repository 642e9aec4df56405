INSERT INTO relationship_engine.embedding_model (model, dimension, similarity_threshold, duplicate_threshold, note)
VALUES ('wordllama-256', 256, 0.75, 0.95, 'local, offline; thresholds calibrated, see docs/strategies/similarity.md');

-- The rules of a new graph. Graph 0 is the template and holds no data.
INSERT INTO relationship_engine.graph (id, name, mode) VALUES (0, 'template', 'off');
-- semantic is off by default: without a worker the queue would only slow down inserts
INSERT INTO relationship_engine.strategy_setting
(graph_id, strategy, mode, incremental, weight, max_edges_per_entity, is_queued, reads_mentions,
is_inferred, observed_kinds, max_share)
VALUES
(0, 'pattern', 'active', true, 1.0, NULL, false, true, false, '{}', NULL),
(0, 'semantic', 'off', true, 0.9, NULL, true, true, false, '{}', NULL),
(0, 'similarity', 'active', false, 0.8, 10, false, false, true, '{}', 0.2),
(0, 'temporal', 'active', false, 0.7, 200, false, true, true, '{co_occurs}', NULL),
(0, 'topology', 'active', false, 0.6, 20, false, true, true, '{}', NULL);

-- A name must be followed by one of these words; otherwise it may be the beginning of a longer name, or only a word.
-- at, of: also in French, German, Spanish, Italian, Portuguese and Dutch.
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, source_type, target_type, kind, confidence, precedence, importance, expression)
VALUES
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.95, 0.96, 0.85,
'(^| )(at|with|from|chez|bei|bij|presso|en|na) (us |law firm |firm |company |agency )?{target}( '
'(,|''s|and|at|for|in|on|under|with|from|to|by|as|since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|plc)( '
'|$)|$)'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.95, 0.95, 0.85,
'(^| ), (us |law firm |firm |company |agency )?{target}( '
'(,|''s|and|at|for|in|on|under|with|from|to|by|as|since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|plc)( '
'|$)|$)'),
-- A name before a superior's title and name belongs to the superior: "counsel to SEC Chairman Ann Lee".
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.94, 0.94, 0.85,
'(^| )(of|in|on|by|''s|for|to|de|du|des|do|da|di|del|della|de la|der|von|van) (us )?{target}( '
'(,|''s|and|at|of|for|in|on|under|with|from|to|by|as|since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|'
'plc)( |$)|( (administrator|ceo|chair|chairman|chief|commissioner|deputy|director|president|secretary))*$)'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.93, 0.93, 0.85, '^{target}$|^{target} ''s '),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.7, 0.955, 0.85, '^{target} , [a-z]'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.93, 0.93, 0.85,
'^(founded|cofounded|attending|attended|joined|leading|led|running|ran|owned) (us )?{target}( ,|$)'),
-- "Acme Vice President", "former NASA pilot", unless the title names another one after a preposition
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.8, 0.8, 0.85,
'^((ex|former|current|acting|interim|retired|deputy|assistant|senior) )*{target}( ([^afw ][^ ]*|[afw][^ '
']{4,}|and|air|area|art|for))*$'),
-- A secretary of something holds an office of the whole, not of its part.
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0.97, 0.98, 0.85,
    '(^| )secretary of [^,]+ , (us )?{target}'),
-- A title that names its organization belongs to no other, even if that organization is not known yet.
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0, 0, 0, '(^| )(at|with|from) [a-z]'),
(0, 'title', 'role|education|membership', 'organization', 'role_at', 0, 0, 0,
'(^| )(to|for) ([a-z]+ '
'){0,3}(senators?|congresswoman|congressman|speaker|chairman|chairwoman|governor|mayor|representative|justices?|'
'judges?) [a-z]+'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.92, 0.92, 0.85, '{target} (''s )?{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.91, 0.91, 0.85,
'{source} (at|of|for|with|in|on|from|to|by) (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.9, 0.9, 0.85, '{source} , (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.89, 0.89, 0.85,
'(at|for|in|with) (us )?{target}( ,| in)?( [a-z0-9]+){0,3}( ,)? as {source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.88, 0.88, 0.85,
'(joined|join|joining) (us )?{target}[^|]* as {source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.87, 0.87, 0.85,
'{target}[^|]* (including|include|such as|most recently) [^|]*{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.86, 0.86, 0.85,
'{source}[^|]* (at|of|for|with|in|on|from|to|by) (us )?{target}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.85, 0.85, 0.85, '{target}[^|]*{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.8, 0.8, 0.85, '{source}[^|]*{target}'),
-- "She worked at Acme. Later she became Director.": _pattern_in_passage() lets only a sole name cross a sentence.
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0.5, 0.5, 0.85, '{target}[^|]*[|][^|]*{source}'),
(0, 'summary', 'role|education|membership', 'organization', 'role_at', 0, 0, 0,
'{source} (to|for) ([a-z]+ '
'){0,3}(senators?|congresswoman|congressman|speaker|chairman|chairwoman|governor|mayor|representative|justices?|'
'judges?) [a-z]+');

-- Statements, with the same kinds as strategy semantic. (chief|[a-z]*[a-eg-z]) is any word but "of": the daughter of a
-- founder is no founder. The cue avoids the search for names in most sentences.
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, source_type, target_type, kind, is_symmetric, confidence, importance, cue, expression)
VALUES
(0, 'text', NULL, NULL, 'renamed_to', false, 0.95, 0.8,
'renamed|renames|rebranded|rebrands|retitled|rechristened',
'{source} (, )?((was|is|were|has been|had been|been|has|itself|later|then|soon|eventually|officially|formally) '
')*(renamed|renames|rebranded|rebrands|retitled|rechristened)( itself)?( to| as)? {target}'),
(0, 'text', NULL, NULL, 'renamed_to', false, 0.7, 0.8,
'name',
'{source} (, )?((has|had|have|later|then|soon|eventually|officially|formally) )*(changed|changes|switched|changing) '
'(its|his|her|their) (company |band |legal |corporate |brand )?name (from {name} )?to {target}'),
(0, 'text', NULL, NULL, 'renamed_to', false, 0.7, 0.8,
'formerly|previously|originally',
'{target} (, )?((is|was|had|been) )*(formerly|previously|originally) ((known|called|named|as) )+{source}'),
(0, 'text', NULL, NULL, 'part_of', false, 0.9, 0.7,
'part|belong|belongs|belonged|belonging',
'{source} (, )?(which )?((is|was|are|were|became|becomes|remains|remained|as|forms|formed) )?'
'((now|then|also|itself|still) )?(part of|belong to|belongs to|belonged to|belonging to) {target}'),
(0, 'text', NULL, NULL, 'blocked_by', false, 0.9, 0.8,
'blocked',
'{source} (, )?((is|was|are|were|remains|remained|been|has been) )?((now|still|currently) )?blocked by {target}'),
(0, 'text', NULL, NULL, 'depends_on', false, 0.9, 0.7,
'depends|depended|depend|relies|relied|rely|dependent',
'{source} (, )?((which|that|still|also|now) )?(depends|depended|depend|relies|relied|rely|dependent) '
'((heavily|partly|entirely|directly) )?(on|upon) {target}'),
(0, 'text', NULL, NULL, 'learned_from', false, 0.9, 0.7,
'learned|learnt|learns',
'{source} (, )?((has|had|have|also) )?(learned|learnt|learns) ((much|a lot|lot) )?from {target}'),
(0, 'text', NULL, NULL, 'based_on', false, 0.9, 0.7,
'based',
'{source} (, )?((is|was|are|were|being|been) '
')?((partly|largely|closely|loosely|originally|directly|heavily|itself|also|initially|chiefly) )*based '
'((partly|largely|closely|loosely|directly|heavily|chiefly) )?(on|upon) {target}'),
(0, 'text', NULL, NULL, 'contradicts', false, 0.9, 0.8,
'contradicts|contradicted|contradict|conflicts|conflicted|conflict',
'{source} (, )?((directly|also|flatly|now) )?(contradicts|contradicted|contradict|conflicts with|conflicted '
'with|conflict with|is in conflict with) {target}'),
(0, 'text', NULL, 'person|organization|company|institution|team|group', 'founded_by', false, 0.9, 0.8,
'founded|cofounded|found|established|set|started|formed|launched',
'{source} (, )?(which )?((is|was|are|were|had been|has been) )?((later|first|originally|co|jointly|officially) '
')*(founded|established|set up|started|formed|launched) ((in|on|at) [^|{]*)?by '
'((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', NULL, NULL, 'founded_by', false, 0.9, 0.8,
'founded|cofounded|found|established|set|started|formed|launched|founding|launching',
'{target} (, )?((who|and|has|had|he|she|also|later|then|co|jointly|himself|herself) )*(founded|cofounded|helped '
'found|established|formed|set up|launched) ((own|his|her|their|company|band|firm|party|startup|,|called) )*{source}'),
(0, 'text', NULL, 'person', 'founded_by', false, 0.9, 0.8,
'founder|cofounder|founders',
'{target} (, |is |was |are |were |became |as |, who is |, who was )((chief|[a-z]*[a-eg-z]) '
'){0,4}(founder|cofounder|founders) (and [a-z]+ )?of {source}'),
(0, 'text', NULL, 'person', 'founded_by', false, 0.7, 0.8,
'founder|cofounder|founders|cofounders',
'((founder|cofounder|founders|cofounders) of {source}|{source} (''s )?(co )?(founders|cofounders)) ((is|was|are|were|,|'
'include|included|including) )?(({name}|,|and) )*{target}'),
(0, 'text', NULL, 'person', 'founded_by', false, 0.9, 0.8,
'founder|cofounder|founders',
'{source} (, |''s |, whose )?((was|is|co) )*(founder|cofounder|founders)( and [a-z]+)?( is| was)? (, '
')?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', NULL, 'person', 'founded_by', false, 0.9, 0.8,
'founded|established|set|formed|launched',
'{source} [^|{]*(founded|established|set up|launched) [^|]*by '
'((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'ceo|executive|chair|chairman|chairwoman|chairperson|president|director|head|leader|captain',
'{source} (, )?((who|is|was|became|been|served|serves|elected|appointed|reigned|as|now|later|,) '
')*((current|former|first|second|last|then|acting|new|late|party|and|chairman|president) )*(ceo|chief '
'executive|chair|chairman|chairwoman|chairperson|president|director|managing director|executive '
'director|head|leader|captain)( and [a-z]+)? (of|at) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'ceo|executive|chair|chairman|chairwoman|chairperson|president|director|head|leader|captain',
'{target} (, )?(''s |whose )?((current|former|first|second|last|then|acting|new|late|party|and|chairman|'
'president) )*(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|director|managing '
'director|executive director|head|leader|captain)( and [a-z]+)?( is| was)? (, )?(dr |sir )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'ceo|executive|chair|chairman|chairwoman|chairperson|president|director|head|leader|captain',
'(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|director|managing director|executive '
'director|head|leader|captain) of {target} (, )?((is|was) )?(dr |sir )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary|dean|rector',
'{source} (, )?((who|is|was|became|been|served|serves|elected|appointed|reigned|as|now|later|,) '
')*((current|former|first|second|last|then|acting|new|late|party|and|chairman|president) )*((prime|chief|first) '
'minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|dean|rector)( and [a-z]+)? (of|at) '
'{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary|dean|rector',
'{target} (, )?(''s )?((current|former|first|second|last|then|acting|new|late|party|and|chairman|president) '
')*((prime|chief|first) minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|dean|rector)( '
'and [a-z]+)?( is| was)? (, )?(dr |sir )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary|dean|rector',
'((prime|chief|first) minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|dean|rector) of '
'{target} (, )?((is|was) )?(dr |sir )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place|country|project', 'leads', false, 0.85, 0.8,
'led|headed|chaired|ruled|governed|captained|managed|directed|run|overseen',
'{target} (, )?((is|was|were|are|and|which) )*(led|headed|chaired|ruled|governed|captained|managed|directed|'
'run|overseen) by (president |king |queen )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.85, 0.8,
'works|worked|work|taught|teaches|teach|employed|hired|recruited|lectured|lectures|lecture|interned|interns|volunteers|'
'volunteered',
'{source} (, )?((who|he|she|both|has|had|also|then|later) )*(works|worked|work|taught|teaches|teach|((is|'
'was|are|were|been|got) )+(employed|hired|recruited)|lectured|lectures|lecture|interned|interns|volunteers|'
'volunteered) ([a-z]+ )?([a-z]+ )?([a-z]+ )?([a-z]+ )?((along(side)? |together )?with {name} )?(at|for|by) '
'{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'named|appointed|elected|promoted|made|became|becomes',
'{source} (, )?((who|was|is|has|had|been|just|recently|then|later) )*((was|been|is) (named|appointed|'
'elected|promoted|made) ((as|to) )?([a-z]+ ){1,5}(of|at|for|by)|(became|becomes) [a-z ]+ at) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.85, 0.8,
'professor|lecturer|teacher|researcher|scientist|engineer|editor|reporter|journalist|columnist|analyst|correspondent|'
'partner|consultant|employee|curator|president',
'{source} (, )?((who|is|was|became|and|served|serves|worked|works|as) )*((chief|[a-z]*[a-eg-z]) '
')?((chief|[a-z]*[a-eg-z]) )?((chief|[a-z]*[a-eg-z]) '
')?(professor|lecturer|teacher|researcher|scientist|engineer|editor|reporter|journalist|columnist|analyst|'
'correspondent|partner|consultant|employee|curator|vice president) ([a-z]+ )?([a-z]+ )?([a-z]+ )?([a-z]+ '
')?(at|for|with|of) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.85, 0.8,
'professor|lecturer|teacher|researcher|scientist|engineer|editor|reporter|journalist|columnist|analyst|correspondent|'
'partner|consultant|employee|curator|president',
'{target} (''s )?([a-z]+ '
')?(professor|lecturer|teacher|researcher|scientist|engineer|editor|reporter|journalist|columnist|analyst|'
'correspondent|partner|consultant|employee|curator|vice president) (, )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.85, 0.8,
'joined|joins|joining',
'{source} (, )?((who|and|later|then|also|he|she) )*(joined|joins) {target} (as|after|from|where|,)'),
(0, 'text', 'person', 'organization|company|institution|team|group|place', 'educated_at', false, 0.9, 0.7,
'graduated|graduates|educated|studied|enrolled|matriculated',
'{source} (, )?[^|]*(graduated|graduates|educated|studied|enrolled|matriculated) ([^|{]* )?(at|from) ([^|{,]* '
')?{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'educated_at', false, 0.7, 0.7,
'studies|studying|study',
'{source} (, )?((who|is|was|are|both|now|still|currently|also) )*(studies|studying|study) ([a-z]+ ){0,4}at {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place', 'educated_at', false, 0.9, 0.7,
'graduate|student|alumnus|alumna',
'{source} (, |is |was |became |as |, who is |, who was )((chief|[a-z]*[a-eg-z]) '
'){0,4}(graduate|student|alumnus|alumna) (at|from|of) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place', 'educated_at', false, 0.9, 0.7,
'bachelor|bachelors|master|masters|doctorate|phd|ba|bs|bsc|ma|ms|msc|mba|jd|md|llb|degree|degrees|diploma',
'{source} [^|]*(bachelor|bachelors|master|masters|doctorate|phd|ph '
'd|ba|bs|bsc|ma|ms|msc|mba|jd|md|llb|degree|degrees|diploma) [^|{]*((from|at) {name} ([0-9a-z,]+ )*and )?(from|at) '
'{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group|place', 'educated_at', false, 0.9, 0.7,
'educated|graduating|graduated|student|studying|studied',
'(educated|graduating|graduated|student|studying|studied) ([^|{,]* )?(at|from) {target} (, )?'
'((a[a-mo-z]|[b-z])[a-z]* ){0,2}{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'educated_at', false, 0.85, 0.7,
'attended|attending|attends',
'{source} [^|{]*(attended|attending|attends) (({name}|,|and|later|then) )*{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.85, 0.7,
'member|members',
'{source} ((,|who|is|was|were|became|remained|has been|been|as|also|now|and|served|serves|elected|joined) )+([a-z0-9]+ '
'){0,3}(member|members) of {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.85, 0.7,
'member|members|bassist|guitarist|drummer|singer|vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|striker|'
'defender|player',
'{target} (, )?(''s )?((then|former|current|founding|fellow|lead|original|band) '
')*(member|members|bassist|guitarist|drummer|singer|vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|'
'striker|defender|player) (, )?{source}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.85, 0.7,
'bassist|guitarist|drummer|singer|vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|striker|defender|player',
'{source} (, )?((is|was|became|and|,) )*([a-z]+ )?([a-z]+ )?([a-z]+ '
')?(bassist|guitarist|drummer|singer|vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|striker|defender|'
'player) (of|for|in|with) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.85, 0.7,
'plays|played|playing|signed|signs|appeared|debuted',
'{source} (, )?((who|has|had|he|she|and|previously|currently|then|last|now|also) '
')*(plays|played|playing|signed|signs|appeared|debuted) ([a-z]+ ){0,2}(for|with) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.85, 0.7,
'members|consisting|consists|consisted|composed|formed|lineup',
'{target} (, )?([^|{]* )?(members (are|were|include|included|including|,)|consisting of|consists of|consisted '
'of|composed of|formed in [0-9]+ by|lineup of) ([a-z]+ )?(({name}|,|and|[a-z]+) )*{source}'),
(0, 'text', 'place|country|organization|company', 'organization', 'member_of', false, 0.85, 0.7,
'member|members',
'{source} ((,|is|was|became|has been|are|were|remains|which|also|now) '
')+((founding|full|associate|permanent|active|new) )?(member|members|member state|member states) of {target}'),
(0, 'text', NULL, NULL, 'owned_by', false, 0.9, 0.8,
'owned|acquired|bought|purchased|taken',
'{source} (, )?((which|it|and|that) )*((is|was|are|were|has been|had '
'been|being|been|later|now|then|wholly|partly|jointly|currently|majority|fully) '
')*(owned|acquired|bought|purchased|taken over) ((and|operated|jointly) )*by {target}'),
(0, 'text', NULL, NULL, 'owned_by', false, 0.9, 0.8,
'owns|owned|own|acquired|acquires|acquire|bought|buys|purchased|purchases|took|takes|taken|acquiring',
'{target} (, )?((which|that|who|also|has|had|have|later|then|in|[0-9]+) )*(owns|owned|own|acquired|acquires|acquire|'
'bought|buys|purchased|purchases|(took|takes|taken) over) (({name}|and|,) )*{source}'),
(0, 'text', NULL, NULL, 'owned_by', false, 0.7, 0.8,
'acquisition|takeover|purchase|buyout',
'{target} (''s |(has |had )?(completed|completes|closed|finalised|finalized|finished|announced|announces) (its '
')?)([a-z0-9]+ ){0,2}(acquisition|takeover|purchase|buyout) of {source}'),
(0, 'text', NULL, NULL, 'owned_by', false, 0.7, 0.8,
'acquisition|takeover|purchase|buyout',
'(acquisition|takeover|purchase|buyout) of {source} (, )?by {target}'),
(0, 'text', NULL, 'organization|company|institution|team|group', 'owned_by', false, 0.9, 0.8,
'subsidiary|division|brand|imprint|arm|unit',
'{source} ((,|is|was|became|remains|which|an|now|wholly|owned|fully) )+(subsidiary|division|brand|imprint|'
'arm|unit) of {target}'),
(0, 'text', NULL, 'organization|company|institution|team|group', 'owned_by', false, 0.9, 0.8,
'subsidiary|subsidiaries',
'{target} (, )?((and|along|with|its|''s|wholly|owned) )*(subsidiary|subsidiaries) (, )?(({name}|,|and) )*{source}'),
(0, 'text', NULL, 'organization|company|institution|team|group|person', 'owned_by', false, 0.9, 0.8,
'owner|owners|parent',
'{target} (, )?((is|was|became|now|new|current|sole|majority) )*((owner|parent|parent company|owners) )+of {source}'),
(0, 'text', NULL, 'organization|company|institution|team|group', 'owned_by', false, 0.9, 0.8,
'sold',
'{source} ((,|which|that|has|had|have|is|was|were|are|to|will) )*(is|was|were|are|been|being|be|,) ([a-z]+ )?sold to '
'{target}'),
(0, 'text', NULL, 'organization|company|institution|team|group', 'owned_by', false, 0.9, 0.8,
'belong|belonged|belongs',
'{source} (, )?((which|that|now|still|also|then|both|all) )*(belong|belonged|belongs) to {target}'),
(0, 'text', 'person', 'person', 'married_to', true, 0.9, 0.7,
'married|marries|wed|remarried',
'{source} (, )?((who|and|he|she|later|then|also|first|had|has|is|was|got|secretly) )*(married|marries|wed|remarried)( '
'to)? ([a-z]+ )?([a-z]+ )?([a-z]+ )?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'person', 'married_to', true, 0.9, 0.7,
'wife|husband|spouse|widow|widower|bride',
'{source} (, |and |is |was |''s |with )*((his|her) '
')?((younger|elder|older|eldest|youngest|first|second|third|only|twin|late|half|step|former|surviving|ex|estranged) '
')*(wife|husband|spouse|widow|widower|bride)( and [a-z]+)?( of)?( ,)? '
'((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'son|daughter|child|children|sons|daughters',
'{source} (, '
')?((who|is|was|were|are|as|became|elder|eldest|younger|youngest|only|first|second|third|illegitimate|adopted) '
')*(son|daughter|child|children|sons|daughters) of ([a-z]+ )?([a-z]+ )?([a-z]+ )?([a-z]+ '
')?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'son|daughter|child|children|born',
'{source} (, )?[^|{]*(son|daughter|child|children|born) (of|to) ([a-z]+ )?([a-z]+ )?([a-z]+ )?{name} (, )?([a-z]+ '
')?([a-z]+ )?([a-z]+ )?and ([a-z]+ )?([a-z]+ )?([a-z]+ )?((sir|dr|king|queen|prince|princess|emperor|actor|president) '
')*{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'born',
'{source} (, )?((who|is|was|were) )*born ([^ |]*[^ d|] )*to '
'((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'son|daughter|child',
'{target} (, |and |''s |with |has |had )*((his|her|their) )?([a-z]+ year old )?((younger|elder|older|eldest|'
'youngest|first|second|third|only|twin|late|half|step|former|surviving) )*(son|daughter|child)( and '
'[a-z]+)?( is| was)?( ,| named| called)* {source}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'sons|daughters|children',
'{target} (, |and |''s |had |has )*((his|her|their) )?([a-z]+ )?(sons|daughters|children)( include| included| are| '
'were| by {name})?( ,)? (({name}|,|and) )*{source}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'father|mother|parents',
'{source} (, |and |''s |with )*((his|her) )?(father|mother|parents)( and [a-z]+)?( is| was| are| were)? (, '
')?([a-z]*[a-ce-z] )?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.9, 0.7,
'father|mother',
'{target} (, )?((is|was|became) )*(father|mother) of ((sir|dr|king|queen|prince|princess|emperor|actor|president) '
')*{source}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.9, 0.7,
'brother|sister|sibling',
'{source} (, |and |is |was |''s |with |has |had )*((his|her|their) )?((younger|elder|older|eldest|youngest|'
'first|second|third|only|twin|late|half|step|former|surviving) )*(brother|sister|sibling)( and [a-z]+)?( is|'
' was)?( of| to| named| called)?( ,)? ((sir|dr|king|queen|prince|princess|emperor|actor|president) '
')*{target}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.9, 0.7,
'brothers|sisters|siblings',
'{source} (, |and |''s |with |has |had )+((his|her|their) )?((two|three|four|five|six|several) )?((younger|'
'elder|older|eldest|youngest|first|second|third|only|twin|late|half|step|former|surviving) )*(brothers|'
'sisters|siblings) (, )?(({name}|,|and) )*{target}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.9, 0.7,
'brothers|sisters|siblings|children|sons|daughters',
'(brothers|sisters|siblings|children|sons|daughters) (, )?(({name}|,|and) )*{source} (, |and )+(({name}|,|and) '
')*{target}'),
(0, 'text', 'person', 'place|country', 'born_in', false, 0.9, 0.6,
'born',
'{source} (, )?((who|is|was|were) )*born ([^|{,]* )?(to {name} (and {name} )?)?(, [0-9]+ )?(in|at) {target}'),
(0, 'text', 'person', 'place|country', 'born_in', false, 0.7, 0.6,
'native',
'{source} (, )?((who|is|was|himself|herself) )*native (of|to) {target}'),
(0, 'text', 'person', 'place|country', 'born_in', false, 0.7, 0.6,
'native|born',
'{target} (born|native) (, )?([a-z]+ )?{source}'),
-- what a personal memory is full of
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'job|position|role|internship|post',
'{source} (, )?((who|has|had|he|she|just|recently|also|then|finally) '
')*(got|took|started|landed|accepted|found|began|has|had|(moved|relocated|left) (back )?(to '
')?({name}|here|there) (for|to take)) ([a-z]+ ){0,3}(job|position|role|internship|post) (at|with) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'started|starts|began|begins|starting',
'{source} (, )?((who|has|had|he|she|just|recently|also|then|finally|is) )*(started|starts|began|begins|starting) '
'((out|work|working|today|yesterday|this week|last week) )?(at|with) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'working|teaching',
'{source} (, )?((who|he|she|has|had|is|was|been|also|now|then|still|currently|started|starts|began|begins) '
')+(working|teaching) ([a-z]+ )?([a-z]+ )?(with {name} )?(at|for) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'engineer|scientist|designer|developer|programmer|architect|analyst|technician|manager|officer|lawyer|nurse|'
'assistant|consultant|accountant|intern|coordinator|administrator|representative|recruiter|specialist|researcher|'
'teacher|writer|editor|driver|clerk|baker|cook|chef|waiter|waitress|barista|bartender|buyer|cashier|salesman|'
'saleswoman|salesperson|receptionist|secretary|librarian|pharmacist|dentist|doctor|surgeon|physician|therapist|'
'psychologist|psychiatrist|paramedic|midwife|carer|caregiver|vet|veterinarian|biologist|chemist|physicist|'
'mathematician|statistician|economist|historian|geologist|linguist|attorney|solicitor|barrister|paralegal|judge|'
'notary|auditor|banker|trader|broker|actuary|controller|planner|strategist|advisor|adviser|agent|producer|director|'
'photographer|illustrator|animator|translator|interpreter|copywriter|reporter|journalist|correspondent|columnist|'
'presenter|curator|archivist|conservator|conductor|musician|coach|trainer|instructor|tutor|lecturer|professor|'
'postdoc|fellow|mechanic|electrician|plumber|carpenter|welder|machinist|operator|foreman|fitter|painter|builder|'
'bricklayer|gardener|farmer|forester|fisherman|butcher|brewer|winemaker|tailor|hairdresser|barber|stylist|beautician|'
'cleaner|janitor|porter|caretaker|housekeeper|guard|dispatcher|courier|postman|pilot|steward|stewardess|sailor|'
'captain|firefighter|inspector|detective|investigator|soldier|marketer|tester|supervisor|superintendent|apprentice|'
'trainee|volunteer|employee|deckhand|attendant|packer|picker|roofer|tiler|jeweller|jeweler|potter|florist|bookkeeper|'
'treasurer|counsellor|counselor|zookeeper|ranger|referee|scout',
'{source} (, )?((who|and) )?(is|was|been|has been|had been|became|works as|worked as|working as|hired as) ((now|'
'currently|still|also|once|then) )*'
'([a-z]+ ){0,3}[a-z]*(er|or|ist|ian|ant|agent|man|woman|chef|cook|clerk|gua'
'rd|nurse|intern|barista|hand|pilot|fellow|judge|tutor|ranger|wife|medic|vet|coach|mechanic|employee|notary|doc|'
'steward|captain) at {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'engineer|scientist|designer|developer|programmer|architect|analyst|technician|manager|officer|lawyer|nurse|'
'assistant|consultant|accountant|intern|coordinator|administrator|representative|recruiter|specialist|researcher|'
'teacher|writer|editor|driver|clerk|baker|cook|chef|waiter|waitress|barista|bartender|buyer|cashier|salesman|'
'saleswoman|salesperson|receptionist|secretary|librarian|pharmacist|dentist|doctor|surgeon|physician|therapist|'
'psychologist|psychiatrist|paramedic|midwife|carer|caregiver|vet|veterinarian|biologist|chemist|physicist|'
'mathematician|statistician|economist|historian|geologist|linguist|attorney|solicitor|barrister|paralegal|judge|'
'notary|auditor|banker|trader|broker|actuary|controller|planner|strategist|advisor|adviser|agent|producer|director|'
'photographer|illustrator|animator|translator|interpreter|copywriter|reporter|journalist|correspondent|columnist|'
'presenter|curator|archivist|conservator|conductor|musician|coach|trainer|instructor|tutor|lecturer|professor|'
'postdoc|fellow|mechanic|electrician|plumber|carpenter|welder|machinist|operator|foreman|fitter|painter|builder|'
'bricklayer|gardener|farmer|forester|fisherman|butcher|brewer|winemaker|tailor|hairdresser|barber|stylist|beautician|'
'cleaner|janitor|porter|caretaker|housekeeper|guard|dispatcher|courier|postman|pilot|steward|stewardess|sailor|'
'captain|firefighter|inspector|detective|investigator|soldier|marketer|tester|supervisor|superintendent|apprentice|'
'trainee|volunteer|employee|deckhand|attendant|packer|picker|roofer|tiler|jeweller|jeweler|potter|florist|bookkeeper|'
'treasurer|counsellor|counselor|zookeeper|ranger|referee|scout',
'{source} , (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}[a-z]*(er|or|ist|ian|ant|agent|man|woman|chef|cook|clerk|gua'
'rd|nurse|intern|barista|hand|pilot|fellow|judge|tutor|ranger|wife|medic|vet|coach|mechanic|employee|notary|doc|'
'steward|captain) at {target}( ,|$)'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'now|still|currently',
'{source} (is|was) (((now|still|currently) )*with|(now|still|currently) at) {target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'joined|joins|joining',
'{source} (, )?((who|and|later|then|also|has|had|just|recently|he|she) )*(joined|joins) {target}( '
'(in|on|last|this|today|yesterday|[0-9]+|two|three|four|five|ten|few|several|year|month|week|and|but|when|while|before|'
'since|because|during|until|instead|right|again)|$)'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'hired|hires|recruited',
'{target} (, )?((has|had|which|also|just|recently|then) )*(hired|hires|recruited) {source}'),
(0, 'text', 'person', 'organization|company|institution|team|group|project|department', 'leads', false, 0.7, 0.8,
'runs|ran|run|manages|managed|manage|heads|head|leads|lead|oversees|oversee',
'{source} (, )?((who|and|now|also|still|currently|later|then) )*(runs|ran|run|manages|managed|manage|heads|head|leads|'
'lead|oversees|oversee) {target}'),
(0, 'text', NULL, 'person', 'founded_by', false, 0.7, 0.8,
'founded|cofounded|established|started|launched|formed',
'{name} (, )?((who|and|has|had|he|she|also|later|then|co|jointly) )*(founded|cofounded|established|started|launched|'
'formed) {source} ((together|along|jointly) )?with {target}'),
(0, 'text', 'organization|company|institution|team|group|project', 'person', 'founded_by', false, 0.7, 0.8,
'created',
'{source} (, )?((is|was|were|has been|had been) )+created by {target}'),
(0, 'text', 'organization|company|institution|team|group|project', 'person', 'founded_by', false, 0.7, 0.8,
'started|created',
'{target} (, )?((who|and|also|later|then|just|recently|has|had) )*(started|created) {source}'),
(0, 'text', 'person', 'place|country', 'lives_in', false, 0.7, 0.6,
'lives|lived|live|resides|resided|reside|settled|living',
'{source} (, )?((who|is|was|are|were|both|has|had|have|been|now|still|currently|also|he|she|then) '
')*(lives|lived|live|living|resides|resided|reside|settled) ((now|again|alone|together|permanently) )*(in|near) '
'{target}'),
(0, 'text', 'person', 'place|country', 'lives_in', false, 0.7, 0.6,
'based',
'{source} (, )?((who|is|was|now|still|currently|also) )*based ((out of|near|in) )+{target}|{target} based {source}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'job|work|position|post|role|internship|workplace|desk|office|shift|shifts',
'{source} [^|{]*(likes|liked|loves|loved|enjoys|enjoyed|hates|hated|dislikes|describes|starts|started|begins|began|'
'about|'
'in|with|of|by|through|during) (his|her|their) ([a-z]+ ){0,2}(job|work|position|post|role|internship|workplace|desk|'
'office|shift|shifts) (as [a-z ]+ )?(at|with) {target}'),
(0, 'text', 'person', 'place|country', 'lives_in', false, 0.7, 0.6,
'moved|moves|relocated|moving',
'{source} (, )?((who|is|was|has|had|he|she|just|recently|later|then|also) )*(moved|moves|relocated|moving) '
'((back|again|permanently|away) )*to {target}'),
(0, 'text', 'person', NULL, 'likes', false, 0.7, 0.5,
'likes|loves|enjoys|adores',
'{source} (, )?((who|really|also|still|always) )*(likes|loves|enjoys|adores) {target}'),
(0, 'text', 'person', 'person', 'knows', true, 0.7, 0.5,
'knows|knew|known|befriended',
'{source} (, )?((who|has|had|already|also|still|well) )*(knows|knew|known|befriended) {target}'),
(0, 'text', 'person', 'person', 'knows', true, 0.7, 0.5,
'friend|colleague|neighbour|neighbor|roommate|coworker',
'{source} (is|was|became) {target} ''s ([a-z]+ )?(friend|colleague|neighbour|neighbor|roommate|coworker)'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.7, 0.7,
'brother|sister|sibling|twin',
'{source} (is|was|became|,) {target} ''s ([a-z]+ )?(brother|sister|sibling|twin)'),
(0, 'text', 'person', 'person', 'married_to', true, 0.7, 0.7,
'wife|husband|spouse',
'{source} (is|was|became|,) {target} ''s ([a-z]+ )?(wife|husband|spouse)'),
(0, 'text', 'person', 'person', 'married_to', true, 0.7, 0.7,
'wife|husband|spouse',
'{source} (''s|(, )?whose) ([a-z]+ )?(wife|husband|spouse)( is| was)?( called| named)? {target}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.7, 0.7,
'brothers|sisters|siblings|twins',
'{source} and {target} ((are|were|both|the|twin|half|step) )*(brothers|sisters|siblings|twins)'),
(0, 'text', 'person', 'person', 'knows', true, 0.7, 0.5,
'friends|colleagues|neighbours|neighbors|roommates|coworkers|flatmates',
'{source} and {target} ((are|were|have|been|both|became|old|good|close|best|childhood) )+(friends|colleagues|'
'neighbours|neighbors|roommates|coworkers|flatmates)'),
(0, 'text', 'person', 'person', 'married_to', true, 0.7, 0.7,
'married|wed',
'{source} and {target} ((are|were|got|have|been|just|recently|finally|secretly|both) )*(married|wed)( '
'(in|on|at|last|this|today|yesterday)|$)'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'father|mother|mom|mum|dad|parent',
'{source} (''s|(, )?whose) (father|mother|mom|mum|dad|parent)( is| was)?( called| named)? {target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'son|daughter|child',
'{target} (''s|(, )?whose) ([a-z]+ )?(son|daughter|child)( is| was)?( called| named)? {source}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'son|daughter|child',
'{source} (is|was|became|,) {target} ''s ([a-z]+ )?(son|daughter|child)'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'father|mother|mom|mum|dad|parent',
'{target} (is|was) {source} ''s (father|mother|mom|mum|dad|parent)'),
-- "Ann Lee (CEO, Acme)", "Ann Lee, VP Sales, Acme, said"
(0, 'text', 'person', 'organization|company|institution|team|group|project|department', 'leads', false, 0.7, 0.8,
'ceo|executive|chair|chairman|chairwoman|chairperson|president',
'{source} , ((founder|founding|cofounder|group|interim|acting|former|current|and) )*(ceo|chief executive|chief '
'executive officer|chair|chairman|chairwoman|chairperson|president|managing director|executive director)( and '
'[a-z]+)? , '
'{target}( ,|$)'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'vp|svp|evp|head|director|manager|engineer|scientist|analyst|professor|partner|researcher|lecturer|editor|reporter|'
'consultant|counsel|cfo|cto|coo|cmo|officer|developer|designer|architect|lead|buyer|secretary|treasurer|fellow|'
'intern|nurse|teacher|lawyer|president',
'{source} , ([a-z]+ ){0,3}(vp|svp|evp|head|director|manager|engineer|scientist|analyst|professor|partner|researcher|'
'lecturer|editor|reporter|consultant|counsel|cfo|cto|coo|cmo|officer|developer|designer|architect|lead|buyer|'
'secretary|treasurer|fellow|intern|nurse|teacher|lawyer|vice president) ([a-z]+ )?([a-z]+ )?([a-z]+ )?, {target}( ,|'
'$)'),
-- "Ann Lee met her husband Bob Ray"
(0, 'text', 'person', 'person', 'married_to', true, 0.7, 0.7,
'wife|husband|spouse',
'{source} (, )?([a-z]+ ){1,3}(his|her) ((ex|former|late|estranged|first|second|third|new) )*(wife|husband|spouse) (, '
')?{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'son|daughter',
'{target} (, )?([a-z]+ ){1,3}(his|her) ((elder|eldest|older|oldest|younger|youngest|only|late|twin) )*(son|daughter) '
'(, )?{source}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'father|mother|mom|mum|dad',
'{source} (, )?([a-z]+ ){1,3}(his|her) ((late|elderly|old) )*(father|mother|mom|mum|dad) (, )?{target}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.7, 0.7,
'brother|sister',
'{source} (, )?([a-z]+ ){1,3}(his|her) ((elder|older|big|younger|little|twin|late|half) )*(brother|sister) (, )?'
'{target}'),
-- "the wife of Theo, Ida, sings": who it is follows
(0, 'text', 'person', 'person', 'married_to', true, 0.7, 0.7,
'wife|husband|spouse|widow|widower',
'(wife|husband|spouse|widow|widower) of {source} , {target}( ,|$)|'
'(wife|husband|spouse|widow|widower) of {source} (is|was) ((named|called) )?{target}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'son|daughter|child',
'(son|daughter|child) of {target} , {source}( ,|$)|'
'(son|daughter|child) of {target} (is|was) ((named|called) )?{source}'),
(0, 'text', 'person', 'person', 'child_of', false, 0.7, 0.7,
'father|mother',
'(father|mother) of {source} , {target}( ,|$)|(father|mother) of {source} (is|was) ((named|called) )?{target}'),
(0, 'text', 'person', 'person', 'sibling_of', true, 0.7, 0.7,
'brother|sister|sibling',
'(brother|sister|sibling) of {source} , {target}( ,|$)|'
'(brother|sister|sibling) of {source} (is|was) ((named|called) )?{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'member_of', false, 0.7, 0.7,
'members',
'members of {target} ((are|were|include|included|including|,) )?(({name}|,|and) )*{source}'),
(0, 'text', NULL, NULL, 'owned_by', false, 0.7, 0.8,
'owner|parent',
'{source} (''s|, whose) ((current|new|sole|majority|main|present) )?(owner|parent|parent company)(( ,)? (is|'
'was)| ,)? {target}'),
(0, 'text', NULL, 'organization|company|institution|team|group|person', 'owned_by', false, 0.7, 0.8,
'owner|owners|parent',
'(owner|owners|parent|parent company) of {source} (is|was|are|were) (({name}|,|and) )*{target}'),
(0, 'text', 'person', 'organization|company|institution|team|group', 'works_at', false, 0.7, 0.8,
'employer',
'{source} (''s|, whose) ((current|new|present) )?employer(( ,)? (is|was)| ,)? {target}');

-- The default graph.
INSERT INTO relationship_engine.graph (id, name) VALUES (1, 'default');
INSERT INTO relationship_engine.strategy_setting
(graph_id, strategy, mode, incremental, weight, max_edges_per_entity, is_queued, reads_mentions, is_inferred,
observed_kinds, max_share)
SELECT 1, s.strategy, s.mode, s.incremental, s.weight, s.max_edges_per_entity, s.is_queued, s.reads_mentions,
    s.is_inferred, s.observed_kinds, s.max_share
FROM relationship_engine.strategy_setting s WHERE s.graph_id = 0;
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, source_type, target_type, kind, is_symmetric, effect, confidence, is_measured, precedence, importance,
cue, expression)
SELECT 1, r.field, r.source_type, r.target_type, r.kind, r.is_symmetric, r.effect, r.confidence, r.is_measured,
    r.precedence, r.importance, r.cue, r.expression
FROM relationship_engine.pattern_rule r WHERE r.graph_id = 0 ORDER BY r.id;
