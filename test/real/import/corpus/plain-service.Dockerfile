# A service as many people write it.
FROM node:20-alpine
LABEL org.opencontainers.image.title="service" \
      org.opencontainers.image.vendor="Example, Inc."
ENV NODE_ENV=production PORT=8080
WORKDIR /srv/app
# Only the manifest, so that the layer below is kept.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev \
    && npm cache clean --force
COPY . .
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD wget -qO- "http://localhost:$PORT/health" || exit 1
ENTRYPOINT ["node"]
CMD ["server.js"]
