#pragma once

#include "builds/build.hpp"
#include "catalog/decisions.hpp"
#include "identity/aliases.hpp"
#include "known_name.hpp"
#include "name_words.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// How many ids a guess by words names.
inline constexpr std::size_t guesses_limit = 3;

/// The source of a meaning that nobody told: a guess by the words of the name.
inline constexpr std::string_view words_label = "words";

/// What a name stands for, as far as anything is known of it.
struct name_answer
{
    std::string asked = {};
    certainty how = certainty::none;
    std::string model_id = {};
    std::vector<std::string> others = {};   ///< further ids that it may mean, or that are the same
    std::vector<known_name> meanings = {};  ///< what says so
    std::vector<known_name> names = {};     ///< what the model is called by others
    bool is_id = false;                     ///< it is the id of a model that is known
    const model_builds* builds = nullptr;   ///< of that model
    std::uint64_t not_named = 0;            ///< further guesses, beyond guesses_limit
};

/// What a name book is made of. All of it must outlive the book.
struct name_facts
{
    std::span<const known_name> names = {};
    std::span<const model_builds> builds = {};
    std::span<const decision> decisions = {};
    const alias_table* aliases = nullptr;   ///< not null
    std::span<const std::string> ids = {};  ///< of models that are known, the best known first
};

/// Looks up names both ways: what a name stands for, and what a model is called.
class name_book
{
public:
    explicit name_book(const name_facts& facts);

    /// A name as people write it: of a vendor or a tool, a Hub id, a link, with a serving variant
    /// or a quantisation behind a colon.
    name_answer ask(std::string_view written) const;

private:
    void add_meanings(name_answer& answer, const std::string& name) const;
    void add_decision(name_answer& answer, const std::string& name) const;
    void add_repository(name_answer& answer, const std::string& name) const;
    void add_guess(name_answer& answer, const std::string& name) const;
    void add_names_of(name_answer& answer) const;
    void judge(name_answer& answer, const std::string& name) const;

    const name_facts facts_;
    std::multimap<std::string, const known_name*> by_name_ = {};    ///< folded
    std::multimap<std::string, const known_name*> by_ending_ = {};  ///< folded, without the vendor
    std::multimap<std::string, const known_name*> by_model_ = {};   ///< by folded id
    std::map<std::string, std::string> ids_ = {};                   ///< by folded id
    std::map<std::string, std::pair<const model_builds*, const build*>> by_repository_ = {};
    std::map<std::string, const model_builds*> builds_ = {};  ///< by folded id
    name_words words_ = {};
};

}  // namespace muster
