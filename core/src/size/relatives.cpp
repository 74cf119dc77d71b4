#include "relatives.hpp"

#include "requests.hpp"
#include "size/facts/repository_files.hpp"

#include <cmath>

namespace muster {

namespace {

// The base as if it were asked for itself.
evidence as_model(const base_evidence& base, const std::string& checked)
{
    evidence model;
    model.model_id = base.model_id;
    model.checked = checked;
    model.info = base.info;
    model.total = base.total;
    model.config_state = base.config_state;
    model.config = base.config;
    return model;
}

void name_base(model_size& size, const std::string& base)
{
    for (auto& one : size.origin)
        one.evidence += " of the base model " + base;
}

// The tolerance is a share of the second number.
bool is_near(std::uint64_t a, std::uint64_t b, double tolerance)
{
    const auto x = static_cast<double>(a);
    const auto y = static_cast<double>(b);
    return std::abs(x - y) <= tolerance * y;
}

}  // namespace

bool is_adapter(const evidence& known)
{
    // Older adapters do not name their library, but have its file.
    return known.library == "peft" || stores_adapter_alone(known);
}

bool stores_adapter_alone(const evidence& known)
{
    return has_file(known, "adapter_config.json") && !has_file(known, single_file) &&
           !has_file(known, index_file);
}

std::optional<std::string> base_of(const evidence& known)
{
    // A model with a configuration of its own needs none of its base.
    if (known.config_state == ask_state::present && !is_adapter(known))
        return {};
    // By how surely the shape is that of the base; a merge may have any.
    for (const std::string_view relation : {"adapter", "quantized", "", "finetune"})
        for (const auto& one : known.bases)
            if (one.relation == relation && one.model_id != known.model_id)
                return one.model_id;
    return {};
}

std::vector<evidence_request> base_requests(const evidence& known, const evidence_policy& policy)
{
    const auto name = base_of(known);
    if (!name || !policy.may_ask || !policy.uses_config || !policy.uses_totals ||
        // Without weights of either kind the base says nothing about this repository.
        (!is_adapter(known) && !known.gguf))
        return {};
    evidence model;
    model.model_id = *name;
    std::vector<evidence_request> wanted;
    const auto base = known.base.value_or(base_evidence());
    const bool wants_config = base.config_state == ask_state::unasked;
    // As of the model itself: with a token its record comes first, and must be public today.
    const bool is_open = !policy.has_token || base.is_public_today;
    const bool is_to_confirm = wants_config && !is_open && base.info == ask_state::present;
    if (base.info == ask_state::unasked || is_to_confirm)
        wanted.push_back(ask_info(model));
    if (wants_config && is_open)
        wanted.push_back(ask_file(model, "config.json"));
    return wanted;
}

assessment assess_with_base(const evidence& known, const evidence_policy& policy)
{
    auto found = assess(as_model(*known.base, known.checked), policy);
    // They would be those of the base, which has its own row.
    found.may_headers_help = false;
    if (!found.is_enough)
    {
        found.reason = "of its base model " + known.base->model_id + ": " + found.reason;
        return found;
    }
    name_base(found.size, known.base->model_id);
    if (is_adapter(known))
    {
        // An adapter is loaded beside its base.
        found.size.params = *found.size.params + known.total.value_or(0);
        return found;
    }
    // A GGUF file repeats the model, but for tables of a few thousand numbers.
    if (known.gguf && known.gguf->total &&
        !is_near(*known.gguf->total, *found.size.params, policy.tolerance))
    {
        found.is_enough = false;
        found.kind = unsized_kind::disagreement;
        found.reason = "its GGUF file has " + std::to_string(*known.gguf->total) +
                       " weights and its base model " + std::to_string(*found.size.params);
    }
    return found;
}

std::optional<std::string> gguf_file_of(const evidence& known)
{
    for (const auto& file : known.files)
    {
        const bool is_aside =
            // A projector of images and a table of importance are no models.
            file.find("mmproj") != std::string::npos || file.find("imatrix") != std::string::npos;
        const auto part = file.find("-of-");
        // "-00002-of-00003.gguf": only the first part has the keys. (Files are sorted: part 11
        // comes after part 1.)
        const bool is_later_part = part != std::string::npos && part > 0 && file[part - 1] != '1';
        if (file.ends_with(".gguf") && !is_aside && !is_later_part)
            return file;
    }
    return {};
}

namespace {

std::string what_is_missing(const gguf_facts& facts)
{
    if (!facts.params)
        return "its GGUF file is the first of several, which does not tell how many weights there "
               "are";
    if (!facts.layers || !facts.hidden)
        return "its GGUF file does not say how many layers it has";
    return "its GGUF file is the first of several, which does not tell how many weights a token "
           "passes";
}

}  // namespace

assessment assess_gguf(const evidence& known)
{
    const auto& facts = *known.gguf_file;
    assessment found;
    const auto put = [&](std::string_view field, auto& member, const auto& value) {
        if (!value)
            return;
        member = *value;
        found.size.origin.push_back({std::string(field), "GGUF header"});
    };
    put("params", found.size.params, facts.params);
    put("active_params", found.size.active_params, facts.active_params);
    put("layers", found.size.layers, facts.layers);
    put("hidden", found.size.hidden, facts.hidden);
    put("kv_heads", found.size.kv_heads, facts.kv_heads);
    put("head_dim", found.size.head_dim, facts.head_dim);
    put("kv_bytes_per_token", found.size.kv_bytes_per_token, facts.kv_bytes_per_token);
    put("ctx_len", found.size.ctx_len, facts.ctx_len);
    found.size.is_moe = facts.is_moe;
    found.is_enough = is_publishable(found.size);
    if (!found.is_enough)
        found.reason = what_is_missing(facts);
    return found;
}

}  // namespace muster
