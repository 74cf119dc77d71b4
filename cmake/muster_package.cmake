# What an installed muster has beside its programs, and the packages that cpack makes.
set(MUSTER_DOCUMENTS ${PROJECT_BINARY_DIR}/documents)
file(MAKE_DIRECTORY ${MUSTER_DOCUMENTS})
find_program(MUSTER_GZIP gzip REQUIRED)
get_property(muster_plugin_targets GLOBAL PROPERTY MUSTER_PLUGIN_TARGETS)

# muster_says(FILE WORD): what `muster help WORD` prints, with the plugins that ship.
function(muster_says file word)
  add_custom_command(OUTPUT ${MUSTER_DOCUMENTS}/${file}
    COMMAND ${CMAKE_COMMAND} -E env --unset=MUSTER_PLUGIN_PATH
      $<TARGET_FILE:muster> help ${word} --allow-untrusted > ${MUSTER_DOCUMENTS}/${file}
    DEPENDS muster muster-worker ${muster_plugin_targets}
    VERBATIM)
endfunction()

# muster_compress(FILE): FILE.gz, which is the same for the same file.
function(muster_compress file)
  add_custom_command(OUTPUT ${MUSTER_DOCUMENTS}/${file}.gz
    COMMAND ${MUSTER_GZIP} -9 -n -k -f ${MUSTER_DOCUMENTS}/${file}
    DEPENDS ${MUSTER_DOCUMENTS}/${file}
    VERBATIM)
endfunction()

muster_says(muster.1 man)
muster_says(muster.conf configuration)
configure_file(packaging/changelog.in ${MUSTER_DOCUMENTS}/changelog.Debian @ONLY)
muster_compress(muster.1)
muster_compress(changelog.Debian)
add_custom_target(muster_documents ALL DEPENDS
  ${MUSTER_DOCUMENTS}/muster.1.gz
  ${MUSTER_DOCUMENTS}/muster.conf
  ${MUSTER_DOCUMENTS}/changelog.Debian.gz)
# So that `cmake --install` has all it needs once ./run.sh has built.
add_dependencies(muster_program muster_documents)

# The licence as a field of copyright: lines begin with a space, empty ones are a dot.
file(READ LICENSE MUSTER_LICENSE_TEXT)
string(STRIP "${MUSTER_LICENSE_TEXT}" MUSTER_LICENSE_TEXT)
string(REPLACE "\n\n" "\n.\n" MUSTER_LICENSE_TEXT "${MUSTER_LICENSE_TEXT}")
string(REPLACE "\n" "\n " MUSTER_LICENSE_TEXT " ${MUSTER_LICENSE_TEXT}")
configure_file(packaging/copyright.in ${MUSTER_DOCUMENTS}/copyright @ONLY)

set(MUSTER_SHARE ${CMAKE_INSTALL_DATADIR})
set(MUSTER_COMPLETION ${PROJECT_SOURCE_DIR}/host/program/completion)
install(FILES ${MUSTER_DOCUMENTS}/muster.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${MUSTER_DOCUMENTS}/copyright ${MUSTER_DOCUMENTS}/changelog.Debian.gz
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${MUSTER_DOCUMENTS}/muster.conf packaging/muster.cron
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES packaging/muster.service packaging/muster.timer DESTINATION lib/systemd/user)
install(FILES ${MUSTER_COMPLETION}/muster.bash
  DESTINATION ${MUSTER_SHARE}/bash-completion/completions RENAME muster)
install(FILES ${MUSTER_COMPLETION}/muster.zsh
  DESTINATION ${MUSTER_SHARE}/zsh/vendor-completions RENAME _muster)
install(FILES ${MUSTER_COMPLETION}/muster.fish
  DESTINATION ${MUSTER_SHARE}/fish/vendor_completions.d)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_VENDOR "the muster authors")
set(CPACK_PACKAGE_CONTACT "the muster authors <muster@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "gathers, stages and sizes language models")
set(CPACK_PACKAGE_DESCRIPTION_FILE ${PROJECT_SOURCE_DIR}/packaging/description.txt)
set(CPACK_PACKAGE_FILE_NAME
  muster-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
# Plugins that others could change are not loaded, whatever the umask of who packs them.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "g++, cmake, ninja-build, libboost-json1.81-dev | libboost-json-dev")
include(CPack)
