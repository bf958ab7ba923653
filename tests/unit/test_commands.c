#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "draw/commands.h"

static const struct rect screen = {0, 0, 1920, 1080};

static const char *dump(struct arena *arena, const struct commands *commands) {
  struct buf out;
  buf_init(&out, 1 << 16);
  commands_dump(commands, &out);
  const char *text = arena_strdup(arena, buf_text(&out));
  buf_fini(&out);
  return text;
}

static void a_list_is_dumped_one_line_per_command(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  commands_init(&list, &arena, screen);
  command_box(&list, screen, color_rgb(0xFBF7F0), COLOR_NONE, 0, 0);
  command_box(&list, (struct rect){48, 30, 868, 132}, color_rgb(0xFFFFFF), color_rgb(0xC9C2B6), 3, 24);
  command_box(&list, (struct rect){0, 0, 10, 10}, COLOR_NONE, color_rgb(0x1A1C1E), 4, 0);
  command_box_corners(&list, (struct rect){1, 2, 30, 40}, (struct color){1, 2, 3, 128}, 8, 3);
  command_icon(&list, 5, 6, 56, "chevron_right", color_rgb(0x4A4F55), true);
  command_image(&list, (struct rect){7, 8, 90, 60}, "/cache/a.png", 12, 15);
  assert_string_equal(dump(&arena, &list), "box 0,0 1920x1080 fill #FBF7F0\n"
                                           "box 48,30 868x132 fill #FFFFFF border 3 #C9C2B6 radius 24\n"
                                           "box 0,0 10x10 border 4 #1A1C1E\n"
                                           "box 1,2 30x40 fill #01020380 radius 8 corners 3\n"
                                           "icon 5,6 56x56 chevron_right #4A4F55 mirrored\n"
                                           "image 7,8 90x60 /cache/a.png radius 12\n");
}

static void a_text_is_dumped_with_its_lines_and_style(void **state UNUSED) {
  scoped_arena arena = {0};
  struct err err = {0};
  struct fonts *fonts;
  assert_true(fonts_open(NULL, &fonts, &err));
  const struct text_style style = {
      .size_px = 34, .line_px = 46, .bold = true, .align = ALIGN_CENTER, .color = color_rgb(0x1A1C1E)};
  struct commands list;
  commands_init(&list, &arena, screen);
  command_text(&list, 10, 20, 300, fonts_layout(fonts, &arena, "Kaffee und\nKuchen", "de", &style, 300, 0));
  command_text(&list, 10, 20, 300, fonts_layout(fonts, &arena, "", "de", &style, 300, 0));
  assert_string_equal(dump(&arena, &list),
                      "text 10,20 300x92 size 34 bold line 46 center #1A1C1E \"Kaffee und\" / \"Kuchen\"\n");
  fonts_close(fonts);
}

static void clips_intersect_and_what_lies_outside_is_not_recorded(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  commands_init(&list, &arena, screen);
  commands_push_clip(&list, (struct rect){100, 100, 200, 200});
  commands_push_clip(&list, (struct rect){250, 0, 500, 500});
  command_box(&list, (struct rect){0, 0, 1000, 1000}, color_rgb(1), COLOR_NONE, 0, 0);
  command_box(&list, (struct rect){100, 100, 150, 50}, color_rgb(2), COLOR_NONE, 0, 0);
  commands_pop_clip(&list);
  commands_pop_clip(&list);
  command_box(&list, (struct rect){-50, 0, 50, 50}, color_rgb(3), COLOR_NONE, 0, 0);
  command_box(&list, (struct rect){0, 0, 50, 50}, COLOR_NONE, COLOR_NONE, 3, 0);
  assert_int_equal(list.count, 1);
  assert_string_equal(dump(&arena, &list), "box 0,0 1000x1000 fill #000001 clip 250,100 50x200\n");
}

static void disjoint_clips_hide_everything(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  commands_init(&list, &arena, screen);
  commands_push_clip(&list, (struct rect){0, 0, 10, 10});
  commands_push_clip(&list, (struct rect){20, 20, 10, 10});
  command_box(&list, screen, color_rgb(1), COLOR_NONE, 0, 0);
  assert_int_equal(list.count, 0);
}

static void lists_grow_and_keep_their_order(void **state UNUSED) {
  scoped_arena arena = {0};
  struct commands list;
  commands_init(&list, &arena, screen);
  for (int i = 0; i < 1000; i++)
    command_box(&list, (struct rect){i, 0, 5, 5}, color_rgb((uint32_t)i), COLOR_NONE, 0, 0);
  assert_int_equal(list.count, 1000);
  for (int i = 0; i < 1000; i++)
    assert_int_equal(list.items[i].rect.x, i);
}

static void every_field_changes_the_hash(void **state UNUSED) {
  const struct command base = {.kind = COMMAND_BOX,
                               .rect = {1, 2, 3, 4},
                               .clip = {0, 0, 9, 9},
                               .fill = color_rgb(5),
                               .border = color_rgb(6),
                               .border_px = 7,
                               .radius_px = 8,
                               .corners = 15};
  struct command other[12];
  for (size_t i = 0; i < COUNT_OF(other); i++)
    other[i] = base;
  other[0].kind = COMMAND_ICON;
  other[1].rect.x = 2;
  other[2].rect.h = 5;
  other[3].clip.w = 8;
  other[4].fill.a = 254;
  other[5].border.b = 7;
  other[6].border_px = 8;
  other[7].radius_px = 9;
  other[8].corners = 14;
  other[9].mirrored = true;
  other[10].name = "home";
  other[11].name = "hom";
  for (size_t i = 0; i < COUNT_OF(other); i++) {
    assert_int_not_equal(command_hash(&base), command_hash(&other[i]));
    for (size_t j = 0; j < i; j++)
      assert_int_not_equal(command_hash(&other[j]), command_hash(&other[i]));
  }
  const struct command same = base;
  assert_int_equal(command_hash(&base), command_hash(&same));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_is_dumped_one_line_per_command),
      cmocka_unit_test(a_text_is_dumped_with_its_lines_and_style),
      cmocka_unit_test(clips_intersect_and_what_lies_outside_is_not_recorded),
      cmocka_unit_test(disjoint_clips_hide_everything),
      cmocka_unit_test(lists_grow_and_keep_their_order),
      cmocka_unit_test(every_field_changes_the_hash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
