FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv --without-pip /opt/venv
# otel adds what traces need
ARG REQUIREMENTS=run
COPY requirements/${REQUIREMENTS}.txt /tmp/run.txt
RUN python -m pip --python /opt/venv/bin/python install --require-hashes --only-binary :all: --no-compile \
        --requirement /tmp/run.txt \
    # what is never imported: the packages' own tests, and sources and headers of compiled parts
    && find /opt/venv -type d \( -name tests -o -name test -o -name include \) -prune -exec rm -rf {} + \
    && find /opt/venv -type f \( -name '*.pyx' -o -name '*.pxd' -o -name '*.c' -o -name '*.h' \) -delete

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Unchrome" \
      org.opencontainers.image.description="Strips a web page of its chrome and returns a validated JSON article" \
      org.opencontainers.image.licenses="Apache-2.0"
# nothing is installed at run time
RUN rm -rf /usr/local/lib/python3.13/ensurepip /usr/local/lib/python3.13/idlelib /usr/local/lib/python3.13/site-packages/pip* \
        /usr/local/bin/pip* \
    && groupadd --gid 10001 unchrome \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin unchrome
# a container is reached through the ports that whoever runs it publishes; "false" makes it ask for a key all the same
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 UNCHROME_HOST=0.0.0.0 PORT=8000 \
    UNCHROME_ALLOW_NO_KEY=true
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY LICENSE openapi.yaml pyproject.toml ./
COPY cleaners cleaners
COPY schemas schemas
COPY service service
# compiled once here, since the root may be read-only where it runs
RUN python -m compileall -q -j 0 /opt/venv/lib /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=9)"]
CMD ["python", "-m", "gunicorn", "--config", "service/gunicorn.conf.py", "service.wsgi:app"]
