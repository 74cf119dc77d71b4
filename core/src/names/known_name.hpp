#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace muster {

inline constexpr std::string_view names_file_name = "names.json";

/// The label of names that Ollama's library may have, which muster makes from builds.
inline constexpr std::string_view ollama_label = "ollama";

/// How sure it is what a name stands for.
enum class certainty
{
    certain,  ///< the source says so, a person does, or the name leaves no doubt
    likely,   ///< worth a look: no more than its words say so
    none,     ///< no model is known that it could be
};

std::string_view to_string(certainty value) noexcept;

/// What a vendor or a tool calls a model, and what that stands for.
struct known_name
{
    std::string name = {};    ///< as spelled there
    std::string source = {};  ///< label of the source, or ollama_label
    certainty how = certainty::none;
    std::string model_id = {};  ///< Hub id; empty for none

    /// Of a certain name: further repositories of the same model that the source gives for it. Of a
    /// likely one: what else it may be, the best first.
    std::vector<std::string> others = {};

    std::string evidence = {};  ///< in words; empty for none
    std::string since = {};     ///< the day from which on this is known, "2026-05-15"

    friend bool operator==(const known_name&, const known_name&) = default;
};

}  // namespace muster
