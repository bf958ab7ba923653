/* Lines are filled greedily with words, where the part up to a hyphen or slash counts as a word. One that does not fit the rest
 * of a line is broken at a soft hyphen, else it moves to the next line; only a word that is wider than a whole line is
 * hyphenated, because whole words read easier, and only when that does not help it is cut between characters. */
#include "draw/fonts_break.h"

#include <limits.h>

enum { ELLIPSIS = 0x2026, LEAST_ROOM_PERCENT = 40 };

static int skip_spaces(const struct paragraph *p, int i) {
  while (i < p->count && (p->flags[i] & CHAR_SPACE))
    i++;
  return i;
}

static int word_end(const struct paragraph *p, int i) {
  while (i < p->count && !(p->flags[i] & CHAR_SPACE))
    if (p->flags[i++] & CHAR_BREAK) break;
  return i;
}

static int next_cluster(const struct paragraph *p, int i) {
  for (i++; i < p->count && (p->flags[i] & (CHAR_EXTENDS | CHAR_SOFT));)
    i++;
  return i;
}

static bool fits(const struct paragraph *p, int start, int end, uint32_t suffix, int room) {
  return paragraph_width(p, start, end) + paragraph_suffix_width(p, suffix) <= room;
}

static bool break_at_soft_hyphen(const struct paragraph *p, int start, int end, int room, struct line_range *line) {
  for (int i = end - 1; i > start; i--) {
    if (!(p->flags[i] & CHAR_SOFT) || !fits(p, start, i, '-', room)) continue;
    line->end = i;
    line->next = i + 1;
    line->suffix = '-';
    return true;
  }
  return false;
}

static bool break_at_syllable(const struct paragraph *p, int start, int end, int room, struct line_range *line) {
  bool *breaks = arena_array(fonts_scratch(p->fonts), (size_t)(end - start), sizeof *breaks);
  if (!hyphens_find(fonts_hyphens(p->fonts), p->lang, p->text + start, end - start, breaks)) return false;
  for (int i = end - 2; i > start; i--) {
    if (!breaks[i - start] || !fits(p, start, i + 1, '-', room)) continue;
    line->end = line->next = i + 1;
    line->suffix = '-';
    return true;
  }
  return false;
}

static bool break_anywhere(const struct paragraph *p, int start, int end, int room, struct line_range *line) {
  int stop = start;
  for (int i = next_cluster(p, start); i <= end && fits(p, start, i, 0, room); i = next_cluster(p, i)) {
    stop = i;
    if (i == end) break;
  }
  if (stop == start) return false;
  line->end = line->next = stop;
  line->suffix = 0;
  return true;
}

/* Breaks the word [start, end), which does not fit into `room`. */
static bool break_word(const struct paragraph *p, int start, int end, int room, int max_width, struct line_range *line) {
  if (break_at_soft_hyphen(p, start, end, room, line)) return true;
  const bool whole_line = room == max_width;
  if (!whole_line && (room * 100 < max_width * LEAST_ROOM_PERCENT || fits(p, start, end, 0, max_width))) return false;
  if (break_at_syllable(p, start, end, room, line)) return true;
  return whole_line && break_anywhere(p, start, end, room, line);
}

struct line_range break_line(const struct paragraph *p, int start, int max_width) {
  int i = skip_spaces(p, start);
  int used = 0;
  struct line_range line = {.start = i, .end = i, .next = i};
  while (i < p->count) {
    const int end = word_end(p, i);
    const int width = paragraph_width(p, i, end);
    if (max_width > 0 && used + width > max_width) {
      break_word(p, i, end, max_width - used, max_width, &line);
      return line;
    }
    line.end = end;
    line.next = skip_spaces(p, end);
    used += width + paragraph_width(p, end, line.next);
    i = line.next;
  }
  return line;
}

struct line_range break_ellipsis(const struct paragraph *p, int start, int max_width) {
  struct line_range line = {.start = start, .end = start, .next = p->count};
  const int room = max_width - paragraph_suffix_width(p, ELLIPSIS);
  if (max_width > 0 && room < 0) return line;
  line.suffix = ELLIPSIS;
  int stop = start;
  int used = 0;
  while (stop < p->count) {
    const int end = word_end(p, stop);
    const int next = skip_spaces(p, end);
    const int width = paragraph_width(p, stop, end);
    if (max_width > 0 && used + width > room) break;
    line.end = end;
    used += width + paragraph_width(p, end, next);
    stop = next;
  }
  struct line_range part;
  if (stop < p->count && break_anywhere(p, stop, word_end(p, stop), max_width > 0 ? room - used : INT_MAX, &part))
    line.end = part.end;
  return line;
}
