#pragma once

#include "muster/text_arena.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

struct weighed_name;

/// A row of a vendor's index: what the vendor calls a model, and its Hub id where it says one.
struct named_row
{
    std::string name = {};      ///< "qwen/qwen3-8b:free"
    std::string model_id = {};  ///< empty when not told

    friend bool operator==(const named_row&, const named_row&) = default;
};

/// What a name is evidence for.
struct name_match
{
    std::string model_id = {};             ///< certain; empty when nothing is
    bool is_told = false;                  ///< by a row of the same name, serving variants aside
    std::vector<std::string> likely = {};  ///< else: what a person could confirm, the best first
};

/// Owners on the Hub, folded, by what a vendor calls them, folded.
using owner_map = std::map<std::string, std::set<std::string>>;

/// A vendor's name without what follows the last ':': "qwen/qwen3-8b" of "qwen/qwen3-8b:free". One
/// model is served under several.
std::string_view without_serving_variant(std::string_view name) noexcept;

/// Finds the Hub ids of vendors' names by what the names themselves say.
///
/// Who is who on the Hub is learnt from the rows that tell their id. A match is certain only when
/// family, size, version and variant are the same, letter by letter, and no other known model of
/// that owner could be meant: a vendor serves instruct models, so that `-instruct` may be unsaid,
/// but `-instruct` is never taken for the base model; and with size and month of release said, the
/// generation may be unsaid. The owner must be one that was learnt or, where none was, be called
/// as the vendor is: anybody can open an account whose name begins so, and what is found there is
/// likely at best, and nothing of a vendor that is known.
class name_evidence
{
public:
    /// known: all Hub ids of this run; owners: who is who beside what the rows tell. What they
    /// refer to is copied.
    name_evidence(
        std::span<const named_row> rows,
        std::span<const std::string_view> known,
        owner_map owners = {}
    );

    name_match match(std::string_view name) const;

private:
    /// The models of one owner. What is looked at for each of them stands side by side.
    struct owned_models
    {
        std::vector<std::string_view> ids = {};
        std::vector<std::uint64_t> word_bits = {};  ///< of each: see words_of_name
    };

    /// Of known models.
    std::set<std::string> owners_for(std::string_view vendor) const;
    std::vector<weighed_name> weigh_all(std::string_view vendor, std::string_view name) const;
    static std::vector<std::string> likely_of(std::span<const weighed_name> all);

    /// By folded name: the ids that rows told for it, by folded id.
    std::map<std::string, std::map<std::string, std::string>> told_ = {};
    owner_map owners_ = {};
    std::map<std::string, owned_models> known_ = {};             ///< by folded owner
    std::map<std::string, std::set<std::string>> spelled_ = {};  ///< owners by their letters
    text_arena arena_ = {};
};

}  // namespace muster
