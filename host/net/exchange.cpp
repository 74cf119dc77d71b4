// One HTTP/1.1 request and its response. Beast parses; reading is our own, because Beast's
// async_read has one timer for a whole message and none for silence.

#include "exchange.hpp"

#include "text/lower.hpp"

#include <boost/asio/ssl/error.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <iterator>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace muster {

namespace {

using answer_parser = http::response_parser<http::string_body>;

// A listing page has 1 to 9 MB: large reads save system calls.
constexpr std::size_t read_bytes = 64UL * 1024;

net_error parse_fault(const boost::system::error_code& code)
{
    if (code == http::error::body_limit)
        return make_net_error(net_error_kind::too_large, "the body is larger than the limit");
    if (code == http::error::header_limit)
        return make_net_error(net_error_kind::too_large, "the head is larger than the limit");
    if (code == http::error::partial_message || code == http::error::end_of_stream)
        return make_net_error(net_error_kind::truncated, "the response ends early");
    return make_net_error(net_error_kind::malformed, "invalid HTTP: " + to_text(code));
}

// What the end of the connection means for a response that is not complete.
boost::system::result<void, net_error>
end_of_stream(answer_parser& parser, const boost::system::error_code& code)
{
    // An idle connection that the server closed looks like this: nothing was processed, so the
    // request may be sent again.
    if (!parser.got_some())
    {
        auto nothing =
            make_net_error(net_error_kind::truncated, to_text(code) + " before the response began");
        nothing.before_answer = true;
        return nothing;
    }
    // Over TLS an end without close_notify may be anybody's cut; so may a reset.
    if (code == asio::ssl::error::stream_truncated || code != asio::error::eof)
        return make_net_error(
            net_error_kind::truncated, "the response ends early: " + to_text(code)
        );
    // Without a length the end of the stream ends the body; with one, the parser reports the lack.
    boost::system::error_code incomplete;
    parser.put_eof(incomplete);
    if (incomplete)
        return parse_fault(incomplete);
    return {};
}

// Reads responses from one connection. What arrived beyond the present one stays in the buffer.
class answer_reader
{
public:
    answer_reader(byte_stream& stream, const exchange_limits& limits)
        : stream_(stream), limits_(limits)
    {
    }

    /// The answer, after any of 1xx.
    asio::awaitable<net_result<raw_answer>> read();

private:
    asio::awaitable<net_result<void>> read_message(answer_parser& parser);
    asio::awaitable<net_result<void>> read_more(answer_parser& parser);
    boost::system::error_code parse(answer_parser& parser);
    net_result<raw_answer> finish(answer_parser&& parser) const;

    byte_stream& stream_;
    exchange_limits limits_;
    beast::flat_buffer buffer_ = {};
};

boost::system::error_code answer_reader::parse(answer_parser& parser)
{
    boost::system::error_code code;
    // One put() may stop at a chunk's end: it is repeated until it wants more bytes.
    while (buffer_.size() > 0 && !code && !parser.is_done())
        buffer_.consume(parser.put(buffer_.data(), code));
    return code == http::error::need_more ? boost::system::error_code() : code;
}

asio::awaitable<net_result<void>> answer_reader::read_more(answer_parser& parser)
{
    // Re-armed for every read: a server that drips bytes is stopped by the deadline alone.
    const auto silent_until = std::chrono::steady_clock::now() + limits_.silence;
    stream_.expires_at(std::min(limits_.deadline, silent_until));
    const auto came = co_await stream_.read_some(buffer_.prepare(read_bytes));
    // Bytes can come together with an error.
    buffer_.commit(came.bytes);
    if (limits_.bytes_so_far)
        *limits_.bytes_so_far += came.bytes;
    if (came.code == beast::error::timeout)
        co_return make_net_error(net_error_kind::timeout, "no answer in time");
    if (came.code)
        co_return end_of_stream(parser, came.code);
    co_return net_result<void>();
}

asio::awaitable<net_result<void>> answer_reader::read_message(answer_parser& parser)
{
    while (!parser.is_done())
    {
        if (const auto error = parse(parser))
            co_return parse_fault(error);
        // Beast limits the header, but not the line before a chunk.
        if (buffer_.size() > header_bytes_limit)
            co_return make_net_error(net_error_kind::malformed, "invalid HTTP: a line without end");
        if (parser.is_done())
            break;
        auto more = co_await read_more(parser);
        if (!more)
            co_return more;
    }
    co_return net_result<void>();
}

net_result<raw_answer> answer_reader::finish(answer_parser&& parser) const
{
    raw_answer answer;
    // need_eof: neither Content-Length nor chunks, so the body lasts until the connection ends.
    answer.has_end = !parser.need_eof();
    answer.can_go_on = parser.keep_alive();
    auto message = parser.release();
    answer.status = message.result_int();
    // Nothing was requested beyond this response: a second one would be given to the next request
    // (response smuggling), so the connection is not used again.
    if (buffer_.size() > 0)
        return make_net_error(
            net_error_kind::malformed, "more was sent than the response's length"
        );
    if (std::distance(message.begin(), message.end()) > std::ptrdiff_t{header_count_limit})
        return make_net_error(net_error_kind::too_large, "more headers than the limit");
    for (const auto& field : message)
        answer.headers.emplace_back(lower(field.name_string()), std::string(field.value()));
    answer.body = std::move(message.body());
    return answer;
}

asio::awaitable<net_result<raw_answer>> answer_reader::read()
{
    // 103 Early Hints and the like precede the response (RFC 9110, 15.2); an endless row of them
    // must end.
    for (unsigned informational = 0; informational <= informational_limit; ++informational)
    {
        answer_parser parser;
        // Eager: one put() goes on from header to body.
        parser.eager(true);
        parser.header_limit(header_bytes_limit);
        parser.body_limit(limits_.body_bytes);
        const auto done = co_await read_message(parser);
        if (!done)
            co_return done.error();
        if (parser.get().result_int() >= 200)
            co_return finish(std::move(parser));
    }
    co_return make_net_error(net_error_kind::malformed, "only 1xx responses");
}

}  // namespace

asio::awaitable<net_result<raw_answer>>
exchange(byte_stream& stream, std::string request, exchange_limits limits)
{
    const auto silent_until = std::chrono::steady_clock::now() + limits.silence;
    stream.expires_at(std::min(limits.deadline, silent_until));
    const auto sent = co_await stream.write(asio::buffer(request));
    if (sent.code == beast::error::timeout)
        co_return make_net_error(net_error_kind::timeout, "the request was not sent in time");
    if (sent.code)
    {
        auto unsent = make_net_error(net_error_kind::truncated, "not sent: " + to_text(sent.code));
        // The server had closed an idle connection; it cannot have seen the whole request.
        unsent.before_answer = true;
        co_return unsent;
    }
    answer_reader reader(stream, limits);
    auto answer = co_await reader.read();
    co_return answer;
}

asio::awaitable<net_result<unsigned>> read_tunnel_answer(byte_stream& stream)
{
    http::response_parser<http::empty_body> parser;
    parser.skip(true);  // a response to CONNECT has no body, whatever its headers say
    parser.header_limit(header_bytes_limit);
    std::string head;
    while (!parser.is_done())
    {
        // One byte at a time: the tunnel's first byte, of the TLS handshake, must stay unread.
        char byte = 0;
        const auto came = co_await stream.read_some(asio::buffer(&byte, 1));
        if (came.code)
            co_return make_net_error(net_error_kind::proxy, to_text(came.code));
        head += byte;
        boost::system::error_code code;
        const auto used = parser.put(asio::buffer(head), code);
        head.erase(0, used);
        if (code && code != http::error::need_more)
            co_return make_net_error(net_error_kind::proxy, "invalid HTTP: " + to_text(code));
    }
    co_return parser.get().result_int();
}

}  // namespace muster
