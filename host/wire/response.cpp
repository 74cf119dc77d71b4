#include "response.hpp"

#include "bytes.hpp"
#include "frame.hpp"

namespace muster::wire {

std::string encode(const described& plugin)
{
    std::string payload;
    byte_writer out(payload);
    out.number(plugin.abi_major);
    out.number(plugin.abi_minor);
    out.text(plugin.descriptor);
    return payload;
}

std::string encode(const trailer& word)
{
    std::string payload;
    byte_writer out(payload);
    // The number alone crosses: an error_category is an address, of no use in another process.
    out.number(static_cast<std::int32_t>(word.outcome.code.value()));
    // By it the host sees that every frame before this one came.
    out.number(word.items_bytes);
    out.text(word.outcome.where);
    return payload;
}

result<described> read_described(std::string_view payload)
{
    byte_reader in(payload);
    described plugin;
    plugin.abi_major = in.number<std::uint16_t>();
    plugin.abi_minor = in.number<std::uint16_t>();
    plugin.descriptor = in.text();
    // Bytes left over are as wrong as bytes that are missing: the two ends differ in version.
    if (!in.ok() || !in.at_end())
        return protocol_error("malformed described frame");
    return plugin;
}

result<trailer> read_trailer(std::string_view payload)
{
    byte_reader in(payload);
    trailer word;
    const auto code = in.number<std::int32_t>();
    word.items_bytes = in.number<std::uint64_t>();
    word.outcome.where = in.text();
    if (!in.ok() || !in.at_end())
        return protocol_error("malformed done frame");
    // An enum made of any number would reach a switch without a case for it.
    if (code < 0 || code > static_cast<int>(errc::timed_out))
        return protocol_error("unknown failure code");
    if (code != 0)
        word.outcome.code = static_cast<errc>(code);
    return word;
}

}  // namespace muster::wire
