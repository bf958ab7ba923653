/* When the sun rises and sets, to about a minute: the sunrise equation with the equation of the centre to its third term
 * (Meeus, Astronomical Algorithms, chapters 15 and 25). German civil time by the rule of the European directive 2000/84/EC, so
 * that no zone file is opened for a question asked a thousand times. */
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

static double noon_offset(double mean_anomaly, double ecliptic) {
  return 0.0053 * sin(mean_anomaly) - 0.0069 * sin(2 * ecliptic);
}

/* Julian date of the event on the civil day. */
static double event_julian(enum hours_clock event, double latitude, double longitude, int32_t day) {
  double days = round(day + 0.5 + JULIAN_DAY_1970 - JULIAN_DAY_2000 - 0.0009 + longitude / 360) + 0.0009 - longitude / 360;
  double anomaly = DEGREE * (357.5291 + 0.98560028 * days);
  double centre = DEGREE * (1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly));
  double ecliptic = anomaly + centre + DEGREE * (102.9372 + 180);
  double declination = asin(sin(ecliptic) * sin(DEGREE * 23.4397));
  double altitude = DEGREE * (event == HOURS_SUNRISE || event == HOURS_SUNSET ? -0.833 : -6);
  double cosine = (sin(altitude) - sin(DEGREE * latitude) * sin(declination)) / (cos(DEGREE * latitude) * cos(declination));
  double angle = acos(fmax(-1, fmin(1, cosine))) / (360 * DEGREE);
  double noon = JULIAN_DAY_2000 + days + noon_offset(anomaly, ecliptic);
  double set = JULIAN_DAY_2000 + days + angle + noon_offset(anomaly, ecliptic);
  return event == HOURS_SUNSET || event == HOURS_DUSK ? set : noon - (set - noon);
}

int hours_sun_minutes(enum hours_clock event, const struct hours_place *place, int32_t day) {
  double latitude = place->latitude;
  double longitude = place->longitude;
  if (latitude == 0 && longitude == 0) {
    latitude = middles[place->land].latitude;
    longitude = middles[place->land].longitude;
  }
  double julian = event_julian(event, latitude, longitude, day);
  int64_t wall = german_wall((int64_t)floor((julian - JULIAN_DAY_1970) * DAY_SECONDS));
  int64_t minutes = (wall - day_wall(day)) / 60;
  return minutes < 0 ? 0 : minutes >= HOURS_MINUTES ? HOURS_MINUTES - 1 : (int)minutes;
}
