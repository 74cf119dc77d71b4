#pragma once

#include "fetch_source.hpp"

namespace muster {

/// Gets the pages of one source: from the network under the origins it may ask, or from a file.
class page_getter
{
public:
    /// Both must outlive the getter.
    page_getter(const source_plan& plan, const fetch_context& context)
        : plan_(plan), context_(context)
    {
    }

    /// Fails with refused for a place the source may not ask, with unavailable when the place said
    /// no; `where` is a sentence.
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
