# shellcheck shell=bash
# Shared by the scripts of bin/: where things are, messages, system packages, virtual environment.
# To be sourced, from a bash script that has already said `set -euo pipefail`.

JARDINS_VAR=$(realpath -m "${JARDINS_VAR:-$(dirname "${BASH_SOURCE[0]}")/../var}") # before the cd: it may be relative
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
mkdir -p "$JARDINS_VAR"
export JARDINS_VAR
# A bare machine has no French locale; the scripts count seconds with a point and print UTF-8.
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 UV_PYTHON_DOWNLOADS=never
# Python compiles each file once, whatever the caller's habit, and keeps the result out of the sources.
export PYTHONPYCACHEPREFIX=$JARDINS_VAR/pyc
unset PYTHONDONTWRITEBYTECODE

PYTHON=.venv/bin/python
TEMOIN=.venv/.verrou-installe
JOURNAL=$JARDINS_VAR/installation.log
# What WeasyPrint loads to lay out a page.
PAQUETS_PDF=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)

# Print each argument on its line.
dire() { printf '%s\n' "$@"; }

# Say one sentence on the error output and stop.
arreter() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Run a command with its output in the installation log; on failure show the end of it, then the sentence $1.
consigner() {
  local phrase=$1
  shift
  if ! "$@" >>"$JOURNAL" 2>&1; then
    tail -n 15 "$JOURNAL" >&2
    arreter "$phrase Le détail est dans $JOURNAL."
  fi
}

verifier_python() {
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || arreter "Il faut Python 3.11 ou plus récent, et cette machine a $(python3 --version). Installez Debian 12 ou Ubuntu 24.04, ou une version plus récente, puis relancez la commande."
}

paquet_present() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Print, one per line, those of the packages $@ that this machine lacks. Python, Chromium and PostgreSQL are
# looked for by what they do: they may come from elsewhere than Debian.
paquets_manquants() {
  local paquet
  for paquet in "$@"; do
    case $paquet in
      python3) command -v python3 >/dev/null || dire "$paquet" ;;
      python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null || dire "$paquet" ;;
      chromium) command -v chromium >/dev/null || dire "$paquet" ;;
      postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || dire "$paquet" ;;
      *) paquet_present "$paquet" || dire "$paquet" ;;
    esac
  done
}

# Make sure that the Debian packages $@ are there: install what is missing as root or through a sudo that asks
# nothing, otherwise stop with the command to run.
exiger_paquets() {
  local manquants droit=()
  mapfile -t manquants < <(paquets_manquants "$@")
  [ ${#manquants[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || arreter "Il manque des paquets du système. Demandez à un administrateur de lancer « sudo apt-get update && sudo apt-get install --no-install-recommends ${manquants[*]} », puis relancez la commande."
    droit=(sudo -n)
  fi
  command -v apt-get >/dev/null || arreter "Il manque des paquets du système (${manquants[*]}), et cette machine n’a pas apt-get. Installez-les, puis relancez la commande."
  dire "Installation des paquets du système : ${manquants[*]}"
  local apt=("${droit[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
  consigner "La liste des paquets n’a pas pu être lue. Vérifiez le réseau, puis relancez la commande." "${apt[@]}" update
  consigner "Les paquets du système n’ont pas pu être installés." \
    "${apt[@]}" install -y --no-install-recommends "${manquants[@]}"
}

# What is installed when lock file $1 is: its digest, and the Python it was installed for.
empreinte() { dire "$("$PYTHON" --version) $(sha256sum <"$1")"; }

# Tell whether .venv holds lock file $1; the development one contains the other, at the same versions.
venv_a_jour() {
  local temoin
  [ -x "$PYTHON" ] && temoin=$(cat "$TEMOIN" 2>/dev/null) || return 1
  [ "$temoin" = "$(empreinte "$1")" ] || [ "$temoin" = "$(empreinte requirements-dev.lock)" ]
}

# Install lock file $1, hashes required, with uv: some seconds, against half a minute with pip.
installer_avec_uv() {
  "$PYTHON" -m pip install -q --only-binary :all: --require-hashes -r outils/installeur.lock || return
  "$PYTHON" -m uv pip sync -q --python "$PYTHON" --require-hashes "$1"
}

# The same, with pip alone where uv cannot be had or cannot reach the index.
installer_verrou() {
  installer_avec_uv "$1" || "$PYTHON" -m pip install -q --require-hashes -r "$1"
}

# Make .venv from lock file $1; return at once when nothing changed since the last time.
preparer_venv() {
  ! venv_a_jour "$1" || return 0
  verifier_python
  dire "Installation des paquets Python dans .venv"
  rm -f "$TEMOIN"
  "$PYTHON" -m pip --version >/dev/null 2>&1 \
    || consigner "L’environnement .venv n’a pas pu être créé." python3 -m venv --clear .venv
  consigner "Les paquets Python n’ont pas pu être installés. Vérifiez le réseau, puis relancez la commande." \
    installer_verrou "$1"
  empreinte "$1" >"$TEMOIN"
}

# Everything a command needs before it runs: lock file $1, then the Debian packages in the other arguments.
preparer_machine() {
  local verrou=$1
  shift
  : >"$JOURNAL"
  if command -v python3 >/dev/null; then verifier_python; fi
  exiger_paquets python3 python3-venv "${PAQUETS_PDF[@]}" "$@"
  preparer_venv "$verrou"
}
