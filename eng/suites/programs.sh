# shellcheck shell=bash
# The programs people see first: the demo, as root and as a plain user, and the sample that the README shows.
# needs: root
: "${root:?run by eng/check.sh}" "${scratch:?}"

demo_as_root() {
    local status=0
    "$root/dnet" demo >"$scratch/demo" || status=$?
    cat "$scratch/demo"
    [[ $status == 0 ]] && grep -q 'checks came out as they should' "$scratch/demo"
}
check "The_demo_ends_well_for_root" demo_as_root

colourless() { ! grep -q $'\e' "$scratch/demo"; }
check "Output_into_a_file_has_no_colours" colourless

ascii() {
    LC_ALL=C "$root/dnet" demo >"$scratch/ascii" || { cat "$scratch/ascii" && return 1; }
    ! LC_ALL=C grep -q '[^ -~]' "$scratch/ascii" || { LC_ALL=C grep '[^ -~]' "$scratch/ascii" && return 1; }
}
check "A_terminal_without_unicode_gets_ascii" ascii

# The copy is where a user without rights may read it, whatever the directory of this clone allows.
demo_as_user() {
    mkdir -p "$scratch/user" && cp -a "$root/artifacts/bin/." "$scratch/user/" && chmod -R go+rX "$scratch"
    runuser -u nobody -- unshare -Urnm true || { echo "this kernel lets users have no user namespaces; nothing to show" && return 0; }
    runuser -u nobody -- "$scratch/user/dnet" demo
}
check "The_demo_ends_well_for_a_plain_user" demo_as_user

# until_it_says TEXT FILE: waits at most 20 seconds.
until_it_says() {
    local tries=0
    until grep -q "$1" "$2" || ((++tries == 200)); do sleep 0.1; done
}

interrupted() {
    "$root/dnet" demo --keep >"$scratch/kept" 2>&1 &
    local demo=$!
    until_it_says 'Look around' "$scratch/kept"
    kill -TERM $demo
    local status=0
    wait $demo || status=$?
    cat "$scratch/kept"
    [[ $status == 0 ]] && grep -q 'checks came out as they should' "$scratch/kept"
}
check "A_demo_that_is_kept_cleans_up_when_it_is_ended" interrupted

killed() {
    "$root/dnet" demo --keep >"$scratch/killed" 2>&1 &
    local demo=$!
    until_it_says 'Look around' "$scratch/killed"
    kill -KILL $demo
    wait $demo || true
    sleep 0.5
    local daemons
    daemons=$(grep -lsz '/run/dnet-demo/data' /proc/[0-9]*/cmdline || true)
    [[ -z $daemons ]] || { echo "still there: $daemons" && return 1; }
}
check "A_demo_that_is_killed_takes_its_daemon_along" killed

quick_start() {
    "$root/eng/isolated" "$root/samples/QuickStart/bin/Debug/net10.0/QuickStart" >"$scratch/quickstart"
    cat "$scratch/quickstart"
    grep -q '^  eth0 on web: ' "$scratch/quickstart" && grep -q '^left: 0 networks, 0 sandboxes$' "$scratch/quickstart"
}
check "The_sample_runs" quick_start

benchmark() { "$root/bench/run" --only attach -n 20 --json "$scratch/bench.json" && grep -q '"ratio"' "$scratch/bench.json"; }
check "The_benchmark_runs" benchmark
