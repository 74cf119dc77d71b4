# A plugin's life outside this repository: made, built against an installed muster, tested,
# verified, dropped in, found. Wants BUILD (our build directory), KIT (the program kit_program)
# and WORK (a directory to do it in).
function(step)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
  message("${said}")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed (${status}): ${ARGN}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
set(worker ${WORK}/prefix/libexec/muster/muster-worker)
step(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
step(${KIT} new demo ${WORK}/demo)
step(${CMAKE_COMMAND} -S ${WORK}/demo -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS=${FLAGS})
step(${CMAKE_COMMAND} --build ${WORK}/build)
step(${WORK}/build/demo_test)
step(${KIT} verify ${worker} ${WORK}/build/libmuster_demo.so ${WORK}/demo/sample_page.json)
step(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/prefix)
step(${KIT} find ${worker} ${WORK}/prefix/lib/muster)
