#include "model/way.h"

#include <math.h>

static const double DEGREES = 57.295779513082320877; /* in a radian */

double way_metres(struct position from, struct position to) {
  const double earth_m = 6371008.8;
  double a = sin((to.latitude - from.latitude) / DEGREES / 2);
  double b = sin((to.longitude - from.longitude) / DEGREES / 2);
  double h = a * a + cos(from.latitude / DEGREES) * cos(to.latitude / DEGREES) * b * b;
  return 2 * earth_m * asin(sqrt(h < 1 ? h : 1));
}

double way_bearing(struct position from, struct position to) {
  double dl = (to.longitude - from.longitude) / DEGREES;
  double y = sin(dl) * cos(to.latitude / DEGREES);
  double x = cos(from.latitude / DEGREES) * sin(to.latitude / DEGREES) -
             sin(from.latitude / DEGREES) * cos(to.latitude / DEGREES) * cos(dl);
  double degrees = atan2(y, x) * DEGREES;
  return degrees < 0 ? degrees + 360 : degrees;
}

int way_minutes(double metres) {
  const double detour = 1.3, m_per_minute = 4000.0 / 60;
  double minutes = ceil(metres * detour / m_per_minute - 0.05);
  return minutes < 1 ? 1 : minutes > 9999 ? 9999 : (int)minutes;
}

const char *way_distance_words(struct words *w, double metres) {
  enum { KM = 1000 };
  long step = metres < 100 ? 10 : 50;
  long rounded = lround(metres / (double)step) * step;
  if (rounded < step) rounded = step;
  if (rounded < KM) return arena_printf(w->arena, tr(w->catalog, "%ld m"), rounded);
  long tenths = lround(metres / 100);
  if (tenths < 100 && tenths % 10 != 0) return arena_printf(w->arena, tr(w->catalog, "%ld,%ld km"), tenths / 10, tenths % 10);
  return arena_printf(w->arena, tr(w->catalog, "%ld km"), lround(metres / KM));
}

const char *way_direction_words(struct words *w, double bearing) {
  static const char *const names[] = {N_("in Richtung Norden"),   N_("in Richtung Nordosten"), N_("in Richtung Osten"),
                                      N_("in Richtung Südosten"), N_("in Richtung Süden"),     N_("in Richtung Südwesten"),
                                      N_("in Richtung Westen"),   N_("in Richtung Nordwesten")};
  return tr(w->catalog, names[lround(bearing / 45) & 7]);
}

const char *way_minutes_words(struct words *w, int minutes) {
  return arena_printf(w->arena, trn(w->catalog, "%d Minute zu Fuß", "%d Minuten zu Fuß", (size_t)minutes), minutes);
}
