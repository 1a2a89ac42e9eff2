-- From version 1 to 2: a deck's exams and due days, an item's place in its deck, states in the order of the deck, the new
-- items. What the decks say comes with the first look at each; states are told anew then.
ALTER TABLE deck RENAME TO old_deck;
CREATE TABLE deck (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  seen_print TEXT NOT NULL DEFAULT '',
  exams TEXT NOT NULL DEFAULT '',
  retention REAL NOT NULL DEFAULT 0.9,
  exam_day INTEGER,
  sum INTEGER NOT NULL) STRICT;
INSERT INTO deck (id, key, seen_print, sum) SELECT id, key, iif(seen_print = '', '', '-'), sum FROM old_deck;
DROP TABLE old_deck;

ALTER TABLE item RENAME TO old_item;
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  deck INTEGER NOT NULL REFERENCES deck,
  key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 3 AND 200),
  answer_print TEXT NOT NULL DEFAULT '',
  place INTEGER,
  sum INTEGER NOT NULL) STRICT;
INSERT INTO item (id, deck, key, answer_print, sum) SELECT id, deck, key, answer_print, sum FROM old_item;
DROP TABLE old_item;
CREATE INDEX item_place ON item(deck, place);

DROP TABLE state;
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

CREATE TABLE fresh (
  deck INTEGER NOT NULL REFERENCES deck, place INTEGER NOT NULL,
  PRIMARY KEY (deck, place)) STRICT, WITHOUT ROWID;
