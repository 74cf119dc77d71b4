#include "model_info.hpp"

#include "contract/identity.hpp"
#include "muster/license.hpp"
#include "repository_files.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

// Records come from outside and become part of evidence.json: every list in them has a bound.
constexpr std::size_t files_limit = 64;
constexpr std::size_t dtypes_limit = 64;
constexpr std::size_t bases_limit = 16;
// Tokenizers without a limit write 1e30, a sentinel of transformers.
constexpr double sane_token_limit = 1e9;

constexpr std::string_view adapter_tag = "peft";
constexpr std::string_view base_prefix = "base_model:";
constexpr std::string_view license_prefix = "license:";

const json::object* object_at(const json::object& members, std::string_view key)
{
    const auto* const value = members.if_contains(key);
    return value ? value->if_object() : nullptr;
}

std::string_view text_at(const json::object& members, std::string_view key)
{
    const auto* const value = members.if_contains(key);
    const auto* const text = value ? value->if_string() : nullptr;
    // A longer text is no evidence, and would be stored for ever.
    return text && text->size() <= evidence_text_limit ? std::string_view(*text)
                                                       : std::string_view();
}

std::optional<std::uint64_t> count_at(const json::object& members, std::string_view key)
{
    const auto* const value = members.if_contains(key);
    if (!value)
        return {};
    boost::system::error_code ec;
    const auto number = value->to_number<std::uint64_t>(ec);
    // A count of 0 says nothing.
    if (ec || number == 0)
        return {};
    return number;
}

void take_commit(evidence& known, std::string_view commit)
{
    if (commit.empty() || known.commit == commit)
        return;
    // Another commit may have other files: all that is known is of the one before.
    if (known.commit)
    {
        evidence fresh;
        fresh.model_id = known.model_id;
        // What does not depend on the commit stays.
        fresh.renamed_to = known.renamed_to;
        fresh.checked = known.checked;
        fresh.facts = known.facts;
        known = std::move(fresh);
    }
    known.commit = std::string(commit);
}

gating gate_of(std::string_view word)
{
    if (word == "auto")
        return gating::automatic;
    return word == "manual" ? gating::manual : gating::open;
}

void add_stored(evidence& known, std::string_view dtype, std::uint64_t elements)
{
    if (elements == 0 || dtype.size() > evidence_text_limit || known.stored.size() >= dtypes_limit)
        return;
    const auto same = std::ranges::find(known.stored, dtype, &dtype_count::dtype);
    if (same == known.stored.end())
        known.stored.push_back({std::string(dtype), elements});
    else
        same->elements = elements;
}

void take_totals(evidence& known, const json::object& record)
{
    const auto* const safetensors = object_at(record, "safetensors");
    // Absent where the Hub has not read the headers; then an earlier total of this commit stands.
    if (!safetensors)
        return;
    known.total = count_at(*safetensors, "total");
    known.stored.clear();
    if (const auto* const counts = object_at(*safetensors, "parameters"))
        for (const auto& one : *counts)
            add_stored(known, one.key(), count_at(*counts, one.key()).value_or(0));
}

void take_gguf(evidence& known, const json::object& record)
{
    const auto* const members = object_at(record, "gguf");
    if (!members)
        return;
    known.gguf = gguf_totals{
        count_at(*members, "total"),
        std::string(text_at(*members, "architecture")),
        count_at(*members, "context_length")};
}

bool is_relation(std::string_view word)
{
    return word == "finetune" || word == "quantized" || word == "adapter" || word == "merge";
}

void add_base(evidence& known, std::string_view relation, std::string_view model_id)
{
    for (auto& one : known.bases)
        if (one.model_id == model_id)
        {
            // The Hub tags a base twice, once with its relation: that one tells more.
            if (one.relation.empty())
                one.relation = relation;
            return;
        }
    if (known.bases.size() < bases_limit && !model_id.empty())
        known.bases.push_back({std::string(relation), std::string(model_id)});
}

// Hub: "base_model:quantized:ORG/NAME", and once more without the relation.
void take_base_tag(evidence& known, std::string_view tag)
{
    if (!tag.starts_with(base_prefix) || tag.size() > evidence_text_limit)
        return;
    const auto rest = tag.substr(base_prefix.size());
    const auto colon = rest.find(':');
    const auto word = rest.substr(0, colon);
    if (colon == std::string_view::npos || !is_relation(word))
        add_base(known, {}, rest);
    else
        add_base(known, word, rest.substr(colon + 1));
}

// Of several licences the first one that is an id.
void take_tags(evidence& known, std::span<const std::string_view> tags)
{
    known.license.clear();
    for (const auto tag : tags)
    {
        take_base_tag(known, tag);
        if (tag.starts_with(license_prefix) && known.license.empty())
            known.license = normalize_license(tag.substr(license_prefix.size())).value_or("");
    }
}

void take_tags(evidence& known, const json::object& record)
{
    const auto* const tags = record.if_contains("tags");
    const auto* const list = tags ? tags->if_array() : nullptr;
    if (!list)
        return;
    std::vector<std::string_view> texts;
    for (const auto& tag : *list)
        if (const auto* const text = tag.if_string())
            texts.emplace_back(*text);
    take_tags(known, texts);
}

// Those that a step of the ladder looks for; a repository may list thousands of others.
bool is_wanted_file(std::string_view name)
{
    return name == "config.json" || name == "adapter_config.json" || name == "params.json" ||
           name == single_file || name == index_file || name == modelopt_file ||
           name.ends_with(".gguf");
}

void take_files(evidence& known, const json::object& record)
{
    const auto* const siblings = record.if_contains("siblings");
    const auto* const list = siblings ? siblings->if_array() : nullptr;
    if (!list)
        return;
    known.are_files_known = true;
    known.files.clear();
    for (const auto& one : *list)
    {
        const auto* const members = one.if_object();
        const auto name = members ? text_at(*members, "rfilename") : std::string_view();
        if (is_wanted_file(name) && known.files.size() < files_limit)
            known.files.emplace_back(name);
    }
    // The Hub's order may change, and the evidence file must not for that.
    std::sort(known.files.begin(), known.files.end());
}

void take_reduced_config(evidence& known, const json::object& record)
{
    const auto* const config = object_at(record, "config");
    if (!config)
        return;
    if (const auto* const tokenizer = object_at(*config, "tokenizer_config"))
        if (const auto* const value = tokenizer->if_contains("model_max_length"))
        {
            // The sentinel for "no limit" is past 64 bits: read as a real number.
            boost::system::error_code ec;
            const auto tokens = value->to_number<double>(ec);
            if (!ec && tokens >= 1 && tokens <= sane_token_limit)
                known.tokenizer_max_tokens = static_cast<std::uint64_t>(tokens);
        }
    if (const auto* const peft = object_at(*config, "peft"))
        // Older adapters name their base in the configuration alone.
        add_base(known, "adapter", text_at(*peft, "base_model_name_or_path"));
}

}  // namespace

bool is_public(const json::object& record) noexcept
{
    const auto is_true = [&record](std::string_view key) {
        const auto* const value = record.if_contains(key);
        return value && value->is_bool() && value->get_bool();
    };
    return !is_true("private") && !is_true("disabled");
}

void take_model_record(evidence& known, const json::object& record)
{
    take_commit(known, text_at(record, "sha"));
    // After the commit, which may have made all of it unknown.
    known.info = ask_state::present;
    // A record that does not tell of a gate leaves what is known.
    if (record.if_contains("gated"))
        known.gate = gate_of(text_at(record, "gated"));
    if (const auto library = text_at(record, "library_name"); !library.empty())
        known.library = library;
    take_totals(known, record);
    take_gguf(known, record);
    take_tags(known, record);
    take_files(known, record);
    take_reduced_config(known, record);
}

void take_listed_record(evidence& known, const listed_record& record)
{
    // A count of 0 says nothing, and neither does a text that is too long.
    const auto said = [](const auto& count) { return count == 0U ? std::nullopt : count; };
    take_commit(
        known, record.commit.size() <= evidence_text_limit ? record.commit : std::string_view()
    );
    known.info = ask_state::present;
    known.gate = gate_of(record.gated);
    // Listings do not name the library, but tag adapters with it.
    if (std::ranges::find(record.tags, adapter_tag) != record.tags.end())
        known.library = "peft";
    // A listing without totals leaves what the model's own record has said.
    if (record.total)
    {
        known.total = said(record.total);
        known.stored.clear();
        for (const auto& [dtype, elements] : record.stored)
            add_stored(known, dtype, elements);
    }
    if (record.gguf_total)
        known.gguf = gguf_totals{said(record.gguf_total), {}, {}};
    take_tags(known, record.tags);
}

bool tells_of_size(std::string_view tag) noexcept
{
    return tag == adapter_tag || tag.starts_with(base_prefix) || tag.starts_with(license_prefix);
}

bool may_lend_config(const evidence& lender, const evidence& model)
{
    const auto is_the_model = [&model](const base_relation& base) {
        return is_same_id(base.model_id, model.model_id) ||
               (model.renamed_to && is_same_id(base.model_id, *model.renamed_to));
    };
    return lender.gate == gating::open && lender.total && lender.total == model.total &&
           !is_same_id(lender.model_id, model.model_id) &&
           std::any_of(lender.bases.begin(), lender.bases.end(), is_the_model);
}

void offer_lender(evidence& known, const evidence& lender)
{
    // Each costs a request, and the next is asked where one fails.
    constexpr std::size_t lenders_limit = 3;
    const bool is_there = std::find(known.lenders.begin(), known.lenders.end(), lender.model_id) !=
                          known.lenders.end();
    if (!is_there && known.lenders.size() < lenders_limit && may_lend_config(lender, known))
        known.lenders.push_back(lender.model_id);
}

}  // namespace muster
