#include "contract/descriptor.hpp"
#include "entry.hpp"
#include "expect.hpp"

namespace muster::fuzz {

void take(std::string_view input)
{
    const auto read = read_descriptor(input);
    if (read.has_error())
        return;
    expect(!read->name.empty() && !read->source.empty(), "a descriptor names its source");
    for (const auto& option : read->options)
    {
        expect(read->find_option(option.name) != nullptr, "every option is found by its name");
        (void)check_option(option, input.substr(0, 40));
        if (option.default_value)
            expect(
                check_option(option, *option.default_value).has_value(),
                "a default is a value that can be"
            );
    }
}

}  // namespace muster::fuzz
