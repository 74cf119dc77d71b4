# A plugin's life outside this repository, with an installed muster and nothing else: made, built,
# tested, verified, dropped in, found, run. Wants BUILD (our build directory), GENERATOR (the one of our
# build: there may be no make), SERVE (the program serve_page) and WORK (a directory to do it in).
function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  message("${said}")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed (${status}): ${ARGN}")
  endif()
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(expect text part)
  string(FIND "${text}" "${part}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "\"${part}\" is not in\n${text}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
set(muster ${WORK}/prefix/bin/muster)
set(plugin ${WORK}/build/libmuster_demo.so)
set(page ${WORK}/demo/sample_page.json)
step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)

step(${muster} plugin new demo ${WORK}/demo)
set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -S ${WORK}/demo)
step(${configure} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS=${FLAGS})
step(${CMAKE_COMMAND} --build ${WORK}/build)
step(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/build --output-on-failure)
expect("${said}" "tests passed, 0 tests failed out of 2")
step(${muster} plugin verify ${plugin} ${page})
expect("${said}" "ok      survives mutations of its pages: 10000 mutations")

file(COPY ${plugin} DESTINATION ${WORK}/plugins)
step(${muster} sources --plugin-dir ${WORK}/plugins)
expect("${said}" "demo 0.1.0")
expect("${said}" "hub 1.")
step(${muster} --help --plugin-dir ${WORK}/plugins)
expect("${said}" "--demo.url URL")
step(${SERVE} ${page} ${muster} ingest --plugin-dir ${WORK}/plugins --data ${WORK}/data
  --sources demo --no-stale --demo.url @URL@)
expect("${said}" "2 candidates")
file(READ ${WORK}/data/staging_candidates.json staged)
expect("${staged}" "some-owner/some-model-7b")
expect("${staged}" "demo_index")

# As a package would: into the directory that is always searched.
step(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/prefix)
step(${muster} sources)
expect("${said}" "demo 0.1.0")

# A build tree in place of an installed muster.
execute_process(COMMAND ${configure} -B ${WORK}/of_a_build_tree -DCMAKE_PREFIX_PATH=${BUILD}
  RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(status EQUAL 0)
  message(FATAL_ERROR "a build tree served as an installed muster")
endif()
expect("${said}" "Install first:")
expect("${said}" "cmake --install ${BUILD} --prefix PREFIX")
string(FIND "${said}" "Unknown CMake command" place)
if(NOT place EQUAL -1)
  message(FATAL_ERROR "more is said than what to do:\n${said}")
endif()
