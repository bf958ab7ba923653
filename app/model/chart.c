#include "model/chart.h"

#include <math.h>

static const double PI = 3.14159265358979323846, EQUATOR_M = 40075016.685578, EDGE_LATITUDE = 85.05112878;

/* 0 to 1 from west to east and from north to south. */
static double across(double longitude) { return (longitude + 180) / 360; }

static double down(double latitude) {
  latitude = fmin(fmax(latitude, -EDGE_LATITUDE), EDGE_LATITUDE);
  return (1 - asinh(tan(latitude * PI / 180)) / PI) / 2;
}

static double latitude_of(double y) { return atan(sinh(PI * (1 - 2 * y))) * 180 / PI; }

static double metres_per_world(double y) { return EQUATOR_M * cos(latitude_of(y) * PI / 180); }

/* How far apart two points may be in a picture of this size. */
static double usable(int size, int margin_px) {
  const double most = 0.62, least = 0.25;
  return fmin(fmax(size - 2.0 * margin_px, size * least), size * most);
}

struct chart chart_fit(struct rect rect, struct position a, struct position b, int margin_px, double least_metres) {
  double x = (across(a.longitude) + across(b.longitude)) / 2;
  double y = (down(a.latitude) + down(b.latitude)) / 2;
  double shorter = rect.w < rect.h ? rect.w : rect.h;
  double world = shorter * metres_per_world(y) / least_metres;
  double dx = fabs(across(a.longitude) - across(b.longitude));
  double dy = fabs(down(a.latitude) - down(b.latitude));
  if (dx > 0) world = fmin(world, usable(rect.w, margin_px) / dx);
  if (dy > 0) world = fmin(world, usable(rect.h, margin_px) / dy);
  return (struct chart){rect, world, x * world - rect.w / 2.0, y * world - rect.h / 2.0};
}

struct chart chart_scaled(const struct chart *chart, double world_px) {
  double factor = world_px / chart->world_px;
  struct rect rect = chart->rect;
  return (struct chart){rect, world_px, (chart->left_px + rect.w / 2.0) * factor - rect.w / 2.0,
                        (chart->top_px + rect.h / 2.0) * factor - rect.h / 2.0};
}

struct point chart_point(const struct chart *chart, struct position position) {
  double x = across(position.longitude) * chart->world_px - chart->left_px;
  double y = down(position.latitude) * chart->world_px - chart->top_px;
  const double far = 1e6; /* pixels; keeps what is at the other end of the world within an int */
  return (struct point){chart->rect.x + (int)lround(fmin(fmax(x, -far), far)),
                        chart->rect.y + (int)lround(fmin(fmax(y, -far), far))};
}

double chart_metres_per_px(const struct chart *chart) {
  return metres_per_world((chart->top_px + chart->rect.h / 2.0) / chart->world_px) / chart->world_px;
}

int chart_bar_metres(const struct chart *chart, int most_px, int *px) {
  static const int steps[] = {1, 2, 5};
  double metres_per_px = chart_metres_per_px(chart);
  int metres = 1;
  for (int scale = 1; scale <= 1000000; scale *= 10)
    for (int i = 0; i < 3; i++)
      if (steps[i] * scale <= most_px * metres_per_px) metres = steps[i] * scale;
  *px = (int)lround(metres / metres_per_px);
  return metres;
}
