# shellcheck shell=bash
# The scripts people type: they parse, may be run, and say what is wrong when something is missing.
# needs: nothing
: "${root:?run by eng/check.sh}" "${scratch:?}"

scripts=(dnet test .ci/run bench/run eng/publish eng/isolated eng/machine-state eng/check.sh eng/sdk.sh eng/suites/*.sh)

parses() { for script in "${scripts[@]}"; do bash -n "$script"; done; }
check "Scripts_parse" parses

executable() {
    for script in dnet test .ci/run bench/run eng/publish eng/isolated eng/machine-state; do
        [[ -x $script ]] || { echo "$script may not be executed" && return 1; }
    done
}
check "Scripts_may_be_executed" executable

lint() { shellcheck -x "${scripts[@]}"; }
if command -v shellcheck >/dev/null; then check "Scripts_pass_shellcheck" lint; fi

unknown_suite() {
    local status=0
    "$root/test" --suite nonsense >"$scratch/said" 2>&1 || status=$?
    [[ $status != 0 ]] && grep -q 'no suite is called nonsense' "$scratch/said"
}
check "An_unknown_suite_is_refused_by_name" unknown_suite

lists() { "$root/test" --list | grep -q '^LibNetwork.IntegrationTests .*needs root'; }
check "The_suites_can_be_listed" lists
