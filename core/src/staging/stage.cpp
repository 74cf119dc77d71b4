#include "stage.hpp"

#include "contract/identity.hpp"
#include "json/json_members.hpp"
#include "json/member_reader.hpp"
#include "muster/row_stream.hpp"
#include "text/seeded_hash.hpp"

#include <boost/algorithm/string/split.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <set>

namespace muster {

namespace {

// Large enough that a call for each part costs nothing, small enough that one for each core takes
// little memory.
constexpr std::size_t part_rows = 1024;
constexpr std::size_t row_bytes_expected = 512;

/// Writes rows one after the other, in memory that is used again for the next.
class row_writer
{
public:
    explicit row_writer(json_buffer& out) : out_(out) {}

    void write(const candidate_view& row, bool is_first)
    {
        out_.line(1, is_first);
        json_members members(out_, 1);
        members.plain_text("model_id", row.model_id);  // check_model_id()
        members.plain_text("provider", provider_of(row.model_id));
        if (row.license)
            members.text("license", *row.license);
        else
            members.null("license");
        members.text("source", joined(row.sources));
        members.number("popularity_score", row.popularity_score);
        row.sort_tags(tags_);
        members.texts("tags", tags_);
        members.end();
    }

private:
    std::string_view joined(const text_list& sources)
    {
        // Cleared, not freed: most rows have one label, and none allocates.
        sources_.clear();
        for (const auto source : sources)
            (sources_ += sources_.empty() ? "" : "+") += source;
        return sources_;
    }

    json_buffer& out_;
    std::string sources_ = {};
    std::vector<std::string_view> tags_ = {};
};

std::string write_part(const candidate_table& candidates, std::size_t part)
{
    const auto begin = part * part_rows;
    const auto end = std::min(candidates.size(), begin + part_rows);
    json_buffer out((end - begin) * row_bytes_expected);
    // Brackets belong to the first and the last part.
    out.add(begin == 0 ? "[" : "");
    row_writer rows(out);
    for (auto i = begin; i < end; ++i)
        rows.write(candidates[i], i == 0);
    if (end == candidates.size())
        out.add(candidates.empty() ? "]\n" : "\n]\n");
    return out.take();
}

}  // namespace

std::vector<std::string> split_sources(const std::string& joined)
{
    // People write these by hand, and may name a source twice.
    std::set<std::string> labels;
    std::vector<std::string> parts;
    boost::split(parts, joined, [](char c) { return c == '+'; });
    for (auto& part : parts)
        if (!part.empty())
            labels.insert(std::move(part));
    return {labels.begin(), labels.end()};
}

namespace {

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
    // A person who empties the text means that there is none.
    if (one.license && one.license->empty())
        one.license.reset();
    one.sources = split_sources(members.required_text("source"));
    one.popularity_score = members.number("popularity_score").value_or(0.0);
    one.tags = members.texts("tags");
    // People add tags at the end.
    std::sort(one.tags.begin(), one.tags.end());
    one.tags.erase(std::unique(one.tags.begin(), one.tags.end()), one.tags.end());
    return one;
}

}  // namespace

chunked_text staging_text(const candidate_table& candidates)
{
    // An empty list is a part, too: its brackets.
    const auto parts = std::max<std::size_t>(1, (candidates.size() + part_rows - 1) / part_rows);
    return {parts, [&candidates](std::size_t part) { return write_part(candidates, part); }};
}

result<void> for_each_staged(const long_list& file, const std::function<void(candidate&&)>& take)
{
    boost::unordered_flat_set<std::string, text_hash> seen;
    return read_list(file, [&](member_reader& members) -> result<void> {
        auto one = read_candidate(members);
        // Two rows of one model are an editing error: which one counts would be a guess.
        if (members.ok() && !seen.insert(fold_id(one.model_id)).second)
            members.fault("model_id", "names a model that an earlier element names already");
        take(std::move(one));
        return {};
    });
}

result<std::vector<candidate>> read_stage(std::string_view text, std::string_view file_name)
{
    std::vector<candidate> candidates;
    const auto done = for_each_staged(long_list::of_view(text, file_name), [&](candidate&& one) {
        candidates.push_back(std::move(one));
    });
    if (done.has_error())
        return done.error();
    return candidates;
}

struct stage_check::state
{
    /// The rules of read_candidate.
    void facts_of_row(row_view& row)
    {
        tags.clear();
        const auto id = row.text("model_id");
        // Read for its type alone: row.ok() says at the end whether all types are right.
        row.text("license");
        row.number("popularity_score");
        row.only_texts("tags", tags);
        const bool has_source = !row.text("source").empty();
        if (!row.ok() || !has_source || check_model_id(id).has_error())
            is_sound = false;
        else if (is_sound)
        {
            is_sound = seen.insert(folded_hash(id)).second;
            if (is_sound && take_row)
                take_row(row);
        }
    }

    std::function<void(row_view&)> take_row = {};

    // Hashes alone: where two models share one, the reader of rows decides.
    boost::unordered_flat_set<std::uint64_t> seen = {};
    std::vector<std::string_view> tags = {};
    bool is_sound = true;
    row_stream rows{"", [this](row_view& row, std::size_t) { facts_of_row(row); }};
};

stage_check::stage_check(std::function<void(row_view&)> take_row)
    : state_(std::make_unique<state>())
{
    state_->take_row = std::move(take_row);
}

stage_check::~stage_check() = default;

void stage_check::take(std::string_view chunk)
{
    if (state_->is_sound && state_->rows.take(chunk).has_error())
        state_->is_sound = false;
}

bool stage_check::is_readable()
{
    const auto& rows = state_->rows;
    const bool is_json = state_->is_sound && state_->rows.finish().has_value();
    // row_stream also accepts an object around the list, which a staging file has not.
    const bool is_object = is_json && rows.envelope().ok();
    return is_json && rows.has_rows() && !is_object && state_->is_sound;
}

}  // namespace muster
