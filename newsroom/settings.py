"""All settings, from the environment. `.env.example` lists what can be set."""

import datetime
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom import identity, logs, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))

# Everything that a running Newsroom writes of its own: database, uploads, collected static files, key.
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Security -------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or secret_key.load_or_make(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Cookies for HTTPS alone, unless the site answers to nobody but this machine.
IS_LOCAL = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
HTTPS_ONLY = env.bool("HTTPS_ONLY", not IS_LOCAL)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS_ONLY else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS_ONLY else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.int("IDLE_MINUTES", 30) * 60
SESSION_SAVE_EVERY_REQUEST = True  # So that the age is the time idle.
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# The proxy in front sends plain HTTP on to HTTPS; where there is none, the application can.
SECURE_SSL_REDIRECT = env.bool("HTTPS_REDIRECT", False)
SILENCED_SYSTEM_CHECKS = ["security.W008"]
if IS_LOCAL:
    SILENCED_SYSTEM_CHECKS += ["security.W010", "security.W016"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Who guesses: so many failures from one address, and nobody there may log in for so long. What is known of it
# is in the database, so all processes know it. A stranger elsewhere can lock nobody out.
AUTHENTICATION_BACKENDS = [
    "newsroom.accounts.locks.LockBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURES", 5)
AXES_COOLOFF_TIME = datetime.timedelta(minutes=env.int("LOGIN_LOCK_MINUTES", 30))
AXES_LOCKOUT_PARAMETERS = ["ip_address"]  # All accounts together: so none is tried more often from there.
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.locks.network"
AXES_LOCKOUT_CALLABLE = "newsroom.accounts.locks.locked_page"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]
AXES_ENABLE_ADMIN = False  # The desk has its own list.
AXES_DISABLE_ACCESS_LOG = True  # The audit log has it.

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {
        "NAME": f"{_VALIDATION}.MinimumLengthValidator",
        "OPTIONS": {"min_length": env.int("PASSWORD_LENGTH", 8)},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": "newsroom.accounts.passwords.KindsOfCharacters",
        "OPTIONS": {"kinds": env.int("PASSWORD_KINDS", 3)},
    },
    {
        "NAME": "newsroom.accounts.passwords.NotUsedBefore",
        "OPTIONS": {"remembered": env.int("PASSWORDS_REMEMBERED", 3)},
    },
]
PASSWORD_DAYS = env.int("PASSWORD_DAYS", 90)  # Older ones are changed before anything else; 0: never.

# Codes as a second step of the login: "" leaves it to each account, else whom it is asked of.
TWO_STEP = env.str("TWO_STEP", "")
if TWO_STEP not in ("", "admins", "staff"):
    raise ImproperlyConfigured("TWO_STEP（两步验证）只能是空、admins 或 staff，请改正环境变量或 .env。")
OTP_TOTP_ISSUER = env.str("SITE_NAME", "新闻编辑部")

# --- Application ----------------------------------------------------------------------------------

INSTALLED_APPS = [
    "newsroom.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "taggit",
    "import_export",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "people",
    "articles",
    "newsroom.audit",
    "newsroom.accounts",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",  # First: nothing may keep it from answering.
    "newsroom.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",  # Below them: it may answer by itself, with a redirect.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.display.DisplayMiddleware",
    "newsroom.maintenance.MaintenanceMiddleware",
    "newsroom.away.AwayMiddleware",  # Before all that asks the database: it has it asked again.
    "newsroom.sessions.DeskSessionMiddleware",
    "newsroom.full_disk.FullDiskMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.audit.requests.AuditMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "newsroom.accounts.duties.DutiesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.replica.ReplicaMiddleware",  # Last: it tries again what the replica could not.
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

# The citizens' pages are Jinja's, which takes a tenth of the time; the desk's extend those of Django's admin.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "site"],
        "OPTIONS": {
            "environment": "articles.templating.environment",
            "context_processors": [
                "newsroom.identity.site",
                "newsroom.display.chosen",
                "articles.context.navigation",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "desk"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.identity.site",
            ],
        },
    },
]

# Citizens are asked to come back later while this is on, or while the file is there; the desk stays open.
MAINTENANCE = env.bool("MAINTENANCE", False)
MAINTENANCE_FILE = VAR_DIR / "maintenance"

# --- Data -----------------------------------------------------------------------------------------

# What PostgreSQL is told for each connection: to compile a query, or to start processes for it, takes longer
# than any of ours.
_QUICK = "-c jit=off -c max_parallel_workers_per_gather=0"
DATABASE = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for each other instead of failing, and readers never wait for a writer. The cache (KB)
    # and the log (pages of 4 KB) have room for what an import writes all over: the index of fingerprints.
    # A server keeps less for each of its connections (`newsroom/wsgi.py`).
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        " PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4000;",
    }
    # Opening and closing it takes as long as a page. `runserver` has a thread for each request, and must.
    DATABASE["CONN_MAX_AGE"] = 0 if DEBUG else None
else:
    # What saves leave for the search index stays short: when it is too long (KB), who saves next puts it in
    # its place, which takes a tenth of a second.
    said = f"{_QUICK} -c gin_pending_list_limit=512 " + DATABASE.get("OPTIONS", {}).get("options", "")
    # A thread keeps its connection, looked at before each request: so a server that was restarted is used at
    # once, and one that is away is known at once (newsroom.away). A pool would hand its dead connections out
    # one after the other first, with longer and longer pauses.
    kept = {"prepare_threshold": 1}  # Statements whose words come again (articles.statements).
    seconds = {"connect_timeout": 5}
    DATABASE["OPTIONS"] = {**kept, **seconds, **DATABASE.get("OPTIONS", {}), "options": said}
    DATABASE["CONN_MAX_AGE"] = 0 if DEBUG else None
    DATABASE["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": DATABASE}

# A streaming replica of it, for what citizens read (newsroom.replica). It is never written to. One that hangs
# is known within seconds.
if env.str("REPLICA_URL", ""):
    if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
        raise ImproperlyConfigured(
            "REPLICA_URL（只读副本）只能与 PostgreSQL 的 DATABASE_URL 一起用，请改正环境变量或 .env。"
        )
    REPLICA = env.db_url("REPLICA_URL")
    said = f"{_QUICK} -c default_transaction_read_only=on " + REPLICA.get("OPTIONS", {}).get("options", "")
    seconds = {"connect_timeout": 2, "keepalives_idle": 2, "keepalives_interval": 1}
    patience = {**seconds, "tcp_user_timeout": 3000}  # ms
    REPLICA["OPTIONS"] = {**kept, **patience, **REPLICA.get("OPTIONS", {}), "options": said}
    REPLICA["CONN_MAX_AGE"] = 0 if DEBUG else None
    REPLICA["CONN_HEALTH_CHECKS"] = True
    REPLICA["TEST"] = {"MIRROR": "default"}
    DATABASES["replica"] = REPLICA
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Bytes of finished pages that each process keeps in memory; 0 keeps none.
PAGE_CACHE_SIZE = env.int("PAGE_CACHE_MB", 0 if DEBUG else 64) * 2**20

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.storage.StaticStorage"},
    # Files sent for import. They are nobody's to read but the desk's: nothing serves this folder.
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "uploads"},
    },
}
# Pictures and files sent for import in a bucket instead, where several machines share them. Its keys are
# AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or whatever else Amazon's client finds by itself.
S3_BUCKET = env.str("S3_BUCKET", "")
S3_ENDPOINT = env.str("S3_ENDPOINT", "")
S3_REGION = env.str("S3_REGION", "")
S3_ADDRESSING = env.str("S3_ADDRESSING", "auto")
if S3_ADDRESSING not in ("auto", "path", "virtual"):
    raise ImproperlyConfigured("S3_ADDRESSING 只能是 auto、path 或 virtual，请改正环境变量或 .env。")
if S3_BUCKET:
    STORAGES |= {
        alias: {"BACKEND": "newsroom.bucket.BucketStorage", "OPTIONS": {"location": folder}}
        for alias, folder in (("default", "media"), ("uploads", "uploads"))
    }
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT.mkdir(exist_ok=True)

# A request for import: so many files, so many bytes. They come in beside the database, not into a folder
# in memory as `/tmp` may be.
UPLOAD_SIZE_LIMIT = env.int("UPLOAD_LIMIT_MB", 1024) * 2**20
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(exist_ok=True)

# How often one network has searched of late (articles.rate): so many networks are told apart.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "rates": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rates",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", 30)
SEARCHES_PER_HOUR = env.int("SEARCHES_PER_HOUR", 300)

# The site's certificate (PEM): its end is told at the desk some weeks before.
CERTIFICATE_FILE = env.str("CERTIFICATE_FILE", "")
# Hours without a backup on this machine, after which admins are told; 0 where others see to that.
BACKUP_ALARM_HOURS = env.int("BACKUP_ALARM_HOURS", 36)

# Figures for Prometheus at /metrics, for this machine and private networks (newsroom.metrics).
METRICS = env.bool("METRICS", False)

# Background work waits in the database, so that what a request decides is queued or undone with it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Tables. The library opens its own pages to all staff; ours ask more (articles.importing.tables.kinds).
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# Tags are typed in Chinese: both Chinese separators part them, and slugs keep their characters.
TAGGIT_TAGS_FROM_STRING = "articles.tags.parse"
TAGGIT_STRING_FROM_TAGS = "articles.tags.join"
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
TAGGIT_CASE_INSENSITIVE = True

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Who publishes the site -----------------------------------------------------------------------
# A blank field is hidden; no licence number is ever invented (norms: public-site elements).

SITE = {
    "name": env.str("SITE_NAME", "新闻编辑部"),
    "url": identity.address(env.str("SITE_URL", "")),
    "slogan": env.str("SITE_SLOGAN", ""),
    "publisher": env.str("SITE_PUBLISHER", ""),
    "contact": env.str("SITE_CONTACT", ""),
    "id_code": env.str("SITE_ID_CODE", ""),
    "icp": env.str("SITE_ICP", ""),
    "police_record": env.str("SITE_POLICE_RECORD", ""),
    "news_licence": env.str("SITE_NEWS_LICENCE", ""),
}

# --- Editorial flow -------------------------------------------------------------------------------

# How many reviews a text goes through: 3 is 初审, 复审, 终审; 2 is 初审, 终审; 1 is 终审.
REVIEW_STAGES = env.int("REVIEW_STAGES", 3)
if REVIEW_STAGES not in (1, 2, 3):
    raise ImproperlyConfigured("REVIEW_STAGES（审次）只能是 1、2 或 3，请改正环境变量或 .env。")

# --- Audit ----------------------------------------------------------------------------------------

# How many days events are kept at least; below 190 it stays 190, which the database itself sees to.
AUDIT_DAYS = env.int("AUDIT_DAYS", 190)

# --- Logging --------------------------------------------------------------------------------------

# Text for people, or an object a line for programs (LOG_FORMAT=json); to the console, which journald keeps
# and turns over, or to LOG_FILE, which logrotate may move away under a running server.
LOG_FILE = env.str("LOG_FILE", "")
LOGGING = logs.configuration(env.str("LOG_FORMAT", "text"), env.str("LOG_LEVEL", "WARNING"), LOG_FILE)
