-- learner.db: what the learner's memory is on disk. The answers and edits are the truth; states are made from them.
-- Every table but state, fresh and seen ends in `sum`: FNV-1a 64 with the SplitMix64 finaliser over all other columns in order,
-- each as type (n, i, f, t, b), length in 8 bytes lowest first, and bytes; foreign ids stand for the key or uid they mean
-- (store_sums.c). It is stored signed.
PRAGMA application_id = 0x646d7263;
PRAGMA user_version = 2;

-- Where answers were given: 1 is this file, others came by import.
CREATE TABLE origin (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  sum INTEGER NOT NULL) STRICT;

CREATE TABLE deck (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  seen_print TEXT NOT NULL DEFAULT '',        -- fingerprint of the deck when its items were last taken in
  exams TEXT NOT NULL DEFAULT '',             -- 'az-900 clf-c02'
  retention REAL NOT NULL DEFAULT 0.9,        -- what the due days of its states are derived from: the retention, and
  exam_day INTEGER,                           -- the day of the nearest exam ahead
  sum INTEGER NOT NULL) STRICT;

-- What can be asked. Never deleted; its key never changes.
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  deck INTEGER NOT NULL REFERENCES deck,
  key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 3 AND 200),   -- 'azure/os/paas'
  answer_print TEXT NOT NULL DEFAULT '',      -- what the deck says is right; a change starts the item anew
  place INTEGER,                              -- its number in the deck of that fingerprint; null: no longer asked
  sum INTEGER NOT NULL) STRICT;
CREATE INDEX item_place ON item(deck, place);

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('drill','round','exam')),
  rules INTEGER NOT NULL, rng INTEGER NOT NULL, seed INTEGER NOT NULL,
  setup TEXT NOT NULL,                        -- the options as a command line
  decks TEXT NOT NULL,                        -- 'azure@5f2c81d0aa9e1b44 aws@...'
  began_ms INTEGER NOT NULL, offset_min INTEGER NOT NULL,
  left_ms INTEGER,
  claim BLOB,                                 -- which running program plays it
  ended_ms INTEGER, how TEXT CHECK (how IN ('done','handed-in','time','left','old-rules')),
  sum INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX session_open ON session(kind) WHERE ended_ms IS NULL;

CREATE TABLE player (
  session INTEGER NOT NULL REFERENCES session, n INTEGER NOT NULL,
  name TEXT NOT NULL, is_learner INTEGER NOT NULL,
  sum INTEGER NOT NULL,
  PRIMARY KEY (session, n)) STRICT, WITHOUT ROWID;

-- What will be asked. The plan is fixed when the session begins; re-asks are what its steps make of it, kept for readers.
CREATE TABLE task (
  session INTEGER NOT NULL REFERENCES session, n INTEGER NOT NULL,
  player INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL CHECK (kind IN ('board','line','card','question')),
  model TEXT, seconds INTEGER,
  reask INTEGER NOT NULL DEFAULT 0,
  sum INTEGER NOT NULL,
  PRIMARY KEY (session, n)) STRICT, WITHOUT ROWID;

CREATE TABLE task_item (
  session INTEGER NOT NULL, task INTEGER NOT NULL, pos INTEGER NOT NULL,
  item INTEGER NOT NULL REFERENCES item,
  sum INTEGER NOT NULL,
  PRIMARY KEY (session, task, pos), FOREIGN KEY (session, task) REFERENCES task) STRICT, WITHOUT ROWID;

-- Every move, as a line of text. A session is its tasks and its steps.
CREATE TABLE step (
  session INTEGER NOT NULL REFERENCES session, n INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, left_ms INTEGER, move TEXT NOT NULL,
  sum INTEGER NOT NULL,
  PRIMARY KEY (session, n)) STRICT, WITHOUT ROWID;

-- The log: append only, ids without gaps. day is the local day of study.
CREATE TABLE answer (
  id INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL REFERENCES origin, seq INTEGER NOT NULL,
  item INTEGER NOT NULL REFERENCES item,
  session INTEGER REFERENCES session, task INTEGER, player INTEGER NOT NULL DEFAULT 0,
  at_ms INTEGER NOT NULL, offset_min INTEGER NOT NULL, day INTEGER NOT NULL,
  given TEXT NOT NULL,                        -- zone id, rating of a card, options chosen; '' where it was left open
  correct INTEGER CHECK (correct IN (0,1)),
  ways INTEGER NOT NULL, right_ways INTEGER NOT NULL,   -- the chance of luck is right_ways / ways; ways 0: the learner's own rating
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
  unsure INTEGER NOT NULL DEFAULT 0, took_ms INTEGER,
  counts INTEGER NOT NULL CHECK (counts IN (0,1,2)),    -- 0 not for the memory, 1 the day's first answer, 2 a repeat
  answer_print TEXT NOT NULL,
  sum INTEGER NOT NULL,
  UNIQUE (origin, seq)) STRICT;
CREATE INDEX answer_item ON answer(item, id);
CREATE INDEX answer_session ON answer(session, task);
CREATE INDEX answer_day ON answer(day, item);

-- What changes the meaning of the log, by its target and not by its place: append only.
CREATE TABLE edit (
  id INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL REFERENCES origin, seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('void','unvoid','reset','redate','weights','rest','wake')),
  answer INTEGER REFERENCES answer, item INTEGER REFERENCES item,
  upto INTEGER REFERENCES answer,             -- of a reset: the item's last answer that no longer counts
  day INTEGER, weights INTEGER REFERENCES weights,
  sum INTEGER NOT NULL,
  UNIQUE (origin, seq)) STRICT;
CREATE INDEX edit_answer ON edit(answer) WHERE answer IS NOT NULL;
CREATE INDEX edit_item ON edit(item) WHERE item IS NOT NULL;

CREATE TABLE weights (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL,
  model INTEGER NOT NULL, w TEXT NOT NULL, answers INTEGER NOT NULL, loss_before REAL, loss_after REAL,
  sum INTEGER NOT NULL) STRICT;

-- A cache: what replaying each item's answers gives, for the items that are in a deck. In the order of the deck, so that
-- the states of a layer lie side by side. weights 0: the model's own.
CREATE TABLE state (
  deck INTEGER NOT NULL REFERENCES deck, place INTEGER NOT NULL,
  item INTEGER NOT NULL UNIQUE REFERENCES item,
  s REAL NOT NULL, d REAL NOT NULL,
  first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, reask_day INTEGER, due_day INTEGER NOT NULL,
  answers INTEGER NOT NULL, lapses INTEGER NOT NULL,
  last_answer INTEGER NOT NULL REFERENCES answer,
  model INTEGER NOT NULL, weights INTEGER NOT NULL,
  PRIMARY KEY (deck, place)) STRICT, WITHOUT ROWID;
CREATE INDEX state_due ON state(deck, due_day);
CREATE INDEX state_first ON state(deck, first_day);

-- A cache too: the items in a deck that have no state, which are the new ones.
CREATE TABLE fresh (
  deck INTEGER NOT NULL REFERENCES deck, place INTEGER NOT NULL,
  PRIMARY KEY (deck, place)) STRICT, WITHOUT ROWID;

-- On which day an item's solution was shown beside another.
CREATE TABLE seen (
  item INTEGER PRIMARY KEY REFERENCES item,
  day INTEGER NOT NULL) STRICT;
CREATE INDEX seen_day ON seen(day);

CREATE TABLE goal (
  exam TEXT PRIMARY KEY, day INTEGER NOT NULL,
  sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY, value TEXT NOT NULL,
  sum INTEGER NOT NULL) STRICT, WITHOUT ROWID;
