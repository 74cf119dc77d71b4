#include "ladder.hpp"
#include "muster/json_text.hpp"
#include "relatives.hpp"
#include "size/facts/config_text.hpp"
#include "size/facts/gguf_facts.hpp"
#include "size/facts/model_info.hpp"
#include "size/facts/repository_files.hpp"
#include "size/facts/safetensors_header.hpp"
#include "size/rules/config_formula.hpp"
#include "take_headers.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace muster {

namespace {

void take_info(evidence& known, const evidence_answer& answer)
{
    known.info = answer.state;
    // The Hub redirects to the name of today.
    if (answer.renamed_to && *answer.renamed_to != known.model_id)
        known.renamed_to = answer.renamed_to;
    if (answer.state != ask_state::present)
        return;
    const auto record = parse_json(answer.body, "model info");
    if (record.has_error() || !record->is_object())
        known.info = ask_state::unreadable;
    else if (is_public(record->get_object()))
    {
        known.is_public_today = true;
        take_model_record(known, record->get_object());
    }
    else
        // To everybody else the Hub says that there is no such model.
        // All else is forgotten: what only a token sees may reach no file.
        known = {.model_id = known.model_id, .info = ask_state::absent, .is_private = true};
}

void take_copies(evidence& known, const evidence_answer& answer)
{
    known.copies = answer.state;
    const auto listed = parse_json(answer.body, "copies");
    const auto* const rows = listed.has_value() ? listed->if_array() : nullptr;
    for (std::size_t i = 0; rows && i < rows->size(); ++i)
    {
        const auto* const row = (*rows)[i].if_object();
        const auto* const id = row && is_public(*row) ? row->if_contains("id") : nullptr;
        // A row of another shape costs one possible lender.
        if (!id || !id->is_string() || id->get_string().size() > evidence_text_limit)
            continue;
        evidence copy;
        copy.model_id = std::string(id->get_string());
        take_model_record(copy, *row);
        // Only one whose own total is that of this model is taken.
        offer_lender(known, copy);
    }
}

// The config that is kept, or what is wrong with it.
ask_state take_config_body(const evidence_answer& answer, shared_object& config, std::string& fault)
{
    if (answer.state != ask_state::present)
        return answer.state;
    auto read = read_config(answer.body);
    if (read.has_error())
    {
        // Kept for the reason that a user reads.
        fault = read.error().where;
        return ask_state::unreadable;
    }
    auto reduced = reduce_config(*read);
    if (reduced.has_error())
    {
        fault = reduced.error().where;
        return ask_state::unreadable;
    }
    config = *reduced;
    return ask_state::present;
}

void take_config(evidence& known, const evidence_answer& answer)
{
    if (answer.commit)
        known.commit = answer.commit;
    known.config_state = take_config_body(answer, known.config, known.config_fault);
}

void take_lent_config(evidence& known, const std::string& lender, const evidence_answer& answer)
{
    const auto asked = std::find(known.lenders.begin(), known.lenders.end(), lender);
    // An answer to an earlier question, or of a list that was replaced.
    if (asked == known.lenders.end())
        return;
    // Before anything else: a lender that fails is not asked again.
    known.lenders.erase(asked);
    shared_object config;
    std::string fault;
    if (take_config_body(answer, config, fault) != ask_state::present)
        return;
    known.config = std::move(config);
    known.config_state = ask_state::present;
    known.config_from = lender;
    // One is enough.
    known.lenders.clear();
}

// What is said of the model that this one was made from.
void take_base(evidence& known, const evidence_request& request, const evidence_answer& answer)
{
    // Record and configuration are asked for at once, and either may come first.
    if (!known.base)
        known.base = base_evidence{.model_id = request.model_id};
    auto& base = *known.base;
    if (request.kind == request_kind::file)
    {
        std::string fault;
        // It may be private: this was asked for together with the record, and a token opened it.
        base.config_state = base.info == ask_state::absent
                                ? ask_state::absent
                                : take_config_body(answer, base.config, fault);
        return;
    }
    evidence model{.model_id = request.model_id};
    take_info(model, answer);
    base.info = model.info;
    base.total = model.total;
    base.is_public_today = model.is_public_today;
}

// Of a split file, what the Hub counts may be all parts: then it is more than this one holds.
void take_gguf_facts(evidence& known, const gguf_header& header)
{
    known.gguf_file = facts_of(header);
    auto& params = known.gguf_file->params;
    if (!params && known.gguf && known.gguf->total.value_or(0) > header.elements)
        params = known.gguf->total;
}

void take_gguf_file(evidence& known, const evidence_request& request, const evidence_answer& answer)
{
    known.gguf_state = answer.state;
    // How much of the file was asked for this time.
    const auto wanted = known.gguf_bytes_wanted.value_or(gguf_first_bytes);
    known.gguf_bytes_wanted.reset();
    if (answer.state != ask_state::present)
        return;
    const auto header = read_gguf_header(answer.body);
    if (header.has_error() || !request.range)
        known.gguf_state = ask_state::unreadable;
    else if (header->has_value())
        take_gguf_facts(known, **header);
    else if (answer.body.size() < wanted || wanted >= gguf_bytes_limit)
        known.gguf_state = ask_state::unreadable;  // the file ends before its header does
    else
    {
        known.gguf_state = ask_state::unasked;
        // Growing by a factor: a long vocabulary costs a few requests, not hundreds.
        known.gguf_bytes_wanted = std::min(wanted * gguf_growth, gguf_bytes_limit);
    }
}

void take_file(evidence& known, const evidence_request& request, const evidence_answer& answer)
{
    if (known.info == ask_state::absent)
        return;  // it may be private: asked for together with the record, and opened by a token
    // A file of another model is its base's or a lender's.
    if (request.model_id != known.model_id && base_of(known) == request.model_id)
        take_base(known, request, answer);
    else if (request.model_id != known.model_id)
        take_lent_config(known, request.model_id, answer);
    else if (request.file == "config.json")
        take_config(known, answer);
    else if (request.file == index_file)
        take_index(known, answer);
    else if (request.file.ends_with(".gguf"))
        take_gguf_file(known, request, answer);
    else
        take_weight_file(known, request, answer);
}

}  // namespace

void take_answer(evidence& known, const evidence_request& request, evidence_answer answer)
{
    switch (request.kind)
    {
        case request_kind::model_info:
            if (request.model_id == known.model_id)
                take_info(known, answer);
            else
                take_base(known, request, answer);
            break;
        case request_kind::copies: take_copies(known, answer); break;
        case request_kind::file: take_file(known, request, answer); break;
    }
}

}  // namespace muster
