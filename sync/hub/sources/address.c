#include "hub/sources/address.h"

#include "base/str.h"
#include "hub/sources/plain.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool address_is_web(const char *text) {
  bool web = strncasecmp(text, "https://", 8) == 0 || strncasecmp(text, "http://", 7) == 0;
  return web && !strpbrk(text, " \t\r\n\"<>");
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* "70000 Auenstadt", "D-70000 Auenstadt", "70000": the position of the digits, or NULL. */
static const char *find_postal_code(const char *part) {
  if (strncasecmp(part, "D-", 2) == 0) part += 2;
  return strspn(part, "0123456789") == 5 && (part[5] == ' ' || part[5] == '\0') ? part : NULL;
}

/* "Zimmer 12", "Raum 3" are within the house. */
static bool is_room(const char *part) {
  static const char *const words[] = {"Zimmer ", "Raum ", "Saal ", "Etage ", "Halle ", "Gebäude ", "Haus ", "Room "};
  for (size_t i = 0; i < COUNT_OF(words); i++)
    if (strncasecmp(part, words[i], strlen(words[i])) == 0) return true;
  return false;
}

/* A word of letters and, last, a number of a house: "Rathausplatz 1", "Am Wehr 3-5a". */
static bool is_street(const char *part) {
  const char *space = strrchr(part, ' ');
  if (!space || !is_digit(space[1])) return false;
  size_t digits = strspn(space + 1, "0123456789");
  if (digits > 4 || isdigit((unsigned char)part[0])) return false;
  const char *rest = space + 1 + digits;
  return strlen(rest) <= 6 && strspn(rest, "0123456789-/abcdefghABCDEFGH") == strlen(rest);
}

static bool is_country(const char *part) {
  static const char *const names[] = {"Deutschland", "Germany", "DE", "D"};
  for (size_t i = 0; i < COUNT_OF(names); i++)
    if (strcasecmp(part, names[i]) == 0) return true;
  return false;
}

static void set_part(struct arena *arena, json_t *location, const char *part) {
  const char *code = find_postal_code(part);
  const char *name = json_string_value(json_object_get(location, "name"));
  bool has_street = json_object_get(location, "street") != NULL;
  bool has_town = json_object_get(location, "locality") != NULL;
  if (is_country(part)) return;
  if (code && !json_object_get(location, "postal_code")) {
    intake_set(location, "postal_code", arena_strndup(arena, code, 5));
    if (code[5]) intake_set(location, "locality", code + 6);
  } else if (is_room(part)) {
    intake_set(location, "note", part);
  } else if (is_street(part) && !has_street && !has_town) {
    intake_set(location, "street", part);
  } else if (has_street && !has_town) {
    intake_set(location, "locality", part);
  } else {
    intake_set(location, "name", name ? arena_printf(arena, "%s, %s", name, part) : part);
  }
}

void address_set(struct intake *intake, json_t *entry, const char *text) {
  scoped_arena arena = {0};
  const char *line = plain_from_text(&arena, text);
  if (address_is_web(line)) {
    if (!json_object_get(entry, "url")) intake_set(entry, "url", line);
    return;
  }
  if (!*line || intake_place(intake, entry, line)) return;
  size_t first = strcspn(line, ",\n");
  if (intake_place(intake, entry, arena_strndup(&arena, line, first))) return;
  json_t *location = json_object();
  for (const char *at = line; *at;) {
    size_t len = strcspn(at, ",\n");
    const char *part = plain_line(&arena, arena_strndup(&arena, at, len));
    if (*part) set_part(&arena, location, part);
    at += len + (at[len] != '\0');
  }
  if (json_object_size(location) > 0)
    json_object_set_new(entry, "location", location);
  else
    json_decref(location);
}

/* ---- links ---- */

/* Takes "." and ".." out of a path in place (5.2.4). */
static void drop_dots(char *path) {
  char *out = path;
  for (char *at = path; *at;) {
    size_t len = strcspn(at + 1, "/") + 1; /* "/name" */
    bool is_last = at[len] == '\0';
    if (len == 3 && memcmp(at, "/..", 3) == 0) {
      while (out > path && *--out != '/')
        ;
      if (is_last) *out++ = '/';
    } else if (len == 2 && at[1] == '.') {
      if (is_last) *out++ = '/';
    } else {
      memmove(out, at, len);
      out += len;
    }
    at += len;
  }
  *out = '\0';
}

static bool has_scheme(const char *link) {
  size_t len = strspn(link, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  return len > 0 && link[len] == ':';
}

const char *address_resolve(struct arena *arena, const char *base, const char *link) {
  if (!address_is_web(base) || has_scheme(link) || !*link) return link;
  size_t scheme = strcspn(base, ":") + 1;
  size_t origin = scheme + 2 + strcspn(base + scheme + 2, "/?#");
  if (str_starts_with(link, "//")) return arena_printf(arena, "%.*s%s", (int)scheme, base, link);
  if (*link == '?' || *link == '#') {
    size_t kept = origin + strcspn(base + origin, *link == '?' ? "?#" : "#");
    return arena_printf(arena, "%.*s%s", (int)kept, base, link);
  }
  char *directory = arena_strndup(arena, base + origin, strcspn(base + origin, "?#"));
  char *slash = strrchr(directory, '/');
  if (slash) slash[1] = '\0';
  size_t path_len = strcspn(link, "?#");
  char *path = arena_printf(arena, "%s%.*s", *link == '/' ? "" : *directory ? directory : "/", (int)path_len, link);
  drop_dots(path);
  return arena_printf(arena, "%.*s%s%s", (int)origin, base, path, link + path_len);
}
