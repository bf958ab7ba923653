# shellcheck shell=bash
# A Debian in a folder ($root) that check-packages uses as another machine: a chroot, or started with its own systemd. Sourced after shell.sh.
# The caller runs in a mount namespace of its own, so that nothing mounted here outlives it.

root=     # the folder
machine=  # process id of its systemd, as this machine counts; empty: not started
group=    # the control group that it lives in

# A clean Debian with these packages (separated by commas): minutes, and a network.
make_clean_root() { # folder, packages
  root=$1
  unpack_debian all_sources "$root" --variant=minbase --include="$2"
  mount --bind "$root" "$root"
}

# This machine with a layer on top that takes all changes: no time, no network, and what is in the layer is what was changed.
make_layered_root() { # folder
  root=$1/root layer=$1/layer
  mount -t tmpfs -o mode=755 tmpfs "$1" && mkdir "$root" "$layer" "$1/work" &&
    mount -t overlay -o "lowerdir=/,upperdir=$layer,workdir=$1/work" overlay "$root" && [ -x "$root/usr/bin/dpkg" ] || return 1
  rm -f "$root/usr/sbin/policy-rc.d" # by which a container forbids its packages to start services
}

inside() { # words...: in the other root with its own /proc, nothing started
  unshare --mount --pid --fork --mount-proc="$root/proc" --kill-child \
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@" </dev/null
}

# What process 1 of the machine does before it is systemd: no devices but the harmless, no target that wants anything.
become_machine() {
  local device
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 run "$root/run"
  mount -t tmpfs -o mode=755 dev "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir -m 1777 "$root/dev/shm"
  # PrivateDevices= wants terminals, even where nobody has one.
  mkdir "$root/dev/pts"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  mkdir -p "$root/run/old" "$root/run/systemd/system"
  printf '[Unit]\nDefaultDependencies=no\n' >"$root/run/systemd/system/nothing.target"
  cd "$root"
  pivot_root . run/old
  umount -l /run/old
  exec env -i container=litfass PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=nothing.target --show-status=no
}

# Starts it: with processes, mounts, control groups and a network (loopback only) of its own.
start_machine() {
  local groups outer until=$((SECONDS + 120))
  groups=$(findmnt --noheadings --first-only --output TARGET --types cgroup2) || return 1
  group=$groups$(sed -n 's/^0:://p' /proc/self/cgroup)/litfass-packages-$$
  mkdir "$group" || return 1
  export root
  export -f become_machine
  (
    echo "$BASHPID" >"$group/cgroup.procs"
    exec unshare --mount --pid --net --uts --ipc --cgroup --fork --kill-child bash -euc become_machine
  ) >"$root.console" 2>&1 </dev/null &
  outer=$!
  while ((SECONDS < until)) && [ -e "/proc/$outer" ]; do
    machine=$(cat "/proc/$outer/task/$outer/children" 2>/dev/null || true)
    machine=${machine% }
    if [ -n "$machine" ] && ask systemctl is-active nothing.target >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  machine=
  cat "$root.console" >&2
  return 1
}

ask() { # words...: in the machine that was started
  nsenter --target "$machine" --mount --pid --net --uts --ipc --cgroup --root \
    /usr/bin/env -i -C / HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@" </dev/null
}

until_true() { # words...: asked again until they succeed; two minutes, for machines that have much else to do
  local until=$((SECONDS + 120))
  while ((SECONDS < until)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  echo "in vain: $*"
  return 1
}

stop_machine() { # may be called twice
  [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
  machine=
  wait
  # Control groups stay until the last process of theirs is gone.
  [ -z "$group" ] || until_true remove_group || true
  group=
}
remove_group() { [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} +; }
