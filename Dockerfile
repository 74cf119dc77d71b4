# docker build -t muster . && docker run --rm -v "$PWD/data:/data" --user "$(id -u):$(id -g)" muster
FROM debian:12 AS build
WORKDIR /src
COPY . .
RUN bash -c 'set -e; . cmake/setup.sh; set_up; rm -rf build' \
    && apt-get install -y --no-install-recommends file \
    && cmake --preset release -DBUILD_TESTING=OFF \
    && cmake --build build/release \
    && cd build/release && cpack -G DEB

FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/src/build/release,target=/packages \
    apt-get update \
    && apt-get install -y --no-install-recommends /packages/muster_*.deb \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o nobody /data
USER nobody
VOLUME /data
ENTRYPOINT ["muster"]
CMD ["run", "--data", "/data"]
