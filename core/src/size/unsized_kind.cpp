#include "unsized_kind.hpp"

namespace muster {

std::string_view to_string(unsized_kind kind) noexcept
{
    switch (kind)
    {
        case unsized_kind::not_recorded: return "not-recorded";
        case unsized_kind::not_asked: return "not-asked";
        case unsized_kind::not_answered: return "not-answered";
        case unsized_kind::none_on_hub: return "none-on-hub";
        case unsized_kind::unreadable: return "unreadable";
        case unsized_kind::gated: return "gated";
        case unsized_kind::disagreement: return "disagreement";
        case unsized_kind::not_modelled: return "not-modelled";
        case unsized_kind::not_allowed: return "not-allowed";
        case unsized_kind::incomplete: return "incomplete";
    }
    return "incomplete";
}

}  // namespace muster
