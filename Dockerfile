# One pattern for every process of ours; docker-compose.yml says which is which. By hand:
#   docker build --build-arg SERVICE=@staygraph/hotels --build-arg FOLDER=subgraphs/hotels -t staygraph/hotels .
# The workspace is kept as it is: Node runs our TypeScript where it lies, and refuses to inside node_modules, so that
# there is no `pnpm deploy`. BASE is any image with Node 24 and npm.
ARG BASE=node:24-bookworm-slim

FROM ${BASE} AS sources
WORKDIR /app
RUN npm install --global --ignore-scripts --no-audit --no-fund pnpm@12.21.0
ENV CI=true NODE_COMPILE_CACHE=/tmp/compiled
COPY . .

# What browsers get, where the package builds something.
FROM sources AS built
ARG SERVICE
ARG FOLDER
RUN mkdir -p "$FOLDER/dist" && \
    if grep -q '"build"' "$FOLDER/package.json"; then \
      pnpm install --frozen-lockfile --filter "$SERVICE..." && pnpm --filter "$SERVICE" build; \
    fi

FROM sources AS installed
ARG SERVICE
RUN pnpm install --frozen-lockfile --prod --filter "$SERVICE..." && rm -rf /root/.local /root/.cache /root/.npm

FROM ${BASE}
ARG FOLDER
ENV NODE_ENV=production
WORKDIR /app
COPY --from=installed /app /app
COPY --from=built /app/${FOLDER}/dist /app/${FOLDER}/dist
# A volume mounted here belongs to the account below, as this folder does.
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
ENV ENTRY=${FOLDER}/src/main.ts
CMD ["sh", "-c", "exec node \"$ENTRY\""]
