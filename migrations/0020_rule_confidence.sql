-- Written by `make calibrate`; do not edit. What each shipped rule is worth: the lower bound (80 %) of its precision on
-- labelled data, hits and right of them on the half that fits. With fewer than 20 hits 0.7 at most, and not measured.
UPDATE relationship_engine.pattern_rule r
SET confidence = m.confidence, is_measured = m.is_measured
FROM (
    VALUES
    ('title', 'role_at', 0.94, true, 62, 60,
        '(^| )(at|with|from|chez|bei|bij|presso|en|na) (us |law firm |firm |company |agency )?{target}( (,|''s|and|'
        'at|for|in|on|under|with|from|to|by|as|since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|plc)( |'
        '$)|$)'),
    ('title', 'role_at', 0.70, false, 4, 3,
        '(^| ), (us |law firm |firm |company |agency )?{target}( (,|''s|and|at|for|in|on|under|with|from|to|by|as|'
        'since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|plc)( |$)|$)'),
    ('title', 'role_at', 0.96, true, 62, 61,
        '(^| )(of|in|on|by|''s|for|to|de|du|des|do|da|di|del|della|de la|der|von|van) (us )?{target}( (,|''s|and|at|'
        'of|for|in|on|under|with|from|to|by|as|since|until|board|inc|llc|llp|ltd|corp|corporation|co|company|plc)( |'
        '$)|( (administrator|ceo|chair|chairman|chief|commissioner|deputy|director|president|secretary))*$)'),
    ('title', 'role_at', 0.70, false, 0, 0,
        '^{target}$|^{target} ''s '),
    ('title', 'role_at', 0.70, false, 0, 0,
        '^{target} , [a-z]'),
    ('title', 'role_at', 0.70, false, 0, 0,
        '^(founded|cofounded|attending|attended|joined|leading|led|running|ran|owned) (us )?{target}( ,|$)'),
    ('title', 'role_at', 0.70, false, 1, 1,
        '^((ex|former|current|acting|interim|retired|deputy|assistant|senior) )*{target}( ([^afw ][^ ]*|[afw][^ '
        ']{4,}|and|air|area|art|for))*$'),
    ('title', 'role_at', 0.70, false, 1, 1,
        '(^| )secretary of [^,]+ , (us )?{target}'),
    ('summary', 'role_at', 0.70, false, 1, 1,
        '{target} (''s )?{source}'),
    ('summary', 'role_at', 0.58, false, 2, 0,
        '{source} (at|of|for|with|in|on|from|to|by) (us )?{target}'),
    ('summary', 'role_at', 0.70, false, 0, 0,
        '{source} , (us )?{target}'),
    ('summary', 'role_at', 0.70, false, 1, 1,
        '(at|for|in|with) (us )?{target}( ,| in)?( [a-z0-9]+){0,3}( ,)? as {source}'),
    ('summary', 'role_at', 0.70, false, 0, 0,
        '(joined|join|joining) (us )?{target}[^|]* as {source}'),
    ('summary', 'role_at', 0.70, false, 1, 1,
        '{target}[^|]* (including|include|such as|most recently) [^|]*{source}'),
    ('summary', 'role_at', 0.70, false, 4, 4,
        '{source}[^|]* (at|of|for|with|in|on|from|to|by) (us )?{target}'),
    ('summary', 'role_at', 0.70, false, 5, 5,
        '{target}[^|]*{source}'),
    ('summary', 'role_at', 0.70, false, 0, 0,
        '{source}[^|]*{target}'),
    ('summary', 'role_at', 0.70, false, 0, 0,
        '{target}[^|]*[|][^|]*{source}'),
    ('text', 'renamed_to', 0.70, false, 9, 7,
        '{source} (, )?((was|is|were|has been|had been|been|has|itself|later|then|soon|eventually|officially|'
        'formally) )*(renamed|renames|rebranded|rebrands|retitled|rechristened)( itself)?( to| as)? {target}'),
    ('text', 'renamed_to', 0.70, false, 0, 0,
        '{source} (, )?((has|had|have|later|then|soon|eventually|officially|formally) )*(changed|changes|switched|'
        'changing) (its|his|her|their) (company |band |legal |corporate |brand )?name (from {name} )?to {target}'),
    ('text', 'renamed_to', 0.70, false, 1, 1,
        '{target} (, )?((is|was|had|been) )*(formerly|previously|originally) ((known|called|named|as) )+{source}'),
    ('text', 'part_of', 0.70, false, 1, 1,
        '{source} (, )?(which )?((is|was|are|were|became|becomes|remains|remained|as|forms|formed) )?((now|then|'
        'also|itself|still) )?(part of|belong to|belongs to|belonged to|belonging to) {target}'),
    ('text', 'blocked_by', 0.70, false, 5, 4,
        '{source} (, )?((is|was|are|were|remains|remained|been|has been) )?((now|still|currently) )?blocked by '
        '{target}'),
    ('text', 'depends_on', 0.65, false, 10, 6,
        '{source} (, )?((which|that|still|also|now) )?(depends|depended|depend|relies|relied|rely|dependent) '
        '((heavily|partly|entirely|directly) )?(on|upon) {target}'),
    ('text', 'learned_from', 0.70, false, 9, 7,
        '{source} (, )?((has|had|have|also) )?(learned|learnt|learns) ((much|a lot|lot) )?from {target}'),
    ('text', 'based_on', 0.70, false, 8, 6,
        '{source} (, )?((is|was|are|were|being|been) )?((partly|largely|closely|loosely|originally|directly|heavily|'
        'itself|also|initially|chiefly) )*based ((partly|largely|closely|loosely|directly|heavily|chiefly) )?(on|'
        'upon) {target}'),
    ('text', 'contradicts', 0.61, false, 13, 7,
        '{source} (, )?((directly|also|flatly|now) )?(contradicts|contradicted|contradict|conflicts with|conflicted '
        'with|conflict with|is in conflict with) {target}'),
    ('text', 'founded_by', 0.58, false, 2, 0,
        '{source} (, )?(which )?((is|was|are|were|had been|has been) )?((later|first|originally|co|jointly|'
        'officially) )*(founded|established|set up|started|formed|launched) ((in|on|at) [^|{]*)?by ((sir|dr|king|'
        'queen|prince|princess|emperor|actor|president) )*{target}'),
    ('text', 'founded_by', 0.70, false, 1, 1,
        '{target} (, )?((who|and|has|had|he|she|also|later|then|co|jointly|himself|herself) )*(founded|cofounded|'
        'helped found|established|formed|set up|launched) ((own|his|her|their|company|band|firm|party|startup|,|'
        'called) )*{source}'),
    ('text', 'founded_by', 0.70, false, 1, 1,
        '{target} (, |is |was |are |were |became |as |, who is |, who was )((chief|[a-z]*[a-eg-z]) ){0,4}(founder|'
        'cofounder|founders) (and [a-z]+ )?of {source}'),
    ('text', 'founded_by', 0.70, false, 1, 1,
        '((founder|cofounder|founders|cofounders) of {source}|{source} (''s )?(co )?(founders|cofounders)) ((is|was|'
        'are|were|,|include|included|including) )?(({name}|,|and) )*{target}'),
    ('text', 'founded_by', 0.70, false, 1, 1,
        '{source} (, |''s |, whose )?((was|is|co) )*(founder|cofounder|founders)( and [a-z]+)?( is| was)? (, '
        ')?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
    ('text', 'founded_by', 0.70, false, 0, 0,
        '{source} [^|{]*(founded|established|set up|launched) [^|]*by ((sir|dr|king|queen|prince|princess|emperor|'
        'actor|president) )*{target}'),
    ('text', 'leads', 0.69, false, 3, 2,
        '{source} (, )?((who|is|was|became|been|served|serves|elected|appointed|reigned|as|now|later|,) )*((current|'
        'former|first|second|last|then|acting|new|late|party|and|chairman|president) )*(ceo|chief executive|chair|'
        'chairman|chairwoman|chairperson|president|director|managing director|executive director|head|leader|'
        'captain)( and [a-z]+)? (of|at) {target}'),
    ('text', 'leads', 0.70, false, 5, 5,
        '{target} (, )?(''s |whose )?((current|former|first|second|last|then|acting|new|late|party|and|chairman|'
        'president) )*(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|director|managing '
        'director|executive director|head|leader|captain)( and [a-z]+)?( is| was)? (, )?(dr |sir )?{source}'),
    ('text', 'leads', 0.70, false, 3, 3,
        '(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|director|managing director|executive '
        'director|head|leader|captain) of {target} (, )?((is|was) )?(dr |sir )?{source}'),
    ('text', 'leads', 0.67, false, 2, 1,
        '{source} (, )?((who|is|was|became|been|served|serves|elected|appointed|reigned|as|now|later|,) )*((current|'
        'former|first|second|last|then|acting|new|late|party|and|chairman|president) )*((prime|chief|first) '
        'minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|dean|rector)( and [a-z]+)? '
        '(of|at) {target}'),
    ('text', 'leads', 0.67, false, 2, 1,
        '{target} (, )?(''s )?((current|former|first|second|last|then|acting|new|late|party|and|chairman|president) '
        ')*((prime|chief|first) minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|'
        'dean|rector)( and [a-z]+)?( is| was)? (, )?(dr |sir )?{source}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '((prime|chief|first) minister|premier|governor|mayor|king|queen|emperor|chancellor|secretary general|dean|'
        'rector) of {target} (, )?((is|was) )?(dr |sir )?{source}'),
    ('text', 'leads', 0.64, false, 1, 0,
        '{target} (, )?((is|was|were|are|and|which) )*(led|headed|chaired|ruled|governed|captained|managed|directed|'
        'run|overseen) by (president |king |queen )?{source}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|he|she|both|has|had|also|then|later) )*(works|worked|work|taught|teaches|teach|((is|'
        'was|are|were|been|got) )+(employed|hired|recruited)|lectured|lectures|lecture|interned|interns|volunteers|'
        'volunteered) ([a-z]+ )?([a-z]+ )?([a-z]+ )?([a-z]+ )?((along(side)? |together )?with {name} )?(at|for|by) '
        '{target}'),
    ('text', 'works_at', 0.64, false, 1, 0,
        '{source} (, )?((who|was|is|has|had|been|just|recently|then|later) )*((was|been|is) (named|appointed|'
        'elected|promoted|made) ((as|to) )?([a-z]+ ){1,5}(of|at|for|by)|(became|becomes) [a-z ]+ at) {target}'),
    ('text', 'works_at', 0.70, false, 1, 1,
        '{source} (, )?((who|is|was|became|and|served|serves|worked|works|as) )*((chief|[a-z]*[a-eg-z]) )?((chief|'
        '[a-z]*[a-eg-z]) )?((chief|[a-z]*[a-eg-z]) )?(professor|lecturer|teacher|researcher|scientist|engineer|'
        'editor|reporter|journalist|columnist|analyst|correspondent|partner|consultant|employee|curator|vice '
        'president) ([a-z]+ )?([a-z]+ )?([a-z]+ )?([a-z]+ )?(at|for|with|of) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} (''s )?([a-z]+ )?(professor|lecturer|teacher|researcher|scientist|engineer|editor|reporter|'
        'journalist|columnist|analyst|correspondent|partner|consultant|employee|curator|vice president) (, '
        ')?{source}'),
    ('text', 'works_at', 0.64, false, 1, 0,
        '{source} (, )?((who|and|later|then|also|he|she) )*(joined|joins) {target} (as|after|from|where|,)'),
    ('text', 'educated_at', 0.70, false, 4, 4,
        '{source} (, )?[^|]*(graduated|graduates|educated|studied|enrolled|matriculated) ([^|{]* )?(at|from) ([^|'
        '{,]* )?{target}'),
    ('text', 'educated_at', 0.70, false, 0, 0,
        '{source} (, )?((who|is|was|are|both|now|still|currently|also) )*(studies|studying|study) ([a-z]+ ){0,4}at '
        '{target}'),
    ('text', 'educated_at', 0.70, false, 0, 0,
        '{source} (, |is |was |became |as |, who is |, who was )((chief|[a-z]*[a-eg-z]) ){0,4}(graduate|student|'
        'alumnus|alumna) (at|from|of) {target}'),
    ('text', 'educated_at', 0.70, false, 2, 2,
        '{source} [^|]*(bachelor|bachelors|master|masters|doctorate|phd|ph d|ba|bs|bsc|ma|ms|msc|mba|jd|md|llb|'
        'degree|degrees|diploma) [^|{]*((from|at) {name} ([0-9a-z,]+ )*and )?(from|at) {target}'),
    ('text', 'educated_at', 0.70, false, 0, 0,
        '(educated|graduating|graduated|student|studying|studied) ([^|{,]* )?(at|from) {target} (, )?((a[a-mo-z]|'
        '[b-z])[a-z]* ){0,2}{source}'),
    ('text', 'educated_at', 0.70, false, 4, 3,
        '{source} [^|{]*(attended|attending|attends) (({name}|,|and|later|then) )*{target}'),
    ('text', 'member_of', 0.64, false, 1, 0,
        '{source} ((,|who|is|was|were|became|remained|has been|been|as|also|now|and|served|serves|elected|joined) '
        ')+([a-z0-9]+ ){0,3}(member|members) of {target}'),
    ('text', 'member_of', 0.70, false, 4, 4,
        '{target} (, )?(''s )?((then|former|current|founding|fellow|lead|original|band) )*(member|members|bassist|'
        'guitarist|drummer|singer|vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|striker|defender|'
        'player) (, )?{source}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} (, )?((is|was|became|and|,) )*([a-z]+ )?([a-z]+ )?([a-z]+ )?(bassist|guitarist|drummer|singer|'
        'vocalist|keyboardist|frontman|midfielder|forward|goalkeeper|striker|defender|player) (of|for|in|with) '
        '{target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} (, )?((who|has|had|he|she|and|previously|currently|then|last|now|also) )*(plays|played|playing|'
        'signed|signs|appeared|debuted) ([a-z]+ ){0,2}(for|with) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{target} (, )?([^|{]* )?(members (are|were|include|included|including|,)|consisting of|consists of|'
        'consisted of|composed of|formed in [0-9]+ by|lineup of) ([a-z]+ )?(({name}|,|and|[a-z]+) )*{source}'),
    ('text', 'member_of', 0.62, false, 3, 1,
        '{source} ((,|is|was|became|has been|are|were|remains|which|also|now) )+((founding|full|associate|permanent|'
        'active|new) )?(member|members|member state|member states) of {target}'),
    ('text', 'owned_by', 0.70, false, 1, 1,
        '{source} (, )?((which|it|and|that) )*((is|was|are|were|has been|had been|being|been|later|now|then|wholly|'
        'partly|jointly|currently|majority|fully) )*(owned|acquired|bought|purchased|taken over) ((and|operated|'
        'jointly) )*by {target}'),
    ('text', 'owned_by', 0.70, false, 2, 2,
        '{target} (, )?((which|that|who|also|has|had|have|later|then|in|[0-9]+) )*(owns|owned|own|acquired|acquires|'
        'acquire|bought|buys|purchased|purchases|(took|takes|taken) over) (({name}|and|,) )*{source}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{target} (''s |(has |had )?(completed|completes|closed|finalised|finalized|finished|announced|announces) '
        '(its )?)([a-z0-9]+ ){0,2}(acquisition|takeover|purchase|buyout) of {source}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '(acquisition|takeover|purchase|buyout) of {source} (, )?by {target}'),
    ('text', 'owned_by', 0.70, false, 2, 2,
        '{source} ((,|is|was|became|remains|which|an|now|wholly|owned|fully) )+(subsidiary|division|brand|imprint|'
        'arm|unit) of {target}'),
    ('text', 'owned_by', 0.70, false, 2, 2,
        '{target} (, )?((and|along|with|its|''s|wholly|owned) )*(subsidiary|subsidiaries) (, )?(({name}|,|and) '
        ')*{source}'),
    ('text', 'owned_by', 0.70, false, 1, 1,
        '{target} (, )?((is|was|became|now|new|current|sole|majority) )*((owner|parent|parent company|owners) )+of '
        '{source}'),
    ('text', 'owned_by', 0.70, false, 1, 1,
        '{source} ((,|which|that|has|had|have|is|was|were|are|to|will) )*(is|was|were|are|been|being|be|,) ([a-z]+ '
        ')?sold to {target}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{source} (, )?((which|that|now|still|also|then|both|all) )*(belong|belonged|belongs) to {target}'),
    ('text', 'married_to', 0.70, false, 2, 2,
        '{source} (, )?((who|and|he|she|later|then|also|first|had|has|is|was|got|secretly) )*(married|marries|wed|'
        'remarried)( to)? ([a-z]+ )?([a-z]+ )?([a-z]+ )?((sir|dr|king|queen|prince|princess|emperor|actor|'
        'president) )*{target}'),
    ('text', 'married_to', 0.69, false, 3, 2,
        '{source} (, |and |is |was |''s |with )*((his|her) )?((younger|elder|older|eldest|youngest|first|second|'
        'third|only|twin|late|half|step|former|surviving|ex|estranged) )*(wife|husband|spouse|widow|widower|bride)( '
        'and [a-z]+)?( of)?( ,)? ((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
    ('text', 'child_of', 0.70, false, 2, 2,
        '{source} (, )?((who|is|was|were|are|as|became|elder|eldest|younger|youngest|only|first|second|third|'
        'illegitimate|adopted) )*(son|daughter|child|children|sons|daughters) of ([a-z]+ )?([a-z]+ )?([a-z]+ '
        ')?([a-z]+ )?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (, )?[^|{]*(son|daughter|child|children|born) (of|to) ([a-z]+ )?([a-z]+ )?([a-z]+ )?{name} (, '
        ')?([a-z]+ )?([a-z]+ )?([a-z]+ )?and ([a-z]+ )?([a-z]+ )?([a-z]+ )?((sir|dr|king|queen|prince|princess|'
        'emperor|actor|president) )*{target}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (, )?((who|is|was|were) )*born ([^ |]*[^ d|] )*to ((sir|dr|king|queen|prince|princess|emperor|'
        'actor|president) )*{target}'),
    ('text', 'child_of', 0.70, false, 4, 4,
        '{target} (, |and |''s |with |has |had )*((his|her|their) )?([a-z]+ year old )?((younger|elder|older|eldest|'
        'youngest|first|second|third|only|twin|late|half|step|former|surviving) )*(son|daughter|child)( and '
        '[a-z]+)?( is| was)?( ,| named| called)* {source}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{target} (, |and |''s |had |has )*((his|her|their) )?([a-z]+ )?(sons|daughters|children)( include| '
        'included| are| were| by {name})?( ,)? (({name}|,|and) )*{source}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (, |and |''s |with )*((his|her) )?(father|mother|parents)( and [a-z]+)?( is| was| are| were)? (, '
        ')?([a-z]*[a-ce-z] )?((sir|dr|king|queen|prince|princess|emperor|actor|president) )*{target}'),
    ('text', 'child_of', 0.70, false, 1, 1,
        '{target} (, )?((is|was|became) )*(father|mother) of ((sir|dr|king|queen|prince|princess|emperor|actor|'
        'president) )*{source}'),
    ('text', 'sibling_of', 0.70, false, 1, 1,
        '{source} (, |and |is |was |''s |with |has |had )*((his|her|their) )?((younger|elder|older|eldest|youngest|'
        'first|second|third|only|twin|late|half|step|former|surviving) )*(brother|sister|sibling)( and [a-z]+)?( is|'
        ' was)?( of| to| named| called)?( ,)? ((sir|dr|king|queen|prince|princess|emperor|actor|president) '
        ')*{target}'),
    ('text', 'sibling_of', 0.70, false, 3, 3,
        '{source} (, |and |''s |with |has |had )+((his|her|their) )?((two|three|four|five|six|several) )?((younger|'
        'elder|older|eldest|youngest|first|second|third|only|twin|late|half|step|former|surviving) )*(brothers|'
        'sisters|siblings) (, )?(({name}|,|and) )*{target}'),
    ('text', 'sibling_of', 0.97, true, 21, 21,
        '(brothers|sisters|siblings|children|sons|daughters) (, )?(({name}|,|and) )*{source} (, |and )+(({name}|,|'
        'and) )*{target}'),
    ('text', 'born_in', 0.84, true, 21, 19,
        '{source} (, )?((who|is|was|were) )*born ([^|{,]* )?(to {name} (and {name} )?)?(, [0-9]+ )?(in|at) {target}'),
    ('text', 'born_in', 0.70, false, 0, 0,
        '{source} (, )?((who|is|was|himself|herself) )*native (of|to) {target}'),
    ('text', 'born_in', 0.70, false, 0, 0,
        '{target} (born|native) (, )?([a-z]+ )?{source}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|has|had|he|she|just|recently|also|then|finally) )*(got|took|started|landed|accepted|'
        'found|began|has|had|(moved|relocated|left) (back )?(to )?({name}|here|there) (for|to take)) ([a-z]+ '
        '){0,3}(job|position|role|internship|post) (at|with) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|has|had|he|she|just|recently|also|then|finally|is) )*(started|starts|began|begins|'
        'starting) ((out|work|working|today|yesterday|this week|last week) )?(at|with) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|he|she|has|had|is|was|been|also|now|then|still|currently|started|starts|began|begins) '
        ')+(working|teaching) ([a-z]+ )?([a-z]+ )?(with {name} )?(at|for) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|and) )?(is|was|been|has been|had been|became|works as|worked as|working as|hired as) '
        '((now|currently|still|also|once|then) )*([a-z]+ ){0,3}[a-z]*(er|or|ist|ian|ant|agent|man|woman|chef|cook|'
        'clerk|guard|nurse|intern|barista|hand|pilot|fellow|judge|tutor|ranger|wife|medic|vet|coach|mechanic|'
        'employee|notary|doc|steward|captain) at {target}'),
    ('text', 'works_at', 0.70, false, 1, 1,
        '{source} , (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}[a-z]*(er|or|ist|ian|ant|agent|man|woman|chef|cook|clerk|'
        'guard|nurse|intern|barista|hand|pilot|fellow|judge|tutor|ranger|wife|medic|vet|coach|mechanic|employee|'
        'notary|doc|steward|captain) at {target}( ,|$)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (is|was) (((now|still|currently) )*with|(now|still|currently) at) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|and|later|then|also|has|had|just|recently|he|she) )*(joined|joins) {target}( (in|on|'
        'last|this|today|yesterday|[0-9]+|two|three|four|five|ten|few|several|year|month|week|and|but|when|while|'
        'before|since|because|during|until|instead|right|again)|$)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} (, )?((has|had|which|also|just|recently|then) )*(hired|hires|recruited) {source}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} (, )?((who|and|now|also|still|currently|later|then) )*(runs|ran|run|manages|managed|manage|heads|'
        'head|leads|lead|oversees|oversee) {target}'),
    ('text', 'founded_by', 0.70, false, 0, 0,
        '{name} (, )?((who|and|has|had|he|she|also|later|then|co|jointly) )*(founded|cofounded|established|started|'
        'launched|formed) {source} ((together|along|jointly) )?with {target}'),
    ('text', 'founded_by', 0.70, false, 0, 0,
        '{source} (, )?((is|was|were|has been|had been) )+created by {target}'),
    ('text', 'founded_by', 0.70, false, 0, 0,
        '{target} (, )?((who|and|also|later|then|just|recently|has|had) )*(started|created) {source}'),
    ('text', 'lives_in', 0.70, false, 7, 7,
        '{source} (, )?((who|is|was|are|were|both|has|had|have|been|now|still|currently|also|he|she|then) )*(lives|'
        'lived|live|living|resides|resided|reside|settled) ((now|again|alone|together|permanently) )*(in|near) '
        '{target}'),
    ('text', 'lives_in', 0.70, false, 0, 0,
        '{source} (, )?((who|is|was|now|still|currently|also) )*based ((out of|near|in) )+{target}|{target} based '
        '{source}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} [^|{]*(likes|liked|loves|loved|enjoys|enjoyed|hates|hated|dislikes|describes|starts|started|'
        'begins|began|about|in|with|of|by|through|during) (his|her|their) ([a-z]+ ){0,2}(job|work|position|post|'
        'role|internship|workplace|desk|office|shift|shifts) (as [a-z ]+ )?(at|with) {target}'),
    ('text', 'lives_in', 0.70, false, 2, 2,
        '{source} (, )?((who|is|was|has|had|he|she|just|recently|later|then|also) )*(moved|moves|relocated|moving) '
        '((back|again|permanently|away) )*to {target}'),
    ('text', 'likes', 0.70, false, 6, 6,
        '{source} (, )?((who|really|also|still|always) )*(likes|loves|enjoys|adores) {target}'),
    ('text', 'knows', 0.70, false, 8, 6,
        '{source} (, )?((who|has|had|already|also|still|well) )*(knows|knew|known|befriended) {target}'),
    ('text', 'knows', 0.70, false, 2, 2,
        '{source} (is|was|became) {target} ''s ([a-z]+ )?(friend|colleague|neighbour|neighbor|roommate|coworker)'),
    ('text', 'sibling_of', 0.70, false, 0, 0,
        '{source} (is|was|became|,) {target} ''s ([a-z]+ )?(brother|sister|sibling|twin)'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} (is|was|became|,) {target} ''s ([a-z]+ )?(wife|husband|spouse)'),
    ('text', 'married_to', 0.67, false, 2, 1,
        '{source} (''s|(, )?whose) ([a-z]+ )?(wife|husband|spouse)( is| was)?( called| named)? {target}'),
    ('text', 'sibling_of', 0.70, false, 0, 0,
        '{source} and {target} ((are|were|both|the|twin|half|step) )*(brothers|sisters|siblings|twins)'),
    ('text', 'knows', 0.70, false, 0, 0,
        '{source} and {target} ((are|were|have|been|both|became|old|good|close|best|childhood) )+(friends|'
        'colleagues|neighbours|neighbors|roommates|coworkers|flatmates)'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} and {target} ((are|were|got|have|been|just|recently|finally|secretly|both) )*(married|wed)( (in|'
        'on|at|last|this|today|yesterday)|$)'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (''s|(, )?whose) (father|mother|mom|mum|dad|parent)( is| was)?( called| named)? {target}'),
    ('text', 'child_of', 0.70, false, 2, 2,
        '{target} (''s|(, )?whose) ([a-z]+ )?(son|daughter|child)( is| was)?( called| named)? {source}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (is|was|became|,) {target} ''s ([a-z]+ )?(son|daughter|child)'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{target} (is|was) {source} ''s (father|mother|mom|mum|dad|parent)'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} , ((founder|founding|cofounder|group|interim|acting|former|current|and) )*(ceo|chief executive|'
        'chief executive officer|chair|chairman|chairwoman|chairperson|president|managing director|executive '
        'director)( and [a-z]+)? , {target}( ,|$)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} , ([a-z]+ ){0,3}(vp|svp|evp|head|director|manager|engineer|scientist|analyst|professor|partner|'
        'researcher|lecturer|editor|reporter|consultant|counsel|cfo|cto|coo|cmo|officer|developer|designer|'
        'architect|lead|buyer|secretary|treasurer|fellow|intern|nurse|teacher|lawyer|vice president) ([a-z]+ '
        ')?([a-z]+ )?([a-z]+ )?, {target}( ,|$)'),
    ('text', 'married_to', 0.67, false, 2, 1,
        '{source} (, )?([a-z]+ ){1,3}(his|her) ((ex|former|late|estranged|first|second|third|new) )*(wife|husband|'
        'spouse) (, )?{target}'),
    ('text', 'child_of', 0.70, false, 2, 2,
        '{target} (, )?([a-z]+ ){1,3}(his|her) ((elder|eldest|older|oldest|younger|youngest|only|late|twin) )*(son|'
        'daughter) (, )?{source}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '{source} (, )?([a-z]+ ){1,3}(his|her) ((late|elderly|old) )*(father|mother|mom|mum|dad) (, )?{target}'),
    ('text', 'sibling_of', 0.70, false, 0, 0,
        '{source} (, )?([a-z]+ ){1,3}(his|her) ((elder|older|big|younger|little|twin|late|half) )*(brother|sister) '
        '(, )?{target}'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '(wife|husband|spouse|widow|widower) of {source} , {target}( ,|$)|(wife|husband|spouse|widow|widower) of '
        '{source} (is|was) ((named|called) )?{target}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '(son|daughter|child) of {target} , {source}( ,|$)|(son|daughter|child) of {target} (is|was) ((named|'
        'called) )?{source}'),
    ('text', 'child_of', 0.70, false, 0, 0,
        '(father|mother) of {source} , {target}( ,|$)|(father|mother) of {source} (is|was) ((named|called) '
        ')?{target}'),
    ('text', 'sibling_of', 0.70, false, 0, 0,
        '(brother|sister|sibling) of {source} , {target}( ,|$)|(brother|sister|sibling) of {source} (is|was) '
        '((named|called) )?{target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        'members of {target} ((are|were|include|included|including|,) )?(({name}|,|and) )*{source}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{source} (''s|, whose) ((current|new|sole|majority|main|present) )?(owner|parent|parent company)(( ,)? (is|'
        'was)| ,)? {target}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '(owner|owners|parent|parent company) of {source} (is|was|are|were) (({name}|,|and) )*{target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (''s|, whose) ((current|new|present) )?employer(( ,)? (is|was)| ,)? {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'leaving|quit|quits|exited|departed|departs) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'leaving|quit|quits|exited|departed|departs) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'leaving|quit|quits|exited|departed|departs) {target}'),
    ('text', 'leads', 0.64, false, 1, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(withdrew|'
        '(resigned|resigns|retired|retires|stepped down|steps down|stood down|departed|parted ways|parted company|'
        'moved on)( [a-z]+){0,5}) (from|at|of|with) {target}'),
    ('text', 'member_of', 0.64, false, 1, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(withdrew|'
        '(resigned|resigns|retired|retires|stepped down|steps down|stood down|departed|parted ways|parted company|'
        'moved on)( [a-z]+){0,5}) (from|at|of|with) {target}'),
    ('text', 'works_at', 0.64, false, 1, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(withdrew|'
        '(resigned|resigns|retired|retires|stepped down|steps down|stood down|departed|parted ways|parted company|'
        'moved on)( [a-z]+){0,5}) (from|at|of|with) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|laid off|let go|removed|ousted|expelled|axed|terminated|discharged|made redundant|kicked '
        'out|excluded) ([a-z]+ ){0,4}(by|from|at|of) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|laid off|let go|removed|ousted|expelled|axed|terminated|discharged|made redundant|kicked '
        'out|excluded) ([a-z]+ ){0,4}(by|from|at|of) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|laid off|let go|removed|ousted|expelled|axed|terminated|discharged|made redundant|kicked '
        'out|excluded) ([a-z]+ ){0,4}(by|from|at|of) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|fires|'
        'dismissed|sacked|laid off|let go of|let go|removed|ousted|expelled|axed|terminated|discharged|parted ways '
        'with|parted company with) {source}|{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*let {source} go'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|fires|'
        'dismissed|sacked|laid off|let go of|let go|removed|ousted|expelled|axed|terminated|discharged|parted ways '
        'with|parted company with) {source}|{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*let {source} go'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|fires|'
        'dismissed|sacked|laid off|let go of|let go|removed|ousted|expelled|axed|terminated|discharged|parted ways '
        'with|parted company with) {source}|{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*let {source} go'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(stopped|'
        'ceased|quit|finished|stops|ceases) (being|(work|teach|serv|lead|runn|manag|head|direct|chair|coach|play|'
        'intern|volunteer|lectur|consult)ing|to (work|teach|be|serve|lead|run|play)) ([a-z]+ ){0,3}{target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(stopped|'
        'ceased|quit|finished|stops|ceases) (being|(work|teach|serv|lead|runn|manag|head|direct|chair|coach|play|'
        'intern|volunteer|lectur|consult)ing|to (work|teach|be|serve|lead|run|play)) ([a-z]+ ){0,3}{target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(stopped|'
        'ceased|quit|finished|stops|ceases) (being|(work|teach|serv|lead|runn|manag|head|direct|chair|coach|play|'
        'intern|volunteer|lectur|consult)ing|to (work|teach|be|serve|lead|run|play)) ([a-z]+ ){0,3}{target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{target} (''s )?([a-z]+ ){1,4}{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|'
        'recently|since) )*(resigned|resigns|quit|quits|retired|retires|stepped down|steps down|stood down|fired|'
        'dismissed|sacked|ousted|departed|departs)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} (''s )?([a-z]+ ){1,4}{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|'
        'recently|since) )*(resigned|resigns|quit|quits|retired|retires|stepped down|steps down|stood down|fired|'
        'dismissed|sacked|ousted|departed|departs)'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} , ([a-z]+ ){1,4}(of|at) {target} , ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(resigned|resigns|quit|quits|retired|retires|stepped down|steps down|stood down|'
        'fired|dismissed|sacked|ousted|departed|departs)'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} , ([a-z]+ ){1,4}(of|at) {target} , ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(resigned|resigns|quit|quits|retired|retires|stepped down|steps down|stood down|'
        'fired|dismissed|sacked|ousted|departed|departs)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} , ([a-z]+ ){1,4}(of|at) {target} , ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(resigned|resigns|quit|quits|retired|retires|stepped down|steps down|stood down|'
        'fired|dismissed|sacked|ousted|departed|departs)'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'quit|quits|exited|withdrew from|seceded from) {target}'),
    ('text', 'part_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'quit|quits|exited|withdrew from|seceded from) {target}'),
    ('text', 'lives_in', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'fled|(moved|moves|relocated|emigrated|departed) ((away|out|on|back) )?(from|of)) {target}'),
    ('text', 'lives_in', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(stopped|'
        'ceased|quit) living (in|near) {target}'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(divorced( '
        'from)?|divorces|separated from|separates from|split (up )?(from|with)|left|leaves|broke up with) {target}'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} (, )?(and|&) {target} (, )?(([a-z]+|,) ){0,3}(divorce|divorced|divorcing|separated|separate|split|'
        'broke up|parted|(annulled|dissolved|ended) (the|their)?( )?marriage|ended their)'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '(divorce|marriage) (of|between) {source} and {target}( [a-z]+){0,3} ?(ended|dissolved|annulled|final|over)|'
        '{source} (''s )?(divorce|separation) from {target}|marriage (of|between) {source} (and|to|with) {target} '
        '((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(ended|ends|dissolved|'
        'annulled)'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(sold|sells|'
        'selling|divested|offloaded|spun off|disposed of|dissolved) ((off|its|their|the|subsidiary|division|brand|'
        'unit) )*{source}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(sold|sold '
        'off|divested|offloaded|spun off|disposed of) (out )?(by|from) {target}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{source} , ([a-z]+ ){1,4}of {target} , ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|'
        'recently|since) )*(dissolved|closed|shut down|liquidated)|{source} ((,|and|who|has|have|had|is|was|were|'
        'been|got|just|also|then|later|recently|since) )*(became|becomes|become) independent (of|from) {target}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{name} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(sold|sells) '
        '{source} to {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} , (formerly|previously|once) (of|at|with) {target}'),
    ('text', 'lives_in', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(moved|moves|'
        'relocated) from {name} to {target}|{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*left {name} for {target}'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} (''s )?(his |her )?(ex|former|estranged|late) (wife|husband|spouse)( ,| is| was| named| called)* '
        '{target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ ){0,4}(resignation|notice|departure|retirement|exit) (as ([a-z]+ )*)?(from|at|to|'
        'of) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ ){0,4}(resignation|notice|departure|retirement|exit) (as ([a-z]+ )*)?(from|at|to|'
        'of) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ ){0,4}(resignation|notice|departure|retirement|exit) (as ([a-z]+ )*)?(from|at|to|'
        'of) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(lost|gave '
        'up|resigned( from)?|vacated|relinquished|abandoned|left|leaves|quit|quits) (her|his|their|the) ([a-z]+ '
        '){0,3}(job|position|post|role|seat|place|career|studies|work|internship|partnership|professorship|chair|'
        'duties) (as ([a-z]+ )*)?(at|of|with|in|from) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(lost|gave '
        'up|resigned( from)?|vacated|relinquished|abandoned|left|leaves|quit|quits) (her|his|their|the) ([a-z]+ '
        '){0,3}(job|position|post|role|seat|place|career|studies|work|internship|partnership|professorship|chair|'
        'duties) (as ([a-z]+ )*)?(at|of|with|in|from) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(lost|gave '
        'up|resigned( from)?|vacated|relinquished|abandoned|left|leaves|quit|quits) (her|his|their|the) ([a-z]+ '
        '){0,3}(job|position|post|role|seat|place|career|studies|work|internship|partnership|professorship|chair|'
        'duties) (as ([a-z]+ )*)?(at|of|with|in|from) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ )?(last|final) day (at|with) {target}|{source} ''s ([a-z]+ )?(time|tenure|'
        'employment|contract|stint|career|membership) (at|with|in|of) {target} ((,|and|who|has|have|had|is|was|were|'
        'been|got|just|also|then|later|recently|since) )*(ended|over|expired|terminated|finished|ends|ran out|runs '
        'out|lapsed)'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ )?(last|final) day (at|with) {target}|{source} ''s ([a-z]+ )?(time|tenure|'
        'employment|contract|stint|career|membership) (at|with|in|of) {target} ((,|and|who|has|have|had|is|was|were|'
        'been|got|just|also|then|later|recently|since) )*(ended|over|expired|terminated|finished|ends|ran out|runs '
        'out|lapsed)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (''s )?([a-z]+ )?(last|final) day (at|with) {target}|{source} ''s ([a-z]+ )?(time|tenure|'
        'employment|contract|stint|career|membership) (at|with|in|of) {target} ((,|and|who|has|have|had|is|was|were|'
        'been|got|just|also|then|later|recently|since) )*(ended|over|expired|terminated|finished|ends|ran out|runs '
        'out|lapsed)'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|ousted|expelled|removed|axed|replaced|lost) (its|their) ([a-z]+ ){1,4}{source}|{target} '
        '((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|sacked|ousted|'
        'axed|replaced) (ceo|president|chairman|director|manager|coach|founder) {source}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|ousted|expelled|removed|axed|replaced|lost) (its|their) ([a-z]+ ){1,4}{source}|{target} '
        '((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|sacked|ousted|'
        'axed|replaced) (ceo|president|chairman|director|manager|coach|founder) {source}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|'
        'dismissed|sacked|ousted|expelled|removed|axed|replaced|lost) (its|their) ([a-z]+ ){1,4}{source}|{target} '
        '((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(fired|sacked|ousted|'
        'axed|replaced) (ceo|president|chairman|director|manager|coach|founder) {source}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'succeeded|relieved|stripped|demoted)( by {name})? (as|of|from) ([a-z]+ ){1,4}(of|at) {target}'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'succeeded|relieved|stripped|demoted)( by {name})? (as|of|from) ([a-z]+ ){1,4}(of|at) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'succeeded|relieved|stripped|demoted)( by {name})? (as|of|from) ([a-z]+ ){1,4}(of|at) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '({source} and {target}|{target} and {source}) ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(parted ways|parted company|went (their )?separate ways)'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '({source} and {target}|{target} and {source}) ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(parted ways|parted company|went (their )?separate ways)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '({source} and {target}|{target} and {source}) ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|'
        'later|recently|since) )*(parted ways|parted company|went (their )?separate ways)'),
    ('text', 'married_to', 0.70, false, 0, 0,
        '{source} and {target} ((are|were) )?((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|'
        'recently|since) )*(no longer (married|together|a couple|couple)|separated|divorced)|{source} ((,|and|who|'
        'has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*ended (her|his|the) marriage (to|'
        'with) {target}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*sold ((its|'
        'their|all|entire|his|her|the|of|remaining) )*(stake|shares|share|interest) in {source}|{target} ((,|and|'
        'who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(lost|gave up) control of '
        '{source}'),
    ('text', 'owned_by', 0.70, false, 0, 0,
        '{source} , (formerly|previously|once) (owned|controlled|held) by {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(led|headed|'
        'chaired|directed|captained) {target}( ,|$| from| until| till| since| between| for| in| as| through)'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(moved|moves|'
        'switched|switches|transferred|went) from {target} to'),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(moved|moves|'
        'switched|switches|transferred|went) from {target} to'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(moved|moves|'
        'switched|switches|transferred|went) from {target} to'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(moved|moves|'
        'switched|switches|transferred|went) from {name} to {target}|{source} ((,|and|who|has|have|had|is|was|were|'
        'been|got|just|also|then|later|recently|since) )*(left|leaves|quit|quits) {name} (for|to join|and joined) '
        '{target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '(succeeded|succeeds|replaced|replaces|(took|takes) over from) {source} as ([a-z]+ ){1,4}(of|at) {target}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(succeeded|'
        'succeeds|replaced|replaces|(took|takes) over from) {name} as ([a-z]+ ){0,3}(ceo|executive|chair|chairman|'
        'chairwoman|chairperson|president|director|head|leader|captain) (of|at) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} , (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}(lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|'
        'designer|developer|architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|'
        'administrator|recruiter|specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser) (at|with|for|'
        'of) {target}( ,|$)'),
    ('text', 'works_at', 0.64, false, 1, 0,
        '{target} (''s )?([a-z]+ ){0,2}(lawyer|attorney|counsel|cfo|cto|coo|officer|accountant|designer|developer|'
        'architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|administrator|recruiter|'
        'specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser) (, )?{source}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(left|leaves|'
        'quit|quits|resigned from) ((his|her|their) ([a-z]+ ){1,4}(at|of|with|from) )?{name} (, )?(and|to) ((then|'
        'has|she|he|now) )*(join|joined|joins|(start|started|starts|work|works|worked) (at|for|with)) {target}'),
    ('text', 'reports_to', 0.70, false, 7, 5,
        '{source} (, )?((who|and|now|still|currently|also|directly|then|later|has|had|been|is|are|was) )*(reports|'
        'reporting|report|reported) ((directly|now|only) )*to {target}( ,|$| (as|at|in|on|since|until|for|and|now|'
        'when|while|from) )'),
    ('text', 'reports_to', 0.70, false, 2, 2,
        '{source} (''s|(, )?whose) ((current|new|direct|line) )*(boss|manager|supervisor|superior)(( ,)? (is|was)( '
        'called| named)?| ,)? {target}( ,|$| (as|at|in|on|since|and|has|is|was|will|says|said) )'),
    ('text', 'reports_to', 0.70, false, 1, 1,
        '{target} (is|was|became|becomes|,) ({source} ''s ((current|new|direct|line) )*(boss|manager|supervisor|'
        'superior)|the (boss|manager|supervisor) of {source})( ,|$| (at|in|since|and|now) )'),
    ('text', 'reports_to', 0.70, false, 1, 1,
        '{target} (, )?((who|and|now|also|still|currently|directly) )*(manages|supervises|supervised) {source}( ,|$|'
        ' (at|in|on|since|and|now) )|{source} (, )?((who|and|now|still) )*(works|worked) (directly )?under {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} , {target} ''s (([b-z][a-z]*|a[a-mo-z][a-z]*) ){0,3}(lawyer|attorney|counsel|cfo|cto|coo|officer|'
        'accountant|designer|developer|architect|technician|manager|supervisor|nurse|surgeon|assistant|coordinator|'
        'administrator|recruiter|specialist|writer|driver|clerk|spokesman|spokeswoman|intern|adviser)( ,|$)'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|and|he|she|now|still|currently|also|then|later) )*(leads|heads|runs|manages|oversees|'
        'directs|headed|managed|oversaw) ([a-su-z][a-z]*|t[a-np-z][a-z]*) ([a-z]+ ){0,3}(at|for) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} (, )?((who|is|was|became|and|serves|served|now|currently|as|works|worked|been|has) )*((vice|'
        'deputy|assistant|associate|executive|senior|global|regional|interim|acting) )*(head|director|president|'
        'chief|vp|svp|manager|chair|secretary|officer|lead) of ([a-z]+ ){1,4}(at|for|with) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} ((has|have|had|just|also|today|yesterday|recently|formally|officially) )*(named|names|appointed|'
        'appoints|promoted|promotes|elected|elects) {source} ((as|to|its|their|our|new|be) )*([a-z]+ ){0,3}(ceo|cfo|'
        'cto|coo|chair|chairman|chairwoman|chairperson|president|director|officer|head|manager|partner|dean|rector|'
        'secretary|treasurer|editor|coach|chief)( |$)'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|is|was|became|now|still) )+({target} ''s|{target}) ((current|new|first|then|acting|interim|'
        'former|longtime|managing|executive) )*(ceo|chief executive|chair|chairman|chairwoman|chairperson|president|'
        'director|head|leader|captain)( ,|$| (and|since|from|until|for|in|at|when|who|says|said) )'),
    ('text', 'founded_by', 0.70, false, 0, 0,
        '{target} ((,|is|was|now) )+({source} ''s|{source}) ((current|first|sole|late|original) )*(co )?(founder|'
        'cofounder)( ,|$| (and|since|from|until|for|in|at|when|who|says|said) )'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|is|was|now|still) )+{target} ((senior|junior|software|lead|chief|data|staff|former) '
        ')*(engineer|scientist|designer|developer|programmer|architect|analyst|employee|researcher|consultant|'
        'manager|accountant|spokesman|spokeswoman|spokesperson|reporter|journalist|editor|lawyer|intern)( ,|$| (and|'
        'since|from|until|who|says|said) )'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((who|has|have|had|is|was|been|now|still) )+(at|with) {target} (since|from|between|until) '
        '(([a-z]+|[0-9]+) )?[12][0-9]{3}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'replaces|removed|removes|ousted|ousts|dropped|drops|fired|dismissed|sacked|suspended) {source} (as|from) '),
    ('text', 'member_of', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'replaces|removed|removes|ousted|ousts|dropped|drops|fired|dismissed|sacked|suspended) {source} (as|from) '),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'replaces|removed|removes|ousted|ousts|dropped|drops|fired|dismissed|sacked|suspended) {source} (as|from) '),
    ('text', 'leads', 0.70, false, 0, 0,
        '{target} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*(replaced|'
        'replaces) ([a-z]+ ){0,3}{name} (as ([a-z]+ )*(ceo|executive|chair|chairman|chairwoman|chairperson|'
        'president|director|head|leader|captain) )?(with|by) {source}'),
    ('text', 'leads', 0.70, false, 0, 0,
        '{source} ((,|and|who|has|have|had|is|was|were|been|got|just|also|then|later|recently|since) )*((takes|took|'
        'taking) over|(steps|stepped) (in|up)|returns|returned|starts|started|joins|joined|continues|stays|acts|'
        'acted|begins|began) as ([a-z]+ ){0,3}(ceo|executive|chair|chairman|chairwoman|chairperson|president|'
        'director|head|leader|captain) (of|at) {target}'),
    ('text', 'works_at', 0.70, false, 0, 0,
        '{source} ((,|who|is|was|became|been|has been|now|still|currently|serves as|served as|works as|acts as) '
        ')+([a-z]+ ){0,2}(cfo|cto|coo|cmo|cio|cso|cpo|ciso|treasurer|secretary|counsel|controller|vp|svp|evp)( and '
        '[a-z]+)? (of|at|for) {target}')
) AS m (field, kind, confidence, is_measured, hits, correct, expression)
WHERE r.field = m.field AND r.kind = m.kind AND r.expression = m.expression AND r.confidence > 0;
