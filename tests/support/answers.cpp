#include "support/web_server.hpp"

#include <stdexcept>
#include <zlib.h>

namespace muster::test {

served answer(std::string body)
{
    served one;
    one.headers = {{"Content-Type", "application/json"}};
    one.body = std::move(body);
    return one;
}

served refusal(unsigned status, std::vector<std::pair<std::string, std::string>> headers)
{
    served one;
    one.status = status;
    one.headers = std::move(headers);
    one.body = R"({"error":"no"})";
    return one;
}

served redirect(unsigned status, std::string location)
{
    served one;
    one.status = status;
    one.headers = {{"Location", std::move(location)}};
    return one;
}

std::string gzip(const std::string& text)
{
    constexpr int gzip_window_bits = 15 + 16;
    z_stream stream = {};
    if (deflateInit2(&stream, 6, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib");
    std::string out(deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

served gzipped(const std::string& body)
{
    auto one = answer(gzip(body));
    one.headers.emplace_back("Content-Encoding", "gzip");
    return one;
}

served silence()
{
    served none;
    none.before_head = std::chrono::hours(1);
    return none;
}

std::string seen_request::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

}  // namespace muster::test
