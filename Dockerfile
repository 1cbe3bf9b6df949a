# Not run here: no container engine was at hand when this was written. Everything it does is what README and
# docs/operating.md do by hand.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.base.json tsconfig.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY sidebar/package.json sidebar/
COPY scripts/sandbox/package.json scripts/sandbox/
COPY miniprogram/package.json miniprogram/
RUN npm install --no-save
COPY shared shared
COPY server server
COPY sidebar sidebar
COPY scripts scripts
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
RUN npm install --no-save --omit=dev --workspace=server --workspace=shared

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /app/shared/dist shared/dist
COPY --from=build /app/server/dist server/dist
COPY --from=build /app/sidebar/dist sidebar/dist
# The only folder that is written: domain proofs (data/verify), media, and the file when the database is SQLite.
RUN mkdir data && chown node:node data
VOLUME /app/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The server migrates the database by itself before it listens; of several processes one does it.
CMD ["node", "--enable-source-maps", "server/dist/main.js"]
