# syntax=docker/dockerfile:1

FROM node:26.12.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-progress
COPY . .
RUN npm run build && npm run build:pages && npm prune --omit=dev --ignore-scripts --no-progress

# Without Java: the image contains no database; NEO4J_URI is required.
FROM node:26.12.1-bookworm-slim
LABEL org.opencontainers.image.title="Organisation graph gateway" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/examples/*.graphql examples/
COPY --from=build /app/dist dist
RUN ln -s /app/dist/cli/main.js /usr/local/bin/ods-graph && install -d -o 1000 -g 1000 /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 DATA_DIR=/data
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/main.js"]
CMD ["serve"]
