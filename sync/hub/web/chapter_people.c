/* Who works here: list, invite, change, shut out. Admins only. */
#include "base/str.h"
#include "hub/invitation.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

static const struct choice roles[] = {
    {"editor", N_("Redaktion: schreibt für ihre Einrichtungen")},
    {"admin", N_("Verwaltung: darf alles")},
    {"viewer", N_("Ansehen: darf lesen")},
};

/* Adds "role_words". */
static void describe_roles(json_t *rows) {
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row) for (size_t r = 0; r < COUNT_OF(roles);
                                        r++) if (str_equals(roles[r].value, json_string_value(json_object_get(row, "role"))))
      json_object_set_new(row, "role_words", json_string(roles[r].label));
}

static bool list_people(struct page *page, struct err *err) {
  json_t *people, *waiting;
  if (!query_list(page->hub->store,
                  "SELECT id, email, name, role, is_trusted, is_disabled, totp_secret IS NOT NULL AS has_totp,"
                  " (SELECT group_concat(coalesce(entry.title, organization), ', ') FROM person_organization"
                  "  LEFT JOIN entry ON entry.id = organization WHERE person = person.id) AS organizations"
                  " FROM person ORDER BY is_disabled, sortkey(name)",
                  WITH_NOTHING, &people, err))
    return false;
  describe_roles(people);
  page_set_json(page, "people", people);
  if (!query_list(page->hub->store, "SELECT email, role FROM invitation WHERE expires > ?1 ORDER BY email",
                  WITH(value_number(page_now(page))), &waiting, err))
    return false;
  describe_roles(waiting);
  page_set_json(page, "invitations", waiting);
  return page_show(page, N_("Personen"), "people", err);
}

/* [{id, title, is_chosen}] of all organizations; `chosen` is a JSON array of ids. */
static bool set_organizations(struct page *page, const char *chosen, struct err *err) {
  json_t *organizations;
  if (!query_list(page->hub->store,
                  "SELECT id, title, id IN (SELECT value FROM json_each(?1)) AS is_chosen FROM entry"
                  " WHERE kind = 'organization' ORDER BY sort",
                  WITH(value_text(chosen)), &organizations, err))
    return false;
  page_set_json(page, "organizations", organizations);
  return true;
}

static const char *chosen_organizations(struct page *page) {
  json_t *ids = json_array();
  const struct param *box = NULL;
  while ((box = request_next(page->request->form, "organization", box)))
    json_array_append_new(ids, json_string(box->value));
  char *text = json_dumps(ids, JSON_COMPACT);
  const char *copy = arena_strdup(page->arena, text);
  free(text);
  json_decref(ids);
  return copy;
}

static bool show_invite(struct page *page, struct err *err) {
  const char *role = request_form(page->request, "role");
  page_add_field(page, &(struct field){.name = "email",
                                       .label = N_("E-Mail"),
                                       .type = "email",
                                       .autocomplete = "off",
                                       .value = request_form(page->request, "email")});
  page_add_field(page, &(struct field){.name = "role",
                                       .label = N_("Rolle"),
                                       .type = "select",
                                       .options = page_options(roles, COUNT_OF(roles), *role ? role : "editor")});
  page_add_field(page, &(struct field){.name = "is_trusted",
                                       .label = N_("Veröffentlicht ohne Freigabe"),
                                       .type = "checkbox",
                                       .checked = request_has(page->request, "is_trusted")});
  return set_organizations(page, chosen_organizations(page), err) &&
         page_show(page, N_("Person einladen"), "person-invite", err);
}

static bool show_link(struct page *page, const char *email, const char *secret, struct err *err) {
  const char *base;
  if (!store_get(page->hub->store, "public_url", "", page->arena, &base, err)) return false;
  if (!*base) base = *page->request->origin ? page->request->origin : "";
  page_set(page, "email", email);
  page_set(page, "link", arena_printf(page->arena, "%s/invitation/%s", base, secret));
  return page_show(page, N_("Einladung"), "person-link", err);
}

static bool invite(struct page *page, struct err *err) {
  struct invitation invitation = {.is_trusted = request_has(page->request, "is_trusted"),
                                  .organizations = chosen_organizations(page)};
  char secret[SECRET_SIZE];
  if (!email_normalize(page->arena, request_form(page->request, "email"), &invitation.email))
    page_error(page, "email", N_("Das ist keine E-Mail-Adresse."));
  if (!role_parse(request_form(page->request, "role"), &invitation.role))
    page_error(page, "role", N_("Bitte wählen Sie eine Rolle."));
  if (page_has_errors(page)) return show_invite(page, err);
  if (!store_begin(page->hub->store, err) ||
      !invitation_make(page->hub->store, &invitation, page->person.id, page_now(page), secret, err) ||
      !page_note(page, "invite", invitation.email, NULL, role_name(invitation.role), err) ||
      !store_commit(page->hub->store, err))
    return false;
  return show_link(page, invitation.email, secret, err);
}

/* ---- one person ---- */

static bool find_person(struct page *page, json_t **out, struct err *err) {
  int64_t id;
  if (!parse_int(page->segments[0], 1, INT64_MAX, &id)) return err_set(err, ERR_NOT_FOUND, "no such person");
  if (!query_object(page->hub->store,
                    "SELECT id, email, name, role, is_trusted, is_disabled, totp_secret IS NOT NULL AS has_totp,"
                    " (SELECT json_group_array(organization) FROM person_organization WHERE person = person.id) AS chosen"
                    " FROM person WHERE id = ?1",
                    WITH(value_number(id)), out, err))
    return false;
  return *out || err_set(err, ERR_NOT_FOUND, "no such person");
}

static const char *text_of(const json_t *object, const char *name) { return json_string_value(json_object_get(object, name)); }

static bool show_person(struct page *page, struct err *err) {
  json_t *person;
  if (!find_person(page, &person, err)) return false;
  page_set_json(page, "edited", person);
  page_add_field(
      page, &(struct field){
                .name = "name", .label = N_("Name"), .type = "text", .value = text_of(person, "name"), .autocomplete = "off"});
  page_add_field(page, &(struct field){.name = "role",
                                       .label = N_("Rolle"),
                                       .type = "select",
                                       .options = page_options(roles, COUNT_OF(roles), text_of(person, "role"))});
  page_add_field(page, &(struct field){.name = "is_trusted",
                                       .label = N_("Veröffentlicht ohne Freigabe"),
                                       .type = "checkbox",
                                       .checked = json_integer_value(json_object_get(person, "is_trusted"))});
  return set_organizations(page, text_of(person, "chosen"), err) && page_show(page, N_("Person ändern"), "person", err);
}

/* Whether somebody could still let people in without this person. */
static bool leaves_an_admin(struct page *page, int64_t without, bool *out, struct err *err) {
  return query_find(page->hub->store, "SELECT 1 FROM person WHERE role = 'admin' AND NOT is_disabled AND id <> ?1 LIMIT 1",
                    WITH(value_number(without)), out, NULL, NULL, NULL, err);
}

static bool write_person(struct page *page, int64_t id, enum role role, const char *organizations, struct err *err) {
  struct store *store = page->hub->store;
  return query_run(store, "UPDATE person SET name = ?2, role = ?3, is_trusted = ?4 WHERE id = ?1",
                   WITH(value_number(id), value_text(request_form(page->request, "name")), value_text(role_name(role)),
                        value_number(request_has(page->request, "is_trusted"))),
                   err) &&
         query_run(store, "DELETE FROM person_organization WHERE person = ?1", WITH(value_number(id)), err) &&
         query_run(store,
                   "INSERT OR IGNORE INTO person_organization (person, organization) SELECT ?1, value FROM json_each(?2)",
                   WITH(value_number(id), value_text(organizations)), err);
}

static bool save_person(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  const char *name = request_form(page->request, "name");
  json_t *before;
  enum role role;
  bool leaves;
  if (!store_begin(store, err) || !find_person(page, &before, err)) return false;
  int64_t id = json_integer_value(json_object_get(before, "id"));
  char *old = json_dumps(before, JSON_COMPACT);
  const char *old_copy = arena_strdup(page->arena, old);
  free(old);
  json_decref(before);
  if (!leaves_an_admin(page, id, &leaves, err)) return false;
  if (str_is_empty(name) || utf8_length(name) > 80)
    page_error(page, "name", N_("Bitte schreiben Sie einen Namen (bis 80 Zeichen)."));
  if (!role_parse(request_form(page->request, "role"), &role)) page_error(page, "role", N_("Bitte wählen Sie eine Rolle."));
  if (!page_has_errors(page) && role != ROLE_ADMIN && !leaves)
    page_error(page, "role", N_("Jemand muss die Verwaltung behalten."));
  if (page_has_errors(page)) return store_rollback(store), show_person(page, err);
  if (!write_person(page, id, role, chosen_organizations(page), err) ||
      !page_note(page, "person", arena_printf(page->arena, "person %lld", (long long)id), old_copy, name, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/people", N_("Gespeichert."));
  return true;
}

/* Shutting out keeps the person's name in the log; letting in again is the same button. */
static bool toggle_person(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  json_t *person;
  bool leaves;
  if (!store_begin(store, err) || !find_person(page, &person, err)) return false;
  int64_t id = json_integer_value(json_object_get(person, "id"));
  bool was_disabled = json_integer_value(json_object_get(person, "is_disabled")) != 0;
  json_decref(person);
  if (!leaves_an_admin(page, id, &leaves, err)) return false;
  if (!was_disabled && !leaves)
    return page_error(page, "role", N_("Jemand muss die Verwaltung behalten.")), store_rollback(store), show_person(page, err);
  if (!query_run(store, "UPDATE person SET is_disabled = ?2 WHERE id = ?1", WITH(value_number(id), value_number(!was_disabled)),
                 err) ||
      !query_run(store, "DELETE FROM session WHERE person = ?1", WITH(value_number(id)), err) ||
      !page_note(page, was_disabled ? "let-in" : "shut-out", arena_printf(page->arena, "person %lld", (long long)id), NULL,
                 NULL, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/people",
            was_disabled ? N_("Die Person darf wieder herein.") : N_("Die Person ist abgemeldet und gesperrt."));
  return true;
}

/* A link to choose a new password by, and the second factor gone: for whoever lost the telephone. */
static bool renew_person(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  struct invitation invitation = {.organizations = "[]"};
  char secret[SECRET_SIZE];
  json_t *person;
  if (!store_begin(store, err) || !find_person(page, &person, err)) return false;
  int64_t id = json_integer_value(json_object_get(person, "id"));
  invitation.email = arena_strdup(page->arena, text_of(person, "email"));
  bool known = role_parse(text_of(person, "role"), &invitation.role);
  json_decref(person);
  if (!known) return err_set(err, ERR_CORRUPT, "hub.db: an unknown role");
  if (!invitation_make(store, &invitation, page->person.id, page_now(page), secret, err) ||
      !person_set_totp(store, id, NULL, err) ||
      !page_note(page, "renew", arena_printf(page->arena, "person %lld", (long long)id), NULL, NULL, err) ||
      !store_commit(store, err))
    return false;
  return show_link(page, invitation.email, secret, err);
}

const struct route chapter_people[] = {
    {METHOD_GET, "/people", ROLE_ADMIN, 0, list_people},
    {METHOD_GET, "/people/invite", ROLE_ADMIN, 0, show_invite},
    {METHOD_POST, "/people/invite", ROLE_ADMIN, 0, invite},
    {METHOD_GET, "/people/{}", ROLE_ADMIN, 0, show_person},
    {METHOD_POST, "/people/{}", ROLE_ADMIN, 0, save_person},
    {METHOD_POST, "/people/{}/toggle", ROLE_ADMIN, 0, toggle_person},
    {METHOD_POST, "/people/{}/renew", ROLE_ADMIN, 0, renew_person},
    {0},
};
