#include "support/shipped_data.hpp"

#include "muster/json_text.hpp"
#include "support/child.hpp"
#include "support/files.hpp"
#include "support/temporary_directory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <iostream>
#include <sstream>

namespace muster::test {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

fs::path committed_data()
{
    static const temporary_directory place;
    command extract;
    // A checkout that another user owns is a checkout all the same.
    extract.words = {
        "sh",
        "-c",
        "git -c safe.directory='*' -C \"$1\" archive HEAD data | tar -x -C \"$2\" && test -d "
        "\"$2/data\"",
        "sh",
        MUSTER_SOURCE_DIRECTORY,
        place.path().string()};
    return run(extract).status == 0 ? place.path() / "data" : fs::path();
}

fs::path find_shipped_data()
{
    const auto data = fs::path(MUSTER_SOURCE_DIRECTORY) / "data";
    if (!is_changed_by_a_run(data))
        return data;
    auto committed = committed_data();
    std::cout
        << (committed.empty() ? "skipped: no shipped data: a run changed it, and git has no other\n"
                              : "a run changed data/: what git has of it is checked instead\n");
    return committed;
}

// The community list is a file: it is as fresh without a network.
bool used_a_network(const json::value& run)
{
    const auto& sources = run.at("sources").as_array();
    const auto* const requests = run.at("steps").as_object().if_contains("evidence_requests");
    return (requests && requests->to_number<int>() > 0) ||
           std::any_of(sources.begin(), sources.end(), [](const auto& source) {
               return source.at("name") != "community" && source.at("used") == "fresh";
           });
}

}  // namespace

bool is_changed_by_a_run(const fs::path& data)
{
    std::istringstream runs(text_of(data / "history" / "runs.jsonl"));
    for (std::string line; std::getline(runs, line);)
        if (const auto run = parse_json(line, "runs.jsonl");
            run.has_value() && used_a_network(*run))
            return true;
    return false;
}

const fs::path& shipped_data_directory()
{
    static const fs::path found = find_shipped_data();
    return found;
}

}  // namespace muster::test
