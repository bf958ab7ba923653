/* When the sun rises and sets, to about a minute, from the position of the sun (Meeus, Astronomical Algorithms, chapters 25 and
 * 28). German civil time by the rule of the European directive 2000/84/EC, so that no zone file is opened for a question asked
 * a thousand times. */
#include "feed/hours_rule.h"

#include <math.h>

static const double DEGREE = 3.14159265358979323846 / 180;
static const double JULIAN_DAY_1970 = 2440587.5;
static const double JULIAN_DAY_2000 = 2451545.0;

/* Roughly the middle of each Land: within it the sun differs by a few minutes. */
static const struct {
  double latitude, longitude;
} middles[LAND_COUNT] = {
    [LAND_BW] = {48.54, 9.04},  [LAND_BY] = {48.95, 11.40}, [LAND_BE] = {52.50, 13.40}, [LAND_BB] = {52.46, 13.40},
    [LAND_HB] = {53.11, 8.80},  [LAND_HH] = {53.55, 10.02}, [LAND_HE] = {50.61, 9.03},  [LAND_MV] = {53.77, 12.58},
    [LAND_NI] = {52.84, 9.08},  [LAND_NW] = {51.48, 7.55},  [LAND_RP] = {49.95, 7.31},  [LAND_SL] = {49.38, 6.95},
    [LAND_SN] = {50.93, 13.46}, [LAND_ST] = {52.01, 11.70}, [LAND_SH] = {54.19, 9.82},  [LAND_TH] = {50.90, 11.03},
};

static int64_t last_sunday_1_utc(int year, int month) {
  int32_t day = day_from_ymd(year, month, 31);
  return day_wall(day - ((int)day_weekday(day) + 1) % 7) + 3600;
}

static int64_t german_wall(int64_t utc) {
  int year;
  int month;
  int month_day;
  day_to_ymd(wall_day(utc), &year, &month, &month_day);
  bool is_summer = utc >= last_sunday_1_utc(year, 3) && utc < last_sunday_1_utc(year, 10);
  return utc + (is_summer ? 7200 : 3600);
}

/* Where the sun stands at a moment: its declination, and how far the sundial is ahead of the clock. */
static void sun_at(double julian, double *declination, double *equation_minutes) {
  double t = (julian - JULIAN_DAY_2000) / 36525;
  double mean = DEGREE * (280.46646 + t * (36000.76983 + t * 0.0003032));
  double anomaly = DEGREE * (357.52911 + t * (35999.05029 - t * 0.0001537));
  double eccentricity = 0.016708634 - t * 0.000042037;
  double centre = sin(anomaly) * (1.914602 - t * 0.004817) + sin(2 * anomaly) * 0.019993 + sin(3 * anomaly) * 0.000289;
  double node = DEGREE * (125.04 - 1934.136 * t);
  double longitude = mean + DEGREE * (centre - 0.00569 - 0.00478 * sin(node));
  double obliquity = DEGREE * (23.439291 - t * 0.0130042 + 0.00256 * cos(node));
  double y = tan(obliquity / 2) * tan(obliquity / 2);
  double equation = y * sin(2 * mean) - 2 * eccentricity * sin(anomaly) + 4 * eccentricity * y * sin(anomaly) * cos(2 * mean) -
                    y * y * sin(4 * mean) / 2 - 1.25 * eccentricity * eccentricity * sin(2 * anomaly);
  *declination = asin(sin(obliquity) * sin(longitude));
  *equation_minutes = 4 * equation / DEGREE;
}

/* UTC minutes of the civil day at which the event happens. The sun moves on meanwhile, so the second guess starts from the
 * first. */
static double event_minutes(enum hours_clock event, double latitude, double longitude, int32_t day) {
  double altitude = DEGREE * (event == HOURS_SUNRISE || event == HOURS_SUNSET ? -0.833 : -6);
  bool is_evening = event == HOURS_SUNSET || event == HOURS_DUSK;
  double minutes = 720 - 4 * longitude;
  for (int guess = 0; guess < 3; guess++) {
    double declination;
    double equation;
    sun_at(JULIAN_DAY_1970 + day + minutes / HOURS_MINUTES, &declination, &equation);
    double cosine = (sin(altitude) - sin(DEGREE * latitude) * sin(declination)) / (cos(DEGREE * latitude) * cos(declination));
    double angle = 4 * acos(fmax(-1, fmin(1, cosine))) / DEGREE;
    minutes = 720 - 4 * longitude - equation + (is_evening ? angle : -angle);
  }
  return minutes;
}

int hours_sun_minutes(enum hours_clock event, const struct hours_place *place, int32_t day) {
  double latitude = place->latitude;
  double longitude = place->longitude;
  if (latitude == 0 && longitude == 0) {
    latitude = middles[place->land].latitude;
    longitude = middles[place->land].longitude;
  }
  double utc_minutes = event_minutes(event, latitude, longitude, day);
  int64_t wall = german_wall(day_wall(day) + (int64_t)floor(utc_minutes * 60));
  int64_t minutes = (wall - day_wall(day)) / 60;
  return minutes < 0 ? 0 : minutes >= HOURS_MINUTES ? HOURS_MINUTES - 1 : (int)minutes;
}
