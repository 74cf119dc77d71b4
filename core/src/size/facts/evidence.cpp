#include "evidence.hpp"

namespace muster {

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
