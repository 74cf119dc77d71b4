// Payloads of `start` and `read`: the number of options, each with name and value; for `read` then
// URL, media type, next link, whether there is a total and the total, and the body as all that is
// left.

#include "request.hpp"

#include "batch_view.hpp"
#include "bytes.hpp"
#include "frame.hpp"

namespace muster::wire {

namespace {

std::vector<muster_option> read_options(byte_reader& in)
{
    std::vector<muster_option> options;
    const auto count = in.number<std::uint32_t>();
    // `ok` ends the loop when a false count leads past the end.
    for (std::uint32_t i = 0; i < count && in.ok(); ++i)
    {
        const auto name = in.text();
        options.push_back({text_of(name), text_of(in.text())});
    }
    return options;
}

}  // namespace

std::string encode_options(const option_values& options)
{
    std::string payload;
    byte_writer out(payload);
    out.number(static_cast<std::uint32_t>(options.size()));
    for (const auto& [name, value] : options)
    {
        out.text(name);
        out.text(value);
    }
    return payload;
}

// The body is not in it: it is sent from where it lies, right behind.
std::string encode_page_head(const fetched_page& page, const option_values& options)
{
    auto payload = encode_options(options);
    byte_writer out(payload);
    out.text(page.url);
    out.text(page.media_type);
    out.text(page.next);
    out.number(static_cast<std::uint8_t>(page.total ? MUSTER_HAS_TOTAL : 0U));
    out.number(page.total.value_or(0));
    return payload;
}

result<request> read_start_request(std::string_view payload)
{
    byte_reader in(payload);
    request asked;
    asked.options = read_options(in);
    if (!in.ok() || !in.at_end())
        return protocol_error("malformed start frame");
    return asked;
}

result<request> read_page_request(std::string_view payload)
{
    byte_reader in(payload);
    request asked;
    asked.options = read_options(in);
    // A plugin of an older minor version reads the members that it knows.
    asked.page.struct_size = sizeof(muster_page);
    asked.page.url = text_of(in.text());
    asked.page.media_type = text_of(in.text());
    asked.page.next = text_of(in.text());
    asked.page.present = in.number<std::uint8_t>();
    asked.page.total = in.number<std::uint64_t>();
    // The plugin reads the body where it arrived: a page of many megabytes is not copied.
    asked.page.body = text_of(in.rest());
    if (!in.ok())
        return protocol_error("malformed read frame");
    return asked;
}

}  // namespace muster::wire
