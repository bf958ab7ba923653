/* Just enough of HTML to keep values where escaping makes them harmless: in text, and in attributes in double quotes. */
#include "hub/web/template.h"
#include "hub/web/template_parts.h"

#include "base/str.h"

#include <string.h>

static const char *feed_tag(struct html_place *place, char c) {
  if (c == '>') {
    *place = (struct html_place){.mode = HTML_TEXT};
  } else if (c == '"') {
    if (!place->has_equals) return "a quote that belongs to no attribute";
    place->mode = HTML_VALUE;
    place->at_start = true;
  } else if (c == '\'') {
    return "attributes take double quotes here";
  } else if (c == '=') {
    place->has_equals = true;
  } else if (c == ' ' || c == '\n' || c == '/') {
    place->attribute_len = 0;
    place->has_equals = false;
  } else if (place->has_equals) {
    return "an attribute without quotes";
  } else if (place->attribute_len + 1 < sizeof place->attribute) {
    place->attribute[place->attribute_len++] = c;
  }
  return NULL;
}

const char *html_place_feed(struct html_place *place, char c) {
  switch (place->mode) {
    case HTML_TEXT:
      if (c == '<') *place = (struct html_place){.mode = HTML_TAG};
      return NULL;
    case HTML_TAG: return feed_tag(place, c);
    case HTML_VALUE:
      place->at_start = false;
      if (c == '"') *place = (struct html_place){.mode = HTML_TAG};
      return NULL;
  }
  return NULL;
}

const char *html_place_put(struct html_place *place, bool *is_url) {
  static const char *const urls[] = {"href", "src", "action", "formaction", "srcset", "poster", "data", "cite"};
  *is_url = false;
  if (place->mode == HTML_TAG) return "a value inside of a tag must stand in an attribute in double quotes";
  if (place->mode == HTML_TEXT) return NULL;
  place->attribute[place->attribute_len] = '\0';
  if (str_starts_with(place->attribute, "on") || str_equals(place->attribute, "style"))
    return "a value may not be script or style";
  for (size_t i = 0; i < COUNT_OF(urls); i++)
    if (str_equals(place->attribute, urls[i])) *is_url = place->at_start;
  place->at_start = false;
  return NULL;
}

void html_escape(const char *text, size_t len, struct buf *out) {
  static const struct {
    char character;
    const char *entity;
  } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
  size_t from = 0;
  for (size_t i = 0; i < len; i++) {
    for (size_t k = 0; k < COUNT_OF(entities); k++) {
      if (text[i] != entities[k].character) continue;
      buf_add(out, text + from, i - from);
      buf_adds(out, entities[k].entity);
      from = i + 1;
    }
  }
  buf_add(out, text + from, len - from);
}
