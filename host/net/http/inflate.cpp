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
        const int status = inflate(&stream_, Z_NO_FLUSH);
        const auto made = piece_.size() - stream_.avail_out;
        out.append(reinterpret_cast<const char*>(piece_.data()), made);
        return status;
    }

    bool at_end() const noexcept { return stream_.avail_in == 0; }
    void next_member() { inflateReset(&stream_); }

private:
    z_stream stream_ = {};
    std::array<Bytef, piece_bytes> piece_ = {};
};

bool is_bomb(std::uint64_t decoded_bytes, std::uint64_t encoded_bytes) noexcept
{
    return decoded_bytes > inflate_ratio_from_bytes &&
           decoded_bytes / inflate_ratio_limit > encoded_bytes;
}

// The last four bytes claim the size of the last member; they may lie, within the ratio.
std::uint64_t claimed_bytes(std::string_view data) noexcept
{
    std::uint64_t claim = 0;
    for (std::size_t i = 0; i < 4 && i < data.size(); ++i)
        claim = claim << 8 | static_cast<unsigned char>(data[data.size() - 1 - i]);
    return std::min<std::uint64_t>(claim, data.size() * inflate_ratio_limit);
}

fault gzip_fault(int status)
{
    if (status == Z_BUF_ERROR)
        return make_fault(fault_kind::truncated, "the gzip data stops early");
    return make_fault(fault_kind::malformed, "labelled gzip, but it is not sound gzip data");
}

}  // namespace

attempt<std::string> inflate_gzip(std::string_view data, std::uint64_t bytes_limit)
{
    const auto stream = std::make_unique<gzip_stream>(data);
    std::string out;
    // What is reserved and not written to takes no memory; growing by copies would take twice.
    out.reserve(std::min(bytes_limit, claimed_bytes(data)) + piece_bytes);
    for (;;)
    {
        const int status = stream->append_to(out);
        if (out.size() > bytes_limit)
            return make_fault(fault_kind::too_large, "decoded, it is larger than the limit");
        if (is_bomb(out.size(), data.size()))
            return make_fault(fault_kind::too_large, "it decodes to far more than it is");
        if (status == Z_STREAM_END && stream->at_end())
            return out;
        if (status == Z_STREAM_END)
            stream->next_member();
        else if (status != Z_OK)
            return gzip_fault(status);
    }
}

}  // namespace muster
