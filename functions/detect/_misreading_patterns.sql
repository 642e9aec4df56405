CREATE OR REPLACE FUNCTION relationship_engine._misreading_patterns(
    OUT verbs text [], OUT prepositions text [], OUT conjunctions text [], OUT adverbs text [],
    OUT subordinators text [], OUT former text,
    OUT companion text, OUT titled text, OUT owner text, OUT other text, OUT object text, OUT relative text,
    OUT attribute text, OUT employer text, OUT elsewhere text, OUT hour text,
    OUT possessor text
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_job text;
    v_own_job text;
    v_own_job_passive text;
    v_job_link text;
    v_graduate text;
    v_of_phrase text;
    v_preposition text;
    v_no_noun text;
    v_verb text;
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'verb'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'preposition'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'conjunction'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'adverb'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'clause'), '{}'),
        '(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'former') || ')',
        '(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'companion') || ')',
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('occupation', 'office')),
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('copula', 'own_job', 'appointed')),
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('appointed', 'engaged')),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'job_link'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'graduate'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'of_phrase'),
        '\m(work|works|worked|working) (for|under) (?!([a-z]+ ){0,2}('
            || string_agg(l.word, '|') FILTER (WHERE l.kind = 'time_noun') || ') )([a-z]+ )+(at|in|of)$',
        '^([a-z]+ ){0,3}at ((half|quarter) (past )?)?([0-9]{1,2}|'
            || string_agg(l.word, '|') FILTER (WHERE l.kind = 'hour') || ')( |$)',
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind IN ('person', 'kin')) || ') ([a-z]+ )*(his|her|their)\M'
    INTO verbs, prepositions, conjunctions, adverbs, subordinators, former, companion, v_job, v_own_job,
        v_own_job_passive, v_job_link, v_graduate, v_of_phrase, employer, hour, possessor
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('verb', 'preposition', 'conjunction', 'adverb', 'clause', 'former', 'companion', 'occupation',
        'office', 'copula', 'own_job', 'appointed', 'engaged', 'job_link', 'graduate', 'of_phrase',
        'time_noun', 'hour', 'person', 'kin');
    v_preposition := array_to_string(prepositions, '|');
    v_no_noun := array_to_string(prepositions || conjunctions || verbs, '|');
    v_verb := '(' || array_to_string(verbs, '|') || ')';
    titled := format('(^| )(%s) [{]name[}] (''s )?([a-z]+ )?(%s)$', v_preposition, v_job);
    owner := format('^([a-z]+ )?(%2$s)s? [{]name[}]|^''s (?!(%1$s) )[a-z]+ ((?!(%1$s) )[a-z]+ )?[{]name[}]',
        v_no_noun, v_job);
    other := format('^(, )?((who|also|then|later|has|had|been) )*(is|was|are|were|be|been|became|got) '
        '((?!(%s) )[a-z]+ ){1,2}(to|by|with|of|for|from|against) ((?!(%s) )[a-z]+ ){0,3}(%s|%s) '
        '(at|for|with|of|from|in)$', v_own_job_passive, v_job_link, v_job, v_graduate);
    object := format('^(who |that |also )*(?!(%s) )(([a-z]+[^s]s|[a-z]+ed|%s) )+((?!(as|to|from|into) )[a-z]+ ){0,2}'
        '(%s) (at|for|with|of|from|in)$', v_own_job, v_verb, v_job);
    relative := format('[a-z] ((which|who) [a-z]+|that ([a-z]+(s|ed)|%s))( [a-z]+)?$', v_verb);
    elsewhere := '^((?!(ceased|ceases|stopped|stops) )[a-z]+ )+(to|into|himself|herself|themselves) '
        '([a-z]+ )+(at|of|with|from|in)$';
    attribute := format('^(?!(%s) )[a-z]+ of [{]name[}]', v_of_phrase);
END
$function$;

COMMENT ON FUNCTION relationship_engine._misreading_patterns() IS
'Words and expressions, from the lexicon, by which _pattern_in_sentence sees that a name next to the words of a rule '
'is not what they are about. Before the first name: titled, an office whose employer it is ("CEO of Acme"); relative, '
'that it ends a relative clause. Between the names: object, a job of somebody else ("advises an engineer at"); other, '
'that of whoever did it ("was interviewed by the founder of"); employer, somebody else at the second name ("works for '
'a man at"); elsewhere, a way within it ("retired to her room at"). After the second name: owner, that it tells whose '
'the next name is; attribute, that the noun behind it is meant ("the Oslo branch of Acme"); hour, when ("at six"); '
'possessor, between the names, whose wife it is ("met a man and his wife"). '
'former: "ex", as a group.';
