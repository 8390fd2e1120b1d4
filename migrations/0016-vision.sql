create table vision (
  municipality_id uuid not null references municipality on delete cascade,
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  title text not null,
  preamble text not null default '',
  language text not null,
  phase text not null default 'draft' check (phase in ('draft', 'consultation', 'deliberation', 'adopted', 'revision')),
  created_at timestamptz not null default now(),
  revised_at timestamptz not null default now(),
  primary key (municipality_id, id),
  unique (municipality_id, slug)
);
comment on table vision is 'A Leitbild: the text a town works on. What is public of it are its versions.';
comment on column vision.language is 'In which the text is written; everything else are translations.';

create table vision_dialogue (
  municipality_id uuid not null,
  vision_id uuid not null,
  dialogue_id uuid not null,
  primary key (municipality_id, vision_id, dialogue_id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, dialogue_id) references dialogue (municipality_id, id) on delete cascade
);
comment on table vision_dialogue is 'Which dialogues a vision draws on.';
create index vision_of_dialogue on vision_dialogue (municipality_id, dialogue_id);

create table chapter (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  position integer not null,
  title text not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table chapter is 'A chapter of a vision, usually an action field.';
create index chapter_of_vision on chapter (municipality_id, vision_id, position);

create table sentence (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  number integer not null,
  chapter_id uuid not null,
  position integer not null,
  text text not null,
  explanation text not null default '',
  is_dropped boolean not null default false,
  primary key (municipality_id, id),
  unique (municipality_id, vision_id, number),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, chapter_id) references chapter (municipality_id, id)
);
comment on table sentence is 'A sentence (Leitsatz) of a vision as it reads now.';
comment on column sentence.number is 'In its address; never given twice and never changed, whatever becomes of the order.';
comment on column sentence.is_dropped is 'No longer part of the text; its page stays and says so.';
create index sentence_of_chapter on sentence (municipality_id, chapter_id, position);

create table sentence_source (
  municipality_id uuid not null,
  id uuid not null,
  sentence_id uuid not null,
  kind text not null check (kind in ('statement', 'card', 'note', 'concept', 'resolution')),
  use text not null check (use in ('taken-over', 'merged', 'inspired')),
  statement_id uuid,
  title text not null default '',
  reference text not null default '',
  dated_on date,
  file_id uuid,
  primary key (municipality_id, id),
  unique (municipality_id, sentence_id, statement_id),
  check ((kind = 'statement') = (statement_id is not null)),
  foreign key (municipality_id, sentence_id) references sentence (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table sentence_source is 'Where a sentence comes from: a statement of a dialogue, or something from outside.';
comment on column sentence_source.use is 'What the sentence has made of it.';
comment on column sentence_source.reference is 'Where it can be found: page, file number, address on the web.';
create index sentence_source_of_statement on sentence_source (municipality_id, statement_id) where statement_id is not null;

create table source_file (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  name text not null,
  media_type text not null,
  content bytea not null,
  primary key (municipality_id, id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table source_file is 'An existing concept or paper a sentence draws on, as a file.';
alter table sentence_source add foreign key (municipality_id, file_id) references source_file (municipality_id, id);

create table statement_fate (
  municipality_id uuid not null,
  vision_id uuid not null,
  statement_id uuid not null,
  fate text not null check (fate in ('department', 'declined')),
  department text not null default '',
  reason text not null default '',
  decided_by uuid references person on delete set null,
  decided_at timestamptz not null,
  primary key (municipality_id, vision_id, statement_id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table statement_fate is 'What became of a statement no sentence came from. That it was taken over or is being negotiated is read from sentence_source and issue_statement.';

create table vision_version (
  municipality_id uuid not null,
  vision_id uuid not null,
  number integer not null,
  kind text not null check (kind in ('first-draft', 'consultation-draft', 'adopted', 'revision')),
  name text not null,
  published_at timestamptz not null,
  published_by uuid references person on delete set null,
  content jsonb not null,
  digest text not null,
  open_fates_reason text not null default '',
  primary key (municipality_id, vision_id, number),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table vision_version is 'A published text with everything that stood beside it. Never changed.';
comment on column vision_version.digest is 'SHA-256 of content as it was published.';
comment on column vision_version.open_fates_reason is 'Why it was published although statements had no fate yet; printed in it.';

create table vision_translation (
  municipality_id uuid not null,
  vision_id uuid not null,
  item text not null,
  language text not null,
  text text not null,
  origin text not null check (origin in ('person', 'machine')),
  state text not null check (state in ('draft', 'approved')),
  original text not null,
  primary key (municipality_id, vision_id, item, language),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table vision_translation is 'What a text of a vision says in another language. Stale where the original reads otherwise now: compared, never stored.';
comment on column vision_translation.item is 'title, preamble, chapter/<id>, sentence/<number>, explanation/<number>.';

-- negotiation ------------------------------------------------------------------------------------------------------

create table issue (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  number integer not null,
  question text not null,
  background text not null default '',
  state text not null default 'preparing' check (state in ('preparing', 'proposing', 'voting', 'voted', 'closed')),
  outcome text check (outcome in ('bridged', 'partly-bridged', 'dissent')),
  outcome_reason text not null default '',
  kept_dissents integer[] not null default '{}',
  no_dissent_reason text not null default '',
  result jsonb,
  closed_at timestamptz,
  primary key (municipality_id, id),
  unique (municipality_id, vision_id, number),
  check ((state = 'closed') = (outcome is not null)),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table issue is 'A contested question that is being negotiated.';
comment on column issue.kept_dissents is 'Numbers of the contributions that are on record as dissent.';
comment on column issue.no_dissent_reason is 'Why there are none although the issue ended in dissent.';
comment on column issue.result is 'What the second round has brought, small numbers hidden; worked out once, when the round ends, so that no two publications can be compared.';

create table issue_statement (
  municipality_id uuid not null,
  issue_id uuid not null,
  statement_id uuid not null,
  primary key (municipality_id, issue_id, statement_id),
  foreign key (municipality_id, issue_id) references issue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, statement_id) references statement (municipality_id, id) on delete cascade
);
comment on table issue_statement is 'Contested statements an issue is about.';
create index issue_of_statement on issue_statement (municipality_id, statement_id);

create table issue_entry (
  municipality_id uuid not null,
  id uuid not null,
  issue_id uuid not null,
  kind text not null check (kind in ('position', 'fact', 'option')),
  position integer not null,
  text text not null,
  reasons text not null default '',
  entered_for text check (entered_for in ('resident', 'integration-council', 'association', 'department', 'steering-group')),
  entered_for_name text not null default '',
  source text not null default '',
  primary key (municipality_id, id),
  check ((kind = 'position') = (entered_for is not null)),
  foreign key (municipality_id, issue_id) references issue (municipality_id, id) on delete cascade
);
comment on table issue_entry is 'What there is to know about an issue: positions with their reasons, facts with their source, options.';
comment on column issue_entry.entered_for_name is 'Name of the association or department; never of a private person.';

create table body_position (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  issue_id uuid,
  body text not null check (body in ('integration-council', 'steering-group')),
  text text not null,
  stated_on date not null,
  yes integer check (yes >= 0),
  no integer check (no >= 0),
  abstentions integer check (abstentions >= 0),
  primary key (municipality_id, id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, issue_id) references issue (municipality_id, id) on delete cascade
);
comment on table body_position is 'What integration council or steering group have stated on the vision or on an issue, with their vote.';

-- what residents bring in ------------------------------------------------------------------------------------------

create table contribution (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  number integer not null,
  kind text not null check (kind in ('bridge', 'dissent', 'amendment', 'comment')),
  issue_id uuid,
  sentence_id uuid,
  text text not null,
  reason text not null default '',
  language text not null,
  author_key text,
  signed_name text not null default '',
  entered_for text check (entered_for in ('town', 'association', 'council', 'meeting', 'paper')),
  entered_for_name text not null default '',
  state text not null check (state in ('pending', 'approved', 'rejected')),
  rejection_reason text check (rejection_reason in ('insult', 'personal-data', 'off-topic', 'duplicate', 'unclear', 'unlawful')),
  rejection_note text not null default '',
  submitted_on date not null,
  decided_at timestamptz,
  told_for integer,
  told_against integer,
  told_votes integer not null default 0,
  primary key (municipality_id, id),
  unique (municipality_id, vision_id, number),
  check ((kind in ('bridge', 'dissent')) = (issue_id is not null)),
  check ((kind in ('amendment', 'comment')) = (sentence_id is not null)),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade,
  foreign key (municipality_id, issue_id) references issue (municipality_id, id) on delete cascade,
  foreign key (municipality_id, sentence_id) references sentence (municipality_id, id) on delete cascade
);
comment on table contribution is 'What residents bring to a vision: bridging proposals and words of dissent to an issue, amendments and comments to a sentence.';
comment on column contribution.reason is 'Why the author proposes it.';
comment on column contribution.author_key is 'The author''s pseudonym, keyed for this vision alone: the name an author has chosen leads to no vote. Null: entered by staff, or forgotten.';
comment on column contribution.signed_name is 'The name the author chose to be credited by; empty: without a name.';
comment on column contribution.told_for is 'Votes for and against as they are published: in steps, by the rule for small numbers. Null while too few.';
comment on column contribution.told_votes is 'How many had voted when it was last looked whether there is something to tell; shown nowhere.';
create index contribution_by_issue on contribution (municipality_id, issue_id) where issue_id is not null;
create index contribution_by_sentence on contribution (municipality_id, sentence_id) where sentence_id is not null;
create index contribution_by_author on contribution (municipality_id, author_key) where author_key is not null;

create table amendment (
  municipality_id uuid not null,
  contribution_id uuid not null,
  base_text text not null,
  builds_on uuid,
  decision text check (decision in ('accepted', 'declined', 'ended')),
  decision_reason text not null default '',
  decided_by uuid references person on delete set null,
  decided_at timestamptz,
  needs_review boolean not null default false,
  accepted_in integer,
  primary key (municipality_id, contribution_id),
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade,
  foreign key (municipality_id, builds_on) references contribution (municipality_id, id) on delete set null (builds_on)
);
comment on table amendment is 'A proposed wording of a sentence; text, author and state stand in contribution.';
comment on column amendment.base_text is 'How the sentence read when the amendment was made, or when it was anchored anew.';
comment on column amendment.decision is '`ended`: the sentence was dropped before anybody decided.';
comment on column amendment.needs_review is 'The sentence reads otherwise since; page and author are told.';
comment on column amendment.accepted_in is 'The version that took it in.';

create table contribution_vote (
  municipality_id uuid not null,
  contribution_id uuid not null,
  participant_id uuid not null,
  answer smallint not null check (answer in (-1, 0, 1)),
  primary key (municipality_id, contribution_id, participant_id),
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete cascade,
  foreign key (municipality_id, participant_id) references participant (municipality_id, id) on delete cascade
);
comment on table contribution_vote is 'One answer per participant and contribution. It has no time: nothing needs one. It goes with the pseudonym.';
create index contribution_vote_of_participant on contribution_vote (municipality_id, participant_id);

create table sentence_change (
  municipality_id uuid not null,
  id uuid not null,
  sentence_id uuid not null,
  at timestamptz not null,
  person_id uuid references person on delete set null,
  text text not null,
  explanation text not null,
  cause text not null check (cause in ('written', 'edited', 'amendment', 'dropped', 'restored')),
  contribution_id uuid,
  primary key (municipality_id, id),
  foreign key (municipality_id, sentence_id) references sentence (municipality_id, id) on delete cascade,
  foreign key (municipality_id, contribution_id) references contribution (municipality_id, id) on delete set null (contribution_id)
);
comment on table sentence_change is 'How a sentence read from then on; the newest is how it reads now.';
create index sentence_change_by_time on sentence_change (municipality_id, sentence_id, at);

-- adoption ---------------------------------------------------------------------------------------------------------

create table consultation_step (
  municipality_id uuid not null,
  id uuid not null,
  vision_id uuid not null,
  position integer not null,
  body text not null,
  role text not null check (role in ('hearing', 'preliminary', 'decision', 'information')),
  meets_on date,
  agenda_number text not null default '',
  result text check (result in ('agreed', 'agreed-with-changes', 'refused', 'noted', 'postponed')),
  is_unanimous boolean not null default false,
  yes integer check (yes >= 0),
  no integer check (no >= 0),
  abstentions integer check (abstentions >= 0),
  deviating_decision text not null default '',
  resolution_number text not null default '',
  oparl_url text not null default '',
  primary key (municipality_id, id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table consultation_step is 'A step of the consultation sequence (Beratungsfolge): which body deals with the vision, when, as what, and with which result.';

create table oparl_object (
  municipality_id uuid not null references municipality on delete cascade,
  url text not null,
  fetched_at timestamptz not null,
  content jsonb,
  refusal text not null default '',
  primary key (municipality_id, url)
);
comment on table oparl_object is 'What a council information system answered, kept so that it is not asked with every page.';

create table decision_paper (
  municipality_id uuid not null,
  vision_id uuid not null,
  number text not null default '',
  subject text not null default '',
  draft_resolution text not null default '',
  reasons text not null default '',
  financial_effects text not null default '',
  lead_office text not null default '',
  annexes text[] not null default '{}',
  revised_at timestamptz not null,
  primary key (municipality_id, vision_id),
  foreign key (municipality_id, vision_id) references vision (municipality_id, id) on delete cascade
);
comment on table decision_paper is 'What staff write into the decision paper (Beschlussvorlage); all else is taken from the data.';

create table adoption (
  municipality_id uuid not null,
  vision_id uuid not null,
  version integer not null,
  adopted_on date not null,
  body text not null,
  resolution_number text not null,
  primary key (municipality_id, vision_id, version),
  foreign key (municipality_id, vision_id, version) references vision_version (municipality_id, vision_id, number) on delete cascade
);
comment on table adoption is 'The resolution by which a body adopted a version.';
