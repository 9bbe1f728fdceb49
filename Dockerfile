# One node of Xinqiao. The image brings its own Node 24, so neither the npm package of Node nor the
# embedded PostgreSQL is in it: the database comes by the configuration. Runs as an unprivileged
# user on a read-only root file system; what is written goes to /data (spool) and /tmp.
#
#   docker build -t xinqiao .                  buildah bud --format docker -t xinqiao .
#   --build-arg BASE_IMAGE=<any image with Node 24, npm and a shell>
ARG BASE_IMAGE=node:24-bookworm-slim

FROM ${BASE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# The operators' console is built from its sources; what builds it stays here.
FROM ${BASE_IMAGE} AS console
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY contracts/generated ./contracts/generated
COPY scripts ./scripts
COPY gateway/console ./gateway/console
RUN node scripts/build-console.ts

FROM ${BASE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production MALLOC_ARENA_MAX=2 NODE_COMPILE_CACHE=/data/compile-cache
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY contracts ./contracts
COPY catalog ./catalog
COPY adapters ./adapters
COPY gateway ./gateway
COPY --from=console /app/gateway/console/dist ./gateway/console/dist
RUN mkdir -p /data && chown 10001:10001 /data
USER 10001:10001
VOLUME ["/data"]
ENV XINQIAO_CONFIG=/data/node.json
# Asks the running node over its own mutual TLS whether it is ready.
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=4 \
  CMD node gateway/xinqiao.mjs serve --config "$XINQIAO_CONFIG" --health
ENTRYPOINT ["node", "--max-semi-space-size=8", "gateway/xinqiao.mjs"]
CMD ["serve", "--config", "/data/node.json"]
