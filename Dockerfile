# pgstow: any command of the command line, and `scheduler`, which stays. https://github.com/pgstow/pgstow
# docker build -t pgstow . && docker run --rm pgstow --help

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
# scripts of packages fetch programs that only tests need; what the build needs it calls itself
RUN npm ci --ignore-scripts --no-audit --no-fund
RUN npm run build && rm -r dist/cdk

FROM node:24-bookworm-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json ./
# none of them has a script that the program needs
RUN npm ci --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="pgstow" \
      org.opencontainers.image.description="Backup-as-code for PostgreSQL: no server, no client tools, a proof of content" \
      org.opencontainers.image.source="https://github.com/pgstow/pgstow" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
COPY --from=dependencies /dependencies/node_modules ./node_modules
COPY --from=build /build/package.json ./
COPY --from=build /build/dist ./dist
COPY build/container/healthcheck.js ./
# a volume that is mounted at /repository takes over its owner
RUN ln -s /app/dist/cli/main.js /usr/local/bin/pgstow && mkdir /repository && chown 1000:1000 /repository
ENV NODE_ENV=production \
    PGSTOW_LISTEN=0.0.0.0:9188
# by its number, so that Kubernetes can tell that it is not root
USER 1000:1000
EXPOSE 9188
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["node", "/app/healthcheck.js"]
ENTRYPOINT ["pgstow"]
CMD ["--help"]
