/* The allow-list of system calls. It is long because C library, SDL and graphics drivers are; what matters is what is not in
 * it: ptrace, mount, bpf, keyrings, kernel modules, new name spaces, other people's processes, sockets of the internet where
 * the plan has none. Calls that this machine does not have (32-bit ones on a 64-bit one, and the other way round) are left out
 * by libseccomp. */
#include "base/sandbox_internal.h"

#include "base/str.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* Separated by blanks, so that a new call is one word. */
static const char always[] =
    /* files */
    "read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek close close_range dup dup2 dup3 "
    "fcntl "
    "fcntl64 open openat openat2 creat stat stat64 lstat lstat64 fstat fstat64 newfstatat fstatat64 statx access faccessat "
    "faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename "
    "renameat "
    "renameat2 link linkat symlink symlinkat chmod fchmod fchmodat fchown fchown32 ftruncate ftruncate64 truncate truncate64 "
    "fallocate fadvise64 "
    "fadvise64_64 arm_fadvise64_64 fsync fdatasync sync_file_range flock statfs statfs64 fstatfs fstatfs64 utimensat "
    "utimensat_time64 umask sendfile sendfile64 copy_file_range splice tee pipe pipe2 memfd_create "
    /* memory */
    "brk mmap mmap2 munmap mremap mprotect madvise mincore msync mlock munlock membarrier get_mempolicy "
    /* time and waiting */
    "clock_gettime clock_gettime64 clock_getres clock_getres_time64 clock_nanosleep clock_nanosleep_time64 nanosleep "
    "gettimeofday "
    "time times setitimer getitimer alarm timer_create timer_settime timer_settime64 timer_gettime timer_gettime64 "
    "timer_delete "
    "timer_getoverrun timerfd_create timerfd_settime timerfd_settime64 timerfd_gettime timerfd_gettime64 poll ppoll "
    "ppoll_time64 "
    "select _newselect pselect6 pselect6_time64 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 "
    "eventfd "
    "eventfd2 inotify_init inotify_init1 inotify_add_watch inotify_rm_watch "
    /* signals and threads */
    "rt_sigaction rt_sigprocmask rt_sigpending rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64 rt_sigreturn sigreturn "
    "sigaltstack signalfd signalfd4 kill tgkill tkill pause restart_syscall futex futex_time64 futex_waitv set_robust_list "
    "get_robust_list set_tid_address rseq sched_yield sched_getaffinity sched_setaffinity sched_getparam sched_getscheduler "
    "sched_setscheduler sched_get_priority_max sched_get_priority_min gettid getpid getppid exit exit_group arch_prctl "
    "set_thread_area set_tls cacheflush prctl getcpu "
    /* who and where */
    "getuid getuid32 geteuid geteuid32 getgid getgid32 getegid getegid32 getresuid getresuid32 getresgid getresgid32 getgroups "
    "getgroups32 getpgrp getpgid getsid uname sysinfo getrlimit setrlimit ugetrlimit prlimit64 getrusage getrandom getpriority "
    "setpriority "
    /* sockets; which ones, below */
    "socketpair connect send sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg recvmmsg_time64 getsockopt setsockopt "
    "getsockname getpeername shutdown bind";
static const char listening[] = "listen accept accept4";
static const char programs[] = "execve pidfd_open vfork fork wait4 waitid waitpid setsid setpgid";
static const char display[] = "shmget shmat shmctl shmdt kcmp ipc";
/* Without the right to set it, which CAP_SYS_TIME gives, these calls only read. */
static const char clocks[] = "adjtimex clock_adjtime clock_adjtime64";
/* AddressSanitizer stops the other threads when it looks for leaks at the end. */
static const char sanitizers[] = "ptrace wait4 sched_rr_get_interval process_vm_readv";

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

static bool allow_all(scmp_filter_ctx filter, const char *words) {
  char name[32];
  while (*words) {
    size_t len = strcspn(words, " ");
    ASSERT(len < sizeof name);
    memcpy(name, words, len);
    name[len] = '\0';
    words += len + strspn(words + len, " ");
    int number = seccomp_syscall_resolve_name(name);
    if (number != __NR_SCMP_ERROR && seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) != 0) return false;
  }
  return true;
}

static bool allow_sockets(scmp_filter_ctx filter, bool network) {
  static const unsigned long local[] = {AF_UNIX, AF_NETLINK};
  static const unsigned long internet[] = {AF_INET, AF_INET6};
  for (size_t i = 0; i < COUNT_OF(local); i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0_64(SCMP_CMP_EQ, local[i], 0)) != 0) return false;
  for (size_t i = 0; network && i < COUNT_OF(internet); i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1, SCMP_A0_64(SCMP_CMP_EQ, internet[i], 0)) != 0)
      return false;
  return true;
}

/* Threads, but no name spaces, in which a program could be root. clone3 keeps its flags where a filter cannot read them; told
 * that there is none, the C library takes clone. TIOCSTI would type on the terminal for whoever comes next. */
static bool allow_some(scmp_filter_ctx filter) {
  const unsigned long spaces =
      CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
  return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0_64(SCMP_CMP_MASKED_EQ, spaces, 0)) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
         seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1_64(SCMP_CMP_NE, TIOCSTI, 0)) == 0;
}

static bool fill(scmp_filter_ctx filter, unsigned calls) {
  return allow_all(filter, always) && allow_some(filter) && allow_sockets(filter, calls & SANDBOX_NETWORK) &&
         (!(calls & SANDBOX_LISTEN) || allow_all(filter, listening)) &&
         (!(calls & SANDBOX_PROGRAMS) || allow_all(filter, programs)) &&
         (!(calls & SANDBOX_CLOCK) || allow_all(filter, clocks)) &&
         (!(calls & SANDBOX_DISPLAY) || allow_all(filter, display)) && (!IS_SANITIZED || allow_all(filter, sanitizers));
}

bool sandbox_calls(const struct sandbox_plan *plan, struct err *err) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return err_set(err, ERR_INTERNAL, "libseccomp cannot make a filter");
  bool ok = fill(filter, plan->calls);
  ok = ok && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return ok || err_set(err, ERR_INTERNAL, "this kernel takes no filter of system calls");
}
