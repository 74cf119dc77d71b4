#include "archive.hpp"

#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "size/facts/evidence_file.hpp"

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

json::object archived_to_json(const archived_model& one)
{
    json::object out{
        {"model_id", one.row.model_id}, {"archived", one.archived}, {"row", to_json(one.row)}};
    if (one.known)
        // By way of its own file's text, so that both files have the same form.
        out["evidence"] = parse_json(write_evidence({*one.known}), archive_file_name)->at(0);
    return out;
}

/// The one element that a reader of a list finds in a list of this object alone.
template <class Read>
auto read_alone(const json::object& members, std::string_view name, Read read)
{
    return read(to_json_text(json::array{members}), name);
}

result<archived_model> read_one(member_reader& members, std::string_view file_name)
{
    archived_model out;
    out.archived = members.required_text("archived");
    const auto* const row = members.object("row");
    if (!row)
        members.fault("row", "is missing");
    members.allow_only({"model_id", "archived", "row", "evidence"});
    if (!members.ok())
        return members.to_failure();
    // By the readers of models.json and of evidence.json, so that all files accept the same.
    auto rows = read_alone(*row, file_name, read_models);
    if (rows.has_error())
        return rows.error();
    out.row = std::move(rows->front());
    const auto* const known = members.object("evidence");
    if (!known)
        return out;
    auto evidences = read_alone(*known, file_name, read_evidence);
    if (evidences.has_error())
        return evidences.error();
    out.known = std::move(evidences->front());
    return out;
}

}  // namespace

result<std::vector<archived_model>> read_archive(std::string_view text, std::string_view file_name)
{
    std::vector<archived_model> models;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_one(members, file_name);
        if (one.has_error())
            return one.error();
        models.push_back(std::move(*one));
        return {};
    });
    if (done.has_error())
        return done.error();
    return models;
}

std::string write_archive(std::vector<archived_model> models)
{
    std::ranges::sort(
        models, {}, [](const auto& one) -> const auto& { return one.row.model_id; }
    );
    return to_json_text(array_of(models, archived_to_json));
}

}  // namespace muster
