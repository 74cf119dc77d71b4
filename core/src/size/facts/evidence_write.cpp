#include "evidence_file.hpp"
#include "json/json_members.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace json = boost::json;

namespace muster {

namespace {

/// Writes the members of one object, and leaves out what is not known.
class known_members
{
public:
    known_members(json_buffer& out, std::size_t depth)
        : out_(out), depth_(depth), members_(out, depth)
    {
    }

    void put(json_key key, const std::optional<std::uint64_t>& value)
    {
        if (value)
            members_.count(key, *value);
    }
    void put(json_key key, const std::optional<std::string>& value)
    {
        if (value)
            members_.text(key, *value);
    }
    void put(json_key key, const std::string& value)
    {
        if (!value.empty())
            members_.text(key, value);
    }
    void put(json_key key, const json::object& value)
    {
        if (!value.empty())
            members_.value(key, value);
    }
    void put(json_key key, const std::vector<std::string>& values)
    {
        if (!values.empty())
            members_.texts(key, values);
    }

    // What failed for the moment is asked again in the next run.
    void put(json_key key, ask_state state)
    {
        if (state != ask_state::unasked && state != ask_state::failed)
            members_.plain_text(key, to_string(state));
    }

    // For members that are written whatever their value is.
    json_members& all() noexcept { return members_; }

    template <class Write>
    void inside(json_key key, Write write)
    {
        members_.begin(key);
        known_members inner(out_, depth_ + 1);
        write(inner);
        inner.end();
    }

    /// A list of objects; an empty one is left out.
    template <class Range, class Write>
    void each(json_key key, const Range& range, Write write)
    {
        if (range.empty())
            return;
        members_.begin(key);
        out_.add("[");
        bool is_first = true;
        for (const auto& one : range)
        {
            out_.line(depth_ + 2, std::exchange(is_first, false));
            known_members inner(out_, depth_ + 2);
            write(inner, one);
            inner.end();
        }
        out_.line(depth_ + 1, true);
        out_.add("]");
    }

    void end() { members_.end(); }

private:
    json_buffer& out_;
    std::size_t depth_;
    json_members members_;
};

void put_stored(known_members& out, const std::vector<dtype_count>& stored)
{
    if (stored.empty())
        return;
    out.inside("stored", [&stored](known_members& counts) {
        for (auto one = stored.begin(); one != stored.end(); ++one)
            // A member has one value: of two counts of a type the first.
            if (std::none_of(stored.begin(), one, [&](const auto& earlier) {
                    return earlier.dtype == one->dtype;
                }))
                counts.all().count(one->dtype, one->elements);
    });
}

void put_gguf(known_members& out, const std::optional<gguf_totals>& gguf)
{
    if (!gguf)
        return;
    out.inside("gguf", [&gguf](known_members& members) {
        members.put("total", gguf->total);
        members.put("architecture", gguf->architecture);
        members.put("context_length", gguf->context_length);
    });
}

void put_relation(known_members& out, const base_relation& one)
{
    out.put("relation", one.relation);
    out.put("model_id", one.model_id);
}

void put_tensors(known_members& out, const tensor_group& one)
{
    out.all().plain_text("role", to_string(one.role));
    out.all().text("dtype", one.dtype);
    out.all().count("elements", one.elements);
    out.all().count("params", one.params);
}

void put_base(known_members& out, const std::optional<base_evidence>& base)
{
    if (!base)
        return;
    out.inside("base", [&base](known_members& members) {
        members.put("model_id", base->model_id);
        members.put("info", base->info);
        members.put("total", base->total);
        members.put("config_state", base->config_state);
        members.put("config", base->config);
    });
}

void put_gguf_file(known_members& out, const std::optional<gguf_facts>& facts)
{
    if (!facts)
        return;
    out.inside("gguf_file", [&facts](known_members& members) {
        members.put("params", facts->params);
        members.put("active_params", facts->active_params);
        members.put("layers", facts->layers);
        members.put("hidden", facts->hidden);
        members.put("kv_heads", facts->kv_heads);
        members.put("head_dim", facts->head_dim);
        members.put("kv_bytes_per_token", facts->kv_bytes_per_token);
        members.put("ctx_len", facts->ctx_len);
        members.all().yes_no("is_moe", facts->is_moe);
    });
}

}  // namespace

// The order of members is the layout of a file that is kept under version control: it stays.
void append_evidence(json_buffer& out, const evidence& one)
{
    // In the list that the file is.
    known_members members(out, 1);
    members.all().text("model_id", one.model_id);
    members.put("renamed_to", one.renamed_to);
    members.put("commit", one.commit);
    members.put("checked", one.checked);
    members.put("info", one.info);
    // Open is the usual: leaving it out keeps the file small and its changes few.
    if (one.gate != gating::open)
        members.all().plain_text("gated", to_string(one.gate));
    members.put("library", one.library);
    members.put("license", one.license);
    members.put("total", one.total);
    put_stored(members, one.stored);
    put_gguf(members, one.gguf);
    members.each("bases", one.bases, put_relation);
    // An empty list, too: it says that somebody looked, and found nothing of use.
    if (one.are_files_known)
        members.all().texts("files", one.files);
    members.put("tokenizer_max_tokens", one.tokenizer_max_tokens);
    members.put("config_state", one.config_state);
    members.put("config_fault", one.config_fault);
    members.put("config_from", one.config_from);
    members.put("config", one.config);
    members.put("copies", one.copies);
    members.put("lenders", one.lenders);
    members.put("named", one.named);
    // Half-read headers are no evidence, and are read again from the beginning.
    if (one.shards.empty())
        members.put("headers", one.headers);
    members.each("tensors", one.tensors, put_tensors);
    // Likewise a GGUF header of which more is wanted.
    if (!one.gguf_bytes_wanted)
        members.put("gguf_state", one.gguf_state);
    put_gguf_file(members, one.gguf_file);
    put_base(members, one.base);
    members.end();
}

bool is_in_usual_layout(std::string_view element) noexcept
{
    return element.starts_with("{\n    \"model_id\": \"") && element.ends_with("\n  }") &&
           element.find('\r') == std::string_view::npos;
}

std::string evidence_text(const evidence& one)
{
    json_buffer out;
    append_evidence(out, one);
    return out.take();
}

std::string write_evidence(std::vector<evidence> models)
{
    std::sort(models.begin(), models.end(), [](const evidence& a, const evidence& b) {
        return a.model_id < b.model_id;
    });
    json_buffer out;
    out.add("[");
    bool is_first = true;
    for (const auto& one : models)
    {
        out.line(1, std::exchange(is_first, false));
        append_evidence(out, one);
    }
    out.add(is_first ? "]\n" : "\n]\n");
    return out.take();
}

std::string without_negative_answers(std::string evidence_text)
{
    auto models = read_evidence(evidence_text, "evidence");
    if (models.has_error() || std::none_of(models->begin(), models->end(), has_negative_answers))
        return evidence_text;
    for (auto& one : *models)
        forget_negative_answers(one);
    std::erase_if(*models, [](const evidence& one) { return !says_anything(one); });
    return write_evidence(*std::move(models));
}

}  // namespace muster
