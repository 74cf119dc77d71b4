# muster_plugin(NAME source...): one shared library, libmuster_NAME.so, exporting one source.
# It is a MODULE: the host loads it, and nothing links against it.
set(MUSTER_CMAKE_DIR ${CMAKE_CURRENT_LIST_DIR})

function(muster_plugin name)
  add_library(muster_${name} MODULE ${ARGN})
  target_link_libraries(muster_${name} PRIVATE muster::core)
  target_compile_features(muster_${name} PRIVATE cxx_std_20)
  set_target_properties(muster_${name} PROPERTIES
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
  # What a plugin exports is its table, and nothing of the libraries linked into it.
  target_link_options(muster_${name} PRIVATE
    LINKER:--version-script=${MUSTER_CMAKE_DIR}/muster_plugin.map)
  set_target_properties(muster_${name} PROPERTIES
    LINK_DEPENDS ${MUSTER_CMAKE_DIR}/muster_plugin.map)
  # Our own, in our own build.
  if(TARGET muster::strict)
    target_link_libraries(muster_${name} PRIVATE muster::strict)
    muster_share_headers(muster_${name} muster_core)
  endif()
  if(MUSTER_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(muster_${name} PROPERTIES
      LIBRARY_OUTPUT_DIRECTORY ${MUSTER_PLUGIN_OUTPUT_DIRECTORY})
  endif()
  set_property(GLOBAL APPEND PROPERTY MUSTER_PLUGIN_TARGETS muster_${name})
  install(TARGETS muster_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/muster)
endfunction()
