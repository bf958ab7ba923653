/* Sign in with address and password, then the second factor where there is one; sign out; take up an invitation.
 *
 * Guesses: the account from this address waits up to fifteen minutes, the account from anywhere five seconds, so that a
 * stranger who guesses slows nobody down for long. All failures look and last the same. */
#include "base/str.h"
#include "hub/audit.h"
#include "hub/invitation.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

enum { WAIT_HERE_S = 900, WAIT_ANYWHERE_S = 5 };

static void set_cookie(struct page *page, const char *secret) {
  reply_header(page->reply, "Set-Cookie", "__Host-litfass=%s; Path=/; Secure; HttpOnly; SameSite=Strict%s", secret,
               *secret ? "" : "; Max-Age=0");
}

static bool show_sign_in(struct page *page, struct err *err) {
  if (page->person.id && page->session.is_complete) return reply_redirect(page->reply, "/"), true;
  page_add_field(page, &(struct field){.name = "email",
                                       .label = N_("E-Mail"),
                                       .type = "email",
                                       .autocomplete = "username",
                                       .value = request_form(page->request, "email")});
  page_add_field(
      page,
      &(struct field){.name = "password", .label = N_("Passwort"), .type = "password", .autocomplete = "current-password"});
  return page_show(page, N_("Anmelden"), "sign-in", err);
}

/* What a guesser is counted by. */
struct counters {
  const char *here, *anywhere;
};

static struct counters counters_of(struct page *page, const char *email) {
  return (struct counters){arena_printf(page->arena, "%s from %s", email, page->request->peer),
                           arena_printf(page->arena, "%s", email)};
}

static bool must_wait(struct page *page, const struct counters *counters, int64_t *seconds, struct err *err) {
  int64_t here, anywhere;
  if (!failure_wait(page->hub->store, counters->here, page_now(page), &here, err) ||
      !failure_wait(page->hub->store, counters->anywhere, page_now(page), &anywhere, err))
    return false;
  *seconds = here > anywhere ? here : anywhere;
  return true;
}

static bool note_failure(struct page *page, const struct counters *counters, struct err *err) {
  struct store *store = page->hub->store;
  return store_begin(store, err) && failure_note(store, counters->here, WAIT_HERE_S, page_now(page), err) &&
         failure_note(store, counters->anywhere, WAIT_ANYWHERE_S, page_now(page), err) && store_commit(store, err);
}

static bool forget_failures(struct page *page, const struct counters *counters, struct err *err) {
  return failure_forget(page->hub->store, counters->here, err) && failure_forget(page->hub->store, counters->anywhere, err);
}

/* Argon2 takes its time while others go on. */
static bool check_slowly(struct page *page, const char *hash, const char *password) {
  web_pause(page);
  bool good = password_matches(hash, password);
  web_resume(page);
  return good;
}

static const char *next_page(const struct page *page) {
  const char *next = page->request->next;
  return *next == '/' && !str_starts_with(next, "/sign-") ? next : "/";
}

static bool enter(struct page *page, const struct person *person, bool is_complete, struct err *err) {
  struct store *store = page->hub->store;
  char secret[SECRET_SIZE];
  const struct deed deed = {person->name, "sign-in", arena_printf(page->arena, "person %lld", (long long)person->id), NULL,
                            NULL};
  if (!store_begin(store, err) || !session_end(store, page->session.hash, err) || !session_sweep(store, page_now(page), err) ||
      !session_start(store, person->id, is_complete, page_now(page), secret, err) ||
      (is_complete && !audit_add(store, &deed, page_now(page), err)) || !store_commit(store, err))
    return false;
  set_cookie(page, secret);
  reply_redirect(page->reply, is_complete ? next_page(page) : "/sign-in/code");
  return true;
}

static bool sign_in(struct page *page, struct err *err) {
  const char *password = request_form(page->request, "password");
  const char *email = "", *hash;
  struct person person;
  int64_t seconds;
  if (!email_normalize(page->arena, request_form(page->request, "email"), &email)) email = "";
  struct counters counters = counters_of(page, email);
  if (!must_wait(page, &counters, &seconds, err)) return false;
  if (seconds > 0) {
    reply_header(page->reply, "Retry-After", "%lld", (long long)seconds);
    page_error(page, "", N_("Das waren viele Versuche. Bitte warten Sie ein wenig und versuchen es dann noch einmal."));
    return show_sign_in(page, err);
  }
  if (!person_by_email(page->hub->store, email, page->arena, &person, &hash, err)) return false;
  if (strlen(password) > 4 * PASSWORD_MAX) password = "";
  if (!check_slowly(page, hash, password)) {
    if (!note_failure(page, &counters, err)) return false;
    page_error(page, "", N_("E-Mail oder Passwort stimmt nicht."));
    return show_sign_in(page, err);
  }
  return forget_failures(page, &counters, err) && enter(page, &person, !person.has_totp, err);
}

static bool show_code(struct page *page, struct err *err) {
  if (page->session.is_complete) return reply_redirect(page->reply, "/"), true;
  page_add_field(page, &(struct field){.name = "code",
                                       .label = N_("Sechs Ziffern"),
                                       .type = "text",
                                       .autocomplete = "one-time-code",
                                       .hint = N_("Sie stehen in der App auf Ihrem Telefon.")});
  return page_show(page, N_("Zweiter Schritt"), "sign-in-code", err);
}

static bool check_code(struct page *page, struct err *err) {
  struct counters counters = counters_of(page, arena_printf(page->arena, "code %lld", (long long)page->person.id));
  bool good = false;
  int64_t seconds;
  if (!must_wait(page, &counters, &seconds, err)) return false;
  if (seconds == 0 &&
      !person_use_totp(page->hub->store, page->person.id, request_form(page->request, "code"), page_now(page), &good, err))
    return false;
  if (!good) {
    if (seconds == 0 && !note_failure(page, &counters, err)) return false;
    page_error(page, "code", N_("Der Code stimmt nicht oder ist abgelaufen."));
    return show_code(page, err);
  }
  return forget_failures(page, &counters, err) && enter(page, &page->person, true, err);
}

static bool sign_out(struct page *page, struct err *err) {
  if (!session_end(page->hub->store, page->session.hash, err)) return false;
  set_cookie(page, "");
  reply_redirect(page->reply, "/sign-in");
  return true;
}

/* ---- invitations ---- */

static bool show_invitation(struct page *page, const struct invitation *invitation, struct err *err) {
  page_set(page, "email", invitation->email);
  page_add_field(page, &(struct field){.name = "name",
                                       .label = N_("Ihr Name"),
                                       .type = "text",
                                       .autocomplete = "name",
                                       .hint = N_("So steht er neben dem, was Sie ändern."),
                                       .value = request_form(page->request, "name")});
  page_add_field(page, &(struct field){.name = "password",
                                       .label = N_("Passwort"),
                                       .type = "password",
                                       .autocomplete = "new-password",
                                       .hint = N_("Mindestens 12 Zeichen. Gut sind vier Wörter, die nicht zusammengehören.")});
  return page_show(page, N_("Willkommen"), "invitation", err);
}

static bool find_invitation(struct page *page, struct invitation *out, struct err *err) {
  if (!invitation_find(page->hub->store, page->segments[0], page_now(page), page->arena, out, err)) return false;
  return out->email ||
         err_set(err, ERR_NOT_FOUND, "%s", N_("Diese Einladung gilt nicht mehr. Bitte lassen Sie sich eine neue schicken."));
}

static bool open_invitation(struct page *page, struct err *err) {
  struct invitation invitation;
  return find_invitation(page, &invitation, err) && show_invitation(page, &invitation, err);
}

static bool take_invitation(struct page *page, struct err *err) {
  const char *name = request_form(page->request, "name"), *password = request_form(page->request, "password");
  struct invitation invitation;
  struct person person;
  char hash[PASSWORD_HASH_SIZE];
  if (!find_invitation(page, &invitation, err)) return false;
  const char *complaint = password_complaint(password, invitation.email);
  if (str_is_empty(name) || utf8_length(name) > 80)
    page_error(page, "name", N_("Bitte schreiben Sie Ihren Namen (bis 80 Zeichen)."));
  if (complaint) page_error(page, "password", complaint);
  if (page_has_errors(page)) return show_invitation(page, &invitation, err);
  web_pause(page);
  bool hashed = password_hash(password, hash, err);
  web_resume(page);
  return hashed &&
         invitation_take(page->hub->store, page->segments[0], name, hash, page_now(page), page->arena, &person, err) &&
         enter(page, &person, true, err);
}

const struct route chapter_sign_in[] = {
    {METHOD_GET, "/sign-in", ROLE_NOBODY, 0, show_sign_in},
    {METHOD_POST, "/sign-in", ROLE_NOBODY, ROUTE_PASSWORD, sign_in},
    {METHOD_GET, "/sign-in/code", ROLE_VIEWER, ROUTE_HALFWAY, show_code},
    {METHOD_POST, "/sign-in/code", ROLE_VIEWER, ROUTE_HALFWAY, check_code},
    {METHOD_POST, "/sign-out", ROLE_VIEWER, ROUTE_HALFWAY, sign_out},
    {METHOD_GET, "/invitation/{}", ROLE_NOBODY, 0, open_invitation},
    {METHOD_POST, "/invitation/{}", ROLE_NOBODY, ROUTE_PASSWORD, take_invitation},
    {0},
};
