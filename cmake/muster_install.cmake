# What a plugin's author needs: core, its headers, muster_plugin().
include(CMakePackageConfigHelpers)

set(MUSTER_PACKAGE_DIRECTORY ${CMAKE_INSTALL_LIBDIR}/cmake/muster)
install(TARGETS muster_core EXPORT muster_targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT muster_targets NAMESPACE muster:: DESTINATION ${MUSTER_PACKAGE_DIRECTORY})

configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/muster-config.cmake.in
  ${PROJECT_BINARY_DIR}/muster-config.cmake
  INSTALL_DESTINATION ${MUSTER_PACKAGE_DIRECTORY}
  PATH_VARS CMAKE_INSTALL_BINDIR)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/muster-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/muster-config.cmake
  ${PROJECT_BINARY_DIR}/muster-config-version.cmake
  ${PROJECT_SOURCE_DIR}/cmake/muster_plugin.cmake
  ${PROJECT_SOURCE_DIR}/cmake/muster_plugin.map
  DESTINATION ${MUSTER_PACKAGE_DIRECTORY})
