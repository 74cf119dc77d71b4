#include "serve.hpp"

#include "plugin/plugin_call.hpp"
#include "wire/batch_taker.hpp"
#include "wire/batch_view.hpp"
#include "wire/items.hpp"
#include "wire/request.hpp"
#include "wire/response.hpp"

namespace muster {

namespace {

/// Passes on what the plugin delivers, in few large frames.
class sending_taker final : public batch_taker
{
public:
    sending_taker(const host_link& host, std::string& buffer) : host_(host), waiting_(buffer)
    {
        waiting_.clear();
    }

    void flush()
    {
        if (waiting_.empty())
            return;
        host_.send(wire::frame_kind::items, waiting_);
        sent_bytes_ += waiting_.size();
        waiting_.clear();
    }

    std::uint64_t sent_bytes() const noexcept { return sent_bytes_; }

private:
    void add(const muster_record& record) override { append(record); }
    void reject(const muster_rejection& rejection) override { append(rejection); }
    void follow(const muster_text& url) override { append(url); }
    void note(const listing_facts& facts) override { append(facts); }

    template <class Item>
    void append(const Item& item)
    {
        wire::append_item(waiting_, item);
        if (waiting_.size() >= wire::items_bytes_wanted)
            flush();
    }

    const host_link& host_;
    std::string& waiting_;
    std::uint64_t sent_bytes_ = 0;
};

void send_trailer(const host_link& host, const wire::trailer& word)
{
    host.send(wire::frame_kind::done, wire::encode(word));
}

result<wire::request> read_request(wire::frame_kind kind, std::string_view payload)
{
    if (kind == wire::frame_kind::start)
        return wire::read_start_request(payload);
    if (kind == wire::frame_kind::read)
        return wire::read_page_request(payload);
    return wire::protocol_error("a request of no kind");
}

std::int32_t
ask(const muster_source_table& table,
    wire::frame_kind kind,
    const wire::request& asked,
    const muster_sink& sink)
{
    const auto options = asked.given_options();
    return kind == wire::frame_kind::start ? table.start(&options, &sink)
                                           : table.read(&asked.page, &options, &sink);
}

}  // namespace

void introduce(const host_link& host, const result<loaded_plugin>& plugin)
{
    // In place of a description, as the protocol has it (wire/frame.hpp).
    if (plugin.has_error())
        return send_trailer(host, {0, plugin.error()});
    const auto& table = *plugin->table;
    const wire::described described{
        table.abi_major, table.abi_minor, std::string(view(table.descriptor))};
    host.send(wire::frame_kind::described, wire::encode(described));
}

failure serve(
    const host_link& host, const muster_source_table& table, const std::optional<own_state>& before
)
{
    std::string payload;
    std::string waiting;
    while (true)
    {
        const auto kind = host.receive(payload);
        if (kind.has_error())
            return kind.error();
        const auto asked = read_request(*kind, payload);
        if (asked.has_error())
            return asked.error();

        sending_taker taker(host, waiting);
        auto done = call_plugin(table, taker, [&](const muster_sink& sink) {
            return ask(table, *kind, *asked, sink);
        });
        // Also after a failure: the host compares what came with what was sent.
        taker.flush();
        wire::trailer word;
        word.items_bytes = taker.sent_bytes();
        if (done.has_error())
            word.outcome = std::move(done).error();
        // After a good answer only: of a bad one the failure itself says more.
        else if (const auto changed = before ? changed_since(*before) : ""; !changed.empty())
            word.outcome = {errc::unavailable, "contract-violation: it changed " + changed};
        send_trailer(host, word);
    }
}

}  // namespace muster
