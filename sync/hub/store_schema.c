#include "hub/store_schema.h"

#include "base/compiler.h"

/* Times are UTC seconds. A `hash` is a SHA-256 in hex of something secret that only its bearer has. */
const char *const store_schema_steps[] = {
    /* 1: content and what was published of it */
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE entry (id TEXT PRIMARY KEY, line TEXT NOT NULL, asset TEXT);"
    "CREATE INDEX entry_asset ON entry (asset) WHERE asset IS NOT NULL;"
    "CREATE TABLE change (id TEXT PRIMARY KEY, before TEXT);"
    "CREATE TABLE file (path TEXT PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL,"
    "  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, size INTEGER NOT NULL);"
    "CREATE INDEX file_order ON file (kind, version);"
    "CREATE TABLE asset (name TEXT PRIMARY KEY, free_since INTEGER) WITHOUT ROWID;",

    /* 2: people, what they did, what they prepare. The columns repeat what lists of entries are found and sorted by.
     */
    "ALTER TABLE entry ADD COLUMN kind TEXT;"
    "ALTER TABLE entry ADD COLUMN title TEXT;"
    "ALTER TABLE entry ADD COLUMN provider TEXT;"
    "ALTER TABLE entry ADD COLUMN verified TEXT;"
    "UPDATE entry SET kind = json_extract(line, '$.kind'), title = coalesce(json_extract(line, '$.name.de'),"
    "  json_extract(line, '$.name')), provider = json_extract(line, '$.provider'), verified = json_extract(line, '$.verified');"
    "CREATE INDEX entry_list ON entry (kind, title, provider, verified);"
    "CREATE INDEX entry_title ON entry (title, kind, provider, verified);"
    "CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    "  role TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'viewer')), password TEXT NOT NULL,"
    "  totp_secret TEXT, totp_step INTEGER NOT NULL DEFAULT 0, language TEXT NOT NULL DEFAULT 'de',"
    "  is_trusted INTEGER NOT NULL DEFAULT 0, is_disabled INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL);"
    "CREATE TABLE person_organization (person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, organization TEXT NOT NULL,"
    "  PRIMARY KEY (person, organization)) WITHOUT ROWID;"
    "CREATE TABLE session (hash TEXT PRIMARY KEY, person INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,"
    "  token TEXT NOT NULL, flash TEXT, is_complete INTEGER NOT NULL, created INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT "
    "ROWID;"
    "CREATE TABLE invitation (hash TEXT PRIMARY KEY, email TEXT NOT NULL, role TEXT NOT NULL, organizations TEXT NOT NULL,"
    "  is_trusted INTEGER NOT NULL, invited_by INTEGER, expires INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE failure (name TEXT PRIMARY KEY, count INTEGER NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE audit (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,"
    "  object TEXT NOT NULL, before TEXT, after TEXT, chain TEXT NOT NULL);"
    "CREATE INDEX audit_object ON audit (object, number);"
    "CREATE TABLE draft (id INTEGER PRIMARY KEY, entry TEXT NOT NULL, base TEXT, line TEXT, asset TEXT,"
    "  state TEXT NOT NULL CHECK (state IN ('draft', 'proposed')), person INTEGER REFERENCES person ON DELETE SET NULL,"
    "  note TEXT NOT NULL DEFAULT '', at INTEGER NOT NULL);"
    "CREATE INDEX draft_entry ON draft (entry);"
    "CREATE TABLE bin (id TEXT PRIMARY KEY, line TEXT NOT NULL, asset TEXT, who TEXT NOT NULL, at INTEGER NOT NULL);",

    /* 3: documents of others (hub/sources). `source_entry` has each entry of a source as it last came; `source_wait` what a
     * person must agree to, NULL for what would go.
     */
    "CREATE TABLE source (name TEXT PRIMARY KEY, url TEXT NOT NULL, format TEXT NOT NULL, interval_s INTEGER NOT NULL,"
    "  topics TEXT NOT NULL, places TEXT NOT NULL, is_moderated INTEGER NOT NULL, due INTEGER NOT NULL DEFAULT 0,"
    "  tried INTEGER, succeeded INTEGER, error TEXT, failures INTEGER NOT NULL DEFAULT 0, etag TEXT, last_modified TEXT,"
    "  entries INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE source_entry (id TEXT PRIMARY KEY, source TEXT NOT NULL, line TEXT NOT NULL,"
    "  is_refused INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX source_entry_source ON source_entry (source);"
    "CREATE TABLE source_wait (id TEXT PRIMARY KEY, source TEXT NOT NULL, line TEXT, asset TEXT, at INTEGER NOT NULL);"
    "CREATE INDEX source_wait_source ON source_wait (source);",

    /* 4: boards and what they send. `line` is as it came, a visitor's words still sealed. */
    "CREATE TABLE screen (id INTEGER PRIMARY KEY, key_hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, place TEXT NOT NULL,"
    "  languages TEXT NOT NULL, topics TEXT NOT NULL, hours TEXT NOT NULL, created INTEGER NOT NULL, revoked INTEGER,"
    "  seen INTEGER, heartbeat TEXT, heartbeat_made INTEGER, silence_told INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE pairing (key_hash TEXT PRIMARY KEY, code TEXT NOT NULL, peer TEXT NOT NULL, asked INTEGER NOT NULL) WITHOUT "
    "ROWID;"
    "CREATE INDEX pairing_code ON pairing (code);"
    "CREATE TABLE message (id TEXT PRIMARY KEY, screen INTEGER NOT NULL REFERENCES screen, kind TEXT NOT NULL,"
    "  received INTEGER NOT NULL, line TEXT NOT NULL, is_done INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX message_kind ON message (kind, is_done, received);",
    /* 5: what a person should know about the last look at a source */
    "ALTER TABLE source ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';",

    /* 6: what only is counted of visitors' words. `week` counts from 1970; question '' is the survey as a whole. */
    "CREATE TABLE search_word (word TEXT NOT NULL, week INTEGER NOT NULL, count INTEGER NOT NULL,"
    "  PRIMARY KEY (word, week)) WITHOUT ROWID;"
    "CREATE TABLE search_seen (word TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE survey_answer (survey TEXT NOT NULL, question TEXT NOT NULL, choice INTEGER NOT NULL, count INTEGER NOT NULL,"
    "  PRIMARY KEY (survey, question, choice)) WITHOUT ROWID;",

    /* 7: what lists of entries filter by stands in the index that they walk: ten thousand lines need not be read */
    "ALTER TABLE entry ADD COLUMN topics TEXT;"
    "ALTER TABLE entry ADD COLUMN visible_from TEXT;"
    "ALTER TABLE entry ADD COLUMN visible_until TEXT;"
    "UPDATE entry SET topics = json_extract(line, '$.topics'), visible_from = json_extract(line, '$.visible_from'),"
    "  visible_until = json_extract(line, '$.visible_until');"
    "DROP INDEX entry_title;"
    "CREATE INDEX entry_title ON entry (title, kind, provider, verified, topics, visible_from, visible_until);",

    /* 8: what an object store has of the feed; hash "" for files whose name says it */
    "CREATE TABLE mirror (path TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;",

    /* 9: titles in the order of a dictionary, by sortkey() of query.c */
    "ALTER TABLE entry ADD COLUMN sort TEXT;"
    "UPDATE entry SET title = (SELECT value FROM json_each(line, '$.name') ORDER BY key IS NOT 'de' LIMIT 1);"
    "UPDATE entry SET sort = sortkey(title);"
    "DROP INDEX entry_list;"
    "DROP INDEX entry_title;"
    /* with ids: a form's lists of places and organizations need no line then */
    "CREATE INDEX entry_list ON entry (kind, sort, title, id, provider, verified);"
    "CREATE INDEX entry_title ON entry (sort, title, kind, provider, verified, topics, visible_from, visible_until);",

    /* 10: the picture of a display that somebody asked for, as base64; `wish` is the question's own word (hub/shots.h) */
    "ALTER TABLE screen ADD COLUMN wish TEXT;"
    "ALTER TABLE screen ADD COLUMN wish_at INTEGER;"
    "ALTER TABLE screen ADD COLUMN wish_told INTEGER;"
    "ALTER TABLE screen ADD COLUMN wish_state TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE screen ADD COLUMN picture TEXT;"
    "ALTER TABLE screen ADD COLUMN picture_made INTEGER;",
};

const size_t store_schema_step_count = COUNT_OF(store_schema_steps);
