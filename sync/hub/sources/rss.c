#include "hub/sources/rss.h"

#include "base/buf.h"
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/sources/address.h"
#include "hub/sources/dates.h"
#include "hub/sources/fit.h"
#include "hub/sources/plain.h"
#include "hub/sources/plain_letters.h"
#include "hub/sources/xml_mend.h"

#include <expat.h>
#include <string.h>
#include <strings.h>

enum { FIELD_BYTES_MAX = 256 * 1024, DEPTH_MAX = 200, SLICE_BYTES = 64 * 1024, ADDRESS_MAX = 4096 };
enum field { TITLE, LINK, ID, PUBLISHED, UPDATED, SUMMARY, BODY, CATEGORY, FIELD_COUNT, NO_FIELD };

#define RSS1 "http://purl.org/rss/1.0/"
#define ATOM "http://www.w3.org/2005/Atom"
#define DUBLIN "http://purl.org/dc/elements/1.1/"
#define CONTENT "http://purl.org/rss/1.0/modules/content/"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XHTML "http://www.w3.org/1999/xhtml"
#define XML "http://www.w3.org/XML/1998/namespace"

/* Names as expat gives them: namespace, '|', local name. */
static const char *const roots[] = {"rss", RDF "|RDF", ATOM "|feed"};
static const char *const items[] = {"item", RSS1 "|item", ATOM "|entry"};
static const struct {
  const char *name;
  enum field field;
} names[] = {
    {"title", TITLE},
    {RSS1 "|title", TITLE},
    {ATOM "|title", TITLE},
    {"link", LINK},
    {RSS1 "|link", LINK},
    {ATOM "|link", LINK},
    {"guid", ID},
    {ATOM "|id", ID},
    {"pubDate", PUBLISHED},
    {ATOM "|published", PUBLISHED},
    {DUBLIN "|date", PUBLISHED},
    {ATOM "|updated", UPDATED},
    {"description", SUMMARY},
    {RSS1 "|description", SUMMARY},
    {ATOM "|summary", SUMMARY},
    {CONTENT "|encoded", BODY},
    {ATOM "|content", BODY},
    {"category", CATEGORY},
    {ATOM "|category", CATEGORY},
    {DUBLIN "|subject", CATEGORY},
};

struct feed {
  XML_Parser parser;
  struct intake *intake;
  struct err *err; /* the first thing that went wrong */
  bool failed;
  int depth, item_depth, field_depth; /* 0: outside */
  enum field field;
  bool is_markup; /* an element of XHTML inside the field is part of its text */
  struct buf texts[FIELD_COUNT];
  struct buf base, item_base; /* what relative links are relative to: of the feed, of the item */
  bool in_feed_link;
  json_t *entry;
  size_t number;
};

static bool is_one_of(const char *name, const char *const *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(list[i], name)) return true;
  return false;
}

static void stop(struct feed *feed) {
  feed->failed = true;
  XML_StopParser(feed->parser, XML_FALSE);
}

static const char *attribute(const char **attributes, const char *name) {
  for (; attributes[0]; attributes += 2)
    if (str_equals(attributes[0], name)) return attributes[1];
  return NULL;
}

static void set_base(struct buf *base, const char *address) {
  if (!address || !address_is_web(address)) return;
  buf_clear(base);
  buf_adds(base, address);
}

/* The feed's own address: xml:base (Atom, 2), else its link. */
static void begin_feed_part(struct feed *feed, const char *name, const char **attributes) {
  static const char *const links[] = {"link", RSS1 "|link", ATOM "|link"};
  const char *rel = attribute(attributes, "rel");
  set_base(&feed->base, attribute(attributes, XML "|base"));
  if (!is_one_of(name, links, COUNT_OF(links)) || feed->base.len > 0) return;
  if (!rel || str_equals(rel, "alternate")) set_base(&feed->base, attribute(attributes, "href"));
  feed->in_feed_link = !str_equals(name, links[2]);
}

static void begin_item(struct feed *feed, const char **attributes) {
  feed->item_depth = feed->depth;
  buf_clear(&feed->item_base);
  buf_add(&feed->item_base, feed->base.data, feed->base.len);
  set_base(&feed->item_base, attribute(attributes, XML "|base"));
  feed->entry = json_object();
  for (size_t i = 0; i < FIELD_COUNT; i++)
    buf_clear(&feed->texts[i]);
  const char *about = attribute(attributes, RDF "|about");
  if (about) buf_adds(&feed->texts[ID], about);
}

/* Some fields of Atom say it in attributes. */
static void read_attributes(struct feed *feed, enum field field, const char **attributes) {
  const char *rel = attribute(attributes, "rel");
  const char *href = attribute(attributes, "href");
  const char *category = attribute(attributes, "label");
  if (!category) category = attribute(attributes, "term");
  if (field == LINK && href && (!rel || str_equals(rel, "alternate")) && feed->texts[LINK].len == 0)
    buf_adds(&feed->texts[LINK], href);
  if (field == CATEGORY && category) intake_category(feed->intake, feed->entry, category);
}

static void begin_field(struct feed *feed, const char *name, const char **attributes) {
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (!str_equals(names[i].name, name)) continue;
    feed->field = names[i].field;
    feed->field_depth = feed->depth;
    const char *type = attribute(attributes, "type");
    feed->is_markup = type && strcasecmp(type, "xhtml") == 0;
    read_attributes(feed, feed->field, attributes);
    if (feed->field != LINK) buf_clear(&feed->texts[feed->field]); /* the last one counts */
    return;
  }
}

/* An element of XHTML as the HTML that plain_from_html reads. */
static void add_markup(struct feed *feed, const char *name, bool closes) {
  if (!feed->is_markup || !str_starts_with(name, XHTML "|")) return;
  buf_addf(&feed->texts[feed->field], closes ? "</%s>" : "<%s>", name + sizeof(XHTML "|") - 1);
}

static void on_start(void *user, const char *name, const char **attributes) {
  struct feed *feed = user;
  if (++feed->depth > DEPTH_MAX) {
    err_set(feed->err, ERR_PARSE, "nested deeper than %d levels", DEPTH_MAX);
    stop(feed);
  } else if (feed->depth == 1 && !is_one_of(name, roots, COUNT_OF(roots))) {
    err_set(feed->err, ERR_PARSE, "neither RSS nor Atom: begins with <%.40s>", name);
    stop(feed);
  } else if (feed->field != NO_FIELD) {
    add_markup(feed, name, false);
  } else if (feed->item_depth > 0 && feed->depth == feed->item_depth + 1) {
    begin_field(feed, name, attributes);
  } else if (feed->item_depth == 0 && is_one_of(name, items, COUNT_OF(items))) {
    begin_item(feed, attributes);
  } else if (feed->item_depth == 0) {
    begin_feed_part(feed, name, attributes);
  }
}

/* "&" and "<" in XHTML's text are letters; elsewhere they are the HTML that was wrapped up. */
static void on_text(void *user, const char *text, int len) {
  struct feed *feed = user;
  if (feed->in_feed_link) buf_add(&feed->base, text, (size_t)len);
  if (feed->field == NO_FIELD) return;
  struct buf *out = &feed->texts[feed->field];
  for (int i = 0; i < len; i++) {
    if (feed->is_markup && (text[i] == '<' || text[i] == '&'))
      buf_adds(out, text[i] == '<' ? "&lt;" : "&amp;");
    else
      buf_addc(out, text[i]);
  }
}

static void set_date(struct feed *feed) {
  struct intake *intake = feed->intake;
  const struct buf *published = feed->texts[PUBLISHED].len > 0 ? &feed->texts[PUBLISHED] : &feed->texts[UPDATED];
  char text[WALL_TEXT_SIZE];
  int64_t wall;
  if (published->len == 0 || !dates_parse_stamp(buf_text(published), intake->rules->zone, &wall)) return;
  if (wall < day_wall(day_from_ymd(1900, 1, 1))) return;
  wall_format(wall - wall % 60, text);
  intake_set(feed->entry, "visible_from", text);
}

/* WordPress adds "Der Beitrag … erschien zuerst auf …." to everything. */
static void cut_postscript(char *text) {
  static const char *const marks[] = {" erschien zuerst auf ", " appeared first on "};
  char *last = strrchr(text, '\n');
  for (size_t i = 0; last && i < COUNT_OF(marks); i++)
    if (strstr(last, marks[i])) {
      while (last > text && last[-1] == '\n')
        last--;
      *last = '\0';
      return;
    }
}

static char *plain_field(struct feed *feed, enum field field, struct arena *arena) {
  char *text = plain_from_html(arena, buf_text(&feed->texts[field]), feed->texts[field].len);
  cut_postscript(text);
  return text;
}

static void set_texts(struct feed *feed, struct arena *arena) {
  const char *summary = plain_field(feed, SUMMARY, arena);
  const char *body = plain_field(feed, BODY, arena);
  if (!*body || str_equals(body, summary)) {
    intake_set_prose(feed->entry, summary);
    return;
  }
  bool is_teaser = *summary && utf8_length(summary) <= 300 && !str_ends_with(summary, "…]") && !str_starts_with(body, summary);
  if (is_teaser) intake_set(feed->entry, "summary", plain_line(arena, summary));
  if (is_teaser)
    intake_set(feed->entry, "description", body);
  else
    intake_set_prose(feed->entry, body);
}

static void end_item(struct feed *feed) {
  scoped_arena arena = {0};
  json_t *entry = feed->entry;
  const char *name = plain_line(&arena, plain_from_text(&arena, buf_text(&feed->texts[TITLE]))); /* "<x>" may be meant */
  const char *said = plain_line(&arena, buf_text(&feed->texts[LINK]));
  const char *link = address_resolve(&arena, buf_text(&feed->item_base), said);
  const char *id = plain_line(&arena, buf_text(&feed->texts[ID]));
  if (!*id) id = *said ? said : name; /* as before links were resolved: ids stay */
  if (!*link && address_is_web(id)) link = id;
  feed->number++;
  intake_set(entry, "kind", "notice");
  intake_set(entry, "id", fit_id(&arena, feed->intake->rules->source, id));
  intake_set(entry, "name", name);
  set_texts(feed, &arena);
  if (!*name) { /* a short message without a title: what it says is its title */
    const char *words = json_string_value(json_object_get(entry, "summary"));
    if (!words) words = json_string_value(json_object_get(entry, "description"));
    if (words) intake_set(entry, "name", fit_text(&arena, plain_line(&arena, words), 80));
  }
  if (address_is_web(link)) intake_set(entry, "url", link);
  set_date(feed);
  const char *where = arena_printf(&arena, "item %zu '%.60s'", feed->number, name);
  feed->entry = NULL;
  feed->item_depth = 0;
  if (!intake_take(feed->intake, entry, where, feed->err)) stop(feed);
}

static void end_feed_link(struct feed *feed) {
  scoped_arena arena = {0};
  const char *address = plain_line(&arena, buf_text(&feed->base));
  feed->in_feed_link = false;
  buf_clear(&feed->base);
  set_base(&feed->base, address);
}

static void on_end(void *user, const char *name) {
  struct feed *feed = user;
  if (feed->in_feed_link) end_feed_link(feed);
  if (feed->field != NO_FIELD && feed->depth == feed->field_depth) {
    scoped_arena arena = {0};
    if (feed->field == CATEGORY && feed->texts[CATEGORY].len > 0)
      intake_category(feed->intake, feed->entry, plain_line(&arena, plain_field(feed, CATEGORY, &arena)));
    feed->field = NO_FIELD;
  } else if (feed->field != NO_FIELD) {
    add_markup(feed, name, true);
  } else if (feed->item_depth > 0 && feed->depth == feed->item_depth) {
    end_item(feed);
  }
  feed->depth--;
}

static void on_doctype(void *user, const char *name UNUSED, const char *system UNUSED, const char *public UNUSED,
                       int has_subset UNUSED) {
  struct feed *feed = user;
  err_set(feed->err, ERR_PARSE, "has a document type declaration, which no feed needs");
  stop(feed);
}

/* Windows-1252 and the two that are close enough to it for German. */
static int on_encoding(void *user UNUSED, const char *name, XML_Encoding *encoding) {
  static const char *const known[] = {"windows-1252", "cp1252", "iso-8859-15", "latin1"};
  bool is_known = false;
  for (size_t i = 0; i < COUNT_OF(known); i++)
    is_known |= strcasecmp(known[i], name) == 0;
  if (!is_known) return XML_STATUS_ERROR;
  for (uint32_t i = 0; i < 256; i++)
    encoding->map[i] = (int)plain_windows(i);
  if (strcasecmp(name, "iso-8859-15") == 0) encoding->map[0xA4] = 0x20AC;
  encoding->data = NULL;
  encoding->convert = NULL;
  encoding->release = NULL;
  return XML_STATUS_OK;
}

static bool parse(struct feed *feed, const char *text, size_t len) {
  for (size_t at = 0;; at += SLICE_BYTES) {
    size_t left = len - at;
    bool is_last = left <= SLICE_BYTES;
    if (XML_Parse(feed->parser, text + at, (int)(is_last ? left : SLICE_BYTES), is_last) != XML_STATUS_OK) {
      if (feed->failed) return false;
      return err_set(feed->err, ERR_PARSE, "no XML from line %lu on: %s", XML_GetCurrentLineNumber(feed->parser),
                     XML_ErrorString(XML_GetErrorCode(feed->parser)));
    }
    if (is_last) return true;
  }
}

static bool read_mended(const struct buf *text, const char *encoding, struct intake *intake, struct err *err) {
  struct feed feed = {.parser = XML_ParserCreateNS(encoding, '|'), .intake = intake, .err = err, .field = NO_FIELD};
  ASSERT(feed.parser != NULL);
  for (size_t i = 0; i < FIELD_COUNT; i++)
    buf_init(&feed.texts[i], FIELD_BYTES_MAX);
  buf_init(&feed.base, ADDRESS_MAX);
  buf_init(&feed.item_base, ADDRESS_MAX);
  XML_SetUserData(feed.parser, &feed);
  XML_SetElementHandler(feed.parser, on_start, on_end);
  XML_SetCharacterDataHandler(feed.parser, on_text);
  XML_SetStartDoctypeDeclHandler(feed.parser, on_doctype);
  XML_SetUnknownEncodingHandler(feed.parser, on_encoding, NULL);
  bool done = parse(&feed, buf_text(text), text->len);
  XML_ParserFree(feed.parser);
  for (size_t i = 0; i < FIELD_COUNT; i++)
    buf_fini(&feed.texts[i]);
  buf_fini(&feed.base);
  buf_fini(&feed.item_base);
  json_decref(feed.entry);
  return done;
}

bool rss_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  scoped_buf mended;
  buf_init(&mended, (size_t)5 * INTAKE_BYTES_MAX);
  const char *encoding = xml_mend(text, len, &mended);
  if (!buf_ok(&mended, err)) return false;
  return read_mended(&mended, encoding, intake, err);
}
