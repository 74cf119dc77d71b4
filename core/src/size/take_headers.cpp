#include "take_headers.hpp"

#include "size/facts/repository_files.hpp"
#include "size/facts/safetensors_header.hpp"
#include "size/rules/config_formula.hpp"

#include <algorithm>

namespace muster {

namespace {

// Without a formula, tensors are told by their names alone.
tensor_rules rules_for(const evidence& known)
{
    tensor_rules rules;
    const auto formula = size_from_config(known.config);
    if (formula.has_error())
        return rules;
    rules.quant_method = formula->quant_method;
    rules.quant_bits = formula->quant_bits;
    rules.layers = formula->layers;
    return rules;
}

// Half of a model's headers would count too little: none of them is kept.
void give_up_headers(evidence& known, ask_state state)
{
    known.headers = state;
    known.shards.clear();
    known.tensors.clear();
}

void finish_headers(evidence& known)
{
    const bool is_done = std::all_of(known.shards.begin(), known.shards.end(), [](const auto& one) {
        return one.state == ask_state::present;
    });
    if (!is_done)
        return;
    known.headers = ask_state::present;
    known.shards.clear();
}

// The JSON of a header as far as an answer holds it; the whole file may have come, or only
// the part that was asked for.
std::string_view header_json(std::string_view body, std::uint64_t first, std::uint64_t length)
{
    const auto skipped = first == 0 ? std::size_t(8) : std::size_t(0);
    if (body.size() < skipped + length)
        return {};
    return body.substr(skipped, length);
}

void take_header(evidence& known, shard_evidence& shard, const evidence_answer& answer)
{
    // Where the length is known already, this is the second answer, which begins behind it.
    std::uint64_t first = shard.header_bytes ? 8 : 0;
    if (!shard.header_bytes)
    {
        const auto length = read_header_length(answer.body);
        if (length.has_error())
            return give_up_headers(known, ask_state::unreadable);
        shard.header_bytes = *length;
    }
    const auto text = header_json(answer.body, first, *shard.header_bytes);
    if (text.empty())
    {
        // It was asked for to the byte: asking again would bring the same.
        if (first != 0)
            give_up_headers(known, ask_state::unreadable);
        return;  // the rest is asked for
    }
    const auto groups = read_header(text, rules_for(known));
    if (groups.has_error())
        return give_up_headers(known, ask_state::unreadable);
    shard.state = ask_state::present;
    shard.header_bytes.reset();
    add_groups(known.tensors, *groups);
    finish_headers(known);
}

}  // namespace

void take_index(evidence& known, const evidence_answer& answer)
{
    if (answer.state != ask_state::present)
        return give_up_headers(known, answer.state);
    auto index = read_index(answer.body, rules_for(known));
    if (index.has_error())
        return give_up_headers(known, ask_state::unreadable);
    known.named = std::move(index->sorts);
    known.headers = ask_state::failed;  // until all shards are read
    known.shards.clear();
    for (auto& file : index->files)
        known.shards.push_back({std::move(file)});
}

void take_weight_file(
    evidence& known, const evidence_request& request, const evidence_answer& answer
)
{
    if (known.headers == ask_state::unasked)
    {
        // As in take_index(): what is broken off here counts as not answered.
        known.headers = ask_state::failed;
        known.shards = {{request.file}};
    }
    // A repository without the one file has an index of many.
    if (answer.state == ask_state::absent && request.file == single_file)
    {
        known.shards = {{std::string(index_file)}};
        return;
    }
    const auto shard = std::find_if(known.shards.begin(), known.shards.end(), [&](const auto& one) {
        return one.file == request.file;
    });
    // An answer that comes twice must not add its tensors twice.
    if (shard == known.shards.end() || shard->state != ask_state::unasked)
        return;
    if (answer.state != ask_state::present)
        return give_up_headers(known, answer.state);
    take_header(known, *shard, answer);
}

}  // namespace muster
