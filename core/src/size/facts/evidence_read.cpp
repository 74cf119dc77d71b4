#include "evidence_file.hpp"
#include "evidence_reader.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

namespace json = boost::json;

namespace muster {

namespace {

void read_stored(const evidence_reader& in, evidence& out)
{
    const auto* const value = in.find("stored");
    const auto* const object = value ? value->if_object() : nullptr;
    for (std::size_t i = 0; object && i < object->size(); ++i)
    {
        const auto& one = *(object->begin() + static_cast<std::ptrdiff_t>(i));
        out.stored.push_back({std::string(one.key()), in.whole("stored", one.value())});
    }
}

void read_gguf(const evidence_reader& in, evidence& out)
{
    const auto* const value = in.find("gguf");
    if (!value)
        return;
    if (const auto members = in.child("gguf", *value))
    {
        auto& gguf = out.gguf.emplace();
        members->read("total", gguf.total);
        members->read("architecture", gguf.architecture);
        members->read("context_length", gguf.context_length);
    }
}

void read_gguf_file(const evidence_reader& in, evidence& out)
{
    const auto* const value = in.find("gguf_file");
    if (!value)
        return;
    if (const auto members = in.child("gguf_file", *value))
    {
        auto& facts = out.gguf_file.emplace();
        members->read("params", facts.params);
        members->read("active_params", facts.active_params);
        members->read("layers", facts.layers);
        members->read("hidden", facts.hidden);
        members->read("kv_heads", facts.kv_heads);
        members->read("head_dim", facts.head_dim);
        members->read("kv_bytes_per_token", facts.kv_bytes_per_token);
        members->read("ctx_len", facts.ctx_len);
        const auto* const is_moe = members->find("is_moe");
        facts.is_moe = is_moe && is_moe->is_bool() && is_moe->get_bool();
    }
}

void read_lists(const evidence_reader& in, evidence& out)
{
    in.each("bases", [&](const json::value& element) {
        if (const auto members = in.child("bases", element))
        {
            auto& one = out.bases.emplace_back();
            members->read("relation", one.relation);
            members->read("model_id", one.model_id);
        }
    });
    in.each("tensors", [&](const json::value& element) {
        const auto members = in.child("tensors", element);
        if (!members)
            return;
        auto& one = out.tensors.emplace_back();
        std::optional<std::uint64_t> elements;
        std::optional<std::uint64_t> params;
        members->read_word("role", tensor_role::auxiliary, one.role);
        members->read("dtype", one.dtype);
        members->read("elements", elements);
        members->read("params", params);
        one.elements = elements.value_or(0);
        one.params = params.value_or(0);
    });
}

void read_base(const evidence_reader& in, evidence& out)
{
    const auto* const value = in.find("base");
    if (!value)
        return;
    if (const auto members = in.child("base", *value))
    {
        auto& base = out.base.emplace();
        members->read("model_id", base.model_id);
        members->read_word("info", ask_state::failed, base.info);
        members->read("total", base.total);
        members->read_word("config_state", ask_state::failed, base.config_state);
        members->read("config", base.config);
    }
}

evidence read_one(const evidence_reader& in)
{
    evidence out;
    in.read("model_id", out.model_id);
    in.read("renamed_to", out.renamed_to);
    in.read("commit", out.commit);
    in.read("checked", out.checked);
    in.read_word("info", ask_state::failed, out.info);
    in.read_word("gated", gating::manual, out.gate);
    in.read("library", out.library);
    in.read("license", out.license);
    in.read("total", out.total);
    read_stored(in, out);
    read_gguf(in, out);
    out.are_files_known = in.find("files") != nullptr;
    in.read("files", out.files);
    in.read("tokenizer_max_tokens", out.tokenizer_max_tokens);
    in.read_word("config_state", ask_state::failed, out.config_state);
    in.read("config_fault", out.config_fault);
    in.read("config_from", out.config_from);
    in.read("config", out.config);
    in.read_word("copies", ask_state::failed, out.copies);
    in.read("lenders", out.lenders);
    in.read_word("headers", ask_state::failed, out.headers);
    read_lists(in, out);
    in.read_word("gguf_state", ask_state::failed, out.gguf_state);
    read_gguf_file(in, out);
    read_base(in, out);
    return out;
}

}  // namespace

result<std::vector<evidence>> read_evidence(std::string_view text, std::string_view name)
{
    const auto document = parse_json(text, name);
    if (document.has_error())
        return document.error();
    const auto* const list = document->if_array();
    if (!list)
        return failure{errc::wrong_shape, std::string(name) + ": not a list"};

    std::vector<evidence> models;
    models.reserve(list->size());
    std::optional<failure> fault;
    for (std::size_t i = 0; i < list->size() && !fault; ++i)
    {
        const auto where = std::string(name) + ": [" + std::to_string(i) + ']';
        const auto* const members = (*list)[i].if_object();
        if (!members)
            return failure{errc::wrong_shape, where + " is not an object"};
        models.push_back(read_one(evidence_reader(*members, where, fault)));
        if (models.back().model_id.empty() && !fault)
            fault = failure{errc::wrong_shape, where + ".model_id is not there"};
    }
    if (fault)
        return *fault;
    return models;
}

}  // namespace muster
