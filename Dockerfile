# docker build -t muster . && docker run --rm --user "$(id -u)" -v "$PWD:/work" muster
FROM debian:12 AS build
COPY . /src
RUN /src/package.sh

FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/src/build/package,target=/packages \
    apt-get update \
    && apt-get install -y --no-install-recommends /packages/muster_*.deb \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o nobody /work
USER nobody
WORKDIR /work
ENTRYPOINT ["muster"]
CMD ["run"]
