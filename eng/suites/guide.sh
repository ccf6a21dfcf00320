# shellcheck shell=bash
# The page docs/writing-a-driver.md: its commands run, its code compiles, its driver passes; and so does the other sample.
# needs: root
: "${root:?run by eng/check.sh}" "${scratch:?}"
page=$root/docs/writing-a-driver.md
project=$scratch/MyDriver

# block LANGUAGE N: the Nth block of that language on the page.
block() { awk -v fence="\`\`\`$1" -v wanted="$2" '$0 == "```" { inside = 0 } inside; $0 == fence && ++n == wanted { inside = 1 }' "$page"; }

same_code() { diff <(block csharp 1) "$root/samples/HelloDriver/MacvlanDriver.cs"; }
check "The_code_on_the_page_is_the_sample" same_code

# The commands as they stand there, but in a directory and with a package cache of their own.
follows_the_page() {
    export NUGET_PACKAGES=$scratch/nuget MSBUILDDISABLENODEREUSE=1
    cd "$root"
    eval "$(block sh 1 | sed "s#/tmp/MyDriver#$project#g")"
    eval "$(block sh 2)"
    block csharp 1 >MacvlanDriver.cs
    block csharp 2 >Program.cs
    eval "$(block sh 3) -p:UseSharedCompilation=false"
}
check "The_steps_of_the_page_make_a_driver" follows_the_page

# passes_the_check NAME PROGRAM: the plugin, on a host of its own that forwards, ends well and leaves no link.
# shellcheck disable=SC2016 # expanded by the inner shell
passes_the_check() {
    "$root/eng/isolated" bash -c '
        echo 1 >/proc/sys/net/ipv4/ip_forward
        "$2" & plugin=$!
        for _ in $(seq 100); do [[ -S /run/docker/plugins/$1.sock ]] && break; sleep 0.1; done
        status=0
        "$3" plugin check "$1" || status=$?
        kill -TERM $plugin && wait $plugin && [[ ! -e /run/docker/plugins/$1.sock ]] || status=99
        ip -br link
        [[ $(ip -br link | wc -l) == 1 ]] || status=98
        exit $status' driver "$1" "$2" "$root/dnet"
}
check "The_driver_of_the_page_passes_the_check_of_plugins" passes_the_check mine "$project/bin/Debug/net10.0/MyDriver"
check "The_sample_that_routes_passes_the_check_of_plugins" passes_the_check routed "$root/samples/RoutedDriver/bin/Debug/net10.0/RoutedDriver"
