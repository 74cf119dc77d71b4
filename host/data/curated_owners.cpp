#include "curated_owners.hpp"

#include "base/split.hpp"
#include "contract/identity.hpp"
#include "files/file_io.hpp"
#include "muster/hub_id.hpp"
#include "muster/row_stream.hpp"
#include "text/trim.hpp"

#include <boost/algorithm/string/join.hpp>

#include <set>
#include <vector>

namespace muster {

std::string curated_owners(const std::filesystem::path& data)
{
    std::set<std::string> owners;
    const auto text = read_file_if_there(data / "community_rankings.json");
    if (!text.has_value() || !*text)
        return {};
    const auto read = for_each_row(**text, "models", [&](row_view& row, std::size_t) {
        const auto id = read_hub_id(row.text("model_id"));
        // The oldest models of the Hub have no owner ("gpt2").
        if (id.has_value() && id->find('/') != id->npos)
            owners.emplace(provider_of(*id));
    });
    return read.has_value() ? boost::join(owners, ",") : std::string();
}

result<std::string> read_ids_file(const std::filesystem::path& file)
{
    const auto text = read_file(file);
    if (text.has_error())
        return text.error();
    if (text->size() > ids_file_bytes_limit)
        return failure{errc::too_large, file.string() + " is larger than 1 MiB"};
    std::vector<std::string> ids;
    std::set<std::string> seen;
    std::size_t line_number = 0;
    for (const auto& line : split(*text, '\n'))
    {
        ++line_number;
        // Ids have no "#", so that it can begin a comment anywhere in a line.
        const auto written = trimmed(std::string_view(line).substr(0, line.find('#')));
        if (written.empty())
            continue;
        const auto place = file.string() + ':' + std::to_string(line_number) + ": ";
        const auto id = read_hub_id(written);
        if (id.has_error() || id->empty())
            return failure{
                errc::bad_value,
                place + std::string(written) + ' ' +
                    (id.has_error() ? id.error().where : "links to no model") +
                    "; a line is one Hub id, or a link to a model"};
        // Each id is a request, so that one which is there twice counts once.
        if (seen.insert(fold_id(*id)).second)
            ids.emplace_back(*id);
        if (ids.size() > ids_file_lines_limit)
            return failure{
                errc::too_large,
                place + "more than " + std::to_string(ids_file_lines_limit) + " ids"};
    }
    if (ids.empty())
        return failure{errc::bad_value, file.string() + " names no model"};
    return boost::join(ids, ",");
}

}  // namespace muster
