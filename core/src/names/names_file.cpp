#include "names_file.hpp"

#include "json/array_of.hpp"
#include "json/member_reader.hpp"
#include "muster/json_text.hpp"
#include "text/date.hpp"

#include <algorithm>
#include <array>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::array all_certainties = {certainty::certain, certainty::likely, certainty::none};

certainty read_certainty(member_reader& members)
{
    const auto text = members.required_text("certainty");
    const auto* const found =
        std::ranges::find(all_certainties, text, [](certainty one) { return to_string(one); });
    if (found != all_certainties.end())
        return *found;
    if (members.ok())
        members.fault("certainty", "is none of certain, likely and none");
    return certainty::none;
}

}  // namespace

std::string_view to_string(certainty value) noexcept
{
    switch (value)
    {
        case certainty::certain: return "certain";
        case certainty::likely: return "likely";
        case certainty::none: return "none";
    }
    return "";
}

json::object to_json(const known_name& one)
{
    json::object out{{"name", one.name}, {"source", one.source}, {"certainty", to_string(one.how)}};
    // What is empty is left out, as an absent member reads as empty.
    if (!one.model_id.empty())
        out["model_id"] = one.model_id;
    if (!one.others.empty())
        out["others"] = json::array(one.others.begin(), one.others.end());
    if (!one.evidence.empty())
        out["evidence"] = one.evidence;
    if (!one.since.empty())
        out["since"] = one.since;
    return out;
}

std::string write_names(std::span<const known_name> names) { return to_json_text(array_of(names)); }

result<std::vector<known_name>> read_names(std::string_view text, std::string_view file_name)
{
    std::vector<known_name> names;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto& one = names.emplace_back();
        one.name = members.required_text("name");
        one.source = members.required_text("source");
        one.how = read_certainty(members);
        one.model_id = members.text("model_id").value_or("");
        one.others = members.texts("others");
        one.evidence = members.text("evidence").value_or("");
        one.since = members.text("since").value_or("");
        if (!one.since.empty() && !is_date(one.since))
            members.fault("since", "is no date as 2026-11-01");
        // That a name stands for no known model is an entry, too; any other entry says for which.
        if ((one.how == certainty::none) != one.model_id.empty() && members.ok())
            members.fault("model_id", "must be there unless the certainty is none");
        members.allow_only(
            {"name", "source", "certainty", "model_id", "others", "evidence", "since"}
        );
        return {};
    });
    if (done.has_error())
        return done.error();
    return names;
}

}  // namespace muster
