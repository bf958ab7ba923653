/* A command is a row in the table: its name, how many words it takes, its function. Words are split at spaces; "…" keeps them
 * together (\" and \\ inside). Lines are carried out as they come, so that a test can hold a conversation over a pipe. */
#include "play/script.h"

#include "play/touches.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "screens/app_speech.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8, LINE_MAX_BYTES = 4096 };

struct words_line {
  char *word[WORDS_MAX];
  size_t count;
};

typedef bool play_command(struct stage *stage, const struct words_line *line, struct err *err);

/* ---- what is there, for messages ---- */

static void list_names(struct stage *stage, enum role role, struct buf *out) {
  const struct tree *tree = &stage->app->ui.tree;
  const char *comma = "";
  for (size_t i = tree->modal_from; i < tree->count && out->len < 150; i++) {
    const struct node *node = &tree->nodes[i];
    if (role != ROLE_TEXT && node->role != role) continue;
    buf_addf(out, "%s\"%s\"", comma, node->name);
    comma = ", ";
  }
  if (out->len == 0) buf_adds(out, "none");
}

static bool not_there(struct stage *stage, enum role role, const char *name, struct err *err) {
  scoped_buf names;
  buf_init(&names, 1000);
  list_names(stage, role, &names);
  return err_set(err, ERR_NOT_FOUND, "no %s \"%s\"; there are: %s", role_name(role), name, buf_text(&names));
}

static bool read_role(const char *word, enum role *out, struct err *err) {
  return role_parse(word, out) || err_set(err, ERR_PARSE, "'%.30s' is no role (button, listitem, heading, text, …)", word);
}

/* ---- commands ---- */

static bool do_open(struct stage *stage, const struct words_line *line, struct err *err) {
  struct config *config = &stage->options.config;
  if (!str_copy(config->cache, sizeof config->cache, line->word[1])) return err_set(err, ERR_PARSE, "path too long");
  stage_stop(stage);
  return stage_start(stage, err);
}

static bool do_clock(struct stage *stage, const struct words_line *line, struct err *err) {
  int64_t wall;
  if (!wall_parse(line->word[1], &wall))
    return err_set(err, ERR_PARSE, "'%.40s' is no time like 2026-11-21T14:32", line->word[1]);
  stage_set_clock(stage, wall);
  return true;
}

/* "21.5in" is the diagonal, "476mm" the width. */
static bool read_panel(const char *text, int width, int height, double *mm) {
  char *end;
  double number = strtod(text, &end);
  if (end == text || !(number > 0)) return false;
  if (str_equals(end, "in"))
    *mm = number * 25.4 * width / hypot(width, height);
  else if (str_equals(end, "mm"))
    *mm = number;
  else
    return false;
  return *mm >= 20 && *mm <= 5000;
}

static bool do_size(struct stage *stage, const struct words_line *line, struct err *err) {
  int width, height;
  double mm = 0;
  if (!size_parse(line->word[1], &width, &height))
    return err_set(err, ERR_PARSE, "'%.40s' is no size like 1920x1080", line->word[1]);
  if (line->count > 2 && !read_panel(line->word[2], width, height, &mm))
    return err_set(err, ERR_PARSE, "'%.40s' is no panel like 21.5in or 476mm", line->word[2]);
  return stage_set_size(stage, width, height, mm, err);
}

/* What is not on a poster is behind it. */
static const struct node *look_for(struct stage *stage, enum role role, const char *name) {
  const struct node *node = stage_find(stage, role, name);
  if (node || !stage->app->attract.on) return node;
  stage_wake(stage);
  return stage_find(stage, role, name);
}

static bool do_tap(struct stage *stage, const struct words_line *line, struct err *err) {
  enum role role;
  if (!read_role(line->word[1], &role, err)) return false;
  const struct node *node = look_for(stage, role, line->word[2]);
  if (!node || rect_is_empty(node->hit)) return not_there(stage, role, line->word[2], err);
  stage_tap(stage, node);
  return true;
}

/* What would be said for the frame that is shown, a line each: its language, a tab, the words. */
static void speech_lines(struct stage *stage, struct buf *out) {
  scoped_arena arena = {0};
  struct utterances lines;
  app_utterances(stage->app, &arena, &lines);
  for (size_t i = 0; i < lines.count; i++)
    buf_addf(out, "%s\t%s\n", lines.items[i].lang, lines.items[i].text);
}

static bool expect_speech(struct stage *stage, const char *text, bool wanted, struct err *err) {
  scoped_buf lines;
  buf_init(&lines, 4 * 1024 * 1024);
  speech_lines(stage, &lines);
  if (!buf_ok(&lines, err)) return false;
  if ((strstr(buf_text(&lines), text) != NULL) == wanted) return true;
  return err_set(err, ERR_NOT_FOUND, "\"%.60s\" %s said; it is: %.150s", text, wanted ? "is not" : "is", buf_text(&lines));
}

static bool do_expect(struct stage *stage, const struct words_line *line, struct err *err) {
  bool wanted = !str_equals(line->word[1], "no");
  size_t first = wanted ? 1 : 2;
  enum role role;
  if (line->count == first + 2 && str_equals(line->word[first], "speech"))
    return expect_speech(stage, line->word[first + 1], wanted, err);
  if (line->count < first + 2) return err_set(err, ERR_PARSE, "expect [no] ROLE \"NAME\"");
  if (!read_role(line->word[first], &role, err)) return false;
  const char *name = line->word[first + 1];
  if (!wanted) {
    if (!tree_find(&stage->app->ui.tree, role, name)) return true;
    return err_set(err, ERR_NOT_FOUND, "there is a %s \"%s\", and there should be none", role_name(role), name);
  }
  return look_for(stage, role, name) || not_there(stage, role, name, err);
}

/* What our keyboard has instead: it writes small letters only. */
static uint32_t small_letter(uint32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c == 0x130) return 'i';
  if (c == 0x1E9E) return 0xDF;
  return (c >= 0x100 && c <= 0x17F) || c == 0x490 ? c | 1 : c;
}

enum { KEYBOARD_PAGES = 4 }; /* at most: small panels have several of letters */

static const struct node *find_key(struct stage *stage, enum action_kind kind, int number, const char *letter) {
  struct action action = action_with_id(kind, number, letter);
  const struct tree *tree = &stage->app->ui.tree;
  for (size_t i = tree->modal_from; i < tree->count; i++)
    if (action_equals(&tree->nodes[i].action, &action)) return &tree->nodes[i];
  return NULL;
}

static bool tap_key(struct stage *stage, enum action_kind kind, int number, const char *letter) {
  const struct node *node = find_key(stage, kind, number, letter);
  if (node) stage_tap(stage, node);
  return node != NULL;
}

/* As a visitor looks for it: on this page, on the others, among the other languages' letters. */
static bool tap_letter(struct stage *stage, const char *letter) {
  if (!find_key(stage, ACTION_KEYBOARD, KEYBOARD_PAGE, "")) tap_key(stage, ACTION_KEYBOARD, KEYBOARD_FOLD, "");
  for (size_t layout = 0; layout < keyboard_layout_count; layout++) {
    for (int page = 0; page < KEYBOARD_PAGES; page++) {
      if (tap_key(stage, ACTION_TYPE, 0, letter)) return true;
      if (!tap_key(stage, ACTION_KEYBOARD, KEYBOARD_PAGE, "")) return false;
    }
    for (int page = 0; page < KEYBOARD_PAGES && !find_key(stage, ACTION_KEYBOARD, KEYBOARD_LAYOUT, ""); page++)
      tap_key(stage, ACTION_KEYBOARD, KEYBOARD_PAGE, "");
    tap_key(stage, ACTION_KEYBOARD, KEYBOARD_LAYOUT, "");
  }
  return false;
}

/* A letter that our keyboard lacks, or a screen without it, is for a physical keyboard; a bar of letters is tapped. */
static bool type_letter(struct stage *stage, const char *letter, struct err *err) {
  uint32_t c;
  char small[5] = {0};
  if (utf8_decode(letter, strlen(letter), &c) > 0) utf8_encode(small_letter(c), small);
  if (tap_letter(stage, letter) || (!str_equals(small, letter) && tap_letter(stage, small))) return true;
  const struct node *node = tree_find(&stage->app->ui.tree, ROLE_BUTTON, letter);
  if (node && str_equals(node->name, letter)) {
    stage_tap(stage, node);
    return true;
  }
  if (!app_type(stage->app, letter)) return not_there(stage, ROLE_BUTTON, letter, err);
  stage_settle(stage);
  return true;
}

static bool do_type(struct stage *stage, const struct words_line *line, struct err *err) {
  stage_wake(stage);
  for (const char *at = line->word[1]; *at;) {
    uint32_t codepoint;
    size_t width = utf8_decode(at, strlen(at), &codepoint);
    char letter[5] = {0};
    memcpy(letter, at, width ? width : 1);
    if (!type_letter(stage, letter, err)) return false;
    at += width ? width : 1;
  }
  return true;
}

static bool do_key(struct stage *stage, const struct words_line *line, struct err *err) {
  static const char *const names[] = {[KEY_NEXT] = "next", [KEY_PREVIOUS] = "previous", [KEY_OK] = "ok", [KEY_BACK] = "back"};
  for (size_t i = 0; i < COUNT_OF(names); i++) {
    if (!str_equals(names[i], line->word[1])) continue;
    clock_advance(&stage->clock, 600);
    app_press_key(stage->app, (enum app_key)i);
    stage_settle(stage);
    return true;
  }
  return err_set(err, ERR_PARSE, "'%.30s' is no key (next, previous, ok, back)", line->word[1]);
}

static bool do_touch(struct stage *stage, const struct words_line *line, struct err *err) {
  return touches_do(stage, line->word, err);
}

/* "120s", "500ms", "5min", "2h", "3d" */
static bool do_wait(struct stage *stage, const struct words_line *line, struct err *err) {
  static const struct {
    const char *name;
    int64_t ms;
  } units[] = {{"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {"d", 86400000}};
  char *end;
  errno = 0;
  long long number = strtoll(line->word[1], &end, 10);
  for (size_t i = 0; end != line->word[1] && errno == 0 && number >= 0 && number <= 100000000 && i < COUNT_OF(units); i++) {
    if (!str_equals(units[i].name, end)) continue;
    int64_t ms = number * units[i].ms;
    if (ms > 31LL * 86400000) return err_set(err, ERR_PARSE, "'%.30s' is longer than 31 days", line->word[1]);
    stage_wait(stage, ms);
    return true;
  }
  return err_set(err, ERR_PARSE, "'%.30s' is no time like 120s, 500ms, 5min, 2h or 3d", line->word[1]);
}

static bool do_snapshot(struct stage *stage, const struct words_line *line, struct err *err) {
  return canvas_save(stage->canvas, line->word[1], err);
}

static bool do_tree(struct stage *stage, const struct words_line *line, struct err *err) {
  scoped_buf json;
  buf_init(&json, 4 * 1024 * 1024);
  tree_dump_json(&stage->app->ui.tree, &json);
  if (!buf_ok(&json, err)) return false;
  if (str_equals(line->word[1], "-")) return fputs(buf_text(&json), stdout) >= 0 || err_set_errno(err, "standard output");
  return fs_write(line->word[1], buf_text(&json), json.len, err);
}

static bool do_commands(struct stage *stage, const struct words_line *line, struct err *err) {
  scoped_buf text;
  buf_init(&text, 4 * 1024 * 1024);
  commands_dump(&stage->app->ui.commands, &text);
  return buf_ok(&text, err) && fs_write(line->word[1], buf_text(&text), text.len, err);
}

static bool do_speech(struct stage *stage, const struct words_line *line, struct err *err) {
  scoped_buf lines;
  buf_init(&lines, 4 * 1024 * 1024);
  speech_lines(stage, &lines);
  if (!buf_ok(&lines, err)) return false;
  if (str_equals(line->word[1], "-")) return fputs(buf_text(&lines), stdout) >= 0 || err_set_errno(err, "standard output");
  return fs_write(line->word[1], buf_text(&lines), lines.len, err);
}

static bool do_show(struct stage *stage, const struct words_line *line, struct err *err) {
  bool is_entry = str_equals(line->word[1], "entry");
  if (is_entry != (line->count > 2)) return err_set(err, ERR_PARSE, "usage: show SCREEN[:ARGUMENT], or show entry ID");
  const char *name = line->word[is_entry ? 2 : 1];
  bool ok = is_entry ? app_show_entry(stage->app, name) : app_show_screen(stage->app, name);
  if (!ok) return err_set(err, ERR_NOT_FOUND, "no %s '%.60s'", is_entry ? "entry" : "screen", name);
  stage_settle(stage);
  return true;
}

static bool do_say(struct stage *stage UNUSED, const struct words_line *line, struct err *err UNUSED) {
  puts(line->word[1]);
  return true;
}

struct play_row {
  const char *name;
  size_t least, most; /* words, the name included */
  bool needs_app;
  play_command *run;
  const char *usage;
};

static const struct play_row rows[] = {
    {"open", 2, 2, false, do_open, "open CACHE"},
    {"clock", 2, 2, false, do_clock, "clock YYYY-MM-DDTHH:MM"},
    {"size", 2, 3, false, do_size, "size WxH [21.5in|476mm]"},
    {"tap", 3, 3, true, do_tap, "tap ROLE \"NAME\""},
    {"expect", 3, 4, true, do_expect, "expect [no] ROLE \"NAME\""},
    {"type", 2, 2, true, do_type, "type \"TEXT\""},
    {"key", 2, 2, true, do_key, "key next|previous|ok|back"},
    {"down", 4, 4, true, do_touch, "down FINGER X Y (mm)"},
    {"move", 4, 4, true, do_touch, "move FINGER X Y (mm)"},
    {"up", 4, 4, true, do_touch, "up FINGER X Y (mm)"},
    {"lost", 1, 1, true, do_touch, "lost"},
    {"wait", 2, 2, true, do_wait, "wait 120s"},
    {"show", 2, 3, true, do_show, "show SCREEN[:ARGUMENT], show entry ID"},
    {"snapshot", 2, 2, true, do_snapshot, "snapshot FILE.png"},
    {"tree", 2, 2, true, do_tree, "tree FILE.json|-"},
    {"commands", 2, 2, true, do_commands, "commands FILE.txt"},
    {"speech", 2, 2, true, do_speech, "speech FILE.txt|-"},
    {"say", 2, 2, false, do_say, "say \"TEXT\""},
};

/* ---- lines ---- */

/* Splits in place. */
static bool split(char *text, struct words_line *line, struct err *err) {
  line->count = 0;
  for (char *at = text;;) {
    while (*at == ' ' || *at == '\t')
      at++;
    if (*at == '\0' || *at == '#') return true;
    if (line->count == WORDS_MAX) return err_set(err, ERR_PARSE, "too many words");
    char *out = at;
    line->word[line->count++] = out;
    bool quoted = *at == '"';
    if (quoted) at++;
    while (*at && (quoted ? *at != '"' : *at != ' ' && *at != '\t')) {
      if (*at == '\\' && quoted && (at[1] == '"' || at[1] == '\\')) at++;
      *out++ = *at++;
    }
    if (quoted && *at != '"') return err_set(err, ERR_PARSE, "a quote is not closed");
    if (*at) at++;
    *out = '\0';
  }
}

static bool run_line(struct stage *stage, char *text, struct err *err) {
  struct words_line line;
  if (!split(text, &line, err)) return false;
  if (line.count == 0) return true;
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    if (!str_equals(rows[i].name, line.word[0])) continue;
    if (line.count < rows[i].least || line.count > rows[i].most) return err_set(err, ERR_PARSE, "usage: %s", rows[i].usage);
    if (rows[i].needs_app && !stage_start(stage, err)) return false;
    return rows[i].run(stage, &line, err);
  }
  return err_set(err, ERR_PARSE, "'%.30s' is no command", line.word[0]);
}

static void close_file(FILE **file) {
  if (*file && *file != stdin) fclose(*file);
}

bool script_run(struct stage *stage, const char *path, struct err *err) {
  CLEANUP(close_file) FILE *file = str_equals(path, "-") ? stdin : fopen(path, "re");
  if (!file) return err_set_errno(err, "cannot open script '%s'", path);
  char text[LINE_MAX_BYTES];
  for (int number = 1; fgets(text, sizeof text, file); number++) {
    size_t len = strcspn(text, "\r\n");
    bool whole = text[len] != '\0' || feof(file);
    text[len] = '\0';
    bool ok = whole ? run_line(stage, text, err) : err_set(err, ERR_PARSE, "a line has more than %d bytes", LINE_MAX_BYTES - 2);
    if (!ok) return err_prefix(err, "%s line %d", file == stdin ? "standard input" : path, number);
    fflush(stdout);
  }
  return !ferror(file) || err_set_errno(err, "cannot read script '%s'", path);
}
