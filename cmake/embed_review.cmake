# cmake -D SOURCE=host/review -D OUTPUT=FILE.cpp -D "SCRIPTS=a.js b.js" -P embed_review.cmake
# Puts style and scripts into page.html and writes the whole as a C++ source file.
file(READ ${SOURCE}/page.html page)
file(READ ${SOURCE}/page.css style)
separate_arguments(names UNIX_COMMAND "${SCRIPTS}")
set(script "")
foreach(name IN LISTS names)
  file(READ ${SOURCE}/${name} one)
  string(APPEND script "${one}")
endforeach()
string(REPLACE "@STYLE@" "${style}" page "${page}")
string(REPLACE "@SCRIPT@" "${script}" page "${page}")
file(WRITE ${OUTPUT}.new "#include \"review/review_page.hpp\"\n
std::string_view muster::review_template() noexcept
{
    return R\"muster_page(${page})muster_page\";
}
")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
if(HTML)
  file(WRITE ${HTML} "${page}")
endif()
