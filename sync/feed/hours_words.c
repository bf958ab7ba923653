/* The words of opening hours: first those of the specification, then those that people write. To teach the reader a new way
 * to say something, add a row here. */
#include "feed/hours_scan.h"

#include "base/civil.h"
#include "base/compiler.h"
#include "feed/hours_rule.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *word;
  enum hours_token_kind kind;
  int value;
} tokens[] = {
    {"Mo", TOKEN_WEEKDAY, MONDAY}, {"Tu", TOKEN_WEEKDAY, TUESDAY}, {"We", TOKEN_WEEKDAY, WEDNESDAY},
    {"Th", TOKEN_WEEKDAY, THURSDAY}, {"Fr", TOKEN_WEEKDAY, FRIDAY}, {"Sa", TOKEN_WEEKDAY, SATURDAY},
    {"Su", TOKEN_WEEKDAY, SUNDAY},
    {"Jan", TOKEN_MONTH, 1}, {"Feb", TOKEN_MONTH, 2}, {"Mar", TOKEN_MONTH, 3}, {"Apr", TOKEN_MONTH, 4},
    {"May", TOKEN_MONTH, 5}, {"Jun", TOKEN_MONTH, 6}, {"Jul", TOKEN_MONTH, 7}, {"Aug", TOKEN_MONTH, 8},
    {"Sep", TOKEN_MONTH, 9}, {"Oct", TOKEN_MONTH, 10}, {"Nov", TOKEN_MONTH, 11}, {"Dec", TOKEN_MONTH, 12},
    {"PH", TOKEN_PUBLIC_HOLIDAY, 0}, {"SH", TOKEN_SCHOOL_HOLIDAY, 0},
    {"week", TOKEN_WEEK, 0}, {"easter", TOKEN_EASTER, 0}, {"day", TOKEN_DAYS, 0}, {"days", TOKEN_DAYS, 0},
    {"dawn", TOKEN_SUN, HOURS_DAWN}, {"sunrise", TOKEN_SUN, HOURS_SUNRISE}, {"sunset", TOKEN_SUN, HOURS_SUNSET},
    {"dusk", TOKEN_SUN, HOURS_DUSK},
    {"open", TOKEN_STATE, HOURS_OPEN}, {"off", TOKEN_STATE, HOURS_CLOSED}, {"closed", TOKEN_STATE, HOURS_CLOSED},
    {"unknown", TOKEN_STATE, HOURS_UNKNOWN},
};
/* clang-format on */

static const struct hours_word words[] = {
    {"montag", WORD_REPLACE, "Mo"},
    {"montags", WORD_REPLACE, "Mo"},
    {"monday", WORD_REPLACE, "Mo"},
    {"mon", WORD_REPLACE, "Mo"},
    {"di", WORD_REPLACE, "Tu"},
    {"dienstag", WORD_REPLACE, "Tu"},
    {"dienstags", WORD_REPLACE, "Tu"},
    {"tuesday", WORD_REPLACE, "Tu"},
    {"tue", WORD_REPLACE, "Tu"},
    {"mi", WORD_REPLACE, "We"},
    {"mittwoch", WORD_REPLACE, "We"},
    {"mittwochs", WORD_REPLACE, "We"},
    {"wednesday", WORD_REPLACE, "We"},
    {"wed", WORD_REPLACE, "We"},
    {"do", WORD_REPLACE, "Th"},
    {"donnerstag", WORD_REPLACE, "Th"},
    {"donnerstags", WORD_REPLACE, "Th"},
    {"thursday", WORD_REPLACE, "Th"},
    {"thu", WORD_REPLACE, "Th"},
    {"freitag", WORD_REPLACE, "Fr"},
    {"freitags", WORD_REPLACE, "Fr"},
    {"friday", WORD_REPLACE, "Fr"},
    {"fri", WORD_REPLACE, "Fr"},
    {"samstag", WORD_REPLACE, "Sa"},
    {"samstags", WORD_REPLACE, "Sa"},
    {"sonnabend", WORD_REPLACE, "Sa"},
    {"sonnabends", WORD_REPLACE, "Sa"},
    {"saturday", WORD_REPLACE, "Sa"},
    {"sat", WORD_REPLACE, "Sa"},
    {"so", WORD_REPLACE, "Su"},
    {"sonntag", WORD_REPLACE, "Su"},
    {"sonntags", WORD_REPLACE, "Su"},
    {"sunday", WORD_REPLACE, "Su"},
    {"sun", WORD_REPLACE, "Su"},
    {"täglich", WORD_REPLACE, "Mo-Su"},
    {"jeden tag", WORD_REPLACE, "Mo-Su"},
    {"ersten", WORD_REPLACE, "1."},
    {"zweiten", WORD_REPLACE, "2."},
    {"dritten", WORD_REPLACE, "3."},
    {"vierten", WORD_REPLACE, "4."},
    {"fünften", WORD_REPLACE, "5."},
    {"letzten", WORD_REPLACE, "-1."},
    {"vorletzten", WORD_REPLACE, "-2."},
    {"alle tage", WORD_REPLACE, "Mo-Su"},
    {"daily", WORD_REPLACE, "Mo-Su"},
    {"werktags", WORD_REPLACE, "Mo-Sa"},
    {"werktage", WORD_REPLACE, "Mo-Sa"},
    {"wochentags", WORD_REPLACE, "Mo-Fr"},
    {"wochenende", WORD_REPLACE, "Sa-Su"},
    {"wochenends", WORD_REPLACE, "Sa-Su"},
    {"am wochenende", WORD_REPLACE, "Sa-Su"},
    {"sonn- und feiertag", WORD_REPLACE, "Su,PH"},
    {"sonn- und feiertags", WORD_REPLACE, "Su,PH"},
    {"sonn- und feiertage", WORD_REPLACE, "Su,PH"},
    {"an sonn- und feiertagen", WORD_REPLACE, "Su,PH"},
    {"sonn- & feiertage", WORD_REPLACE, "Su,PH"},
    {"feiertag", WORD_REPLACE, "PH"},
    {"feiertags", WORD_REPLACE, "PH"},
    {"feiertage", WORD_REPLACE, "PH"},
    {"feiertagen", WORD_REPLACE, "PH"},
    {"ft", WORD_REPLACE, "PH"},
    {"an feiertagen", WORD_REPLACE, "PH"},
    {"außer feiertags", WORD_REPLACE, "; PH off"},
    {"außer an feiertagen", WORD_REPLACE, "; PH off"},
    {"nicht an feiertagen", WORD_REPLACE, "; PH off"},
    {"ferien", WORD_REPLACE, "SH"},
    {"schulferien", WORD_REPLACE, "SH"},
    {"in den ferien", WORD_REPLACE, "SH"},
    {"in den schulferien", WORD_REPLACE, "SH"},
    {"januar", WORD_REPLACE, "Jan"},
    {"jän", WORD_REPLACE, "Jan"},
    {"january", WORD_REPLACE, "Jan"},
    {"februar", WORD_REPLACE, "Feb"},
    {"february", WORD_REPLACE, "Feb"},
    {"märz", WORD_REPLACE, "Mar"},
    {"mär", WORD_REPLACE, "Mar"},
    {"mrz", WORD_REPLACE, "Mar"},
    {"march", WORD_REPLACE, "Mar"},
    {"april", WORD_REPLACE, "Apr"},
    {"mai", WORD_REPLACE, "May"},
    {"juni", WORD_REPLACE, "Jun"},
    {"june", WORD_REPLACE, "Jun"},
    {"juli", WORD_REPLACE, "Jul"},
    {"july", WORD_REPLACE, "Jul"},
    {"august", WORD_REPLACE, "Aug"},
    {"september", WORD_REPLACE, "Sep"},
    {"sept", WORD_REPLACE, "Sep"},
    {"oktober", WORD_REPLACE, "Oct"},
    {"okt", WORD_REPLACE, "Oct"},
    {"october", WORD_REPLACE, "Oct"},
    {"november", WORD_REPLACE, "Nov"},
    {"dezember", WORD_REPLACE, "Dec"},
    {"dez", WORD_REPLACE, "Dec"},
    {"december", WORD_REPLACE, "Dec"},
    {"ostern", WORD_REPLACE, "easter"},
    {"ostersonntag", WORD_REPLACE, "easter"},
    {"kw", WORD_REPLACE, "week"},
    {"woche", WORD_REPLACE, "week"},
    {"kalenderwoche", WORD_REPLACE, "week"},
    {"tag", WORD_REPLACE, "day"},
    {"tage", WORD_REPLACE, "days"},
    {"sonnenaufgang", WORD_REPLACE, "sunrise"},
    {"sonnenuntergang", WORD_REPLACE, "sunset"},
    {"morgendämmerung", WORD_REPLACE, "dawn"},
    {"abenddämmerung", WORD_REPLACE, "dusk"},
    {"geschlossen", WORD_REPLACE, "off"},
    {"geschl", WORD_REPLACE, "off"},
    {"zu", WORD_REPLACE, "off"},
    {"ruhetag", WORD_REPLACE, "off"},
    {"offen", WORD_REPLACE, "open"},
    {"geöffnet", WORD_REPLACE, "open"},
    {"unbekannt", WORD_REPLACE, "unknown"},
    {"rund um die uhr", WORD_REPLACE, "24/7"},
    {"durchgehend geöffnet", WORD_REPLACE, "24/7"},
    {"immer", WORD_REPLACE, "24/7"},
    {"immer offen", WORD_REPLACE, "24/7"},
    {"immer geöffnet", WORD_REPLACE, "24/7"},
    {"always", WORD_REPLACE, "24/7"},
    {"nach vereinbarung", WORD_REPLACE, "unknown \"nach Vereinbarung\""},
    {"termine nach vereinbarung", WORD_REPLACE, "unknown \"Termine nach Vereinbarung\""},
    {"n. v.", WORD_REPLACE, "unknown \"nach Vereinbarung\""},
    {"n.v.", WORD_REPLACE, "unknown \"nach Vereinbarung\""},
    {"und nach vereinbarung", WORD_REPLACE, "|| \"nach Vereinbarung\""},
    {"sowie nach vereinbarung", WORD_REPLACE, "|| \"nach Vereinbarung\""},
    {"oder nach vereinbarung", WORD_REPLACE, "|| \"nach Vereinbarung\""},
    {"nach telefonischer vereinbarung", WORD_REPLACE, "unknown \"nach telefonischer Vereinbarung\""},
    {"nach terminvereinbarung", WORD_REPLACE, "unknown \"nach Terminvereinbarung\""},
    {"nach absprache", WORD_REPLACE, "unknown \"nach Absprache\""},
    {"auf anfrage", WORD_REPLACE, "unknown \"auf Anfrage\""},
    {"bis", WORD_REPLACE, "-"},
    {"to", WORD_REPLACE, "-"},
    {"–", WORD_REPLACE, "-"},
    {"—", WORD_REPLACE, "-"},
    {"−", WORD_REPLACE, "-"},
    {"‐", WORD_REPLACE, "-"},
    {"‑", WORD_REPLACE, "-"},
    {"und", WORD_REPLACE, ","},
    {"sowie", WORD_REPLACE, ","},
    {"and", WORD_REPLACE, ","},
    {"u", WORD_REPLACE, ","},
    {"u.", WORD_REPLACE, ","},
    {"&", WORD_REPLACE, ","},
    {"uhr", WORD_AFTER, NULL},
    {"h", WORD_AFTER, NULL},
    {"im monat", WORD_AFTER, NULL},
    {"des monats", WORD_AFTER, NULL},
    {"von", WORD_BEFORE, NULL},
    {"vom", WORD_BEFORE, NULL},
    {"am", WORD_BEFORE, NULL},
    {"an", WORD_BEFORE, NULL},
    {"im", WORD_BEFORE, NULL},
    {"jeden", WORD_BEFORE, NULL},
    {"jeweils", WORD_BEFORE, NULL},
};

/* Lower case of one byte of UTF-8, given the byte before it: ASCII, and the Latin-1 letters behind 0xC3. */
static unsigned char fold(unsigned char before, unsigned char c) {
  if (c >= 'A' && c <= 'Z') return (unsigned char)(c + 32);
  if (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97) return (unsigned char)(c + 0x20);
  return c;
}

static bool starts_with_folded(const char *text, const char *word, size_t *len) {
  unsigned char before = 0;
  size_t i = 0;
  for (; word[i]; i++) {
    unsigned char c = (unsigned char)text[i];
    if (fold(before, c) != (unsigned char)word[i]) return false;
    before = c;
  }
  *len = i;
  return true;
}

size_t hours_word_length(const char *text) {
  size_t len = 0;
  for (;;) {
    unsigned char c = (unsigned char)text[len];
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
      len++;
    else if (c == 0xC3 && text[len + 1])
      len += 2;
    else
      return len;
  }
}

const struct hours_word *hours_word_find(const char *text, size_t *len) {
  const struct hours_word *best = NULL;
  *len = 0;
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    size_t word_len;
    if (!starts_with_folded(text, words[i].word, &word_len) || word_len <= *len) continue;
    bool ends_in_letter = hours_word_length(text) > 0 && words[i].word[word_len - 1] != '.';
    if (ends_in_letter && hours_word_length(text + word_len) > 0) continue;
    best = &words[i];
    *len = word_len;
  }
  return best;
}

bool hours_word_is_token(const char *text, size_t len, struct hours_token *token, bool *is_exact) {
  for (size_t i = 0; i < COUNT_OF(tokens); i++) {
    if (strlen(tokens[i].word) != len || strncasecmp(tokens[i].word, text, len) != 0) continue;
    token->kind = tokens[i].kind;
    token->value = tokens[i].value;
    *is_exact = strncmp(tokens[i].word, text, len) == 0;
    return true;
  }
  return false;
}
