# shellcheck shell=bash
# The scripts people type: they parse, may be run, and say what is wrong when something is missing.
# needs: nothing
: "${root:?run by eng/check.sh}" "${scratch:?}"

scripts=(dnet test .ci/run bench/run eng/publish eng/isolated eng/private-host eng/machine-state eng/check.sh eng/sdk.sh eng/suites/*.sh)

parses() { for script in "${scripts[@]}"; do bash -n "$script"; done; }
check "Scripts_parse" parses

executable() {
    for script in dnet test .ci/run bench/run eng/publish eng/isolated eng/private-host eng/machine-state; do
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

# shellcheck disable=SC2016 # the backquotes are those of the page
example_is_the_sample() { diff <(sed -n '/^```csharp$/,/^```$/p' README.md | sed '1d;$d') samples/QuickStart/Program.cs; }
check "The_example_in_the_readme_is_the_sample" example_is_the_sample

# Every page that a page links to is there.
links_lead_somewhere() {
    local page target broken=0
    while IFS=: read -r page target; do
        [[ $target == http* || $target == \#* || -e $(dirname "$page")/${target%%#*} ]] && continue
        echo "$page links to $target, which is not there"
        broken=1
    done < <(find . -name '*.md' -not -path '*/artifacts/*' -not -path '*/bin/*' -print0 | xargs -0 grep -oHE '\]\([^) ]+\)' | sed -E 's/:\]\(([^)]*)\)$/:\1/')
    return $broken
}
check "Links_between_pages_lead_somewhere" links_lead_somewhere
