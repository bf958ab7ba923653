/* What people set for themselves: password and second factor. */
#include "base/str.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/qr_svg.h"
#include "hub/web/words.h"

static void add_password_fields(struct page *page) {
  page_add_field(
      page, &(struct field){
                .name = "old", .label = N_("Bisheriges Passwort"), .type = "password", .autocomplete = "current-password"});
  page_add_field(page, &(struct field){.name = "new",
                                       .label = N_("Neues Passwort"),
                                       .type = "password",
                                       .autocomplete = "new-password",
                                       .hint = N_("Mindestens 12 Zeichen. Gut sind vier Wörter, die nicht zusammengehören.")});
}

static bool show_account(struct page *page, struct err *err) {
  page_set(page, "email", page->person.email);
  page_set_bool(page, "has_totp", page->person.has_totp);
  page_set_bool(page, "wants_totp", page->person.role == ROLE_ADMIN && !page->person.has_totp);
  add_password_fields(page);
  return page_show(page, N_("Mein Konto"), "account", err);
}

static bool set_password(struct page *page, struct err *err) {
  const char *old = request_form(page->request, "old"), *new = request_form(page->request, "new");
  const char *hash, *complaint = password_complaint(new, page->person.email);
  struct person same;
  char fresh[PASSWORD_HASH_SIZE];
  if (complaint) page_error(page, "new", complaint);
  if (page_has_errors(page)) return show_account(page, err);
  if (!person_by_email(page->hub->store, page->person.email, page->arena, &same, &hash, err)) return false;
  web_pause(page);
  bool good = password_matches(hash, old);
  bool hashed = good && password_hash(new, fresh, err);
  web_resume(page);
  if (!good) return page_error(page, "old", N_("Das bisherige Passwort stimmt nicht.")), show_account(page, err);
  if (!hashed || !store_begin(page->hub->store, err) || !person_set_password(page->hub->store, page->person.id, fresh, err) ||
      !page_note(page, "password", arena_printf(page->arena, "person %lld", (long long)page->person.id), NULL, NULL, err) ||
      !store_commit(page->hub->store, err))
    return false;
  reply_redirect(page->reply, "/sign-in"); /* all sessions of this person ended */
  return true;
}

/* The secret travels in the form until a code proves that the telephone has it; before that it opens nothing. */
static bool show_totp(struct page *page, const char *secret, struct err *err) {
  const char *uri = arena_printf(page->arena, "otpauth://totp/Litfass:%s?secret=%s&issuer=Litfass", page->person.email, secret);
  page_set(page, "secret", secret);
  page_set(page, "qr", arena_printf(page->arena, "/account/second-factor/qr?secret=%s", secret));
  page_set(page, "uri", uri);
  page_add_field(page, &(struct field){.name = "code",
                                       .label = N_("Sechs Ziffern"),
                                       .type = "text",
                                       .autocomplete = "one-time-code",
                                       .hint = N_("Die App zeigt sie an, sobald sie den Code gelesen hat.")});
  return page_show(page, N_("Zweiter Schritt beim Anmelden"), "second-factor", err);
}

static bool begin_totp(struct page *page, struct err *err) {
  char secret[TOTP_SECRET_SIZE];
  totp_make(secret);
  return show_totp(page, arena_strdup(page->arena, secret), err);
}

static bool is_secret(const char *text) {
  size_t len = 0;
  while (text[len] && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", text[len]))
    len++;
  return len == TOTP_SECRET_SIZE - 1 && text[len] == '\0';
}

static bool show_qr(struct page *page, struct err *err) {
  const char *secret = request_query(page->request, "secret");
  if (!is_secret(secret)) return err_set(err, ERR_PARSE, "no secret");
  page->reply->type = "image/svg+xml";
  return qr_svg(arena_printf(page->arena, "otpauth://totp/Litfass:%s?secret=%s&issuer=Litfass", page->person.email, secret),
                &page->reply->body, err);
}

static bool set_totp(struct page *page, struct err *err) {
  const char *secret = request_form(page->request, "secret");
  if (!is_secret(secret)) return err_set(err, ERR_PARSE, "no secret");
  if (totp_check(secret, request_form(page->request, "code"), page_now(page), 0) == 0) {
    page_error(page, "code", N_("Der Code stimmt nicht oder ist abgelaufen."));
    return show_totp(page, secret, err);
  }
  if (!store_begin(page->hub->store, err) || !person_set_totp(page->hub->store, page->person.id, secret, err) ||
      !page_note(page, "second-factor", arena_printf(page->arena, "person %lld", (long long)page->person.id), NULL, NULL,
                 err) ||
      !store_commit(page->hub->store, err))
    return false;
  page_done(page, "/account", N_("Der zweite Schritt ist eingerichtet."));
  return true;
}

const struct route chapter_account[] = {
    {METHOD_GET, "/account", ROLE_VIEWER, 0, show_account},
    {METHOD_POST, "/account/password", ROLE_VIEWER, ROUTE_PASSWORD, set_password},
    {METHOD_GET, "/account/second-factor", ROLE_VIEWER, 0, begin_totp},
    {METHOD_POST, "/account/second-factor", ROLE_VIEWER, 0, set_totp},
    {METHOD_GET, "/account/second-factor/qr", ROLE_VIEWER, 0, show_qr},
    {0},
};
