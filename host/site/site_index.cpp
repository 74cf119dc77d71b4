#include "site_index.hpp"

#include "base/split.hpp"
#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "text/hex.hpp"

#include <algorithm>
#include <array>
#include <openssl/evp.h>

namespace json = boost::json;

namespace muster {

namespace {

json::object file_to_json(const site_file& file)
{
    return {{"path", file.path}, {"bytes", file.text.size()}, {"sha256", sha256_of(file.text)}};
}

constexpr std::size_t date_characters = 10;

// Of the data, and not of the publishing.
std::string last_day(const json::array& list, std::string_view member)
{
    std::string last;
    for (const auto& one : list)
        if (const auto* const date = one.as_object().if_contains(member); date && date->is_string())
            // ISO dates are in order as texts.
            last = std::max(last, std::string(date->get_string()).substr(0, date_characters));
    return last;
}

// Files of a site are removed and read by what its index says: it must not lead anywhere else.
bool is_inside(const std::string& path)
{
    return !path.empty() && path.find('\0') == std::string::npos &&
           std::ranges::none_of(split(path, '/'), [](const auto& part) {
               return part.empty() || part == "." || part == "..";
           });
}

}  // namespace

std::string sha256_of(std::string_view text)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest = {};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string out;
    for (unsigned i = 0; i < size; ++i)
        append_hex(out, static_cast<char>(digest[i]));
    return out;
}

std::string date_of_data(const site_material& material)
{
    return std::max(last_day(material.evidence, "checked"), last_day(material.changes, "date"));
}

std::string site_index(const site_material& material, std::span<const site_file> files)
{
    json::object out{{"version", site_version}, {"models", material.models.size()}};
    if (const auto date = date_of_data(material); !date.empty())
        out["date"] = date;
    if (const auto date = last_day(material.changes, "date"); !date.empty())
        out["last_change"] = date;
    out["files"] = array_of(files, file_to_json);
    return to_json_text(out);
}

std::optional<std::string> path_in_entry(const json::value& entry)
{
    const auto* const members = entry.if_object();
    auto path = members ? text_in(*members, "path") : std::string();
    return is_inside(path) ? std::optional(std::move(path)) : std::nullopt;
}

result<std::set<std::string>> paths_in_index(std::string_view text, std::string_view file_name)
{
    const auto document = parse_json(text, file_name);
    if (document.has_error())
        return document.error();
    // A path that leads out is passed over: nothing is ever removed by it.
    std::set<std::string> paths;
    if (document->is_object())
        for (const auto& one : list_in(document->get_object(), "files"))
            if (auto path = path_in_entry(one))
                paths.insert(std::move(*path));
    // An index has at least the pages that each site has: this file is somebody else's.
    if (paths.empty())
        return failure{
            errc::wrong_shape, std::string(file_name) + " is not the index of a published site"};
    return paths;
}

}  // namespace muster
