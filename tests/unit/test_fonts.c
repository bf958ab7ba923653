#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "draw/fonts.h"
#include "draw/fonts_internal.h"

#define SHY "\u00AD"
#define NBSP "\u00A0"

static struct fonts *fonts;
static struct arena arena;

static int open_fonts(void **state UNUSED) {
  struct err err = {0};
  if (fonts_open(NULL, &fonts, &err)) return 0;
  fprintf(stderr, "%s\n", err.msg);
  return -1;
}

static int close_fonts(void **state UNUSED) {
  fonts_close(fonts);
  arena_fini(&arena);
  return 0;
}

static int forget(void **state UNUSED) {
  arena_reset(&arena);
  return 0;
}

static const struct text_block *lay_out(const char *text, const char *lang, int max_width, int max_lines) {
  const struct text_style style = {.size_px = 34, .color = color_rgb(0)};
  return fonts_layout(fonts, &arena, text, lang, &style, max_width, max_lines);
}

/* The lines as they are seen from left to right, parted by '|'. */
static const char *seen(const struct text_block *block) {
  struct buf out;
  buf_init(&out, 1 << 20);
  for (int i = 0; i < block->lines; i++) {
    if (i > 0) buf_addc(&out, '|');
    const struct text_line *line = &block->line[i];
    for (int r = 0; r < line->count; r++) {
      const struct text_run *run = &line->runs[r];
      if (r > 0 && run->x > line->runs[r - 1].x + line->runs[r - 1].width) buf_addc(&out, ' ');
      buf_adds(&out, run->text);
    }
  }
  const char *text = arena_strdup(&arena, buf_text(&out));
  buf_fini(&out);
  return text;
}

/* Enough for the text, also when its hyphen or ellipsis is a run of its own (each run is rounded up to a pixel). */
static int width(const char *text) { return lay_out(text, "de", 0, 0)->width; }
static int room_for(const char *text) { return width(text) + 2; }

static void words_move_to_the_next_line_whole(void **state UNUSED) {
  const int room = width("Kaffee und");
  assert_string_equal(seen(lay_out("Kaffee und Kuchen", "de", room, 0)), "Kaffee und|Kuchen");
  assert_string_equal(seen(lay_out("Kaffee und Kuchen", "de", room - 1, 0)), "Kaffee|und|Kuchen");
  assert_string_equal(seen(lay_out("Kaffee und Kuchen", "de", 0, 0)), "Kaffee und Kuchen");
}

static void a_line_break_starts_a_paragraph_and_an_empty_line_stays(void **state UNUSED) {
  const struct text_block *block = lay_out("eins\n\nzwei drei\n", "de", 0, 0);
  assert_int_equal(block->lines, 3);
  assert_string_equal(seen(block), "eins||zwei drei");
  assert_int_equal(block->height, 3 * block->style.line_px);
}

static void hyphens_and_slashes_are_places_to_break(void **state UNUSED) {
  static const struct {
    const char *text, *room, *expected;
  } cases[] = {
      {"Handy-Sprechstunde", "Sprechstunde", "Handy-|Sprechstunde"},
      {"Bürgerinnen/Bürger", "Bürgerinnen/", "Bürgerinnen/|Bürger"},
      {"die E-Mail-Adresse", "die E-Mail-", "die E-Mail-|Adresse"},
      {"mit U-Bahn", "mit U-Bah", "mit|U-Bahn"},
      {"Platz 10/12 frei", "Platz 10/1", "Platz|10/12 frei"},
      {"am 3-4 Mai", "am 3-", "am|3-4|Mai"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(seen(lay_out(cases[i].text, "de", room_for(cases[i].room), 0)), cases[i].expected);
}

static void soft_hyphens_break_before_words_are_hyphenated(void **state UNUSED) {
  const char *text = "Nachbar" SHY "schafts" SHY "hilfe";
  assert_string_equal(seen(lay_out(text, "de", 0, 0)), "Nachbarschaftshilfe");
  assert_int_equal(width(text), width("Nachbarschaftshilfe"));
  assert_string_equal(seen(lay_out(text, "de", room_for("Nachbarschafts-"), 0)), "Nachbarschafts-|hilfe");
  assert_string_equal(seen(lay_out(text, "de", room_for("Nachbar-"), 0)), "Nachbar-|schafts-|hilfe");
}

static void german_compounds_are_hyphenated_only_when_no_line_holds_them(void **state UNUSED) {
  const int room = width("Pflegestützpunkt");
  assert_string_equal(seen(lay_out("Der Pflegestützpunkt", "de", room, 0)), "Der|Pflegestützpunkt");
  static const struct {
    const char *word, *room, *expected;
  } cases[] = {
      {"Straßenverkehrszulassungsordnung", "Straßenverkehrszul", "Straßenverkehrs-|zulassungsordnung"},
      {"Nachbarschaftshilfe", "Nachbarschafts-", "Nachbarschafts-|hilfe"},
      {"Schuldnerberatungsstelle", "Schuldnerberatungs-", "Schuldnerberatungs-|stelle"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    assert_string_equal(seen(lay_out(cases[i].word, "de", room_for(cases[i].room), 0)), cases[i].expected);
    assert_string_equal(seen(lay_out(cases[i].word, "de-simple", room_for(cases[i].room), 0)), cases[i].expected);
  }
}

static void hyphenation_leaves_three_letters_on_either_side(void **state UNUSED) {
  static const char word[] = "Straßenverkehrszulassungsordnung";
  for (int room = width("WWW-"); room < width(word); room += 7) {
    const struct text_block *block = lay_out(word, "de", room, 0);
    for (int i = 0; i < block->lines; i++) {
      const struct text_run *run = &block->line[i].runs[0];
      assert_true(utf8_length(run->text) >= 3);
    }
  }
}

static void a_word_without_patterns_is_cut_as_the_last_resort(void **state UNUSED) {
  const struct text_block *block = lay_out("wwwwwwwwwwww", "xx", width("wwwww"), 0);
  assert_string_equal(seen(block), "wwwww|wwwww|ww");
  assert_false(block->truncated);
}

static void combining_characters_stay_with_their_letter(void **state UNUSED) {
  static const char text[] = "a\u0308\u0323a\u0308\u0323a\u0308\u0323";
  const struct text_block *block = lay_out(text, "xx", width("a"), 0);
  assert_int_equal(block->lines, 3);
  for (int i = 0; i < 3; i++)
    assert_string_equal(block->line[i].runs[0].text, "a\u0308\u0323");
}

static void telephone_numbers_with_no_break_spaces_stay_together(void **state UNUSED) {
  const char *text = "Rufen Sie an: 0221" NBSP "55" NBSP "01" NBSP "23";
  assert_string_equal(seen(lay_out(text, "de", width("Rufen Sie an: 0221"), 0)),
                      "Rufen Sie an:|0221" NBSP "55" NBSP "01" NBSP "23");
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state UNUSED) {
  const int room = width("Offene Tür im …");
  const struct text_block *block = lay_out("Offene Tür im Quartier für alle", "de", room, 1);
  assert_true(block->truncated);
  assert_int_equal(block->lines, 1);
  assert_string_equal(seen(block), "Offene Tür im…");
  assert_true(block->width <= room);
  assert_string_equal(seen(lay_out("eins\nzwei", "de", 0, 1)), "eins…");
  assert_string_equal(seen(lay_out("eins zwei drei", "de", room_for("zwei…"), 2)), "eins|zwei…");
  assert_false(lay_out("eins\n \n", "de", 0, 1)->truncated);
  assert_false(lay_out("eins zwei", "de", room_for("zwei"), 2)->truncated);
}

static void an_ellipsis_never_parts_a_combining_sequence(void **state UNUSED) {
  static const char text[] = "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301";
  for (int room = width("…"); room < width(text); room++) {
    const struct text_block *block = lay_out(text, "de", room, 1);
    for (int r = 0; r < block->line[0].count; r++) {
      const char *run = block->line[0].runs[r].text;
      if (run[0] == 'e') assert_true(str_ends_with(run, "\u0301"));
    }
  }
}

/* --- scripts --- */

static int face_of(const char *text) {
  const struct text_block *block = lay_out(text, "de", 0, 0);
  assert_int_equal(block->lines, 1);
  assert_int_equal(block->line[0].count, 1);
  return block->line[0].runs[0].face;
}

static void latin_turkish_and_cyrillic_share_the_first_face_and_arabic_falls_back(void **state UNUSED) {
  const int first = fonts_first_face(false);
  assert_int_equal(face_of("Straße"), first);
  assert_int_equal(face_of("İğneişçi"), first);
  assert_int_equal(face_of("Щоденник"), first);
  assert_int_not_equal(face_of("مرحبا"), first);
  assert_int_not_equal(face_of("Καλημέρα"), FACE_NONE);
  assert_int_not_equal(face_of("שלום"), first);
  assert_int_not_equal(face_of("សួស្តី"), first);
}

static void a_letter_that_no_font_has_is_one_box_a_pictograph_nothing(void **state UNUSED) {
  assert_string_equal(seen(lay_out("\U00012000\U00012001 hier", "de", 0, 0)), "\uFFFD hier");
  assert_string_equal(seen(lay_out("Fest\U0001F9FF!", "de", 0, 0)), "Fest!");
  assert_string_equal(seen(lay_out("a\xFF"
                                   "b",
                                   "de", 0, 0)),
                      "a\uFFFD"
                      "b");
}

static void controls_and_marks_have_no_width(void **state UNUSED) {
  assert_int_equal(width("a\u200Eb\uFEFF\u2060"
                         "c\x07\r"),
                   width("abc"));
  assert_int_equal(lay_out("", "de", 100, 0)->lines, 0);
  assert_int_equal(lay_out(NULL, "de", 100, 0)->lines, 0);
  assert_int_equal(lay_out("\u200B", "de", 100, 0)->width, 0);
}

static void arabic_runs_from_the_right_and_joins_its_letters(void **state UNUSED) {
  const struct text_block *block = lay_out("مرحبا بكم", "ar", 0, 0);
  assert_true(block->line[0].rtl);
  assert_int_equal(block->line[0].count, 2);
  assert_string_equal(block->line[0].runs[0].text, "بكم");
  assert_string_equal(block->line[0].runs[1].text, "مرحبا");
  assert_true(block->line[0].runs[1].rtl);
  const int apart = width("ب") + width("ك") + width("م");
  assert_true(block->line[0].runs[0].width < apart); /* joined forms are narrower than single ones */
}

static void numbers_keep_their_order_inside_arabic(void **state UNUSED) {
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"هاتف 0221" NBSP "550" NBSP "123", "0221" NBSP "550" NBSP "123 هاتف"},
      {"هاتف 0221 550 123", "0221 550 123 هاتف"},
      {"هاتف +49 221 550123 الآن", "الآن +49 221 550123 هاتف"},
      {"هاتف 0221/550-123", "0221/550-123 هاتف"},
      {"الساعة 14:30", "14:30 الساعة"},
      {"شارع Gartenweg 3", "Gartenweg 3 شارع"},
      {"هاتف (0711) 216-0", "(0711) 216-0 هاتف"},
      {"هاتف +49 (0)711/216-0 الآن", "الآن +49 (0)711/216-0 هاتف"},
      {"(0711) 216-0 أو 0711 216-1", "0711 216-1 أو (0711) 216-0"},
      /* brackets of a right-to-left run: HarfBuzz mirrors them when it draws */
      {"مجموعة (3) غرفة 12", "12 غرفة )3( مجموعة"},
      {"السعر 12,50 €", "€ 12,50 السعر"},
      {"تخفيض 50 %", "% 50 تخفيض"},
      {"البريد info@stadt.example", "info@stadt.example البريد"},
      {"من 21/11 إلى 23/11", "23/11 إلى 21/11 من"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(seen(lay_out(cases[i].text, "ar", 0, 0)), cases[i].expected);
}

/* In Arabic a span of times runs as the sentence does; between isolates it keeps its own order. */
static void isolates_keep_what_is_inside_from_what_is_around(void **state UNUSED) {
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"من 10:00–12:00", "12:00–10:00 من"},
      {"من \u206610:00–12:00\u2069", "10:00–12:00 من"},
      {"الجهة: Verein Süd e. V.", ".Verein Süd e. V الجهة:"},
      {"الجهة: \u2068Verein Süd e. V.\u2069", "Verein Süd e. V. الجهة:"},
      {"\u2068Aktionstag (bitte klingeln)\u2069، مفتوح", "مفتوح ،Aktionstag (bitte klingeln)"},
      {"\u2068مرحبا 3\u2069", "3 مرحبا"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(seen(lay_out(cases[i].text, "ar", 0, 0)), cases[i].expected);
}

static bool has_box(const struct text_block *block) {
  for (int i = 0; i < block->lines; i++)
    for (int r = 0; r < block->line[i].count; r++)
      if (strstr(block->line[i].runs[r].text, "\uFFFD")) return true;
  return false;
}

static void one_line_may_hold_every_script_that_is_installed(void **state UNUSED) {
  static const char *const texts[] = {
      "Straße مركز الحي Щоденник İğne ☎ ♿ → ✓ 中文 日本語",
      "Zażółć, čeština, Ελληνικά, עברית, ქართული, Հայերեն, አማርኛ, हिन्दी, ไทย",
      "„Café“ – 3 × 5 = 15, 12,50 €, ½, 20 °C, № 7, ʼ ’ ‚ «»",
  };
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    const struct text_style bold = {.size_px = 34, .bold = true, .color = color_rgb(0)};
    if (has_box(lay_out(texts[i], "de", 0, 0))) fail_msg("a box in '%s'", texts[i]);
    if (has_box(fonts_layout(fonts, &arena, texts[i], "ar", &bold, 0, 0))) fail_msg("a box in bold '%s'", texts[i]);
  }
}

static void the_first_strong_character_decides_else_the_language(void **state UNUSED) {
  assert_false(lay_out("112", "de", 0, 0)->line[0].rtl);
  assert_true(lay_out("112", "ar", 0, 0)->line[0].rtl);
  assert_false(lay_out("Treffpunkt", "ar", 0, 0)->line[0].rtl);
  assert_true(lay_out("مرحبا", "de", 0, 0)->line[0].rtl);
}

/* --- invariants --- */

static const char *const sweep_texts[] = {
    "Straßenverkehrszulassungsordnung und Nachbarschaftshilfe: 0221" NBSP "550" NBSP "123",
    "Kommen Sie vorbei – jeden Dienstag von 14:00 bis 17:30 Uhr, außer in den Schulferien/an Feiertagen.",
    "jij fjord Äffchen AVAVA To. Ty f) (j \"j\" Tel.: 0221/55-01 https://treffpunkt.example/veranstaltungen/sommerfest",
    "مرحبا بكم في مركز الحي: هاتف 0221 550 123 كل يوم",
    "Щоденник сусідства: консультації для літніх людей щовівторка",
    "Mahalle buluşma noktası: İğne oyası, çay ve sohbet",
    "Nachbar" SHY "schafts" SHY "hilfe\nzweiter Absatz e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 \U0001F389\U0001F389",
};

static void no_line_is_ever_wider_than_asked(void **state UNUSED) {
  for (size_t t = 0; t < COUNT_OF(sweep_texts); t++)
    for (int room = 1; room < 1200; room += room < 100 ? 3 : 23)
      for (int most = 0; most < 4; most++) {
        arena_reset(&arena);
        const struct text_block *block = lay_out(sweep_texts[t], t == 3 ? "ar" : "de", room, most);
        assert_true(block->width <= room);
        assert_true(most == 0 || block->lines <= most);
        for (int i = 0; i < block->lines; i++) {
          const struct text_line *line = &block->line[i];
          assert_true(line->width <= block->width);
          for (int r = 0; r < line->count; r++)
            assert_true(line->runs[r].x >= 0 && line->runs[r].x + line->runs[r].width <= line->width);
        }
      }
}

static size_t letters(const struct text_block *block) {
  size_t count = 0;
  for (int i = 0; i < block->lines; i++)
    for (int r = 0; r < block->line[i].count; r++)
      for (const char *c = block->line[i].runs[r].text; *c; c++)
        count += (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
  return count;
}

static void no_letter_is_lost_at_any_width(void **state UNUSED) {
  for (size_t t = 0; t < COUNT_OF(sweep_texts); t++) {
    const size_t expected = letters(lay_out(sweep_texts[t], "de", 0, 0));
    for (int room = width("WW"); room < 1200; room += 31) {
      const struct text_block *block = lay_out(sweep_texts[t], "de", room, 0);
      assert_false(block->truncated);
      assert_int_equal(letters(block), expected);
    }
    arena_reset(&arena);
  }
}

static void masks_stay_inside_their_run(void **state UNUSED) {
  const struct text_block *block = lay_out(sweep_texts[2], "de", 0, 0);
  for (int r = 0; r < block->line[0].count; r++) {
    const struct text_run *run = &block->line[0].runs[r];
    struct mask *mask = fonts_render(fonts, run);
    assert_true(mask->w > 0 && mask->x >= 0);
    assert_true(mask->x + mask->w <= run->width);
    free(mask);
  }
}

static int characters(const char *utf8, uint32_t *out) {
  int count = 0;
  for (size_t step; (step = utf8_decode(utf8, strlen(utf8), &out[count])) > 0; utf8 += step)
    count++;
  return count;
}

/* How much two masks differ where they differ most, of 255. */
static int difference(const struct mask *a, const struct mask *b) {
  int most = 0;
  for (int y = a->y < b->y ? a->y : b->y; y < (a->y + a->h > b->y + b->h ? a->y + a->h : b->y + b->h); y++)
    for (int x = a->x < b->x ? a->x : b->x; x < (a->x + a->w > b->x + b->w ? a->x + a->w : b->x + b->w); x++) {
      const bool in_a = x >= a->x && x < a->x + a->w && y >= a->y && y < a->y + a->h;
      const bool in_b = x >= b->x && x < b->x + b->w && y >= b->y && y < b->y + b->h;
      const int of_a = in_a ? a->alpha[(y - a->y) * a->w + x - a->x] : 0;
      const int of_b = in_b ? b->alpha[(y - b->y) * b->w + x - b->x] : 0;
      if (abs(of_a - of_b) > most) most = abs(of_a - of_b);
    }
  return most;
}

/* The oracle is SDL_ttf with HarfBuzz, which shapes the word as a whole. */
static void words_of_letters_look_as_if_they_were_shaped(void **state UNUSED) {
  static const char *const words[] = {
      "Treffpunkt",
      "AVATAR",
      "Öffnungszeiten",
      "Schifffahrt",
      "Pflegestützpunkt",
      "hilft",
      "fi",
      "ffl",
      "j",
      "jgf",
      "Wolfsburg",
      "11:30–14:00",
      "0221\u00a055",
      "„Rat“",
      "€",
      "1/2",
      "İstanbul",
      "ğışçö",
      "Київ",
      "Їжак,ґанок",
      "щовівторка",
      "Ärzte…",
      "f",
      "fff",
      "Tagesf.",
      "ſtraße",
      "Ǻ",
  };
  static const int sizes[] = {14, 27, 34, 47, 66, 112};
  for (size_t w = 0; w < COUNT_OF(words); w++)
    for (size_t s = 0; s < COUNT_OF(sizes) * 2; s++) {
      const struct text_style style = {.size_px = sizes[s / 2], .bold = s % 2};
      const struct text_run *run = &fonts_layout(fonts, &arena, words[w], "de", &style, 0, 0)->line[0].runs[0];
      uint32_t text[FONTS_LONGEST_RUN];
      const int count = characters(run->text, text);
      const int shaped = fonts_shaped_width(fonts, text, count, run->face, run->size_px, false);
      struct mask *ours = fonts_render(fonts, run), *theirs = fonts_shape(fonts, run);
      if (run->shaped) fail_msg("'%s' is shaped", words[w]);
      if (shaped != run->width || difference(ours, theirs) > 2)
        fail_msg("'%s' at %d: width %d, shaped %d, pixels differ by %d", words[w], run->size_px, run->width, shaped,
                 difference(ours, theirs));
      free(ours);
      free(theirs);
    }
}

/* --- coverage --- */

/* What stands in these quarters of the row, 0 outside the surface; the oracle for fonts_ink and the averages. */
static int mean_of_quarters(const SDL_Surface *surface, int x, int y) {
  int sum = 0;
  for (int i = x; i < x + FONTS_SCALE_X; i++)
    if (i >= 0 && i < surface->w && y >= 0 && y < surface->h)
      sum += ((const uint8_t *)surface->pixels)[(ptrdiff_t)y * surface->pitch + i];
  return (sum + FONTS_SCALE_X / 2) / FONTS_SCALE_X;
}

static void a_shaped_word_is_the_average_of_its_quarters(void **state UNUSED) {
  static const char *const words[] = {"Wolfsburg", "j", ".", "مستشفى", "الأحد،", "١٢٣", "e\u0301", "中"};
  for (size_t w = 0; w < COUNT_OF(words); w++)
    for (int size = 11; size < 90; size += 13) {
      const struct text_style style = {.size_px = size, .bold = size % 2};
      const struct text_run *run = &fonts_layout(fonts, &arena, words[w], "ar", &style, 0, 0)->line[0].runs[0];
      struct mask *mask = fonts_shape(fonts, run);
      TTF_Font *font = fonts_sized_face(fonts, run->face, size, run->rtl); /* as fonts_shape has left it */
      SDL_Surface *surface = fonts_render_text(font, run->text);
      assert_non_null(surface);
      for (int y = 0; y < surface->h; y++)
        for (int x = 0; x * FONTS_SCALE_X < surface->w; x++) {
          const int at_x = x - mask->x, at_y = y - TTF_FontAscent(font) - mask->y;
          const bool inside = at_x >= 0 && at_x < mask->w && at_y >= 0 && at_y < mask->h;
          const int is = inside ? mask->alpha[at_y * mask->w + at_x] : 0;
          const int should = mean_of_quarters(surface, x * FONTS_SCALE_X, y);
          if (is != should) fail_msg("'%s' at %d: %d for %d in %d, %d", words[w], size, is, should, x, y);
        }
      SDL_FreeSurface(surface);
      free(mask);
    }
}

static void ink_is_the_least_box_around_what_is_not_blank(void **state UNUSED) {
  enum { MOST_W = 40, MOST_H = 5 };
  unsigned seed = 1922;
  for (int round = 0; round < 5000; round++) {
    const int w = 1 + rand_r(&seed) % MOST_W, h = 1 + rand_r(&seed) % MOST_H;
    uint8_t *pixels = malloc((size_t)w * (size_t)h); /* of just this size: a sanitizer sees what reads past it */
    assert_non_null(pixels);
    memset(pixels, 0, (size_t)w * (size_t)h);
    struct rect expected = {0};
    for (int dots = rand_r(&seed) % 4; dots > 0; dots--) {
      const int x = rand_r(&seed) % w, y = rand_r(&seed) % h;
      pixels[y * w + x] = (uint8_t)(1 + rand_r(&seed) % UINT8_MAX);
      expected = rect_union(expected, (struct rect){x, y, 1, 1});
    }
    const SDL_Surface surface = {.w = w, .h = h, .pitch = w, .pixels = pixels};
    const struct rect ink = fonts_ink(&surface);
    assert_memory_equal(&ink, &expected, sizeof ink);
    free(pixels);
  }
}

static void packed_coverage_reads_as_it_was(void **state UNUSED) {
  enum { MOST_W = 300, MOST_H = 4 };
  unsigned seed = 1855;
  for (int round = 0; round < 2000; round++) {
    const int w = rand_r(&seed) % (MOST_W + 1), h = rand_r(&seed) % (MOST_H + 1), pitch = w + rand_r(&seed) % 9;
    uint8_t rows[(MOST_W + 8) * MOST_H], kind = 0;
    for (int i = 0, rest = 0; i < pitch * h; i++, rest--) {
      if (rest <= 0) {
        rest = 1 + rand_r(&seed) % (2 * STRETCH_LONGEST + 2);
        kind = (uint8_t)(rand_r(&seed) % 3);
      }
      rows[i] = (uint8_t)(kind == 0 ? 0 : kind == 1 ? UINT8_MAX : 1 + rand_r(&seed) % 254);
    }
    size_t bytes;
    uint8_t *packed = stretch_pack(rows, pitch, w, h, &bytes);
    const uint8_t *from = packed;
    for (int y = 0; y < h; y++)
      for (struct stretch stretch = {0}; stretch.at < w; stretch.at += stretch.count) {
        from = stretch_read(from, &stretch);
        assert_true(stretch.count >= 1 && stretch.at + stretch.count <= w);
        for (int i = 0; i < stretch.count; i++) {
          const int is = stretch.kind == STRETCH_PAPER ? 0 : stretch.kind == STRETCH_INK ? UINT8_MAX : stretch.edge[i];
          assert_int_equal(is, rows[y * pitch + stretch.at + i]);
        }
      }
    assert_int_equal(from - packed, bytes);
    free(packed);
  }
}

static void equal_texts_hash_equal_and_any_change_shows(void **state UNUSED) {
  struct text_style style = {.size_px = 34, .color = color_rgb(0)};
  const uint64_t hash = lay_out("Hallo Welt", "de", 300, 0)->hash;
  assert_int_equal(hash, lay_out("Hallo Welt", "de", 301, 0)->hash);
  assert_int_not_equal(hash, lay_out("Hallo Wild", "de", 300, 0)->hash);
  assert_int_not_equal(hash, lay_out("Hallo Welt", "de", 100, 0)->hash);
  style.color = color_rgb(1);
  assert_int_not_equal(hash, fonts_layout(fonts, &arena, "Hallo Welt", "de", &style, 300, 0)->hash);
  style = (struct text_style){.size_px = 34, .color = color_rgb(0), .bold = true};
  assert_int_not_equal(hash, fonts_layout(fonts, &arena, "Hallo Welt", "de", &style, 300, 0)->hash);
}

static void layouts_are_the_same_in_another_order(void **state UNUSED) {
  uint64_t first[COUNT_OF(sweep_texts)];
  for (size_t t = 0; t < COUNT_OF(sweep_texts); t++)
    first[t] = lay_out(sweep_texts[t], "de", 400, 0)->hash;
  struct fonts *const other = fonts;
  assert_int_equal(open_fonts(NULL), 0);
  for (size_t t = COUNT_OF(sweep_texts); t-- > 0;)
    assert_int_equal(lay_out(sweep_texts[t], "de", 400, 0)->hash, first[t]);
  fonts_close(fonts);
  fonts = other;
}

static void capitals_have_their_share_of_the_em(void **state UNUSED) {
  const struct text_style style = {.size_px = 100};
  const struct text_block *block = fonts_layout(fonts, &arena, "H", "de", &style, 0, 0);
  struct mask *mask = fonts_render(fonts, &block->line[0].runs[0]);
  assert_in_range(mask->h, 71, 74); /* Andika: 0.72 em */
  assert_int_equal(mask->y, -mask->h);
  free(mask);
}

static void icons_are_known_by_name(void **state UNUSED) {
  static const char *const present[] = {
      "home",      "arrow_back",  "search",    "event",         "volunteer_activism", "handshake",       "campaign",
      "translate", "text_fields", "contrast",  "volume_up",     "accessible",         "place",           "call",
      "elderly",   "cloud_done",  "cloud_off", "chevron_right", "location_city",      "directions_walk", "schedule"};
  static const char *const absent[] = {"", "x", "xyz", "not_an_icon", "callxyz", "home_", "hom"};
  for (size_t i = 0; i < COUNT_OF(present); i++)
    if (!fonts_has_icon(fonts, present[i])) fail_msg("%s", present[i]);
  for (size_t i = 0; i < COUNT_OF(absent); i++)
    if (fonts_has_icon(fonts, absent[i])) fail_msg("%s", absent[i]);
}

static void a_missing_font_names_its_package(void **state UNUSED) {
  struct err err = {0};
  struct fonts *none = NULL;
  assert_false(fonts_open("/nonexistent", &none, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
  assert_non_null(strstr(err.msg, "fonts-sil-andika"));
  assert_null(none);
}

static void very_long_words_and_texts_are_bounded(void **state UNUSED) {
  enum { LONG = 100 * 1000 };
  char *text = arena_alloc(&arena, LONG + 1);
  memset(text, 'm', LONG);
  const struct text_block *block = lay_out(text, "de", 600, 0);
  assert_true(block->truncated);
  assert_true(block->lines > 1000);
  assert_true(block->width <= 600);
}

int main(void) {
#define T(name) cmocka_unit_test_teardown(name, forget)
  const struct CMUnitTest tests[] = {
      T(words_move_to_the_next_line_whole),
      T(a_line_break_starts_a_paragraph_and_an_empty_line_stays),
      T(hyphens_and_slashes_are_places_to_break),
      T(soft_hyphens_break_before_words_are_hyphenated),
      T(german_compounds_are_hyphenated_only_when_no_line_holds_them),
      T(hyphenation_leaves_three_letters_on_either_side),
      T(a_word_without_patterns_is_cut_as_the_last_resort),
      T(combining_characters_stay_with_their_letter),
      T(telephone_numbers_with_no_break_spaces_stay_together),
      T(what_does_not_fit_ends_in_an_ellipsis),
      T(an_ellipsis_never_parts_a_combining_sequence),
      T(latin_turkish_and_cyrillic_share_the_first_face_and_arabic_falls_back),
      T(a_letter_that_no_font_has_is_one_box_a_pictograph_nothing),
      T(controls_and_marks_have_no_width),
      T(arabic_runs_from_the_right_and_joins_its_letters),
      T(numbers_keep_their_order_inside_arabic),
      T(isolates_keep_what_is_inside_from_what_is_around),
      T(one_line_may_hold_every_script_that_is_installed),
      T(the_first_strong_character_decides_else_the_language),
      T(no_line_is_ever_wider_than_asked),
      T(no_letter_is_lost_at_any_width),
      T(masks_stay_inside_their_run),
      T(words_of_letters_look_as_if_they_were_shaped),
      T(a_shaped_word_is_the_average_of_its_quarters),
      T(ink_is_the_least_box_around_what_is_not_blank),
      T(packed_coverage_reads_as_it_was),
      T(equal_texts_hash_equal_and_any_change_shows),
      T(layouts_are_the_same_in_another_order),
      T(capitals_have_their_share_of_the_em),
      T(icons_are_known_by_name),
      T(a_missing_font_names_its_package),
      T(very_long_words_and_texts_are_bounded),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
