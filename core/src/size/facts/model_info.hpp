#pragma once

#include "evidence.hpp"
#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// The query that makes the Hub answer what is read here, for one model and for a listing alike.
inline constexpr std::string_view model_info_query =
    "expand[]=safetensors&expand[]=gguf&expand[]=gated&expand[]=sha&expand[]=tags"
    "&expand[]=library_name&expand[]=siblings&expand[]=config&expand[]=private&expand[]=disabled";

/// The query for a list of copies: what lending is decided on.
inline constexpr std::string_view copies_query =
    "expand[]=safetensors&expand[]=gated&expand[]=sha&expand[]=tags&expand[]=private"
    "&expand[]=disabled";

/// Whether everybody may see the repository of this record. A token shows its owner more, and what
/// is written is made to be published.
bool is_public(const boost::json::object& record) noexcept;

/// Takes what a model's record says: that of a listing, or GET /api/models/ID.
///
/// Members that are absent or of a wrong type say nothing. A commit other than the known one
/// makes the rest of the evidence that of another state of the repository: it is dropped.
void take_model_record(evidence& known, const boost::json::object& record);

/// What a listing has of a repository.
struct listed_record
{
    std::string_view commit = {};
    std::string_view gated = {};  ///< "auto", "manual"; empty for none
    std::vector<dtype_count> stored = {};
    std::optional<std::uint64_t> total = {};  ///< of safetensors
    std::optional<std::uint64_t> gguf_total = {};
    std::span<const std::string_view> tags = {};
};

/// Whether a tag is one that take_listed_record() looks at: most are not.
bool tells_of_size(std::string_view tag) noexcept;

/// As take_model_record(), from a listing's facts. All that it may change of evidence of the same
/// commit is a part of changeable_evidence: what is not there would not be saved.
void take_listed_record(evidence& known, const listed_record& record);

/// Whether a model may lend its config.json to another: it is not gated, one of its base models
/// is the other, and both totals are the same to the parameter.
bool may_lend_config(const evidence& lender, const evidence& model);

/// Offers a model as a lender. One that may not lend is passed over.
void offer_lender(evidence& known, const evidence& lender);

}  // namespace muster
