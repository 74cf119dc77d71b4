#include "entry.hpp"
#include "expect.hpp"
#include "size/facts/gguf_header.hpp"

namespace muster::fuzz {

void take(std::string_view input)
{
    const auto header = read_gguf_header(input);
    const auto half = read_gguf_header(input.substr(0, input.size() / 2));
    if (header.has_error() || !*header)
        return;
    expect((*header)->expert_elements <= (*header)->elements, "experts are among the elements");
    if (half.has_value() && *half)
        expect((*half)->elements == (*header)->elements, "more of the file changes nothing");
}

}  // namespace muster::fuzz
