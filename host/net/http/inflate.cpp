#include "inflate.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <zlib.h>

namespace muster {

namespace {

constexpr int gzip_window_bits = 15 + 16;  // zlib: plus 16 means gzip and nothing else
constexpr std::size_t piece_bytes = 64UL * 1024;

class gzip_stream
{
public:
    explicit gzip_stream(std::string_view data)
    {
        // zlib does not write through next_in; its type lacks the const.
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
        // Fits, as bodies are limited far below 4 GiB.
        stream_.avail_in = static_cast<uInt>(data.size());
        if (inflateInit2(&stream_, gzip_window_bits) != Z_OK)
            throw std::bad_alloc();
    }
    gzip_stream(const gzip_stream&) = delete;
    gzip_stream& operator=(const gzip_stream&) = delete;
    ~gzip_stream() { inflateEnd(&stream_); }

    int append_to(std::string& out)
    {
        stream_.next_out = piece_.data();
        stream_.avail_out = static_cast<uInt>(piece_.size());
        // inflate() fills the output or uses up the input; at a member's end it returns
        // Z_STREAM_END.
        const int status = inflate(&stream_, Z_NO_FLUSH);
        const auto made = piece_.size() - stream_.avail_out;
        out.append(reinterpret_cast<const char*>(piece_.data()), made);
        return status;
    }

    bool at_end() const noexcept { return stream_.avail_in == 0; }
    // RFC 1952 allows members one after the other; decoded, they are one text.
    void next_member() { inflateReset(&stream_); }

private:
    z_stream stream_ = {};
    std::array<Bytef, piece_bytes> piece_ = {};
};

bool is_bomb(std::uint64_t decoded_bytes, std::uint64_t encoded_bytes) noexcept
{
    return decoded_bytes > inflate_ratio_from_bytes &&
           // Divided, not multiplied: the product could overflow.
           decoded_bytes / inflate_ratio_limit > encoded_bytes;
}

// The last four bytes (ISIZE) give the size of the last member modulo 2^32. They may be false, so
// that no more than the ratio is believed.
std::uint64_t claimed_bytes(std::string_view data) noexcept
{
    std::uint64_t claim = 0;
    for (std::size_t i = 0; i < 4 && i < data.size(); ++i)
        claim = claim << 8 | static_cast<unsigned char>(data[data.size() - 1 - i]);
    return std::min<std::uint64_t>(claim, data.size() * inflate_ratio_limit);
}

net_error gzip_fault(int status)
{
    // zlib could do nothing: all input was used and the stream has not ended.
    if (status == Z_BUF_ERROR)
        return make_net_error(net_error_kind::truncated, "the gzip data ends early");
    return make_net_error(net_error_kind::malformed, "labelled gzip, but not valid gzip data");
}

}  // namespace

net_result<std::string> inflate_gzip(std::string_view data, std::uint64_t bytes_limit)
{
    // On the heap, for its 64 KB of buffer.
    const auto stream = std::make_unique<gzip_stream>(data);
    std::string out;
    // Memory that is reserved but not written to costs none; growing by copies would need twice the
    // size.
    out.reserve(std::min(bytes_limit, claimed_bytes(data)) + piece_bytes);
    for (;;)
    {
        const int status = stream->append_to(out);
        if (out.size() > bytes_limit)
            return make_net_error(
                net_error_kind::too_large, "the decoded body is larger than the limit"
            );
        if (is_bomb(out.size(), data.size()))
            return make_net_error(
                net_error_kind::too_large, "the compressed body expands more than 250 times"
            );
        if (status == Z_STREAM_END && stream->at_end())
            return out;
        if (status == Z_STREAM_END)
            stream->next_member();
        else if (status != Z_OK)
            return gzip_fault(status);
    }
}

}  // namespace muster
