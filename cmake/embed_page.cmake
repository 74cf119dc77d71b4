# cmake -D PAGE=host/review/page.html -D "STYLES=a.css b.css" -D "SCRIPTS=a.js b.js"
#       -D HEAD=host/review/head.html -D HEADER=review/review_page.hpp -D FUNCTION=review_template
#       -D OUTPUT=FILE.cpp -P embed_page.cmake
# Puts styles and scripts into the page and writes the whole as a C++ source file. All pages begin
# alike: the line "<!-- head: TITLE | POLICY -->" stands for HEAD with these.
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
if(page MATCHES "^<!-- head: ([^|]*) [|] ([^>]*) -->\n")
  set(line "${CMAKE_MATCH_0}")
  set(title "${CMAKE_MATCH_1}")
  set(policy "${CMAKE_MATCH_2}")
  file(READ ${HEAD} head)
  string(REPLACE "@TITLE@" "${title}" head "${head}")
  string(REPLACE "@POLICY@" "${policy}" head "${head}")
  string(REPLACE "${line}" "${head}" page "${page}")
endif()
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
