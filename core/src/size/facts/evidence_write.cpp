#include "evidence_file.hpp"
#include "muster/json_text.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

template <class T>
void put(json::object& out, std::string_view key, const std::optional<T>& value)
{
    if (value)
        out.emplace(key, *value);
}

void put(json::object& out, std::string_view key, const std::string& value)
{
    if (!value.empty())
        out.emplace(key, value);
}

void put(json::object& out, std::string_view key, const json::object& value)
{
    if (!value.empty())
        out.emplace(key, value);
}

void put(json::object& out, std::string_view key, const std::vector<std::string>& values)
{
    if (!values.empty())
        out.emplace(key, json::array(values.begin(), values.end()));
}

// What failed for the moment is asked again in the next run.
void put(json::object& out, std::string_view key, ask_state state)
{
    if (state != ask_state::unasked && state != ask_state::failed)
        out.emplace(key, to_string(state));
}

void put_stored(json::object& out, const std::vector<dtype_count>& stored)
{
    json::object counts;
    for (const auto& one : stored)
        counts.emplace(one.dtype, one.elements);
    put(out, "stored", counts);
}

void put_gguf(json::object& out, const std::optional<gguf_totals>& gguf)
{
    if (!gguf)
        return;
    json::object members;
    put(members, "total", gguf->total);
    put(members, "architecture", gguf->architecture);
    put(members, "context_length", gguf->context_length);
    out.emplace("gguf", std::move(members));
}

void put_bases(json::object& out, const std::vector<base_relation>& bases)
{
    json::array list;
    for (const auto& one : bases)
    {
        json::object members;
        put(members, "relation", one.relation);
        put(members, "model_id", one.model_id);
        list.emplace_back(std::move(members));
    }
    if (!list.empty())
        out.emplace("bases", std::move(list));
}

void put_tensors(json::object& out, const std::vector<tensor_group>& tensors)
{
    json::array list;
    for (const auto& one : tensors)
        list.emplace_back(json::object{
            {"role", to_string(one.role)},
            {"dtype", one.dtype},
            {"elements", one.elements},
            {"params", one.params}});
    if (!list.empty())
        out.emplace("tensors", std::move(list));
}

void put_base(json::object& out, const std::optional<base_evidence>& base)
{
    if (!base)
        return;
    json::object members;
    put(members, "model_id", base->model_id);
    put(members, "info", base->info);
    put(members, "total", base->total);
    put(members, "config_state", base->config_state);
    put(members, "config", base->config);
    out.emplace("base", std::move(members));
}

void put_gguf_file(json::object& out, const std::optional<gguf_facts>& facts)
{
    if (!facts)
        return;
    json::object members;
    put(members, "params", facts->params);
    put(members, "active_params", facts->active_params);
    put(members, "layers", facts->layers);
    put(members, "hidden", facts->hidden);
    put(members, "kv_heads", facts->kv_heads);
    put(members, "head_dim", facts->head_dim);
    put(members, "kv_bytes_per_token", facts->kv_bytes_per_token);
    put(members, "ctx_len", facts->ctx_len);
    members.emplace("is_moe", facts->is_moe);
    out.emplace("gguf_file", std::move(members));
}

json::object to_json(const evidence& one)
{
    json::object out;
    out.emplace("model_id", one.model_id);
    put(out, "renamed_to", one.renamed_to);
    put(out, "commit", one.commit);
    put(out, "checked", one.checked);
    put(out, "info", one.info);
    // Open is the usual: leaving it out keeps the file small and its changes few.
    if (one.gate != gating::open)
        out.emplace("gated", to_string(one.gate));
    put(out, "library", one.library);
    put(out, "license", one.license);
    put(out, "total", one.total);
    put_stored(out, one.stored);
    put_gguf(out, one.gguf);
    put_bases(out, one.bases);
    if (one.are_files_known)
        out.emplace("files", json::array(one.files.begin(), one.files.end()));
    put(out, "tokenizer_max_tokens", one.tokenizer_max_tokens);
    put(out, "config_state", one.config_state);
    put(out, "config_fault", one.config_fault);
    put(out, "config_from", one.config_from);
    put(out, "config", one.config);
    put(out, "copies", one.copies);
    put(out, "lenders", one.lenders);
    put(out, "named", one.named);
    // Half-read headers are no evidence, and are read again from the beginning.
    if (one.shards.empty())
        put(out, "headers", one.headers);
    put_tensors(out, one.tensors);
    if (!one.gguf_bytes_wanted)
        put(out, "gguf_state", one.gguf_state);
    put_gguf_file(out, one.gguf_file);
    put_base(out, one.base);
    return out;
}

}  // namespace

std::string write_evidence(std::vector<evidence> models)
{
    std::sort(models.begin(), models.end(), [](const evidence& a, const evidence& b) {
        return a.model_id < b.model_id;
    });
    json::array list;
    // Some thousand elements, each an object.
    list.reserve(models.size());
    for (const auto& one : models)
        list.emplace_back(to_json(one));
    return to_json_text(list);
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
