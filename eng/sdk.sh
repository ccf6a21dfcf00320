# shellcheck shell=bash
# Sourced by the scripts of this repository: finds the .NET SDK and a C compiler.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_UI_LANGUAGE=en NUGET_XMLDOC_MODE=skip MSBUILDDISABLENODEREUSE=1

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# Puts an SDK of the wanted major version on PATH, or says where to get one.
need_sdk() {
    local dir
    for dir in "" "${DOTNET_ROOT:-}" "${HOME:-/root}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /opt/dotnet; do
        if [[ -n $dir ]]; then
            [[ -x $dir/dotnet ]] || continue
            PATH=$dir:$PATH
        fi
        if command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
            # The command-line tools want a home of their own; a service account may have none.
            if [[ -z ${HOME:-} || ! -w ${HOME:-/} ]]; then
                export DOTNET_CLI_HOME="${DOTNET_CLI_HOME:-${TMPDIR:-/tmp}/dnet-home-$(id -u)}"
                export NUGET_PACKAGES="${NUGET_PACKAGES:-$DOTNET_CLI_HOME/packages}"
                mkdir -p "$DOTNET_CLI_HOME"
            fi
            return 0
        fi
    done
    die "the .NET 10 SDK is not installed. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 (or, where packaged: apt-get install dotnet-sdk-10.0), then run this again"
}

# Whether programs can be linked: a compiler without the C library's headers and start files is no use.
can_link() {
    local compiler
    for compiler in clang gcc; do
        if command -v "$compiler" >/dev/null &&
            printf '#include <stdlib.h>\nint main(void){return 0;}\n' | "$compiler" -x c - -o /dev/null 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

# install_packages PACKAGE…: as root, quietly, and only when called for. What is installed is not started: a package of a daemon
# (docker.io) asks the file policy-rc.d, and a machine that has one of its own has decided already.
install_packages() {
    say "installing $*"
    local log policy=/usr/sbin/policy-rc.d own_policy=false status=0
    log=$(mktemp)
    if [[ ! -e $policy ]]; then
        own_policy=true
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
    fi
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null || status=1
    if $own_policy; then rm -f "$policy"; fi
    if ((status != 0)); then tail -n 20 "$log" >&2; fi
    rm -f "$log"
    return $status
}
