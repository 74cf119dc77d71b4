// The texts of `muster plugin new`. @NAME@ is the plugin's name, @ID@ the same as a C++ identifier.

#include "new_plugin.hpp"

#include "contract/descriptor.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <fstream>

namespace fs = std::filesystem;

namespace muster {

namespace {

constexpr const char* source_text =
    R"--(// Lists the models of @ID@. Say here what the place is, and what it publishes.

#include <muster/export_source.hpp>
#include <muster/row_stream.hpp>
#include <muster/source.hpp>

#include <string>
#include <vector>

namespace {

using namespace muster;

class @ID@_index final : public source
{
public:
    std::vector<request> start(const options& options) const override
    {
        return {{std::string(options.text("url"))}};
    }

    result<void> read(const page& page, const options&, reading& out) const override
    {
        if (!page.next.empty())
            out.follow({std::string(page.next)});
        return for_each_row(page.body, "models", [&out](row_view& row, std::size_t index) {
            read_row(row, index, out);
        });
    }

private:
    static void read_row(row_view& row, std::size_t index, reading& out)
    {
        record model;
        model.model_id = row.text("id");
        model.license = row.first_text("license");
        model.popularity = row.number("downloads");
        std::vector<std::string_view> tags;
        row.texts("tags", tags);
        model.tags = tags;

        const auto where = "models[" + std::to_string(index) + "]";
        if (!row.ok())
            out.reject(where, std::string(row.fault()) + " has the wrong type");
        else if (model.model_id.empty())
            out.reject(where, "no id");
        else
            out.add(model);
    }
};

}  // namespace

MUSTER_SOURCE(@ID@_index, R"({
    "name": "@NAME@",
    "source": "@NAME@_index",
    "version": "0.1.0",
    "summary": "the models of @NAME@",
    "origins": ["https://example.org"],
    "options": [
        {"name": "url", "type": "url", "default": "https://example.org/models.json",
         "help": "where the list is"},
        {"name": "limit", "type": "int", "default": "0", "max": 10000000,
         "help": "how many models to take; 0 for all"}
    ]
})")
)--";

constexpr const char* test_text =
    R"--(// The source is included, not linked: a plugin shows nothing but its table.
#include "@ID@.cpp"

#include <muster/collected_reading.hpp>

#include <cstdio>
#include <cstdlib>

namespace {

void expect(bool is_so, const char* what)
{
    if (is_so)
        return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::exit(1);
}

collected_reading read(std::string_view body)
{
    page given;
    given.body = body;
    collected_reading out;
    expect(@ID@_index{}.read(given, test_options{}, out).has_value(), "the page is read");
    return out;
}

}  // namespace

int main()
{
    const auto good = read(R"({"models": [{"id": "a/b", "downloads": 7, "tags": ["x"]}]})");
    expect(good.models.size() == 1, "one record");
    expect(good.models.front().model_id == "a/b", "the id as published");
    expect(good.models.front().popularity == 7.0, "downloads are the popularity");

    const auto mixed = read(R"({"models": [{"id": 7}, {"id": "c/d"}]})");
    expect(mixed.models.size() == 1, "a bad row costs one row");
    expect(mixed.rejected.size() == 1, "and is counted");

    const test_options options = {{"url", "https://example.org/models.json"}};
    expect(@ID@_index{}.start(options).size() == 1, "one page to begin with");
}
)--";

constexpr const char* page_text = R"--({
  "models": [
    {"id": "some-owner/some-model-7b", "license": "apache-2.0", "downloads": 1200, "tags": ["chat"]},
    {"id": "some-owner/some-model-70b", "license": ["mit"], "downloads": 300, "tags": []}
  ]
}
)--";

constexpr const char* cmake_text =
    R"--(# To build and test; PREFIX is where muster is installed, and not needed where that is a package:
#   cmake -G Ninja -S . -B build -DCMAKE_PREFIX_PATH=PREFIX
#   cmake --build build && ctest --test-dir build
cmake_minimum_required(VERSION 3.25)
project(muster_@ID@ LANGUAGES C CXX)

find_package(muster REQUIRED)
include(CTest)

muster_plugin(@ID@ @ID@.cpp)

if(BUILD_TESTING)
  add_executable(@ID@_test @ID@_test.cpp)
  target_link_libraries(@ID@_test PRIVATE muster::core)
  add_test(NAME @ID@_test COMMAND @ID@_test)
  if(MUSTER_PROGRAM)
    add_test(NAME @ID@_verify COMMAND ${MUSTER_PROGRAM} plugin verify
      $<TARGET_FILE:muster_@ID@> ${CMAKE_CURRENT_SOURCE_DIR}/sample_page.json)
  endif()
endif()
)--";

std::string filled(std::string text, std::string_view name)
{
    std::string identifier(name);
    // A name may have dashes, an identifier may not.
    boost::replace_all(identifier, "-", "_");
    boost::replace_all(text, "@NAME@", name);
    boost::replace_all(text, "@ID@", identifier);
    return text;
}

// Asks the reader of descriptors, which applies the rules when the plugin is loaded. A name with a
// quote in it would be another descriptor, hence the comparison.
result<void> check_name(std::string_view name)
{
    const auto text = R"({"name": ")" + std::string(name) + R"(", "source": "x", "version": "1"})";
    const auto read = read_descriptor(text);
    if (read.has_error() || read->name != name)
        return failure{
            errc::bad_value,
            "a plugin's name has lower-case letters, digits, - and _, a letter first"};
    return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> new_plugin_files(std::string_view name)
{
    const auto stem = filled("@ID@", name);
    return {
        {stem + ".cpp", filled(source_text, name)},
        {stem + "_test.cpp", filled(test_text, name)},
        {"sample_page.json", page_text},
        {"CMakeLists.txt", filled(cmake_text, name)}};
}

result<std::vector<fs::path>> write_new_plugin(std::string_view name, const fs::path& directory)
{
    const auto checked = check_name(name);
    if (checked.has_error())
        return checked.error();
    std::error_code ec;
    if (fs::exists(directory, ec) && !fs::is_empty(directory, ec))
        return failure{errc::refused, directory.string() + " exists and is not empty"};
    fs::create_directories(directory, ec);

    std::vector<fs::path> written;
    for (const auto& [file_name, text] : new_plugin_files(name))
    {
        std::ofstream out(directory / file_name, std::ios::binary);
        out << text;
        // A full disk shows at the flush.
        if (!out.flush())
            return failure{
                errc::unavailable, (directory / file_name).string() + " cannot be written"};
        written.push_back(directory / file_name);
    }
    return written;
}

}  // namespace muster
