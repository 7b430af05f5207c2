#!/usr/bin/env bash
# Installs Newsroom on Debian 12, or brings what is installed up to this checkout without closing the site.
# Run it as root in the checkout; run again it changes nothing that you have set:
#
#   docs/deploy/install.sh --domain news.example.cn --name 云港新闻 --self-signed
#
# --domain NAME             where citizens find the site (needed the first time)
# --name NAME               what the site is called
# --database KIND           postgresql (unless told otherwise) or sqlite
# --self-signed             make a certificate, for trying things out: browsers warn of it
# --certificate FILE --key FILE   the site's own certificate
set -euo pipefail
umask 022 # Whatever root's own is: the user newsroom must be able to read what is installed.

HOME_DIR=/srv/newsroom
ETC=/etc/newsroom
BACKUPS=/var/backups/newsroom
SITE=/etc/nginx/sites-available/newsroom
PORTS=(8000 8001)
SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
DOMAIN='' NAME=新闻编辑部 DATABASE=postgresql SELF_SIGNED='' CERTIFICATE='' KEY=''

main() {
  read_options "$@"
  [[ $EUID -eq 0 ]] || stop 'run this as root'
  if [[ -e $HOME_DIR/current && -e $SITE ]]; then is_upgrade=yes; else is_upgrade=''; fi
  [[ $is_upgrade || $DOMAIN ]] || stop 'the first time, --domain is needed'
  [[ $is_upgrade || $SELF_SIGNED || ($CERTIFICATE && $KEY) ]] \
    || stop 'the first time, give --self-signed, or --certificate and --key'

  say 'Packages'
  packages
  say 'User and folders'
  folders
  if [[ ! $is_upgrade ]]; then
    say 'Certificate and settings'
    certificate
    settings
    [[ $DATABASE == sqlite ]] || database
  fi
  say 'This version'
  release
  if [[ $is_upgrade ]]; then
    say 'Backup'
    as_newsroom "$HOME_DIR/current" manage.py backup "$BACKUPS"
  fi
  say 'Database and static files'
  as_newsroom "$RELEASE" manage.py migrate --verbosity 0
  as_newsroom "$RELEASE" manage.py collectstatic --noinput --verbosity 0
  say 'Services'
  units
  ln -sfn "$RELEASE" "$HOME_DIR/current"
  restart
  [[ $is_upgrade ]] || site
  forget_old_releases
  say 'Done'
  if [[ ! $is_upgrade ]]; then
    printf 'Make the first account:  newsroom createsuperuser\nThen open:               https://%s/admin/\n' "$DOMAIN"
  fi
}

say() { printf '\n== %s\n' "$1"; }
stop() { printf '%s\n' "$1" >&2; exit 1; }

read_options() {
  while (($#)); do
    case $1 in
      --self-signed) SELF_SIGNED=yes; shift; continue ;;
      --domain | --name | --database | --certificate | --key) (($# > 1)) || stop "$1 needs a value" ;;
      *) stop "unknown option: $1" ;;
    esac
    case $1 in
      --domain) DOMAIN=$2 ;;
      --name) NAME=$2 ;;
      --database) DATABASE=$2 ;;
      --certificate) CERTIFICATE=$(realpath "$2") ;;
      --key) KEY=$(realpath "$2") ;;
    esac
    shift 2
  done
  [[ $DOMAIN =~ ^[A-Za-z0-9.-]*$ ]] || stop '--domain is a host name alone, such as news.example.cn'
  [[ $NAME != *[$'|&\\\n']* ]] || stop '--name has a character that cannot be in it'
  [[ $DATABASE == postgresql || $DATABASE == sqlite ]] || stop '--database is postgresql or sqlite'
}

# What is there already stays as it is: a newer nginx or PostgreSQL would be restarted, and an upgrade closes nothing.
packages() {
  local wanted=(python3-venv nginx-light openssl curl)
  [[ $is_upgrade || $DATABASE == sqlite ]] || wanted+=(postgresql)
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-upgrade "${wanted[@]}" >/dev/null
}

folders() {
  id newsroom >/dev/null 2>&1 || useradd --system --user-group --home-dir "$HOME_DIR" --shell /usr/sbin/nologin newsroom
  install -d -m 755 "$HOME_DIR" "$HOME_DIR/releases"
  install -d -m 750 -o root -g newsroom "$ETC"
  install -d -m 700 -o newsroom -g newsroom "$BACKUPS"
  # nginx may read static files and pictures, and nothing else in there.
  install -d -m 751 -o newsroom -g newsroom "$HOME_DIR/var"
  install -d -m 2750 -o newsroom -g www-data "$HOME_DIR/var/static" "$HOME_DIR/var/media"
}

certificate() {
  if [[ $SELF_SIGNED ]]; then
    CERTIFICATE=$ETC/site.pem KEY=$ETC/site.key
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 365 \
      -subj "/CN=$DOMAIN" -addext "subjectAltName=DNS:$DOMAIN" -keyout "$KEY" -out "$CERTIFICATE" 2>/dev/null || stop 'openssl could not make a certificate'
    chmod 600 "$KEY"
    chmod 644 "$CERTIFICATE"
  fi
}

settings() {
  [[ ! -e $ETC/newsroom.env ]] || return 0
  local url=sqlite:///$HOME_DIR/var/newsroom.sqlite3
  [[ $DATABASE == sqlite ]] || url=postgresql:///newsroom # By the socket, as the system user: no password.
  sed -e "s|@DATABASE_URL@|$url|; s|@DOMAIN@|$DOMAIN|; s|@NAME@|$NAME|; s|@CERTIFICATE@|$CERTIFICATE|" \
    "$SOURCE/docs/deploy/newsroom.env" >"$ETC/newsroom.env"
  chown root:newsroom "$ETC/newsroom.env"
  chmod 640 "$ETC/newsroom.env"
}

database() {
  runuser -u postgres -- createuser newsroom 2>/dev/null || true
  runuser -u postgres -- createdb --owner newsroom --encoding UTF8 --locale C.UTF-8 --template template0 newsroom \
    2>/dev/null || true
}

# A folder of its own for each version, so that the one before it goes on answering meanwhile.
release() {
  RELEASE=$HOME_DIR/releases/$(date +%Y%m%d-%H%M%S)
  mkdir "$RELEASE"
  tar -C "$SOURCE" --mode=go=rX --exclude=./.git --exclude=./.venv --exclude=./var --exclude=./.env -cf - . | tar -C "$RELEASE" -xf -
  python3 -m venv "$RELEASE/.venv"
  "$RELEASE/.venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r "$RELEASE/requirements.txt"
  chown -R root:root "$RELEASE"
}

as_newsroom() {
  local folder=$1
  shift
  (cd "$folder" && umask 027 && runuser -u newsroom -- env ENV_FILE="$ETC/newsroom.env" .venv/bin/python "$@")
}

units() {
  install -m 644 "$SOURCE"/docs/deploy/newsroom-*.{service,timer} /etc/systemd/system/
  install -D -m 644 -t /etc/systemd/system/newsroom-.service.d "$SOURCE"/docs/deploy/newsroom-.service.d/*.conf
  install -m 644 "$SOURCE/docs/deploy/newsroom.logrotate" /etc/logrotate.d/newsroom
  cat >/usr/local/bin/newsroom <<'COMMAND'
#!/bin/sh
# newsroom COMMAND …: a command of Newsroom's, as its own user. Files are named by their whole path.
cd /srv/newsroom/current && umask 027 && exec runuser -u newsroom -- env ENV_FILE=/etc/newsroom/newsroom.env .venv/bin/python manage.py "$@"
COMMAND
  chmod 755 /usr/local/bin/newsroom
  systemctl daemon-reload
  systemctl enable --quiet "${PORTS[@]/#/newsroom-web@}" newsroom-worker
  systemctl enable --quiet --now newsroom-backup.timer newsroom-tidy.timer
}

# One server after the other, each when the one before it can work; nginx asks whoever answers.
restart() {
  systemctl restart newsroom-worker
  for port in "${PORTS[@]}"; do
    systemctl restart "newsroom-web@$port"
    wait_for "$port"
  done
}

wait_for() {
  for _ in {1..60}; do
    if curl --silent --fail --output /dev/null "http://127.0.0.1:$1/readyz"; then return; fi
    sleep 1
  done
  stop "the server at port $1 is not ready; see: journalctl -u newsroom-web@$1, curl http://127.0.0.1:$1/readyz"
}

site() {
  install -d -m 755 /var/cache/nginx
  nginx_site >"$SITE.new"
  ln -sfn "$SITE.new" /etc/nginx/sites-enabled/newsroom
  nginx -t -q
  mv "$SITE.new" "$SITE"
  ln -sfn "$SITE" /etc/nginx/sites-enabled/newsroom
  systemctl reload-or-restart nginx
}

# The file for nginx with this site's places in it, and with HTTPS. No server counts as failed: one that is being
# restarted is asked again at once, and not left out while the other is restarted.
nginx_site() {
  sed -e "s|^    server 127.0.0.1:8000;|$(printf '    server 127.0.0.1:%s max_fails=0;\\n' "${PORTS[@]}")|" \
    -e 's/^    listen 80;$//' \
    -e 's/^#\(server {\|}\|    [a-z]\)/\1/' \
    -e 's/^    #\(listen\|ssl_\)/    \1/' \
    -e "s|ssl_certificate     .*|ssl_certificate     $CERTIFICATE;|; s|ssl_certificate_key .*|ssl_certificate_key $KEY;|" \
    -e "s|news\.example\.cn|$DOMAIN|; s|/srv/newsroom/var|$HOME_DIR/var|" \
    "$SOURCE/docs/deploy/nginx.conf"
}

# The three newest stay: to go back is to point `current` at the one before and restart.
forget_old_releases() {
  find "$HOME_DIR/releases" -mindepth 1 -maxdepth 1 -type d | sort | head -n -3 | xargs -r rm -rf
}

if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then main "$@"; fi
