#include "ui/qr.h"

#include "base/str.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum { ECI_UTF8 = 26 };

static bool is_ascii(const char *text) {
  for (; *text; text++)
    if ((unsigned char)*text >= 0x80) return false;
  return true;
}

static QRcode *encode(const char *text) {
  QRinput *input = QRinput_new2(0, QR_ECLEVEL_M); /* 0: the smallest version that holds it */
  ASSERT(input != NULL);
  bool ok = is_ascii(text) || QRinput_appendECIheader(input, ECI_UTF8) == 0;
  ok = ok && QRinput_append(input, QR_MODE_8, (int)strlen(text), (const unsigned char *)text) == 0;
  QRcode *code = ok ? QRcode_encodeInput(input) : NULL;
  QRinput_free(input);
  return code;
}

bool qr_make(struct arena *arena, const char *text, struct qr *out) {
  if (str_is_empty(text) || strlen(text) > 4096) return false;
  QRcode *code = encode(text);
  if (!code) return false;
  size_t count = (size_t)code->width * (size_t)code->width;
  unsigned char *dark = arena_alloc(arena, count);
  for (size_t i = 0; i < count; i++)
    dark[i] = code->data[i] & 1; /* the lowest bit is the module; the others tell what it is for */
  *out = (struct qr){.modules = code->width, .dark = dark};
  QRcode_free(code);
  return true;
}

int qr_module_px(const struct qr *qr, int side_px) { return side_px / (qr->modules + 2 * QR_QUIET); }

size_t qr_capacity(int side_modules) {
  /* ISO/IEC 18004:2015, table 7: bytes at level M of versions 1 to 40, less 3 for the ECI and a longer count. */
  static const short bytes[] = {14,   26,   42,   62,   84,   106,  122,  152,  180,  213,  251,  287,  331,  362,
                                412,  450,  504,  560,  624,  666,  711,  779,  857,  911,  997,  1059, 1125, 1190,
                                1264, 1370, 1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331};
  int version = (side_modules - 2 * QR_QUIET - 17) / 4;
  if (version < 1) return 0;
  return (size_t)bytes[version > (int)COUNT_OF(bytes) ? (int)COUNT_OF(bytes) - 1 : version - 1] - 3;
}

/* Runs of dark modules are one box; a run that stands as it does in the row above is part of that box. */
static int run_length(const struct qr *qr, int row, int column) {
  const unsigned char *at = qr->dark + (ptrdiff_t)row * qr->modules;
  int end = column;
  while (end < qr->modules && at[end])
    end++;
  return end - column;
}

static bool starts_run(const struct qr *qr, int row, int column) {
  const unsigned char *at = qr->dark + (ptrdiff_t)row * qr->modules;
  return at[column] && (column == 0 || !at[column - 1]);
}

static bool has_run(const struct qr *qr, int row, int column, int length) {
  return row >= 0 && row < qr->modules && starts_run(qr, row, column) && run_length(qr, row, column) == length;
}

int qr_draw(struct ui *ui, int x, int y, const struct qr *qr, int module_px) {
  int side = (qr->modules + 2 * QR_QUIET) * module_px;
  ui_box(ui, (struct rect){x, y, side, side}, color_rgb(0xFFFFFF), COLOR_NONE, 0, 0);
  /* A mirrored code is one that many readers refuse: on a right-to-left page its place is mirrored, but not its modules. */
  if (ui->rtl) x = ui->metrics.width_px - x - side;
  for (int row = 0; row < qr->modules && !ui->measuring; row++)
    for (int column = 0; column < qr->modules; column++) {
      int length = run_length(qr, row, column);
      if (!starts_run(qr, row, column) || has_run(qr, row - 1, column, length)) continue;
      int rows = 1;
      while (has_run(qr, row + rows, column, length))
        rows++;
      struct rect rect = {x + (column + QR_QUIET) * module_px, y + (row + QR_QUIET) * module_px, length * module_px,
                          rows * module_px};
      command_box(&ui->commands, rect, color_rgb(0x000000), COLOR_NONE, 0, 0);
    }
  return side;
}
