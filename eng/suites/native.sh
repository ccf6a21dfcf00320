# shellcheck shell=bash
# The two programs compile to native code without a warning from the trimmer or the compiler, and start.
# needs: root
: "${root:?run by eng/check.sh}" "${scratch:?}"

publishes() {
    local status=0
    eng/publish artifacts >"$scratch/publish" 2>&1 || status=$?
    cat "$scratch/publish"
    return $status
}
check "Programs_publish" publishes

no_warning() { ! grep -E 'warning (IL|AOT|CS|NETSDK|MSB)?[0-9]*' "$scratch/publish"; }
check "Publishing_gives_no_trim_or_aot_warning" no_warning
check "Programs_are_native" grep -qx native artifacts/stamp

prints_its_version() { ./dnet --version | grep -E '^[0-9]+\.[0-9]+\.[0-9]+'; }
check "Dnet_prints_its_version" prints_its_version

daemon_prints_its_version() { ./dnet daemon --version | grep -E '[0-9]+\.[0-9]+\.[0-9]+'; }
check "Dnetd_prints_its_version" daemon_prints_its_version

builds_nothing() { [[ -z $(./dnet --version 2>&1 >/dev/null) ]]; }
check "What_is_up_to_date_is_not_built_again" builds_nothing

from_anywhere() { (cd / && "$root/dnet" --version) && ln -sf "$root/dnet" "$scratch/link" && "$scratch/link" --version; }
check "Dnet_runs_from_any_directory_and_through_a_link" from_anywhere

# A copy of the scripts has no programs yet, so it must build, in a mount namespace where the SDK is hidden.
says_where_the_sdk_is_to_be_had() {
    mkdir -p "$scratch/copy/src" "$scratch/none"
    cp -r dnet eng global.json Directory.*.props "$scratch/copy/"
    local status=0
    # shellcheck disable=SC2016 # expanded by the inner shell
    unshare --mount --propagation private -- env -u DOTNET_ROOT HOME="$scratch" bash -c '
        for place in /usr/share/dotnet /usr/lib/dotnet /opt/dotnet "$(dirname "$(readlink -f "$(command -v dotnet)")")"; do
            [[ ! -d $place ]] || mount --bind "$1" "$place"
        done
        exec "$2/dnet" --version' hidden "$scratch/none" "$scratch/copy" >"$scratch/said" 2>&1 || status=$?
    cat "$scratch/said"
    [[ $status == 1 ]] && grep -q 'dotnet.microsoft.com/download' "$scratch/said"
}
check "Without_the_sdk_dnet_says_where_to_get_it" says_where_the_sdk_is_to_be_had

benchmark_builds() { bench/run --list | grep -q '^attach '; }
check "The_benchmark_builds" benchmark_builds
