#pragma once

#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"
#include "size/facts/model_size.hpp"
#include "unsized_kind.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace muster {

/// Which evidence may be used: the values of `--evidence`.
struct evidence_policy
{
    bool uses_totals = true;
    bool uses_config = true;
    bool uses_headers = true;
    bool has_token = false;   ///< gated files may be asked for
    bool may_ask = true;      ///< false: decides on what is known, and wants nothing
    bool is_offline = false;  ///< what is not known is told as not recorded here

    /// Totals and formula may differ by so much and still agree.
    double tolerance = 0.02;
    std::size_t header_request_limit = 64;
};

enum class request_kind
{
    model_info,  ///< GET /api/models/ID, with what read_model_info names
    copies,      ///< models made from this one: GET /api/models?filter=base_model:ID
    file,        ///< GET /ID/resolve/REVISION/FILE
};

/// Bytes of a file, both ends counted, as in a Range header.
struct file_range
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// One thing to fetch. Requests of one step do not depend on each other.
struct evidence_request
{
    request_kind kind = request_kind::file;
    std::string model_id = {};  ///< whose; not always the model that is being sized
    std::string path = {};  ///< what to get, after the endpoint: "/a/b/resolve/main/config.json"
    std::string file = {};  ///< the name in the repository, for files
    std::optional<file_range> range = {};
    std::uint64_t size_limit = 0;  ///< of the answer, in bytes
};

/// What came of a request.
struct evidence_answer
{
    ask_state state = ask_state::failed;  ///< present, absent, gated or failed
    std::string body = {};
    std::optional<std::string> commit = {};
    std::optional<std::string> renamed_to = {};  ///< the id that a redirect led to
};

struct sized
{
    model_size size = {};
};

/// Not to be published. What is known all the same may complete a pin.
struct unsized
{
    std::string reason = {};  ///< one sentence: why, and what to do about it
    model_size known = {};
    unsized_kind kind = unsized_kind::incomplete;
};

using size_step = std::variant<sized, std::vector<evidence_request>, unsized>;

/// Decides on the evidence so far: a size, what to fetch next (never an empty list), or why not.
///
/// Cheap evidence comes first: what the Hub says, and config.json. When the formula of the
/// architecture and the Hub's total agree, that is enough; when not, tensor headers are read.
/// Where no config.json can be read, key facts stand in for it if the total proves them.
/// Nothing is averaged. Every request that was answered, whatever the answer, brings the step
/// nearer to its end, so that a host that answers all of them comes to an end.
size_step next_step(const evidence& known, const evidence_policy& policy);

/// Adds what an answer says. A body that is not what it should be becomes part of the evidence
/// too (ask_state::unreadable): nothing is asked twice.
void take_answer(evidence& known, const evidence_request& request, evidence_answer answer);

}  // namespace muster
