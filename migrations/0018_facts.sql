-- What a kind of edge means: settings and synonyms, per graph.
CREATE TABLE relationship_engine.kind_setting (
    graph_id bigint NOT NULL DEFAULT 1,
    kind text NOT NULL,
    is_functional boolean NOT NULL DEFAULT false,
    is_symmetric boolean NOT NULL DEFAULT false,
    inverse text,
    rate double precision NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kind_setting_pkey PRIMARY KEY (graph_id, kind),
    CONSTRAINT kind_setting_inverse_key UNIQUE (graph_id, inverse),
    CONSTRAINT kind_setting_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT kind_setting_kind_check CHECK (kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(kind) <= 63),
    CONSTRAINT kind_setting_inverse_check CHECK (
        inverse IS NULL OR inverse ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(inverse) <= 63 AND inverse <> kind
        AND NOT is_symmetric
    ),
    CONSTRAINT kind_setting_rate_check CHECK (rate BETWEEN 0 AND 100)
);
COMMENT ON TABLE relationship_engine.kind_setting IS
'What the engine knows of a kind of edge, per graph; a kind without a row has the defaults. You may add, change and '
'delete rows.';
COMMENT ON COLUMN relationship_engine.kind_setting.is_functional IS
'An entity has one such edge at a time: a later statement ends the earlier one. Of a symmetric kind, both ends have '
'one.';
COMMENT ON COLUMN relationship_engine.kind_setting.is_symmetric IS 'The kind has no direction.';
COMMENT ON COLUMN relationship_engine.kind_setting.inverse IS
'The kind that says the same from the other end: a candidate of that kind is learned as this one, with its ends '
'exchanged.';
COMMENT ON COLUMN relationship_engine.kind_setting.rate IS
'Decay of new edges relative to the graph: 1 as the graph, 0 no decay. set_decay() sets it for existing edges too.';

CREATE TABLE relationship_engine.kind_alias (
    graph_id bigint NOT NULL DEFAULT 1,
    alias text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT kind_alias_pkey PRIMARY KEY (graph_id, alias),
    CONSTRAINT kind_alias_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT kind_alias_check CHECK (
        alias ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND alias <> kind
        AND length(alias) <= 63 AND length(kind) <= 63
    )
);
COMMENT ON TABLE relationship_engine.kind_alias IS
'Kinds that mean one thing: candidates of the kind alias are learned as kind. An alias of an alias is not followed.';

INSERT INTO relationship_engine.kind_setting (graph_id, kind, is_functional, is_symmetric, inverse, rate)
VALUES
(0, 'works_at', true, false, 'employer_of', 1),
(0, 'role_at', true, false, NULL, 1),
(0, 'lives_in', true, false, NULL, 1),
(0, 'married_to', true, true, NULL, 1),
(0, 'owned_by', true, false, 'owns', 1),
-- what does not change with time
(0, 'born_in', false, false, NULL, 0),
(0, 'child_of', false, false, 'parent_of', 0),
(0, 'sibling_of', false, true, NULL, 0),
(0, 'educated_at', false, false, NULL, 0),
(0, 'founded_by', false, false, NULL, 0);

INSERT INTO relationship_engine.kind_alias (graph_id, alias, kind)
SELECT 0, a.alias, k.kind
FROM (
    VALUES
    ('works_at', 'worked_at,employed_by,employee_of,worked_for'),
    ('lives_in', 'lived_in,resides_in,resident_of'),
    ('married_to', 'spouse_of,husband_of,wife_of'),
    ('owned_by', 'acquired_by,bought_by'),
    ('founded_by', 'cofounded_by,established_by'),
    ('child_of', 'son_of,daughter_of'),
    ('sibling_of', 'brother_of,sister_of'),
    ('educated_at', 'studied_at,graduated_from,alumnus_of')
) AS k (kind, aliases)
CROSS JOIN LATERAL unnest(string_to_array(k.aliases, ',')) AS a (alias);

INSERT INTO relationship_engine.kind_setting (graph_id, kind, is_functional, is_symmetric, inverse, rate)
SELECT 1, k.kind, k.is_functional, k.is_symmetric, k.inverse, k.rate
FROM relationship_engine.kind_setting k WHERE k.graph_id = 0;
INSERT INTO relationship_engine.kind_alias (graph_id, alias, kind)
SELECT 1, k.alias, k.kind FROM relationship_engine.kind_alias k WHERE k.graph_id = 0;

-- Words that tell when something held.
INSERT INTO relationship_engine.lexicon (language, kind, word)
SELECT 'en', l.kind, w.word
FROM (
    VALUES
    ('ending', 'no longer,no more,ceased to be,ceased being,stopped being'),
    ('anymore', 'anymore,any more,any longer'),
    ('former', 'former,formerly,ex,erstwhile,onetime,previously,once,used to'),
    ('date_from', 'from,between,since,starting'),
    ('date_to', 'until,till,through'),
    ('date_between', 'to,and'),
    ('date_on', 'in,on,during'),
    ('date_end', 'as of,effective,with effect from'),
    ('date_near', 'since,early,late,mid,last,next,this'),
    ('open_end', 'present,current,currently,now,today,ongoing,to date,till date,until now'),
    ('weekday', 'monday,tuesday,wednesday,thursday,friday,saturday,sunday'),
    ('month_1', 'january,jan'),
    ('month_2', 'february,feb'),
    ('month_3', 'march,mar'),
    ('month_4', 'april,apr'),
    ('month_5', 'may'),
    ('month_6', 'june,jun'),
    ('month_7', 'july,jul'),
    ('month_8', 'august,aug'),
    ('month_9', 'september,sep,sept'),
    ('month_10', 'october,oct'),
    ('month_11', 'november,nov'),
    ('month_12', 'december,dec')
) AS l (kind, words)
CROSS JOIN LATERAL unnest(string_to_array(l.words, ',')) AS w (word);

-- How relations end, and statements of what was. {aux} stands for words that do not matter.
INSERT INTO relationship_engine.pattern_rule
(graph_id, field, effect, source_type, target_type, kind, is_symmetric, confidence, importance, cue, expression)
SELECT g.graph_id, 'text', r.effect, r.source_type, r.target_type, k.kind, r.is_symmetric, 0.8, 0.7, r.cue,
    replace(r.expression, '{aux} ',
        '((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*')
FROM (VALUES (0), (1)) AS g (graph_id)
CROSS JOIN (
    VALUES
    (1, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'left|leaves|leaving|quit|quits|exited|departed|departs',
        '{source} {aux} (left|leaves|leaving|quit|quits|exited|departed|departs) {target}'),
    (2, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'resigned|resigns|resigning|retired|retires|retiring|stepped|steps|stepping|stood|withdrew|departed|parted|'
        'departure|resignation|retirement|moved',
        '{source} {aux} (withdrew|(resigned|resigns|retired|retires|stepped down|steps down|stood down|departed|'
        'parted ways|parted company|moved on)( [a-z]+){0,5}) (from|at|of|with) {target}'),
    (3, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'fired|dismissed|sacked|laid|let|removed|ousted|expelled|axed|terminated|discharged|redundant|kicked|excluded',
        '{source} {aux} (fired|dismissed|sacked|laid off|let '
        'go|removed|ousted|expelled|axed|terminated|discharged|made redundant|kicked out|excluded) ([a-z]+ '
        '){0,4}(by|from|at|of) {target}'),
    (4, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'fired|fires|dismissed|sacked|laid|let|removed|ousted|expelled|axed|terminated|discharged|parted',
        '{target} {aux} (fired|fires|dismissed|sacked|laid off|let go of|let '
        'go|removed|ousted|expelled|axed|terminated|discharged|parted ways with|parted company with) {source}|{target} '
        '{aux} let {source} go'),
    (5, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'stopped|ceased|quit|finished|stops|ceases',
        '{source} {aux} (stopped|ceased|quit|finished|stops|ceases) (being|(work|teach|serv|lead|runn|manag|head|'
        'direct|chair|coach|play|intern|volunteer|lectur|consult)ing|to (work|teach|be|serve|lead|run|play)) '
        '([a-z]+ ){0,3}{target}'),
    (6, 'ends', 'works_at,leads', 'person', 'organization|company|institution|team|group', false,
        'resigned|resigns|quit|quits|retired|retires|stepped|steps|stood|fired|dismissed|sacked|ousted|departed|'
        'departs',
        '{target} (''s )?([a-z]+ ){1,4}{source} {aux} (resigned|resigns|quit|quits|retired|retires|stepped down|steps '
        'down|stood down|fired|dismissed|sacked|ousted|departed|departs)'),
    (7, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'resigned|resigns|quit|quits|retired|retires|stepped|steps|stood|fired|dismissed|sacked|ousted|departed|'
        'departs',
        '{source} , ([a-z]+ ){1,4}(of|at) {target} , {aux} (resigned|resigns|quit|quits|retired|retires|stepped '
        'down|steps down|stood down|fired|dismissed|sacked|ousted|departed|departs)'),
    (8, 'ends', 'part_of,member_of', 'organization|company|institution|team|group|place|country',
        'organization|company|institution|team|group', false,
        'left|leaves|quit|quits|exited|withdrew|seceded',
        '{source} {aux} (left|leaves|quit|quits|exited|withdrew from|seceded from) {target}'),
    (9, 'ends', 'lives_in', 'person', 'place|country', false,
        'left|leaves|moved|moves|fled|emigrated|relocated|departed',
        '{source} {aux} (left|leaves|fled|(moved|moves|relocated|emigrated|departed) ((away|out|on|back) )?(from|of)) '
        '{target}'),
    (10, 'ends', 'lives_in', 'person', 'place|country', false,
        'stopped|ceased|quit',
        '{source} {aux} (stopped|ceased|quit) living (in|near) {target}'),
    (11, 'ends', 'married_to', 'person', 'person', true,
        'divorced|divorces|separated|separates|split|left|leaves|broke',
        '{source} {aux} (divorced( from)?|divorces|separated from|separates from|split (up '
        ')?(from|with)|left|leaves|broke up with) {target}'),
    (12, 'ends', 'married_to', 'person', 'person', true,
        'divorce|divorced|divorcing|separated|separate|split|broke|parted|annulled|dissolved|ended',
        '{source} (, )?(and|&) {target} (, )?(([a-z]+|,) '
        '){0,3}(divorce|divorced|divorcing|separated|separate|split|broke up|parted|(annulled|dissolved|ended) '
        '(the|their)?( )?marriage|ended their)'),
    (13, 'ends', 'married_to', 'person', 'person', true,
        'divorce|annulled|dissolved|ended',
        '(divorce|marriage) (of|between) {source} and {target}( [a-z]+){0,3} '
        '?(ended|dissolved|annulled|final|over)|{source} (''s )?(divorce|separation) from {target}|marriage '
        '(of|between) {source} (and|to|with) {target} {aux} (ended|ends|dissolved|annulled)'),
    (14, 'ends', 'owned_by', NULL, NULL, false,
        'sold|sells|selling|divested|offloaded|spun|disposed|dissolved',
        '{target} {aux} (sold|sells|selling|divested|offloaded|spun off|disposed of|dissolved) '
        '((off|its|their|the|subsidiary|division|brand|unit) )*{source}'),
    (15, 'ends', 'owned_by', NULL, NULL, false,
        'sold|divested|offloaded|spun|disposed',
        '{source} {aux} (sold|sold off|divested|offloaded|spun off|disposed of) (out )?(by|from) {target}'),
    (16, 'ends', 'owned_by', NULL, 'organization|company|institution|team|group', false,
        'dissolved|closed|shut|liquidated|independent',
        '{source} , ([a-z]+ ){1,4}of {target} , {aux} (dissolved|closed|shut down|liquidated)|{source} {aux} '
        '(became|becomes|become) independent (of|from) {target}'),
    (17, 'states', 'owned_by', NULL, 'organization|company|institution|team|group|person', false,
        'sold|sells',
        '{name} {aux} (sold|sells) {source} to {target}'),
    (18, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'formerly|previously|once',
        '{source} , (formerly|previously|once) (of|at|with) {target}'),
    (21, 'states', 'lives_in', 'person', 'place|country', false,
        'moved|moves|relocated|left',
        '{source} {aux} (moved|moves|relocated) from {name} to {target}|{source} {aux} left {name} for {target}'),
    (22, 'states', 'married_to', 'person', 'person', true,
        'wife|husband|spouse|partner',
        '{source} (''s )?(his |her )?(ex|former|estranged|late) (wife|husband|spouse)( ,| is| was| named| called)* '
        '{target}'),
    (24, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'resignation|notice|job|position|post|seat|role|time|tenure|employment|contract|stint|departure|retirement|'
        'exit|day',
        '{source} (''s )?([a-z]+ ){0,4}(resignation|notice|departure|retirement|exit) (as ([a-z]+ )*)?(from|at|to|of) '
        '{target}'),
    (25, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'lost|gave|resigned|vacated|relinquished|abandoned|left|leaves|quit|quits',
        '{source} {aux} (lost|gave up|resigned( from)?|vacated|relinquished|abandoned|left|leaves|quit|quits) '
        '(her|his|their|the) ([a-z]+ ){0,3}(job|position|post|role|seat|place|career|studies|work|internship|'
        'partnership|professorship|chair|duties) (as ([a-z]+ )*)?(at|of|with|in|from) {target}'),
    (26, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'last|final|time|tenure|employment|contract|stint|career|membership',
        '{source} (''s )?([a-z]+ )?(last|final) day (at|with) {target}|{source} ''s ([a-z]+ '
        ')?(time|tenure|employment|contract|stint|career|membership) (at|with|in|of) {target} {aux} '
        '(ended|over|expired|terminated|finished|ends|ran out|runs out|lapsed)'),
    (27, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'fired|dismissed|sacked|ousted|expelled|removed|axed|replaced|lost',
        '{target} {aux} (fired|dismissed|sacked|ousted|expelled|removed|axed|replaced|lost) (its|their) ([a-z]+ '
        '){1,4}{source}|{target} {aux} (fired|sacked|ousted|axed|replaced) (ceo|president|chairman|director|manager|'
        'coach|founder) {source}'),
    (28, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'replaced|succeeded|relieved|stripped|demoted',
        '{source} {aux} (replaced|succeeded|relieved|stripped|demoted)( by {name})? (as|of|from) ([a-z]+ ){1,4}(of|at) '
        '{target}'),
    (29, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'parted|ways',
        '({source} and {target}|{target} and {source}) {aux} (parted ways|parted company|went (their )?separate ways)'),
    (30, 'ends', 'married_to', 'person', 'person', true,
        'longer|separated|divorced|split|over|ended',
        '{source} and {target} ((are|were) )?{aux} (no longer (married|together|a '
        'couple|couple)|separated|divorced)|{source} {aux} ended (her|his|the) marriage (to|with) {target}'),
    (31, 'ends', 'owned_by', NULL, NULL, false,
        'stake|shares|interest|share|control',
        '{target} {aux} sold ((its|their|all|entire|his|her|the|of|remaining) )*(stake|shares|share|interest) in '
        '{source}|{target} {aux} (lost|gave up) control of {source}'),
    (32, 'states', 'owned_by', NULL, NULL, false,
        'owned|controlled|held',
        '{source} , (formerly|previously|once) (owned|controlled|held) by {target}'),
    (33, 'states', 'leads', 'person', 'organization|company|institution|team|group', false,
        'led|headed|chaired|directed|captained',
        '{source} {aux} (led|headed|chaired|directed|captained) {target}( ,|$| from| until| till| since| between| for| '
        'in| as| through)'),
    (34, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'moved|moves|switched|switches|transferred|went',
        '{source} {aux} (moved|moves|switched|switches|transferred|went) from {target} to'),
    (35, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'moved|moves|switched|switches|transferred|went|left|leaves|quit|quits',
        '{source} {aux} (moved|moves|switched|switches|transferred|went) from {name} to {target}|'
        '{source} {aux} (left|leaves|quit|quits) {name} (for|to join|and joined) {target}'),
    (36, 'ends', 'leads', 'person',
        'organization|company|institution|team|group|project|department', false,
        'succeeded|succeeds|replaced|replaces|took|takes',
        '(succeeded|succeeds|replaced|replaces|(took|takes) over from) {source} as ([a-z]+ ){1,4}(of|at) {target}'),
    (37, 'states', 'leads', 'person',
        'organization|company|institution|team|group|project|department', false,
        'succeeded|succeeds|replaced|replaces|took|takes',
        '{source} {aux} (succeeded|succeeds|replaced|replaces|(took|takes) over from) {name} as ([a-z]+ ){0,3}'
        '(ceo|executive|chair|chairman|chairwoman|chairperson|president|director|head|leader|captain) (of|'
        'at) {target}'),
    (38, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|designer|developer|architect|technician|manager|'
        'supervisor|nurse|surgeon|assistant|coordinator|administrator|recruiter|specialist|writer|driver|clerk|'
        'spokesman|spokeswoman|intern|adviser',
        '{source} , (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}(lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|'
        'designer|developer|architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|administrator|'
        'recruiter|specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser) (at|with|for|of) {target}( '
        ',|$)'),
    (39, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|designer|developer|architect|technician|manager|'
        'supervisor|nurse|surgeon|assistant|coordinator|administrator|recruiter|specialist|writer|driver|clerk|'
        'spokesman|spokeswoman|intern|adviser',
        '{target} (''s )?([a-z]+ ){0,2}(lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|designer|developer|'
        'architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|administrator|recruiter|'
        'specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser) (, )?{source}'),
    (40, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'left|leaves|quit|quits|resigned',
        '{source} {aux} (left|leaves|quit|quits|resigned from) ((his|her|their) ([a-z]+ ){1,4}(at|of|with|from)'
        ' )?{name} (, )?(and|to) ((then|has|she|he|now) )*(join|joined|joins|(start|started|starts|work|works|'
        'worked) (at|for|with)) {target}'),
    (41, 'states', 'reports_to', 'person', 'person', false,
        'reports|reported|reporting|report',
        '{source} (, )?((who|and|now|still|currently|also|directly|then|later|has|had|been|is|are|was) )*(reports|'
        'reporting|report|reported) ((directly|now|only) )*to {target}( ,|$| (as|at|in|on|since|until|for|and|'
        'now|when|while|from) )'),
    (42, 'states', 'reports_to', 'person', 'person', false,
        'boss|manager|supervisor|superior',
        '{source} (''s|(, )?whose) ((current|new|direct|line) )*(boss|manager|supervisor|superior)(( ,)? (is|'
        'was)( called| named)?| ,)? {target}( ,|$| (as|at|in|on|since|and|has|is|was|will|says|said) )'),
    (43, 'states', 'reports_to', 'person', 'person', false,
        'boss|manager|supervisor|superior',
        '{target} (is|was|became|becomes|,) ({source} ''s ((current|new|direct|line) )*(boss|manager|supervisor|'
        'superior)|the (boss|manager|supervisor) of {source})( ,|$| (at|in|since|and|now) )'),
    (44, 'states', 'reports_to', 'person', 'person', false,
        'manages|supervises|supervised|under',
        '{target} (, )?((who|and|now|also|still|currently|directly) )*(manages|supervises|supervised) {source}( '
        ',|$| (at|in|on|since|and|now) )|{source} (, )?((who|and|now|still) )*(works|worked) (directly )?under '
        '{target}'),
    (45, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|designer|developer|architect|technician|manager|'
        'supervisor|nurse|surgeon|assistant|coordinator|administrator|recruiter|specialist|writer|driver|clerk|'
        'spokesman|spokeswoman|intern|adviser',
        '{source} , {target} ''s (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}(lawyer|attorney|counsel|cfo|cto|coo|officer|'
        'accountant|designer|developer|architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|'
        'administrator|recruiter|specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser)( ,|$)'),
    (46, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'leads|heads|runs|manages|oversees|directs|headed|managed|oversaw',
        '{source} (, )?((who|and|he|she|now|still|currently|also|then|later) )*(leads|heads|runs|manages|oversees|'
        'directs|headed|managed|oversaw) ([a-su-z][a-z]*|t[a-np-z][a-z]*) ([a-z]+ ){0,3}(at|for) {target}'),
    (47, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'head|director|president|chief|vp|svp|manager|chair|secretary|officer|lead',
        '{source} (, )?((who|is|was|became|and|serves|served|now|currently|as|works|worked|been|has) )*((vice|'
        'deputy|assistant|associate|executive|senior|global|regional|interim|acting) )*(head|director|president|'
        'chief|vp|svp|manager|chair|secretary|officer|lead) of ([a-z]+ ){1,4}(at|for|with) {target}'),
    (48, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'named|names|appointed|appoints|promoted|promotes|elected|elects',
        '{target} ((has|have|had|just|also|today|yesterday|recently|formally|officially) )*(named|names|appointed|'
        'appoints|promoted|promotes|elected|elects) {source} ((as|to|its|their|our|new|be) )*([a-z]+ ){0,3}(ceo|'
        'cfo|cto|coo|chair|chairman|chairwoman|chairperson|president|director|officer|head|manager|partner|dean|'
        'rector|secretary|treasurer|editor|coach|chief)( |$)'),
    -- "Ann Lee is Acme's CEO", "Ann Lee, an Acme engineer,"
    (49, 'states', 'leads', 'person', 'organization|company|institution|team|group|project|department', false,
        'ceo|executive|chair|chairman|chairwoman|chairperson|president|director|head|leader|captain',
        '{source} ((,|is|was|became|now|still) )+({target} ''s|{target}) ((current|new|first|then|acting|interim|'
        'former|longtime|managing|executive) )*(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|'
        'director|head|leader|captain)( ,|$| (and|since|from|until|for|in|at|when|who|says|said) )'),
    (50, 'states', 'founded_by', NULL, 'person', false,
        'founder|cofounder',
        '{target} ((,|is|was|now) )+({source} ''s|{source}) ((current|first|sole|late|original) )*(co )?'
        '(founder|cofounder)( ,|$| (and|since|from|until|for|in|at|when|who|says|said) )'),
    (51, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'engineer|scientist|designer|developer|programmer|architect|analyst|employee|researcher|consultant|manager|'
        'accountant|spokesman|spokeswoman|spokesperson|reporter|journalist|editor|lawyer|intern',
        '{source} ((,|is|was|now|still) )+{target} ((senior|junior|software|lead|chief|data|staff|former) )*(engineer|'
        'scientist|designer|developer|programmer|architect|analyst|employee|researcher|consultant|manager|accountant|'
        'spokesman|spokeswoman|spokesperson|reporter|journalist|editor|lawyer|intern)( ,|$| (and|since|from|until|'
        'who|says|said) )'),
    (52, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'been|was',
        '{source} ((who|has|have|had|is|was|been|now|still) )+(at|with) {target} (since|from|between|until) '
        '(([a-z]+|[0-9]+) )?[12][0-9]{3}'),
    -- "Acme replaced Ann Lee as CEO with Bob Ray"
    (53, 'ends', 'works_at,leads,member_of', 'person', 'organization|company|institution|team|group', false,
        'replaced|replaces|removed|removes|ousted|ousts|dropped|drops|fired|dismissed|sacked|suspended',
        '{target} {aux} (replaced|replaces|removed|removes|ousted|ousts|dropped|drops|fired|dismissed|sacked|'
        'suspended) '
        '{source} (as|from) '),
    (54, 'states', 'leads', 'person',
        'organization|company|institution|team|group|project|department', false,
        'replaced|replaces',
        '{target} {aux} (replaced|replaces) ([a-z]+ ){0,3}{name} (as ([a-z]+ )*(ceo|executive|chair|chairman|'
        'chairwoman|'
        'chairperson|president|director|head|leader|captain) )?(with|by) {source}'),
    -- "Ann Lee takes over as CEO of Acme", "Ann Lee is CTO of Acme"
    (55, 'states', 'leads', 'person',
        'organization|company|institution|team|group|project|department', false,
        'takes|took|taking|steps|stepped|returns|returned|starts|started|joins|joined|continues|stays|acts|acted|'
        'begins|'
        'began',
        '{source} {aux} ((takes|took|taking) over|(steps|stepped) (in|up)|returns|returned|starts|started|joins|joined|'
        'continues|stays|acts|acted|begins|began) as ([a-z]+ ){0,3}(ceo|executive|chair|chairman|chairwoman|'
        'chairperson|president|director|head|leader|captain) (of|at) {target}'),
    (56, 'states', 'works_at', 'person', 'organization|company|institution|team|group', false,
        'cfo|cto|coo|cmo|cio|cso|cpo|ciso|treasurer|secretary|counsel|controller|vp|svp|evp',
        '{source} ((,|who|is|was|became|been|has been|now|still|currently|serves as|served as|works as|acts as) )+'
        '([a-z]+ ){0,2}(cfo|cto|coo|cmo|cio|cso|cpo|ciso|treasurer|secretary|counsel|controller|vp|svp|evp)( and '
        '[a-z]+)? '
        '(of|at|for) {target}')
) AS r (place, effect, kinds, source_type, target_type, is_symmetric, cue, expression)
CROSS JOIN LATERAL unnest(string_to_array(r.kinds, ',')) AS k (kind)
ORDER BY g.graph_id, r.place, k.kind;
