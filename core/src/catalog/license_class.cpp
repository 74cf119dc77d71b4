#include "license_class.hpp"

#include "text/lower.hpp"

#include <algorithm>
#include <array>

namespace muster {

namespace {

struct known_license
{
    std::string_view id = {};  ///< as the Hub spells it
    license_class kind = license_class::unknown;
    std::string_view spdx = {};
};

constexpr auto open = license_class::open;
constexpr auto conditions = license_class::conditions;
constexpr auto research = license_class::research;

// The ids that the Hub lets owners choose, and those that they write themselves most.
constexpr std::array known = {
    known_license{"afl-3.0", open, "AFL-3.0"},
    // Ids of the GNU licences do not say "or later", and what is not said is not granted.
    known_license{"agpl-3.0", open, "AGPL-3.0-only"},
    known_license{"apache-2.0", open, "Apache-2.0"},
    known_license{"apache-license-2.0", open, "Apache-2.0"},
    known_license{"artistic-2.0", open, "Artistic-2.0"},
    // Of a family of licences none is known to be meant: SPDX has no identifier for it.
    known_license{"bsd", open, ""},
    known_license{"bsd-2-clause", open, "BSD-2-Clause"},
    known_license{"bsd-3-clause", open, "BSD-3-Clause"},
    known_license{"bsd-3-clause-clear", open, "BSD-3-Clause-Clear"},
    known_license{"bsl-1.0", open, "BSL-1.0"},
    // Creative Commons has licences of every class.
    known_license{"cc", license_class::unknown, ""},
    known_license{"cc0-1.0", open, "CC0-1.0"},
    known_license{"cc-by-2.0", open, "CC-BY-2.0"},
    known_license{"cc-by-2.5", open, "CC-BY-2.5"},
    known_license{"cc-by-3.0", open, "CC-BY-3.0"},
    known_license{"cc-by-4.0", open, "CC-BY-4.0"},
    known_license{"cc-by-sa-3.0", open, "CC-BY-SA-3.0"},
    known_license{"cc-by-sa-4.0", open, "CC-BY-SA-4.0"},
    known_license{"cdla-permissive-1.0", open, "CDLA-Permissive-1.0"},
    known_license{"cdla-permissive-2.0", open, "CDLA-Permissive-2.0"},
    known_license{"cdla-sharing-1.0", open, "CDLA-Sharing-1.0"},
    known_license{"ecl-2.0", open, "ECL-2.0"},
    known_license{"epl-1.0", open, "EPL-1.0"},
    known_license{"epl-2.0", open, "EPL-2.0"},
    known_license{"eupl-1.1", open, "EUPL-1.1"},
    known_license{"eupl-1.2", open, "EUPL-1.2"},
    known_license{"gfdl", open, ""},
    known_license{"gpl", open, ""},
    known_license{"gpl-2.0", open, "GPL-2.0-only"},
    known_license{"gpl-3.0", open, "GPL-3.0-only"},
    known_license{"isc", open, "ISC"},
    known_license{"lgpl", open, ""},
    known_license{"lgpl-2.1", open, "LGPL-2.1-only"},
    known_license{"lgpl-3.0", open, "LGPL-3.0-only"},
    known_license{"lgpl-lr", open, "LGPLLR"},
    known_license{"lppl-1.3c", open, "LPPL-1.3c"},
    known_license{"mit", open, "MIT"},
    known_license{"mpl-2.0", open, "MPL-2.0"},
    known_license{"ms-pl", open, "MS-PL"},
    known_license{"ncsa", open, "NCSA"},
    known_license{"odbl", open, ""},
    known_license{"odc-by", open, ""},
    known_license{"ofl-1.1", open, "OFL-1.1"},
    known_license{"openmdw-1.0", open, ""},
    known_license{"openmdw-1.1", open, ""},
    known_license{"osl-3.0", open, "OSL-3.0"},
    known_license{"pddl", open, ""},
    known_license{"postgresql", open, "PostgreSQL"},
    known_license{"unlicense", open, "Unlicense"},
    known_license{"wtfpl", open, "WTFPL"},
    known_license{"zlib", open, "Zlib"},
    // RAIL licences name uses that they forbid.
    known_license{"bigcode-openrail-m", conditions, ""},
    known_license{"bigscience-bloom-rail-1.0", conditions, ""},
    known_license{"bigscience-openrail-m", conditions, ""},
    known_license{"c-uda", conditions, "C-UDA-1.0"},
    // A fine-tune is a change, and could not be passed on.
    known_license{"cc-by-nd-4.0", conditions, "CC-BY-ND-4.0"},
    known_license{"creativeml-openrail-m", conditions, ""},
    known_license{"deepseek", conditions, ""},
    known_license{"deepseek-license", conditions, ""},
    known_license{"falcon-llm-license", conditions, ""},
    known_license{"gemma", conditions, ""},
    known_license{"health-ai-developer-foundations", conditions, ""},
    known_license{"jamba-open-model-license", conditions, ""},
    known_license{"kimi-k3", conditions, ""},
    known_license{"lfm1.0", conditions, ""},
    // Meta's licences end at a number of users, and name uses that they forbid.
    known_license{"llama2", conditions, ""},
    known_license{"llama3", conditions, ""},
    known_license{"llama3.1", conditions, ""},
    known_license{"llama3.2", conditions, ""},
    known_license{"llama3.3", conditions, ""},
    known_license{"llama4", conditions, ""},
    known_license{"minimax-community", conditions, ""},
    known_license{"modified-mit", conditions, ""},
    known_license{"nvidia-nemotron-open-model-license", conditions, ""},
    known_license{"nvidia-open-model-license", conditions, ""},
    known_license{"openrail", conditions, ""},
    known_license{"openrail++", conditions, ""},
    known_license{"qwen", conditions, ""},
    known_license{"tencent-hunyuan-a13b", conditions, ""},
    known_license{"tongyi-qianwen", conditions, ""},
    known_license{"tongyi-qianwen-license-agreement", conditions, ""},
    known_license{"apple-amlr", research, ""},
    known_license{"apple-ascl", conditions, ""},
    known_license{"cc-by-nc-2.0", research, "CC-BY-NC-2.0"},
    known_license{"cc-by-nc-3.0", research, "CC-BY-NC-3.0"},
    known_license{"cc-by-nc-4.0", research, "CC-BY-NC-4.0"},
    known_license{"cc-by-nc-nd-3.0", research, "CC-BY-NC-ND-3.0"},
    known_license{"cc-by-nc-nd-4.0", research, "CC-BY-NC-ND-4.0"},
    known_license{"cc-by-nc-sa-2.0", research, "CC-BY-NC-SA-2.0"},
    known_license{"cc-by-nc-sa-3.0", research, "CC-BY-NC-SA-3.0"},
    known_license{"cc-by-nc-sa-4.0", research, "CC-BY-NC-SA-4.0"},
    known_license{"exaone", research, ""},
    known_license{"fair-noncommercial-research-license", research, ""},
    known_license{"intel-research", research, ""},
    known_license{"mnpl", research, ""},
    known_license{"mrl", research, ""},
    known_license{"qwen-research", research, ""},
    known_license{"researchrail", research, ""},
    known_license{"tongyi-qianwen-research", research, ""},
};

// Of licences that owners named themselves. Only what narrows: a name that promises much may not
// keep it.
constexpr std::string_view words_of_research[] = {
    "non-commercial", "noncommercial", "research", "academic", "-nc-", "evaluation"};

const known_license* find_known(std::string_view id)
{
    const auto found = std::ranges::find(known, id, &known_license::id);
    return found == known.end() ? nullptr : &*found;
}

}  // namespace

std::string_view to_string(license_class kind) noexcept
{
    switch (kind)
    {
        case license_class::open: return "open";
        case license_class::conditions: return "conditions";
        case license_class::research: return "research";
        case license_class::unknown: break;
    }
    return "unknown";
}

std::optional<license_class> license_class_of(std::string_view word) noexcept
{
    for (const auto kind : {open, conditions, research, license_class::unknown})
        if (word == to_string(kind))
            return kind;
    return {};
}

classed_license classed(const std::optional<std::string>& license)
{
    if (!license)
        return {license_class::unknown, "", "no licence is declared"};
    const auto id = lower(*license);
    if (const auto* const one = find_known(id))
        return {one->kind, one->spdx, "the licence is known"};
    for (const auto word : words_of_research)
        if (id.find(word) != std::string::npos)
            return {research, "", "the licence's name says so"};
    return {license_class::unknown, "", "the licence is not known here"};
}

bool is_license_word(std::string_view word)
{
    const auto id = lower(word);
    return license_class_of(id) || find_known(id);
}

std::vector<std::string> known_licenses()
{
    std::vector<std::string> ids;
    for (const auto& one : known)
        ids.emplace_back(one.id);
    return ids;
}

std::string license_reason(const std::optional<std::string>& license)
{
    const auto kind = std::string(to_string(classed(license).kind));
    return (license ? "its licence, " + *license + ", is"
                    : std::string("it declares no licence, which is")) +
           " of the class " + kind + ": --license names others";
}

bool is_wanted_license(
    const std::optional<std::string>& license, std::span<const std::string> wanted
)
{
    const auto kind = to_string(classed(license).kind);
    return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& word) {
               return is_same_word(word, kind) || (license && is_same_word(word, *license));
           });
}

}  // namespace muster
