#include "entry.hpp"
#include "expect.hpp"
#include "size/facts/config_text.hpp"
#include "size/rules/config_formula.hpp"

namespace muster::fuzz {

void take(std::string_view input)
{
    const auto config = read_config(input);
    if (config.has_error())
        return;
    const auto size = size_from_config(*config);
    const auto reduced = reduce_config(*config);
    if (size.has_error())
        return;
    expect(size->text_params <= params_limit, "no model is larger than the limit");
    expect(reduced.has_value(), "what can be sized can be reduced");
    const auto again = size_from_config(*reduced);
    expect(again.has_value(), "what was reduced can be sized");
    expect(again->text_params == size->text_params, "and has the same size");
    expect(again->layers == size->layers && again->hidden == size->hidden, "and the same shape");
}

}  // namespace muster::fuzz
