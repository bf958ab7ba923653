/* feed/hours says in German what stands on the door; the phrases that it can say are few and known, so they are looked up piece
 * by piece. In German nothing is touched. */
#include "model/words.h"

#include "base/str.h"

#include <string.h>

#define W(text) tr(w->catalog, text)

/* Whole pieces: phrases of hours_week, the usual comment, and the names of feed/holidays. */
static const char *const phrases[] = {
    N_("geschlossen"),
    N_("rund um die Uhr"),
    N_("nicht sicher bekannt"),
    N_("nach Vereinbarung"),
    N_("Neujahr"),
    N_("Heilige Drei Könige"),
    N_("Frauentag"),
    N_("Karfreitag"),
    N_("Ostersonntag"),
    N_("Ostermontag"),
    N_("Tag der Arbeit"),
    N_("Tag der Befreiung"),
    N_("Tag des Volksaufstandes"),
    N_("Christi Himmelfahrt"),
    N_("Pfingstsonntag"),
    N_("Pfingstmontag"),
    N_("Fronleichnam"),
    N_("Friedensfest"),
    N_("Mariä Himmelfahrt"),
    N_("Weltkindertag"),
    N_("Tag der Deutschen Einheit"),
    N_("Reformationstag"),
    N_("Allerheiligen"),
    N_("Buß- und Bettag"),
    N_("1. Weihnachtstag"),
    N_("2. Weihnachtstag"),
};

static const char *phrase_words(struct words *w, const char *piece) {
  for (size_t i = 0; i < COUNT_OF(phrases); i++)
    if (str_equals(piece, phrases[i])) return W(phrases[i]);
  return piece;
}

static const char *piece_words(struct words *w, const char *piece) {
  static const char otherwise[] = "sonst ", from[] = "ab ", longer[] = " oder länger";
  if (str_starts_with(piece, otherwise))
    return arena_printf(w->arena, W("sonst %s"), phrase_words(w, piece + strlen(otherwise)));
  if (str_starts_with(piece, from)) return arena_printf(w->arena, W("ab %s, Ende offen"), piece + strlen(from));
  size_t len = strlen(piece);
  if (len <= strlen(longer) || !str_equals(piece + len - strlen(longer), longer)) return phrase_words(w, piece);
  return arena_printf(w->arena, W("%s oder länger"), arena_strndup(w->arena, piece, len - strlen(longer)));
}

const char *words_door(struct words *w, const char *german) {
  if (!w->catalog) return german;
  const char *out = "";
  while (*german) {
    const char *end = strstr(german, ", ");
    size_t len = end ? (size_t)(end - german) : strlen(german);
    const char *piece = piece_words(w, arena_strndup(w->arena, german, len));
    out = *out ? arena_printf(w->arena, W("%s, %s"), out, piece) : piece;
    german += end ? len + 2 : len;
  }
  return out;
}
