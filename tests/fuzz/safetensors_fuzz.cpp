#include "entry.hpp"
#include "expect.hpp"
#include "size/facts/evidence.hpp"
#include "size/facts/safetensors_header.hpp"

namespace muster::fuzz {

// The start of a file, its header alone, or an index of shards.
void take(std::string_view input)
{
    const auto length = read_header_length(input);
    if (length.has_value())
        expect(*length <= header_bytes_limit, "no header is longer than the limit");
    const tensor_rules packed{"gptq", 4, 2};
    for (const auto& text : {input, input.substr(std::min<std::size_t>(8, input.size()))})
    {
        auto groups = read_header(text, packed);
        if (groups.has_value())
            add_groups(*groups, *groups);
    }
    const auto index = read_index(input);
    if (index.has_error())
        return;
    expect(index->files.size() <= shards_limit, "there are no more shards than the limit");
    for (const auto& file : index->files)
        expect(
            !file.empty() && file.front() != '/' && file.find("..") == std::string::npos &&
                file.find("://") == std::string::npos,
            "a shard is a file of its repository"
        );
}

}  // namespace muster::fuzz
