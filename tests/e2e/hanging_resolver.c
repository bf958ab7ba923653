/* Preloaded by test_clocks.py: a name server that never answers, and a resolver that waits for it without end. */
#include <netdb.h>
#include <unistd.h>

/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name): the C library's own are reserved */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out) {
  (void)node, (void)service, (void)hints, (void)out;
  for (;;)
    pause();
}
