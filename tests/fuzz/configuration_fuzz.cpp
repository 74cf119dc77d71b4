#include "entry.hpp"
#include "expect.hpp"
#include "settings/parse.hpp"

namespace muster::fuzz {

void take(std::string_view input)
{
    const auto& flags = common_flags();
    const auto strict = parse_configuration(input, "m.ini", flags, unknown_flags::refuse);
    const auto lenient = parse_configuration(input, "m.ini", flags, unknown_flags::pass_over);
    if (strict.has_error())
        return;
    expect(lenient.has_value(), "what is understood is understood with less, too");
    expect(*lenient == *strict, "and says the same");
}

}  // namespace muster::fuzz
