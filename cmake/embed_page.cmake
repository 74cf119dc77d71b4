# cmake -D PAGE=host/review/page.html -D "STYLES=a.css b.css" -D "SCRIPTS=a.js b.js"
#       -D HEADER=review/review_page.hpp -D FUNCTION=review_template -D OUTPUT=FILE.cpp
#       -P embed_page.cmake
# Puts styles and scripts into the page and writes the whole as a C++ source file.
function(joined_files paths out)
  separate_arguments(names UNIX_COMMAND "${paths}")
  set(all "")
  foreach(name IN LISTS names)
    file(READ ${name} one)
    string(APPEND all "${one}")
  endforeach()
  set(${out} "${all}" PARENT_SCOPE)
endfunction()

file(READ ${PAGE} page)
joined_files("${STYLES}" style)
joined_files("${SCRIPTS}" script)
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
file(WRITE ${OUTPUT}.new "#include \"${HEADER}\"\n
std::string_view muster::${FUNCTION}() noexcept
{
    return R\"muster_page(${page})muster_page\";
}
")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
