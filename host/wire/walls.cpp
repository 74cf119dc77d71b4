#include "walls.hpp"

#include "bytes.hpp"
#include "frame.hpp"

namespace muster {

std::vector<std::string_view> words_of(const walls& standing)
{
    std::vector<std::string_view> words;
    if (standing.files)
        words.emplace_back("files");
    if (standing.network)
        words.emplace_back("network");
    if (standing.processes)
        words.emplace_back("processes");
    return words;
}

std::string to_text(const walls& standing)
{
    std::string text;
    for (const auto word : words_of(standing))
        text += (text.empty() ? "" : ", ") + std::string(word);
    return "walls: " + (text.empty() ? "none" : text);
}

namespace wire {

std::string encode(const walls& standing)
{
    std::string payload;
    byte_writer out(payload);
    for (const bool one : {standing.files, standing.network, standing.processes})
        out.number(static_cast<std::uint8_t>(one));
    out.text(standing.missing);
    // Up to the end of the payload, so that no count is needed.
    for (const auto& file : standing.readable)
        out.text(file);
    return payload;
}

result<walls> read_walls(std::string_view payload)
{
    byte_reader in(payload);
    walls standing;
    for (bool* one : {&standing.files, &standing.network, &standing.processes})
        *one = in.number<std::uint8_t>() != 0;
    standing.missing = in.text();
    while (in.ok() && !in.at_end())
        standing.readable.emplace_back(in.text());
    if (!in.ok())
        return protocol_error("malformed walled frame");
    return standing;
}

}  // namespace wire

}  // namespace muster
