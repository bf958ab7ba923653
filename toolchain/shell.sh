# shellcheck shell=bash
# What the scripts of toolchain/ share: sourced, never run. Leaves the caller in the top folder of the tree.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck disable=SC2034 # used by the scripts that source this
caller_folder=$PWD # what relative paths of the command line mean
cd "$top"

program=$(basename "$0")
export LC_ALL=C.UTF-8 # sorting and UTF-8 do not depend on who calls
jobs=$(nproc 2>/dev/null || echo 2)

die() { # exit code, words...
  local code=$1
  shift
  echo "$program: $*" >&2
  exit "$code"
}

usage() { # prints the comment at the head of the calling script
  sed -n '2,/^[^#]/ { s/^# \{0,1\}//p }' "$0"
}

# A compiler cache when there is one; it changes nothing but the time.
if command -v ccache >/dev/null; then export CMAKE_C_COMPILER_LAUNCHER=${CMAKE_C_COMPILER_LAUNCHER-ccache}; fi

build() { # preset [target...]: configures and builds, showing output only when it fails
  local preset=$1 log
  shift
  log=build/$preset.log
  mkdir -p build
  echo "building ($preset)"
  if ! { cmake --preset "$preset" && cmake --build "build/$preset" -j "$jobs" ${1:+--target "$@"}; } >"$log" 2>&1; then
    grep -E -A4 'error|FAILED|Error' "$log" | head -n 60 >&2 || true
    die 70 "the build failed, see $log"
  fi
}

debian_release() { # of this machine
  # shellcheck source=/dev/null
  (. /etc/os-release && echo "$VERSION_CODENAME")
}

all_sources() { # where this machine takes its packages from, as files
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/debian.sources; do
    if [ -s "$file" ]; then echo "$file"; fi
  done
}
release_alone() { # the same, but its release without updates, as lines: for sysroots. A mirror may lack the updates for other machines.
  # shellcheck disable=SC2016 # apt's names
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' "Release: $(debian_release)" | sort -u
}

unpack_debian() { # all_sources or release_alone, folder, mmdebstrap's options...: this machine's Debian release in a folder, from its mirror
  local root=$2 sources
  mapfile -t sources < <("$1")
  shift 2
  # Only what says how to reach the packages; the rest of this machine's apt configuration stays out.
  apt-config dump --no-empty --format '%f "%v";%n' |
    grep -E '^Acquire::(http|https|ftp|Retries|Check-Valid-Until|Check-Date)' >"$root.apt" || true
  mmdebstrap --quiet --mode="$([ "$(id -u)" = 0 ] && echo root || echo unshare)" --aptopt="$root.apt" "$@" "$(debian_release)" "$root" \
    "${sources[@]}" || die 69 "mmdebstrap failed"
  rm -f "$root.apt"
}
