# muster::strict carries the warnings for our own code; the presets decide whether they are errors.
add_library(muster_strict INTERFACE)
add_library(muster::strict ALIAS muster_strict)
target_compile_options(muster_strict INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion
  # Compiled together, a local may have the name of something in another file.
  $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
  $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>
  # g++ 12 reports these wrongly: the first for coroutine frames, the second for every Asio fence under tsan.
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-mismatched-new-delete -Wno-tsan>
  # clang++ tells of what libstdc++ uses itself, in std::stable_sort; g++ tells of what we use.
  $<$<COMPILE_LANG_AND_ID:CXX,Clang>:-Wno-deprecated-declarations>)

# g++ looks for memory to use again once it holds this much, in KiB, and not before: a tenth less
# time for as little more memory.
set(MUSTER_GCC_HEAP_KIB 500000)
add_compile_options(
  $<$<COMPILE_LANG_AND_ID:CXX,GNU>:--param=ggc-min-heapsize=${MUSTER_GCC_HEAP_KIB}>)

find_program(MUSTER_CCACHE ccache)
if(MUSTER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${MUSTER_CCACHE})
  # ccache takes no file that a precompiled header serves unless it is told to.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${MUSTER_CCACHE})
endif()

# muster_precompile(TARGET header...): what most files of a target include, compiled once. Every file
# names what it uses all the same: the dev preset builds without precompiled headers.
function(muster_precompile target)
  target_precompile_headers(${target} PRIVATE ${ARGN})
  # ccache needs to see which header was used.
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endfunction()

# muster_share_headers(TARGET OWNER): as above, with the headers that were compiled for OWNER. Both must
# be compiled alike.
function(muster_share_headers target owner)
  target_precompile_headers(${target} REUSE_FROM ${owner})
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endfunction()

# muster_build_together(TARGET): in the release build, several files are compiled as one, which halves
# the time of a clean build. The other presets compile each file alone.
option(MUSTER_BUILD_TOGETHER "Compile several source files as one" OFF)
function(muster_build_together target)
  set_target_properties(${target} PROPERTIES
    UNITY_BUILD ${MUSTER_BUILD_TOGETHER} UNITY_BUILD_BATCH_SIZE 25)
  if(MUSTER_BUILD_TOGETHER)
    # g++ takes what the included files keep to themselves for something that a header gives away.
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()
