#include "muster/stage.hpp"

#include "muster/identity.hpp"
#include "muster/member_reader.hpp"
#include "staged_rows.hpp"

#include <boost/algorithm/string/split.hpp>

#include <algorithm>
#include <memory>
#include <set>

namespace muster {

namespace {

// A part is large enough to be worth a call, and small enough that a few of them are nothing.
constexpr std::size_t part_rows = 1024;
constexpr std::size_t row_bytes_expected = 512;

std::string write_part(const candidate_table& candidates, const staged_rows& rows, std::size_t part)
{
    std::string out;
    const auto begin = part * part_rows;
    const auto end = std::min(candidates.size(), begin + part_rows);
    out.reserve((end - begin) * row_bytes_expected);
    for (auto i = begin; i < end; ++i)
    {
        out += i == 0 ? "[\n" : ",\n";
        rows.append(out, i);
    }
    if (end == candidates.size())
        out += candidates.empty() ? "[]\n" : "\n]\n";
    return out;
}

std::vector<std::string> split_sources(const std::string& joined)
{
    std::set<std::string> labels;
    std::vector<std::string> parts;
    boost::split(parts, joined, [](char c) { return c == '+'; });
    for (auto& part : parts)
        if (!part.empty())
            labels.insert(std::move(part));
    return {labels.begin(), labels.end()};
}

candidate read_candidate(member_reader& members)
{
    candidate one;
    one.model_id = members.required_text("model_id");
    if (members.ok())
    {
        const auto checked = check_model_id(one.model_id);
        if (checked.has_error())
            members.fault("model_id", "is not a model id: " + checked.error().where);
    }
    one.license = members.text("license");
    if (one.license && one.license->empty())
        one.license.reset();
    one.sources = split_sources(members.required_text("source"));
    one.popularity_score = members.number("popularity_score").value_or(0.0);
    one.tags = members.texts("tags");
    std::sort(one.tags.begin(), one.tags.end());
    one.tags.erase(std::unique(one.tags.begin(), one.tags.end()), one.tags.end());
    return one;
}

}  // namespace

text_parts stage_parts(const candidate_table& candidates, const spread& over)
{
    const auto parts = std::max<std::size_t>(1, (candidates.size() + part_rows - 1) / part_rows);
    auto rows = std::make_shared<const staged_rows>(candidates, over);
    return {parts, [&candidates, rows = std::move(rows)](std::size_t part) {
                return write_part(candidates, *rows, part);
            }};
}

std::string write_stage(const candidate_table& candidates)
{
    return stage_parts(candidates).whole();
}

result<std::vector<candidate>> read_stage(std::string_view text, std::string_view file_name)
{
    std::vector<candidate> candidates;
    std::set<std::string> seen;
    const auto done = read_list(text, file_name, [&](member_reader& members) -> result<void> {
        auto one = read_candidate(members);
        if (members.ok() && !seen.insert(fold_id(one.model_id)).second)
            members.fault("model_id", "names a model that an earlier element names already");
        candidates.push_back(std::move(one));
        return {};
    });
    if (done.has_error())
        return done.error();
    return candidates;
}

}  // namespace muster
