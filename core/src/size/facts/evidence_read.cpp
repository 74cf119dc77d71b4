#include "evidence_file.hpp"
#include "json/member_reader.hpp"

namespace muster {

namespace {

/// One of the words of an enum, whose first value stands for none.
template <class Enum>
Enum read_word(member_reader& in, std::string_view key, Enum last)
{
    const auto word = in.text_view(key).value_or(std::string_view());
    for (int i = 0; i <= static_cast<int>(last); ++i)
        if (to_string(static_cast<Enum>(i)) == word)
            return static_cast<Enum>(i);
    // A word of a later muster is refused: taken for "not asked", it would be asked for again and
    // lost.
    if (!word.empty())
        in.fault(key, "is \"" + std::string(word) + "\", which is not one of its words");
    return Enum{};
}

ask_state read_state(member_reader& in, std::string_view key)
{
    return read_word(in, key, ask_state::failed);
}

shared_object read_config(member_reader& in, read_configs configs)
{
    const auto* config = in.object("config");
    return config && configs == read_configs::all ? shared_object(*config) : shared_object();
}

// The members are the Hub's own words for dtypes, of which no list is complete.
std::vector<dtype_count> read_stored(member_reader& in)
{
    std::vector<dtype_count> stored;
    const auto* members = in.object("stored");
    if (!members)
        return stored;
    in.inside("stored", [&](member_reader& counts) {
        for (const auto& member : *members)
            stored.push_back({std::string(member.key()), counts.count(member.key()).value_or(0)});
    });
    return stored;
}

gguf_totals read_gguf(member_reader& in)
{
    return {in.count("total"), in.text("architecture").value_or(""), in.count("context_length")};
}

// By position: the members of the file in the order of the struct's.
gguf_facts read_gguf_file(member_reader& in)
{
    return {
        in.count("params"),
        in.count("active_params"),
        in.count("layers"),
        in.count("hidden"),
        in.count("kv_heads"),
        in.count("head_dim"),
        in.count("kv_bytes_per_token"),
        in.count("ctx_len"),
        in.yes_no("is_moe").value_or(false)};
}

base_relation read_relation(member_reader& in)
{
    return {in.text("relation").value_or(""), in.text("model_id").value_or("")};
}

tensor_group read_tensors(member_reader& in)
{
    return {
        read_word(in, "role", tensor_role::auxiliary),
        in.text("dtype").value_or(""),
        in.count("elements").value_or(0),
        in.count("params").value_or(0)};
}

base_evidence read_base(member_reader& in, read_configs configs)
{
    return {
        in.text("model_id").value_or(""),
        read_state(in, "info"),
        read_state(in, "config_state"),
        in.count("total"),
        read_config(in, configs)};
}

}  // namespace

evidence read_evidence_element(member_reader& in, read_configs configs)
{
    evidence out;
    out.model_id = in.required_text("model_id");
    out.renamed_to = in.text("renamed_to");
    out.commit = in.text("commit");
    out.checked = in.text("checked").value_or("");
    out.info = read_state(in, "info");
    out.gate = read_word(in, "gated", gating::manual);
    out.library = in.text("library").value_or("");
    out.license = in.text("license").value_or("");
    out.total = in.count("total");
    out.stored = read_stored(in);
    in.inside("gguf", [&out](member_reader& one) { out.gguf = read_gguf(one); });
    // An empty list says that there is no file of use; no list, that nobody looked.
    out.are_files_known = in.list("files") != nullptr;
    out.files = in.texts("files");
    out.tokenizer_max_tokens = in.count("tokenizer_max_tokens");
    out.config_state = read_state(in, "config_state");
    out.config_fault = in.text("config_fault").value_or("");
    out.config_from = in.text("config_from");
    out.config = read_config(in, configs);
    out.copies = read_state(in, "copies");
    out.lenders = in.texts("lenders");
    out.named = in.texts("named");
    out.headers = read_state(in, "headers");
    in.each("bases", [&out](member_reader& one) { out.bases.push_back(read_relation(one)); });
    in.each("tensors", [&out](member_reader& one) { out.tensors.push_back(read_tensors(one)); });
    out.gguf_state = read_state(in, "gguf_state");
    in.inside("gguf_file", [&out](member_reader& one) { out.gguf_file = read_gguf_file(one); });
    in.inside("base", [&](member_reader& one) { out.base = read_base(one, configs); });
    return out;
}

result<std::vector<evidence>> read_evidence(std::string_view text, std::string_view name)
{
    std::vector<evidence> models;
    const auto done = read_list(text, name, [&models](member_reader& in) -> result<void> {
        models.push_back(read_evidence_element(in));
        return {};
    });
    if (done.has_error())
        return done.error();
    return models;
}

}  // namespace muster
