#include "support/serving.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <sstream>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace muster::test {

namespace {

constexpr std::size_t chunk_bytes = 1000;

seen_request to_seen(const http::request<http::string_body>& request, unsigned number)
{
    seen_request seen;
    seen.method = std::string(request.method_string());
    seen.target = std::string(request.target());
    seen.connection = number;
    seen.when = std::chrono::steady_clock::now();
    for (const auto& field : request)
    {
        std::string name(field.name_string());
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
            return static_cast<char>(std::tolower(c));
        });
        seen.headers[name] = std::string(field.value());
    }
    return seen;
}

bool may_have_body(unsigned status) { return status != 304 && status != 204; }

std::string head_of(const served& one)
{
    std::ostringstream head;
    head << "HTTP/1.1 " << one.status << " Because\r\n";
    for (const auto& [name, value] : one.headers)
        head << name << ": " << value << "\r\n";
    if (one.frame == served::framing::chunked)
        head << "Transfer-Encoding: chunked\r\n";
    if (one.frame == served::framing::length && may_have_body(one.status))
        head << "Content-Length: " << one.stated_length.value_or(one.body.size()) << "\r\n";
    head << "\r\n";
    return head.str();
}

// As pieces that go out one by one.
std::vector<std::string> chunk_count(const served& one)
{
    const auto whole = one.body.substr(0, one.cut_after.value_or(std::string::npos));
    const bool slow = one.before_each_byte.count() > 0;
    const auto bytes = slow                                    ? 1
                       : one.frame == served::framing::chunked ? chunk_bytes
                                                               : whole.size();
    std::vector<std::string> chunks;
    for (std::size_t at = 0; at < whole.size(); at += bytes)
    {
        auto chunk = whole.substr(at, bytes);
        std::ostringstream size;
        size << std::hex << chunk.size();
        if (one.frame == served::framing::chunked)
            chunk = size.str() + "\r\n" + chunk + "\r\n";
        chunks.push_back(std::move(chunk));
    }
    if (one.frame == served::framing::chunked && !one.cut_after)
        chunks.push_back("0\r\n\r\n");
    return chunks;
}

tcp::socket& socket_of(tcp::socket& stream) { return stream; }
tcp::socket& socket_of(tls_socket& stream) { return stream.next_layer(); }

void announce_end(tcp::socket&) {}
void announce_end(tls_socket& stream)
{
    boost::system::error_code ignored;
    stream.shutdown(ignored);
}

template <class Stream>
bool send(Stream& stream, const std::string& text)
{
    boost::system::error_code gone;
    asio::write(stream, asio::buffer(text), gone);
    return !gone;
}

template <class Stream>
void send_answer(Stream& stream, script& desk, const served& one)
{
    desk.pause(one.before_head);
    if (!one.raw.empty())
    {
        send(stream, one.raw);
        return;
    }
    if (!send(stream, head_of(one)) || !may_have_body(one.status))
        return;
    for (const auto& chunk : chunk_count(one))
    {
        if (one.before_each_byte.count() > 0)
            desk.pause(one.before_each_byte);
        if (!send(stream, chunk))
            return;
    }
}

// False when the connection is over.
template <class Stream>
bool end_answer(Stream& stream, const served& one)
{
    const bool goes_on = one.end == served::ending::keep && !one.cut_after && one.raw.empty() &&
                         one.frame != served::framing::to_close;
    if (one.end == served::ending::reset)
        reset(socket_of(stream));
    else if (!goes_on && one.end != served::ending::unannounced)
        announce_end(stream);
    return goes_on;
}

template <class Stream>
void serve_all(Stream& stream, script& desk, unsigned number)
{
    beast::flat_buffer buffer;
    for (bool goes_on = true; goes_on;)
    {
        http::request<http::string_body> request;
        boost::system::error_code gone;
        http::read(stream, buffer, request, gone);
        if (gone && gone.category() == http::make_error_code(http::error::bad_method).category())
            send(stream, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        if (gone)
            return;
        const auto one = desk.choose(to_seen(request, number));
        send_answer(stream, desk, one);
        goes_on = end_answer(stream, one);
    }
}

}  // namespace

void reset(tcp::socket& socket)
{
    boost::system::error_code ignored;
    socket.set_option(asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

void serve_requests(tcp::socket& stream, script& desk, unsigned number)
{
    serve_all(stream, desk, number);
}

void serve_requests(tls_socket& stream, script& desk, unsigned number)
{
    serve_all(stream, desk, number);
}

}  // namespace muster::test
