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

struct name_comparison;

/// How many models are suggested for a name that stays without one.
inline constexpr std::size_t likely_matches_limit = 3;

/// A row of a vendor's index: the vendor's name of a model, and its Hub id if the row has one.
struct named_row
{
    std::string name = {};      ///< "qwen/qwen3-8b:free"
    std::string model_id = {};  ///< empty: the row has none

    friend bool operator==(const named_row&, const named_row&) = default;
};

/// The result of matching a name.
struct name_match
{
    std::string model_id = {};             ///< the certain match; empty without one
    bool is_told = false;                  ///< the id came from a row of the same name
    std::vector<std::string> likely = {};  ///< without a match: candidates to confirm, best first

    /// Models of the owner whose names say more of how they are tuned or of when they are, and
    /// nothing else. A source may mean one of these, unless it has names of its own for them.
    std::vector<std::string> siblings = {};
};

/// Hub owners of each vendor; all names folded.
using owner_map = std::map<std::string, std::set<std::string>>;

/// A vendor's name without its serving variant: "qwen/qwen3-8b" of "qwen/qwen3-8b:free". One model
/// is served under several. Only words that services use for a price or a way of serving are
/// variants: what else is behind a colon ("qwen/qwen3:8b", "deepseek/deepseek-chat:v3.1") may tell
/// one model from another, and stays.
std::string_view without_serving_variant(std::string_view name) noexcept;

/// A link without the quantisation that tools for GGUF files append: "hf.co/a/b" of
/// "hf.co/a/b:Q4_K_M". It names a file of the repository; another word stays.
std::string_view without_quantization(std::string_view link) noexcept;

/// Matches vendors' names to Hub ids by the words of the names.
///
/// Which owner a vendor is, is learnt from rows that have an id. A match is certain only when
/// family, size, version and variant are equal, word by word, and no other known model of that
/// owner fits. Vendors serve instruct models, so that `-instruct` may be missing from their name,
/// but a name with `-instruct` never matches a base model; when size and month of release are
/// given, the generation may be missing. The owner must be a learnt one or, where none was learnt,
/// be called as the vendor is. Anybody can open an account with a name that begins so: what is
/// found there is likely at best, and ignored for a vendor whose owner is known. So is what is
/// found for a name with a colon that begins no serving variant: it is certain only where a row has
/// that very name.
class name_evidence
{
public:
    /// known: all Hub ids of this run; owners: vendors' owners from other evidence than the rows.
    /// Everything is copied.
    name_evidence(
        std::span<const named_row> rows,
        std::span<const std::string_view> known,
        owner_map owners = {}
    );

    /// Linear in the models of the owners in question. Thread-safe.
    name_match match(std::string_view name) const;

    /// The same by the words alone, whatever rows of the same name give.
    name_match match_by_words(std::string_view name) const;

private:
    /// The models of one owner, as parallel arrays: the search reads only the bits of most.
    struct owned_models
    {
        std::vector<std::string_view> ids = {};
        std::vector<std::uint64_t> word_bits = {};  ///< words_of_name::bits() of each
    };

    /// The owners that a vendor may be.
    std::set<std::string> owners_for(std::string_view vendor) const;
    std::vector<name_comparison> match_all(std::string_view vendor, std::string_view name) const;
    static std::vector<std::string> likely_of(std::span<const name_comparison> all);
    static std::vector<std::string>
    siblings_of(const name_comparison& match, std::span<const name_comparison> all);

    /// Ids that rows gave for each folded name, by folded id.
    std::map<std::string, std::map<std::string, std::string>> told_ = {};
    owner_map owners_ = {};
    std::map<std::string, owned_models> known_ = {};  ///< by folded owner
    std::map<std::string, std::set<std::string>> spelled_ =
        {};  ///< owners by letters_of() their names
    text_arena arena_ = {};
};

}  // namespace muster
