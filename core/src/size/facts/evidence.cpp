#include "evidence.hpp"

namespace muster {

// The words of evidence.json: its reader goes through them by the order of the enum.
std::string_view to_string(ask_state state) noexcept
{
    switch (state)
    {
        case ask_state::unasked: return "unasked";
        case ask_state::present: return "present";
        case ask_state::absent: return "absent";
        case ask_state::gated: return "gated";
        case ask_state::unreadable: return "unreadable";
        case ask_state::failed: return "failed";
    }
    return "unasked";
}

namespace {

// Copies were listed and none may lend. Others may be there tomorrow, as after any such answer.
bool lacks_lender(const evidence& known) noexcept
{
    return known.copies == ask_state::present && !known.config_from && known.lenders.empty();
}

void forget(ask_state& state) noexcept
{
    if (is_negative(state))
        state = ask_state::unasked;
}

void forget_negative_answers(base_evidence& base) noexcept
{
    forget(base.info);
    forget(base.config_state);
}

bool says_anything(const base_evidence& base)
{
    return base.info != ask_state::unasked || base.config_state != ask_state::unasked || base.total;
}

}  // namespace

bool has_negative_answers(const evidence& known) noexcept
{
    return is_negative(known.info) || is_negative(known.config_state) ||
           is_negative(known.headers) || is_negative(known.gguf_state) ||
           is_negative(known.copies) || lacks_lender(known) ||
           (known.base && (is_negative(known.base->info) || is_negative(known.base->config_state)));
}

void forget_negative_answers(evidence& known)
{
    if (lacks_lender(known))
        known.copies = ask_state::unasked;
    for (auto* const state :
         {&known.info, &known.config_state, &known.headers, &known.gguf_state, &known.copies})
        forget(*state);
    // It told what is wrong with a configuration that is unasked from here on.
    known.config_fault.clear();
    if (!known.base)
        return;
    forget_negative_answers(*known.base);
    // An empty base would be written as one that was looked for.
    if (!says_anything(*known.base))
        known.base.reset();
}

bool says_anything(const evidence& known)
{
    const auto is_asked = [](ask_state state) { return state != ask_state::unasked; };
    return known.renamed_to || known.commit || is_asked(known.info) || known.gate != gating::open ||
           !known.library.empty() || !known.stored.empty() || known.total || known.gguf ||
           !known.bases.empty() || known.are_files_known || known.tokenizer_max_tokens ||
           is_asked(known.config_state) || is_asked(known.copies) || !known.lenders.empty() ||
           !known.named.empty() || is_asked(known.headers) || !known.tensors.empty() ||
           is_asked(known.gguf_state) || known.gguf_file || known.base;
}

std::string_view to_string(gating gate) noexcept
{
    switch (gate)
    {
        case gating::open: return "open";
        case gating::automatic: return "auto";
        case gating::manual: return "manual";
    }
    return "open";
}

std::string_view to_string(tensor_role role) noexcept
{
    switch (role)
    {
        case tensor_role::body: return "body";
        case tensor_role::expert: return "expert";
        case tensor_role::input_embedding: return "input_embedding";
        case tensor_role::output_head: return "output_head";
        case tensor_role::tower: return "tower";
        case tensor_role::mtp: return "mtp";
        case tensor_role::auxiliary: return "auxiliary";
    }
    return "body";
}

}  // namespace muster
