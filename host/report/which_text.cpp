#include "which_text.hpp"

#include "base/amounts.hpp"
#include "build_text.hpp"
#include "console.hpp"
#include "json/array_of.hpp"
#include "names/names_file.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/json/array.hpp>

#include <map>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

// "  certain  openrouter_index calls Qwen/Qwen3-8B so: the source gives the id, since 2026-05-15"
std::string meaning_text(const known_name& one)
{
    auto out = "  " + std::string(to_string(one.how)) + ", by " + printable(one.source);
    if (one.how == certainty::none)
        out += ": it has the name, and no model is known that it could be";
    else
        out += ": " + printable(one.model_id) + " (" + printable(one.evidence) + ')';
    if (!one.since.empty())
        out += ", since " + printable(one.since);
    return out + '\n';
}

std::string verdict_text(const name_answer& answer, const std::string& near)
{
    if (answer.how == certainty::none)
    {
        if (!answer.meanings.empty())
            return "  no model is known that it could be\n";
        return "  is not known: no source, no file of the data directory and no build has it" +
               (near.empty() ? "" : "; did you mean " + printable(near) + '?') + '\n';
    }
    const bool is_certain = answer.how == certainty::certain;
    auto out = (is_certain ? "  is " : "  is likely ") + printable(answer.model_id);
    if (!answer.others.empty())
        out += (is_certain ? "; the same in other repositories: " : ", or ") +
               printable(boost::join(answer.others, ", "));
    if (answer.not_named > 0)
        out += ", or one of " + std::to_string(answer.not_named) + " more";
    return out + '\n';
}

// What each source calls the model, the certain names first.
std::string names_text(const name_answer& answer)
{
    std::map<std::pair<std::string, certainty>, std::vector<std::string>> names;
    for (const auto& one : answer.names)
        names[{one.source, one.how}].push_back(one.name);
    std::string out;
    for (const auto& [from, all] : names)
        out += "    " + printable(from.first) + ": " + printable(boost::join(all, ", ")) +
               (from.second == certainty::likely ? " (likely)" : "") + '\n';
    return out.empty() ? out : "  it is called\n" + out;
}

}  // namespace

std::string which_text(const name_answer& answer, const std::string& near)
{
    auto out = printable(answer.asked) + '\n' + verdict_text(answer, near);
    // Two names of a source may say the same: "a/b" and "a/b:free".
    std::set<std::string> said;
    for (const auto& one : answer.meanings)
        if (auto line = meaning_text(one); said.insert(line).second)
            out += line;
    out += names_text(answer);
    if (answer.builds)
        out += "  " + builds_summary(*answer.builds) + '\n';
    return out;
}

json::object to_json(const name_answer& answer, const std::string& near)
{
    json::object out{{"name", answer.asked}, {"certainty", to_string(answer.how)}};
    if (!answer.model_id.empty())
        out["model_id"] = answer.model_id;
    if (!answer.others.empty())
        out["others"] = json::array(answer.others.begin(), answer.others.end());
    if (answer.not_named > 0)
        out["not_named"] = answer.not_named;
    out["meanings"] = array_of(answer.meanings);
    out["names"] = array_of(answer.names);
    if (answer.builds)
        out["builds"] = answer.builds->builds.size() + answer.builds->not_listed;
    if (!near.empty())
        out["near"] = near;
    return out;
}

}  // namespace muster
