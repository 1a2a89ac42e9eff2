# Sourced by src/run and tests/run: installs the Debian packages that are missing, and says so.
# On another system it names what is needed and goes on: CMake then says what it does not find.

need() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "demarc: no apt here; needed are the equivalents of: $*"
        return 0
    fi
    local missing=() package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    echo "demarc: installing ${missing[*]}"
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
        # An old or empty package list is the usual reason: read it anew, once, and let the errors be seen.
        "${root[@]}" apt-get update -qq
        "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
}

need_to_build() {
    need gcc libc6-dev make cmake pkg-config libsdl2-dev libsdl2-ttf-dev libyaml-dev libsqlite3-dev libpng-dev
}

# build FOLDER CMAKE-OPTIONS...: configures and builds quietly; on failure the whole output is shown.
build() {
    local folder=$1 log
    shift
    mkdir -p "$folder"
    log=$folder/log.txt
    if ! { cmake -S . -B "$folder" "$@" && cmake --build "$folder" --parallel; } >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
}
