#pragma once

#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view key_facts_file_name = "facts.json";

/// Key facts of a model's configuration, recorded second hand. A size is published from them only
/// where they prove themselves: where the formula gives the Hub's total to the last parameter.
struct key_facts
{
    std::string model_id = {};
    boost::json::object config = {};  ///< members as in config.json: those that were recorded
    std::string from = {};            ///< where the facts were read
    std::string checked = {};         ///< when a person last looked there, "2026-10-12"
};

/// What origins of fields begin with that are from key facts.
inline constexpr std::string_view key_facts_origin = "key facts";

/// Reads facts.json: a JSON list of entries with these four members, all of them required. Fails
/// with not_json or wrong_shape for unknown members, a `config` without model_type and ids named
/// twice. Whether a formula can be applied to a `config` is found when a model is sized.
result<std::vector<key_facts>>
read_key_facts(std::string_view text, std::string_view file_name = key_facts_file_name);

}  // namespace muster
