# One image for every web process: packages and style sheets are made apart, only their results go in.

FROM python:3.12-slim-bookworm AS packages
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
WORKDIR /portal
COPY requirements.lock requirements-extras.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock -r requirements-extras.lock

FROM packages AS assets
COPY package.json package-lock.json .npmrc requirements-assets.lock manage.py ./
COPY coprod_portal coprod_portal
COPY apps apps
COPY static static
RUN ENVIRONMENT=development python manage.py build_assets --strict

FROM python:3.12-slim-bookworm
# Pango, HarfBuzz and fonts: certificates are drawn with them, names in many scripts too.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /portal --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal --group=portal /var/lib/portal
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ENVIRONMENT=production \
    VAR_DIR=/var/lib/portal \
    SERVE_HOST=0.0.0.0 \
    SERVE_PORT=8000
WORKDIR /portal
COPY --from=packages /venv /venv
COPY manage.py requirements.lock ./
COPY bin/start bin/start
COPY coprod_portal coprod_portal
COPY apps apps
COPY templates templates
COPY content content
COPY static/img static/img
COPY static/css/certificate.css static/css/certificate.css
COPY --from=assets /portal/static/build static/build
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"SERVE_PORT\"]}/healthz', timeout=4)"]
CMD ["bin/start"]
