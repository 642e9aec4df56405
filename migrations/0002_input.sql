-- The input of applications. No foreign key refers to raw_events, because entities may arrive before their event.
-- Ids begin with the time (UUIDs of version 7), so that rows of one time share index pages. The defaults do not call
-- new_uuid_v7(), because they must outlive the functions: DROP EXTENSION leaves the tables.
CREATE TABLE relationship_engine.raw_events (
    graph_id bigint NOT NULL DEFAULT 1,
    id uuid NOT NULL DEFAULT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid()), substr(int8send((1000 * date_part('epoch', clock_timestamp()))::bigint), 3), 1
    ), 52, 1), 53, 1), 'hex')::uuid,
    payload jsonb NOT NULL DEFAULT '{}',
    source text,
    status text NOT NULL DEFAULT 'pending_processing',
    occurred_at timestamptz,
    changed_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT raw_events_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT raw_events_graph_id_fkey FOREIGN KEY (graph_id) REFERENCES relationship_engine.graph (id),
    CONSTRAINT raw_events_status_check CHECK (status IN ('pending_processing', 'processed', 'error'))
);
CREATE INDEX raw_events_id_idx ON relationship_engine.raw_events (id);
-- Partial, as those below: no row is looked up by it instead of by its key while the planner takes the rows for few.
CREATE INDEX raw_events_created_at_idx ON relationship_engine.raw_events (graph_id, created_at)
    WHERE created_at IS NOT NULL;
CREATE INDEX raw_events_changed_at_idx ON relationship_engine.raw_events (graph_id, changed_at)
    WHERE changed_at IS NOT NULL;
-- One document under several ids: what it says counts once.
CREATE INDEX raw_events_document_idx ON relationship_engine.raw_events (
    graph_id, occurred_at, source, md5(coalesce(payload ->> 'content', payload ->> 'text', payload ->> 'message', ''))
) WHERE source IS NOT NULL AND occurred_at IS NOT NULL;
COMMENT ON TABLE relationship_engine.raw_events IS
'The events of the application; their text is payload->>''content''.';
COMMENT ON COLUMN relationship_engine.raw_events.occurred_at IS 'When the event happened; null: when it was stored.';
COMMENT ON COLUMN relationship_engine.raw_events.changed_at IS
'When the text last changed, set by a trigger; null: never.';
COMMENT ON COLUMN relationship_engine.raw_events.status IS 'For the application; the engine does not use it.';

CREATE TABLE relationship_engine.entity (
    graph_id bigint NOT NULL DEFAULT 1,
    id uuid NOT NULL DEFAULT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid()), substr(int8send((1000 * date_part('epoch', clock_timestamp()))::bigint), 3), 1
    ), 52, 1), 53, 1), 'hex')::uuid,
    title text NOT NULL,
    type text NOT NULL,
    summary text,
    metadata jsonb DEFAULT '{}',
    source_event_id uuid,
    embedding schema_of_vector.vector,
    embedding_model text,
    embedding_hash text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT entity_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT entity_graph_id_fkey FOREIGN KEY (graph_id) REFERENCES relationship_engine.graph (id)
);
CREATE INDEX entity_id_idx ON relationship_engine.entity (id);
CREATE INDEX entity_created_at_idx ON relationship_engine.entity (graph_id, created_at) WHERE created_at IS NOT NULL;
CREATE INDEX entity_updated_at_idx ON relationship_engine.entity (graph_id, updated_at) WHERE updated_at IS NOT NULL;
CREATE INDEX entity_source_event_idx ON relationship_engine.entity (graph_id, source_event_id)
WHERE source_event_id IS NOT NULL;
CREATE INDEX entity_unembedded_idx ON relationship_engine.entity (graph_id, id) WHERE embedding_hash IS NULL;
COMMENT ON TABLE relationship_engine.entity IS
'People, roles, organizations and other things that the application extracts from events.';
COMMENT ON COLUMN relationship_engine.entity.metadata IS
'Optional keys: aliases (array of names), is_name (true: its names are never held back as common words), tags, '
'start_date and end_date (YYYY, YYYY-MM or YYYY-MM-DD).';
COMMENT ON COLUMN relationship_engine.entity.embedding_model IS 'The model that made the embedding.';
COMMENT ON COLUMN relationship_engine.entity.embedding_hash IS
'md5 of the embedded text; null: the entity is due for embedding.';

CREATE TABLE relationship_engine.mention (
    graph_id bigint NOT NULL DEFAULT 1,
    event_id uuid NOT NULL,
    entity_id uuid NOT NULL,
    origin text NOT NULL DEFAULT 'application',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT mention_pkey PRIMARY KEY (graph_id, event_id, entity_id),
    CONSTRAINT mention_origin_check CHECK (origin IN ('application', 'source_event', 'text')),
    CONSTRAINT mention_entity_fkey FOREIGN KEY (graph_id, entity_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE
);
-- the latest events of an entity by an index-only scan
CREATE INDEX mention_entity_idx
    ON relationship_engine.mention (graph_id, entity_id, created_at DESC) INCLUDE (event_id);
CREATE INDEX mention_created_at_idx ON relationship_engine.mention (graph_id, created_at) WHERE created_at IS NOT NULL;
-- Index-only scans need all-visible pages. By default a fifth of a large table may be inserted before a vacuum.
ALTER TABLE relationship_engine.mention SET (autovacuum_vacuum_insert_scale_factor = 0.02);
COMMENT ON TABLE relationship_engine.mention IS 'Which event mentions which entity.';
COMMENT ON COLUMN relationship_engine.mention.origin IS
'Who wrote the row. application: the application; source_event: derived from entity.source_event_id; text: a known '
'name in the text of the event.';

-- Lower case that does not depend on the locale of the database: built into PostgreSQL 17 and later, of ICU before.
DO $collation$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_collation c WHERE c.collname = 'pg_c_utf8') THEN
        CREATE COLLATION relationship_engine.unicode FROM pg_catalog.pg_c_utf8;
    ELSE
        CREATE COLLATION relationship_engine.unicode FROM pg_catalog."und-x-icu";
    END IF;
END
$collation$;
COMMENT ON COLLATION relationship_engine.unicode IS
'Unicode letters and case mapping, independent of the locale of the database.';

-- Derived from entity by index_names(). No foreign key: rows are written with every entity, and a name whose entity is
-- gone finds nothing.
CREATE TABLE relationship_engine.entity_name (
    graph_id bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    entity_id uuid NOT NULL,
    type text NOT NULL,
    spelling text NOT NULL,
    origin text NOT NULL,
    style text NOT NULL,
    is_common boolean NOT NULL DEFAULT false,
    CONSTRAINT entity_name_pkey PRIMARY KEY (graph_id, key, entity_id),
    CONSTRAINT entity_name_origin_check CHECK (origin IN ('title', 'alias', 'derived')),
    CONSTRAINT entity_name_style_check CHECK (style IN ('free', 'capital', 'exact', 'never'))
);
CREATE INDEX entity_name_entity_idx ON relationship_engine.entity_name (graph_id, entity_id);
-- The expression of _blocking_key(): a misspelt name is compared only with names of the same key.
CREATE INDEX entity_name_spelling_idx ON relationship_engine.entity_name
(graph_id, (regexp_replace(key, '(?<![^ ])([^ 0-9])[^ 0-9]{3,}(?![^ ])', '\1*', 'g')), type)
WHERE length(key) <= 100 AND length(type) <= 100;  -- or an entry might be too long for an index
COMMENT ON TABLE relationship_engine.entity_name IS
'The names of entities: title, aliases and what is derived from them. index_names() keeps it.';
COMMENT ON COLUMN relationship_engine.entity_name.key IS 'The name as texts are searched for it: see normalize_name().';
COMMENT ON COLUMN relationship_engine.entity_name.type IS 'The type of the entity, in lower case.';
COMMENT ON COLUMN relationship_engine.entity_name.spelling IS 'The title or alias as the application wrote it.';
COMMENT ON COLUMN relationship_engine.entity_name.origin IS
'title; alias; derived: without its legal form, article or accents, or US for United States.';
COMMENT ON COLUMN relationship_engine.entity_name.style IS
'How a text must write it. free: in any case; capital: with a capital letter; exact: as it is spelled; never: not '
'found in texts (a number).';
COMMENT ON COLUMN relationship_engine.entity_name.is_common IS
'The texts of the graph mostly use it as an everyday word. Nothing sets it yet: an administrator may.';

CREATE TABLE relationship_engine.title_suffix (
    graph_id bigint NOT NULL,
    tail text COLLATE "C" NOT NULL,
    entity_id uuid NOT NULL,
    type text NOT NULL,
    CONSTRAINT entity_tail_pkey PRIMARY KEY (graph_id, tail, entity_id)
);
CREATE INDEX entity_tail_entity_idx ON relationship_engine.title_suffix (graph_id, entity_id);
COMMENT ON TABLE relationship_engine.title_suffix IS
'Titles that pattern rules read, from each of their words to the end, normalised: a new name finds by its '
'beginning the titles that hold it.';

-- What texts and names are read with: languages are rows.
CREATE TABLE relationship_engine.lexicon (
    language text NOT NULL,
    kind text NOT NULL,
    word text COLLATE "C" NOT NULL,
    -- of "the case that" the word case: most texts have a "the"
    cue text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (coalesce(substring(word FROM '[a-z]{4,}'), split_part(word, ' ', 1))) STORED,
    CONSTRAINT lexicon_pkey PRIMARY KEY (kind, word, language),
    CONSTRAINT lexicon_word_check CHECK (word <> '')
);
COMMENT ON TABLE relationship_engine.lexicon IS
'Words that decide how texts are read, by language; add rows freely. Names that are indexed follow with repair().';
COMMENT ON COLUMN relationship_engine.lexicon.language IS 'ISO 639-1 code; mul: of several languages.';
COMMENT ON COLUMN relationship_engine.lexicon.cue IS
'The one word of it that a text is searched for first; computed when it is written, because each insert asks for it.';
COMMENT ON COLUMN relationship_engine.lexicon.kind IS
'abbreviation: its full stop ends no sentence; legal_form: dropped at the end of an organization''s name, one that is '
'not of ASCII at its beginning too; legal_prefix: dropped there alone; modal: not a name before its subject, but one '
'before a finite verb; finite: such verbs; '
'stop_word: no name unless spelled exactly so; particle: may follow a name without a space; elision, clitic: '
'joined to a name by an apostrophe before or after it; determiner: the word after it is no name; article: no unit '
'to rules; postnominal: may stand between a person''s name and a verb, after a comma; connective: a line that '
'ends with it goes on; conjunction, preposition, verb: forms that tell how names of a sentence belong together; '
'workplace: a preposition before an employer, not a subject; denial, unreal: a statement that is denied, asked or '
'imagined; unreal_opening: so is a sentence that begins with it; ending, anymore, former: one that held before; '
'date_from, date_to, date_between, date_on, date_end (of an ending), date_near (before a month), month_1 to month_12, '
'weekday: dates; open_end: the end of a role that continues; participle: besides words in -ed, may begin a sentence '
'about the name after the comma; '
'adverb: may stand between a name and its verb; companion: joins one that the verb speaks of too; sequel: joins two '
'names as a conjunction does; '
'rank: begins a job title, not the name of an employer; office: a job title that takes the employer''s name before it; '
'occupation: one that may begin the next phrase of a title; prefix: glued to the beginning of a name; '
'remainder: ends a list of names without another name; affix: a hyphen joins it to a name, which goes on to be one; '
'time_after, time_before: end or begin an aside within a list of names that says when; tag: ends a question that only '
'asks to confirm; mandate: whom it is for is represented, and no employer; apposition: after a comma it tells whose '
'the organization before it is; copula, own_job, appointed, engaged: the job behind it is that of the subject, after '
'engaged in the passive; job_link: so it is behind "to" and this; graduate: besides an occupation, whom a school has; '
'of_phrase: with "of" a preposition; given_name, institution: with a capital before a name, or that of a place, part '
'of a longer one; indefinite: after it, words in small letters are no name; assurance: denies nothing; hour: after '
'"at" a time of day; pronoun, clause: a pronoun behind one of these words begins a clause about the subject; person, '
'kin: a noun of people, whom a pronoun may mean; kin: only people have them; time_noun, adjunct, appellation: may '
'stand behind the object of a verb without being the object.';
COMMENT ON COLUMN relationship_engine.lexicon.word IS 'In lower case; a legal form as normalize_name() has it.';

CREATE TABLE relationship_engine.type_alias (
    alias text CONSTRAINT type_alias_pkey PRIMARY KEY,
    type text NOT NULL,
    CONSTRAINT type_alias_case_check CHECK (alias = lower(alias COLLATE "C") AND type = lower(type COLLATE "C"))
);
CREATE INDEX type_alias_type_idx ON relationship_engine.type_alias (type);
COMMENT ON TABLE relationship_engine.type_alias IS
'Types of entities as extractors write them, and the type that rules speak of: a rule for person reads PER too. '
'Add rows freely.';
