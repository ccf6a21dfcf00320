#!/usr/bin/env bash
# eng/check.sh FILE: runs a file of shell checks. In it:
#   check "A sentence" COMMAND…   passes when the command succeeds; its output is shown when it does not.
# FILTER in the environment limits the checks to those whose sentence contains it.
set -uo pipefail
file=${1:?usage: eng/check.sh FILE}
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root=$PWD
export root
scratch=$(mktemp -d "${TMPDIR:-/tmp}/dnet-check.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
failures=0

check() {
    local sentence=$1
    shift
    [[ $sentence == *"${FILTER:-}"* ]] || return 0
    # Not as a condition: there "set -e" would be ignored.
    (
        set -e
        "$@"
    ) >"$scratch/output" 2>&1
    local status=$?
    if ((status == 0)); then
        printf 'ok %s\n' "$sentence"
    else
        printf 'not ok %s\n' "$sentence"
        sed 's/^/    /' "$scratch/output"
        failures=$((failures + 1))
    fi
}

# shellcheck source=/dev/null
source "$file"
((failures == 0))
