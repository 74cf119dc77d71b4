// The file of a snapshot, written and read in parts: the Hub's has 2 million rows. Keys on disk
// stay as they are, whatever the code calls a thing.

#include "json/json_members.hpp"
#include "listing_snapshot.hpp"
#include "muster/row_stream.hpp"
#include "table/parallel_for.hpp"

#include <algorithm>

namespace muster {

namespace {

// As in stage.cpp: large enough to be worth a call, small enough for one on each core.
constexpr std::size_t part_models = 8192;
constexpr std::size_t model_bytes_expected = 512;

void append_facts(json_members& members, const repository_facts& facts)
{
    if (!facts.commit.empty())
        members.text("commit", facts.commit);
    if (!facts.gated.empty())
        members.text("gated", facts.gated);
    if (!facts.safetensors.empty())
    {
        auto sorted = facts.safetensors;
        // Sources order them as they like; a file must not change for that.
        std::sort(sorted.begin(), sorted.end());
        members.begin("safetensors");
        auto counts = members.inner();
        for (const auto& [dtype, elements] : sorted)
            counts.count(dtype, elements);
        counts.end();
    }
    if (facts.safetensors_total)
        members.count("safetensors_total", *facts.safetensors_total);
    if (facts.gguf_total)
        members.count("gguf_total", *facts.gguf_total);
}

void append_model(json_buffer& out, const model_view& model, std::size_t depth)
{
    json_members members(out, depth);
    // Absent members are not written, as everywhere.
    const auto put_text = [&members](json_key key, std::string_view value) {
        if (!value.empty())
            members.text(key, value);
    };
    put_text("model_id", model.model_id);
    put_text("name", model.name);
    put_text("license", model.license);
    if (model.popularity)
        members.number("popularity", *model.popularity);
    if (!model.tags.empty())
        members.texts("tags", model.tags);
    if (model.has_facts())
        append_facts(members, model.facts());
    members.end();
}

/// The models of a part, and after the last of all the end of their list.
void append_models(json_buffer& out, const model_table& models, index_range part, std::size_t depth)
{
    for (auto i = part.begin; i < part.end; ++i)
    {
        // Each part begins with the comma of the one before, so that parts need not know each
        // other.
        out.line(depth + 1, i == 0);
        append_model(out, models[i], depth + 1);
    }
    if (part.end < models.size())
        return;
    // The last part ends the line; an empty list stays "[]".
    if (!models.empty())
        out.line(depth, true);
    out.add("]");
}

void append_marks(json_members& members, const std::vector<listing_mark>& marks)
{
    if (marks.empty())
        return;
    members.begin("marks");
    auto inner = members.inner();
    for (const auto& one : marks)
    {
        // An object by date: a line a mark, whatever its numbers.
        inner.begin(one.date);
        auto numbers = inner.inner();
        numbers.count("rows", one.rows);
        numbers.count("ids", one.ids);
        numbers.end();
    }
    inner.end();
}

/// The members before the models.
void append_head(json_buffer& out, const listing_snapshot& kept, std::size_t depth)
{
    json_members members(out, depth);
    members.text("plugin", kept.published.plugin);
    members.text("source", kept.published.label);
    members.text("date", kept.date);
    members.texts("start", kept.start);
    const auto put_texts = [&members](std::string_view key, const auto& texts) {
        members.begin(key);
        auto inner = members.inner();
        for (const auto& [name, value] : texts)
            inner.text(name, value);
        inner.end();
    };
    put_texts("options", kept.options);
    if (!kept.published_ids.empty())
        put_texts("told_ids", kept.published_ids);
    append_marks(members, kept.marks);
    if (!kept.missed.empty())
        put_texts("missed", kept.missed);
    if (kept.missing > 0)
        members.count("missing", kept.missing);
    members.begin("models");
    out.add("[");
}

void append_narrower(json_buffer& out, const listing_snapshot& kept)
{
    if (kept.smaller_snapshots.empty())
        return;
    // Each is an element of a list in the document: two levels in.
    out.add(",\n  \"narrower\": [");
    for (const auto& one : kept.smaller_snapshots)
    {
        out.line(2, &one == &kept.smaller_snapshots.front());
        append_head(out, one, 2);
        append_models(out, one.published.models, {0, one.published.models.size()}, 3);
        out.line(2, true);
        out.add("}");
    }
    out.line(1, true);
    out.add("]");
}

std::string trouble_of(const row_view& row)
{
    return std::string(row.fault()) + ' ' + std::string(row.trouble());
}

/// Adds the models of a file as they are read, up to the first fault.
class model_reader
{
public:
    explicit model_reader(model_table& into) : into_(into) {}

    void take(row_view& row, const std::string& place)
    {
        // The file is damaged; only the first fault is reported.
        if (!trouble_.empty())
            return;
        // The lists are reused: reading a row allocates nothing in the end.
        tags_.clear();
        safetensors_.clear();
        record model;
        model.model_id = row.text("model_id");
        model.name = row.text("name");
        model.license = row.text("license");
        model.popularity = row.number("popularity");
        row.texts("tags", tags_);
        model.tags = tags_;
        model.commit = row.text("commit");
        model.gated = row.text("gated");
        for (const auto& [dtype, elements] : row.counts("safetensors"))
            safetensors_.push_back({dtype, elements});
        model.safetensors = safetensors_;
        model.safetensors_total = row.count("safetensors_total");
        model.gguf_total = row.count("gguf_total");
        if (row.ok())
            into_.add(model);
        else
            trouble_ = place + '.' + trouble_of(row);
    }

    const std::string& trouble() const noexcept { return trouble_; }

private:
    model_table& into_;
    std::vector<std::string_view> tags_ = {};
    std::vector<stored_elements> safetensors_ = {};
    std::string trouble_ = {};
};

std::string read_head(row_view members, listing_snapshot& kept)
{
    std::vector<std::string_view> start;
    kept.published.plugin = members.text("plugin");
    kept.published.label = members.text("source");
    kept.date = members.text("date");
    members.texts("start", start);
    kept.start.assign(start.begin(), start.end());
    for (const auto& [name, value] : members.texts_by_name("options"))
        kept.options.emplace_back(name, value);
    for (const auto& [name, value] : members.texts_by_name("told_ids"))
        kept.published_ids.emplace(name, value);
    for (const auto& [id, since] : members.texts_by_name("missed"))
        kept.missed.emplace(id, since);
    for (auto& [date, numbers] : members.part("marks").members())
        kept.marks.push_back(
            {std::string(date), numbers.count("rows").value_or(0), numbers.count("ids").value_or(0)}
        );
    kept.missing = members.count("missing").value_or(0);
    // As they are written; a file may have been edited.
    std::sort(kept.marks.begin(), kept.marks.end(), [](const auto& a, const auto& b) {
        return a.date < b.date;
    });
    static_cast<void>(members.parts("models"));  // checks that it is a list
    if (!members.ok())
        return trouble_of(members);
    for (const auto& [key, text] :
         {std::pair("plugin", &kept.published.plugin),
          {"source", &kept.published.label},
          {"date", &kept.date}})
        // A snapshot without these cannot be used: nobody knows whose it is, or of when.
        if (text->empty())
            return std::string(key) + " is missing or empty";
    return {};
}

std::string read_narrower(row_view& members, listing_snapshot& kept)
{
    std::string trouble;
    for (auto& one : members.parts("narrower"))
    {
        const auto place = "narrower[" + std::to_string(kept.smaller_snapshots.size()) + "].";
        auto& inner = kept.smaller_snapshots.emplace_back();
        trouble = read_head(one, inner);
        model_reader models(inner.published.models);
        std::size_t index = 0;
        for (auto& row : one.parts("models"))
            models.take(row, "models[" + std::to_string(index++) + ']');
        if (trouble.empty())
            trouble = models.trouble();
        if (!trouble.empty())
            return place + trouble;
    }
    return trouble;
}

}  // namespace

chunked_text snapshot_text(const listing_snapshot& kept)
{
    const auto& models = kept.published.models;
    // The first part has the head too, and the last the end with smaller snapshots.
    const auto parts = std::max<std::size_t>(1, (models.size() + part_models - 1) / part_models);
    return {parts, [&kept, &models, parts](std::size_t part) {
                const auto begin = part * part_models;
                const auto end = std::min(models.size(), begin + part_models);
                json_buffer out((end - begin) * model_bytes_expected);
                if (part == 0)
                    append_head(out, kept, 0);
                append_models(out, models, {begin, end}, 1);
                if (part + 1 == parts)
                {
                    append_narrower(out, kept);
                    out.add("\n}\n");
                }
                return out.take();
            }};
}

struct snapshot_reader::state
{
    listing_snapshot kept = {};
    model_reader models{kept.published.models};
    row_stream rows{"models", [this](row_view& row, std::size_t index) {
                        models.take(row, "models[" + std::to_string(index) + ']');
                    }};
    result<void> read = {};
    bool has_ended = false;
};

snapshot_reader::snapshot_reader() : state_(std::make_unique<state>()) {}

snapshot_reader::~snapshot_reader() = default;

void snapshot_reader::take(std::string_view chunk)
{
    if (state_->read.has_value())
        state_->read = state_->rows.take(chunk);
}

void snapshot_reader::take_whole(std::string_view text)
{
    state_->read = state_->rows.take_whole(text);
    state_->has_ended = true;
}

result<listing_snapshot> snapshot_reader::finish(std::string_view file_name)
{
    auto& [kept, models, rows, read, has_ended] = *state_;
    if (read.has_value() && !has_ended)
        read = rows.finish();
    if (read.has_error())
        return failure{errc::not_json, std::string(file_name) + ": " + read.error().where};
    auto members = rows.envelope();
    auto trouble = members.ok() ? read_head(members, kept) : "is not an object";
    if (trouble.empty())
        trouble = models.trouble();
    if (trouble.empty())
        trouble = read_narrower(members, kept);
    if (!trouble.empty())
        return failure{errc::wrong_shape, std::string(file_name) + ": " + trouble};
    return std::move(kept);
}

result<listing_snapshot> read_snapshot(std::string_view text, std::string_view file_name)
{
    snapshot_reader reader;
    reader.take_whole(text);
    return reader.finish(file_name);
}

}  // namespace muster
