/* The kiosk without its window: state, history and input in; a command list and a semantic tree out.
 *
 * Between a pointer event and the command list there is no SDL and no I/O but reads of the cache; time comes from the clock
 * that was handed in. The same object runs behind the panel, `litfass play`, `litfass snapshot`, the bench and the tests. */
#ifndef LITFASS_SCREENS_APP_H
#define LITFASS_SCREENS_APP_H

#include "base/clock.h"
#include "care/answer.h"
#include "care/line.h"
#include "draw/fonts.h"
#include "draw/canvas.h"
#include "model/model.h"
#include "print/press.h"
#include "screens/attract.h"
#include "screens/form.h"
#include "speech/reading.h"
#include "spool/counts.h"
#include "spool/message.h"
#include "spool/shot.h"
#include "ui/keyboard.h"
#include "ui/page.h"
#include "ui/textbox.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum screen_id {
  SCREEN_HOME,
  SCREEN_TOPICS,
  SCREEN_AZ,
  SCREEN_SEARCH,
  SCREEN_OPEN,
  SCREEN_OPEN_LANGUAGE,
  SCREEN_LIST, /* services of one topic */
  SCREEN_LIST_LANGUAGE,
  SCREEN_ENTRY,
  SCREEN_TAKE, /* of an entry: these have its id and stand behind it in the history */
  SCREEN_WRITE,
  SCREEN_MAP,
  SCREEN_PRINT,
  SCREEN_SURVEY, /* forms (form.h) */
  SCREEN_REPORT,
  SCREEN_IDEA,
  SCREEN_PROPOSE,
  SCREEN_AGENDA,
  SCREEN_MONTH, /* chooses the agenda's day */
  SCREEN_AGENDA_TOPIC,
  SCREEN_SHARING,
  SCREEN_NEWS,
  SCREEN_NUMBERS,
  SCREEN_HELP,
  SCREEN_PRIVACY,
  SCREEN_MORE, /* these three in this order: the frame knows them by it */
  SCREEN_LANGUAGE,
  SCREEN_SPEECH,
  SCREEN_PIN, /* volunteer mode */
  SCREEN_VOLUNTEER,
  SCREEN_NETWORK, /* setting the board up (app_device.h) */
  SCREEN_WIFI,
  SCREEN_PANEL,
  SCREEN_PLACE,
  SCREEN_REBOOT,
  SCREEN_WAITING, /* no content yet; shown instead of any other */
  SCREEN_COUNT
};

struct app_config {
  struct model_config model;
  const char *lang;        /* default language, BCP 47 */
  const char *lang_folder; /* of the .mo files */
  const char *map_tiles;   /* path of an MBTiles file; NULL or "": none */
  const char *printer;     /* name of a CUPS queue; NULL or "": none */
  const char *pin;         /* of volunteer mode, 4 to 8 digits; NULL or "": there is none */
  const char *spool;       /* folder for messages; "": the board takes none; NULL: it takes them, and cannot keep them */
  const char *device;      /* socket of litfass-device; NULL or "": none */
  int idle_s;              /* 0: never */
  int attract_s;           /* posters after so long untouched; 0: never */
  struct reading_config reading;
};

/* One step of the history. */
struct view {
  enum screen_id screen;
  char id[65]; /* topic or entry */
  int filter;
  struct scroll scroll;
};

enum { HISTORY_MAX = 16 };

struct settings {
  char lang[16];
  int size_step; /* 0: 100 %, 1: 140 %, 2: 200 % */
  bool contrast, reach;
};

/* A finger on the panel, as far as it matters (app_input.c). */
struct contact {
  int x, y, down_y;
  double mean_x, mean_y; /* where it has been on average lately */
  int64_t down_ms, seen_ms;
  bool dragging;
  bool acted; /* has done its action, or is the bouncing of one that has */
};

/* What is counted (app_counts.h). */
struct counting {
  struct counts today;
  struct counts past; /* a day that is over, */
  bool closes;        /* and whose message is not in the spool yet */
  bool changed;       /* since it was saved */
  bool visiting;      /* somebody is there, and counted */
  int64_t saved_ms;
};

/* Volunteer mode (app_volunteer.h). Times as clock_elapsed_ms. */
struct volunteer {
  char typed[8]; /* digits of the PIN, no NUL */
  size_t len;
  bool is_open, was_wrong;
  int wrong; /* times in a row */
  int64_t wait_until_ms, cleaning_until_ms;
  int shown_s;             /* the second that is on the screen */
  int chord;               /* how often "back" was pressed on home, */
  int64_t chord_ms;        /* since when */
  size_t waiting, refused; /* messages, as last looked */
};

/* What the hub wants of this board (app_wishes.h); "": nothing in particular. */
struct wishes {
  struct wished {
    char place[65];
    char languages[128];        /* tags of those that are offered, parted by spaces */
    char topics[256];           /* ids of those that are shown, likewise */
  } now, next;                  /* what holds, and what the note says */
  char picture[SHOT_WISH_SIZE]; /* a wish for a picture, as the note says */
  const char *own_place;        /* of the settings */
  struct file_mark {
    uint64_t inode;
    int64_t bytes, seconds, nanoseconds;
  } mark; /* of the note that was read last */
};

/* The wish for a picture of the display that is being answered (app_shot.h). */
struct shot_wish {
  char wish[SHOT_WISH_SIZE]; /* "": none */
  enum shot_state said;      /* what was answered last; SHOT_STATES: nothing */
};

/* What litfass-device was asked, and what it says (app_device.h). */
enum device_question { ASK_STATUS, ASK_CLEANING, ASK_VOLUME, ASK_REBOOT, ASK_JOIN, ASK_LIST, ASK_KINDS };
struct device_talk {
  struct line line;
  unsigned wanted; /* by question: still to be asked */
  enum device_question asked;
  int silences; /* questions in a row that nobody answered */
  int64_t status_ms;
  bool is_known; /* condition holds */
  struct condition condition;
  enum { LIST_NONE, LIST_LOOKING, LIST_THERE, LIST_FAILED } list;
  struct networks networks;
  char ssid[ANSWER_SSID_SIZE];
  struct textbox secret; /* its password */
  enum { JOIN_NONE, JOIN_RUNNING, JOIN_DONE, JOIN_FAILED } join;
  int volume; /* of the loudspeaker as last asked for; -1: not */
  enum { REBOOT_NONE, REBOOT_RUNNING, REBOOT_REFUSED, REBOOT_SILENT } reboot; /* what became of it */
};

/* A message on its way to the spool: sealed, and nobody's secret any more. */
struct outbox {
  bool waits;
  enum message_kind kind;
  char id[MESSAGE_ID_SIZE];
  struct buf line;
};

struct app {
  struct app_config config;
  struct clock *clock;
  struct fonts *fonts;
  struct model *model;
  struct catalog *catalog;
  struct settings settings;
  struct view history[HISTORY_MAX];
  size_t depth; /* history[depth] is what is shown */
  int width_px, height_px;
  double panel_mm;
  struct arena frames[2]; /* the shown frame and the one being built */
  int frame;
  struct ui ui;
  /* input */
  bool has_pressed;
  struct action pressed;
  struct rect pressed_rect;
  int64_t finger;         /* the one that counts; -1: none */
  struct contact contact; /* its touch, or the last one */
  struct action last_action;
  int64_t last_action_ms, screen_since_ms, touched_ms;
  /* typing */
  struct textbox typed; /* of the search */
  struct keyboard keyboard;
  struct draft draft; /* of the form that is being filled in */
  struct outbox outbox;
  struct counting counts;
  struct volunteer volunteer;
  struct wishes wishes;
  struct device_talk device;
  struct {
    double panel_mm; /* 0: as the display says */
    char place[65];
  } own;           /* what was chosen on the spot */
  double given_mm; /* width of the panel as app_resize was told */
  struct shot_wish shot;
  bool is_dark;      /* the panel is off (input/curtain.h): what is drawn is not seen */
  bool visited;      /* somebody has touched it since the start */
  bool search_noted; /* what stands in `typed` was searched in vain, and is a message already */
  bool forgets;      /* the next frame wipes what the last ones held: the typed text and what was made of it */
  bool forgets_all;  /* and what draw has kept of anything that was shown */
  /* reading aloud */
  struct reading *reading;
  struct view read_view;     /* what is being read */
  size_t page_from, page_to; /* nodes of the last frame: the page's, between header and footer */
  struct rect page;          /* where it stands */
  struct mbtiles *tiles;     /* NULL: the map is a sketch */
  /* paper */
  struct press *press; /* NULL: no printer */
  bool print_wanted;   /* as soon as the screen says so */
  int64_t printed_ms;  /* when the last page was asked for, */
  char printed[65];    /* and of which entry */
  /* keys */
  bool has_focus;
  struct action focus;
  int focus_nth; /* which of the controls that do the same */
  /* idle */
  bool asking;      /* the idle question is on screen */
  int idle_shown_s; /* the second that it shows */
  struct attract attract;
  struct {
    char code[16], state[16]; /* spool/paired.h; "" while the board is not being paired */
  } pairing;
  bool dirty; /* something changed since the last frame */
};

/* The fonts, the clock and the strings of the config stay the caller's and must outlive the app. */
struct app *app_create(const struct app_config *config, struct clock *clock, struct fonts *fonts);
void app_destroy(struct app *app);

/* The board as the next visitor should find it: home, default language, size and colours, nothing typed. */
void app_reset(struct app *app);

/* Whether it is as the next visitor should find it. */
bool app_is_fresh(const struct app *app);

/* The pictures that are no files, for the canvas that shows this app. */
struct picture_source app_pictures(struct app *app);

/* Panel size in pixels and its width in mm (0: unknown). */
void app_resize(struct app *app, int width_px, int height_px, double panel_mm);

/* Lets time pass and looks for news; true when the frame must be built again. */
bool app_tick(struct app *app);
/* Milliseconds until app_tick has something to do. */
int app_next_tick_ms(const struct app *app);

/* Builds the frame; the last one's commands and tree stay valid until the next but one, or until something is forgotten. */
const struct ui *app_build(struct app *app);

/* Input. Coordinates in pixels, `finger` tells contacts apart (a mouse is 0). True when the frame must be built again. */
bool app_pointer_down(struct app *app, int64_t finger, int x, int y);
bool app_pointer_move(struct app *app, int64_t finger, int x, int y);
bool app_pointer_up(struct app *app, int64_t finger, int x, int y);

/* Somebody is there: the idle question and the posters go. True when there was one of them, and the touch or key that came has
 * done its work by that. */
bool app_touched(struct app *app);

/* The panel is gone, and with it the ends of all touches: nothing is pressed any more. */
void app_pointers_lost(struct app *app);

enum app_key { KEY_NEXT, KEY_PREVIOUS, KEY_OK, KEY_BACK };
bool app_press_key(struct app *app, enum app_key key);

/* Text from a physical keyboard (UTF-8): goes where our own keyboard's letters go, and on home begins a search. False where
 * there is nothing to write into. */
bool app_type(struct app *app, const char *utf8);
/* Whether there is: then Space and Backspace are letters, not keys. */
bool app_takes_text(struct app *app);
/* Whether header and alert give their room to what is typed: a low panel while the keyboard is out. */
bool app_is_bare(struct app *app);
/* The keys of our own keyboard: ACTION_TYPE and ACTION_KEYBOARD. */
void app_press_letter(struct app *app, const struct action *action);
/* "Meinten Sie …?": these words instead of what was typed. */
void app_take_suggestion(struct app *app, const char *words);

/* Wipes what was typed and all that was made of it, here and now, and with the next frame what frames hold. At the reset, and
 * whenever somebody comes home: the next person may stand there before the idle question. `all`: the reset, which also empties
 * draw's caches of words. */
void app_forget(struct app *app, bool all);

/* The control that has the focus in the last frame; NULL when none has. */
const struct node *app_focused(const struct app *app);

/* Carries out an action at once, as a tap on its control would. */
void app_perform(struct app *app, const struct action *action);

/* One step on. */
void app_go(struct app *app, enum screen_id screen);

/* Straight to a screen by name ("home", "list:pflege") or to an entry; for snapshots. False: no such screen or entry. */
bool app_show_screen(struct app *app, const char *name);
bool app_show_entry(struct app *app, const char *id);

/* Names that app_show_screen knows; NULL behind the last. */
const char *app_screen_name(size_t index);
/* Whether that screen shows an entry, and is nothing without one. */
bool app_screen_needs_entry(size_t index);
/* Whether it is volunteer mode's: locked, they all look the same. */
bool app_screen_needs_pin(size_t index);

struct words app_words(struct app *app);
static inline struct view *app_view(struct app *app) { return &app->history[app->depth]; }

#endif
