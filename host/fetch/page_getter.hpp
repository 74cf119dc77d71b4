#pragma once

#include "fetch_source.hpp"

namespace muster {

/// Reads the pages of one source: from the network, under the origins that it declared, or from a
/// file.
class page_getter
{
public:
    /// Both must outlive the getter.
    page_getter(const source_plan& plan, const fetch_context& context)
        : plan_(plan), context_(context)
    {
    }

    /// Fails with refused for an origin or file that the source may not use, with unavailable when
    /// the service answers anything but 200. The failure's `where` is a sentence. `account` must
    /// outlive it.
    boost::asio::awaitable<result<fetched_page>>
    get(std::string url, std::chrono::steady_clock::time_point deadline, traffic& account);

private:
    boost::asio::awaitable<result<fetched_page>>
    get_from_web(std::string url, std::chrono::steady_clock::time_point deadline, traffic& account);
    result<fetched_page> get_from_file(const std::string& name) const;
    failure refusal(const web_answer& answer) const;

    const source_plan& plan_;
    const fetch_context& context_;
};

}  // namespace muster
