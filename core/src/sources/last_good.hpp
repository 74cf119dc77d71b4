#pragma once

#include "muster/failure.hpp"
#include "table/listing.hpp"
#include "text/text_parts.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace muster {

/// A source's last complete listing, kept in data/sources/NAME.json.
struct last_good
{
    std::string date = {};                ///< when this content was first seen, ISO 8601
    std::vector<std::string> start = {};  ///< the requests it began with

    /// What was asked for: the options that do not only say where to ask (url, path) or with which
    /// secret. Sorted by name.
    std::vector<std::pair<std::string, std::string>> options = {};
    listing published = {};

    /// Hub ids that the source told in earlier listings for names of its own, by folded name, and
    /// does not tell in this one: an id that comes and goes does not lose its model.
    std::map<std::string, std::string> told_ids = {};

    /// Newer listings of the same subject that were asked for with smaller limits, the widest
    /// first; these have no narrower ones of their own.
    std::vector<last_good> narrower = {};
};

std::string write_last_good(const last_good& kept);

/// The same in parts. What is kept must stay as it is until the last is made.
text_parts last_good_parts(const last_good& kept);

/// Reads one back. Fails with not_json or wrong_shape.
result<last_good> read_last_good(std::string_view text, std::string_view file_name);

/// Reads one back that is too large to be held as text, piece by piece. A fault of the JSON is told
/// without its line.
class last_good_reader
{
public:
    last_good_reader();
    ~last_good_reader();

    void take(std::string_view piece);

    /// All of it at once, instead.
    void take_whole(std::string_view text);

    /// To be called once, after the last piece. Fails as read_last_good does.
    result<last_good> finish(std::string_view file_name);

private:
    struct state;
    std::unique_ptr<state> state_;
};

/// Whether both say the same, whenever they were seen; narrower ones aside.
bool is_same_content(const last_good& a, const last_good& b);

/// Whether the two were asked for the same: only then is a smaller listing suspicious.
bool is_same_question(const last_good& a, const last_good& b);

/// As is_same_question, whatever the limit: only then can one stand in for the other.
bool is_same_subject(const last_good& a, const last_good& b);

/// How many models were asked for; 0 for all.
std::uint64_t limit_of(const last_good& asked);

/// Whether a listing was asked for the same subject with a smaller limit.
bool is_narrower(const last_good& listing, const last_good& than);

/// The part of `before`'s ids (letter case aside) that `now` lacks: 0 to 1; 0 when before is empty.
/// Where `before` has names alone, the part of those. What cut_to_limit would leave out does not
/// count on either side.
double lost_share(const listing& before, const listing& now, std::uint64_t limit = 0);

/// Leaves out what is past the first `limit` rows with a Hub id; 0 keeps all. Rows without one do
/// not count and stay.
void cut_to_limit(listing& published, std::uint64_t limit);

}  // namespace muster
