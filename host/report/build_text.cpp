#include "build_text.hpp"

#include "base/amounts.hpp"
#include "console.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <vector>

namespace muster {

namespace {

constexpr std::size_t repository_columns = 46;
constexpr std::size_t format_columns = 30;

std::string format_words(const build& one)
{
    auto out = one.format.empty() ? std::string("in a format that is not known") : one.format;
    if (one.bits_per_weight)
        out += ", " + number_text(*one.bits_per_weight) + " bits";
    return out;
}

std::string facts_words(const build& one)
{
    std::vector<std::string> facts;
    if (one.bytes)
        facts.push_back(rounded_bytes(static_cast<double>(*one.bytes)));
    if (one.downloads)
        facts.push_back(count_of(*one.downloads, "download"));
    if (one.is_by_owner)
        facts.emplace_back("by the owner of the model");
    return boost::join(facts, ", ");
}

/// One of each format first, the owner's or the most downloaded: these are what people choose from.
std::vector<const build*> best_first(const model_builds& known)
{
    std::vector<const build*> all;
    for (const auto& one : known.builds)
        all.push_back(&one);
    std::ranges::stable_sort(all, std::ranges::greater(), &build::is_by_owner);
    std::set<std::string> met;
    std::vector<const build*> firsts;
    std::vector<const build*> others;
    for (const auto* one : all)
        (met.insert(one->format).second ? firsts : others).push_back(one);
    firsts.insert(firsts.end(), others.begin(), others.end());
    return firsts;
}

}  // namespace

std::string build_words(const build& one)
{
    const auto facts = facts_words(one);
    return printable(one.repository) + " (" + printable(format_words(one)) +
           (facts.empty() ? "" : ", " + facts) + ')';
}

std::string builds_text(const model_builds& known)
{
    std::string out = "\n  builds that are known\n";
    const auto all = best_first(known);
    const auto shown = std::min(all.size(), builds_shown_limit);
    for (const auto* one : std::span(all).first(shown))
    {
        auto line = "    " + padded(printable(one->repository), repository_columns) +
                    padded(printable(format_words(*one)), format_columns) + facts_words(*one);
        // Columns are padded, and a build may have no facts: no line ends in spaces.
        out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    if (const auto more = all.size() - shown + known.not_listed)
        out += "    and " + std::to_string(more) + " more (builds.json)\n";
    return out;
}

std::string builds_summary(const model_builds& known)
{
    std::map<std::string, std::size_t> formats;
    for (const auto& one : known.builds)
        formats[one.format.empty() ? "of an unknown format" : one.format] += 1;
    std::vector<std::string> parts;
    for (const auto& [format, count] : formats)
        parts.push_back(std::to_string(count) + ' ' + format);
    if (known.not_listed > 0)
        parts.push_back(std::to_string(known.not_listed) + " more");
    return count_of(known.builds.size() + known.not_listed, "build") + ": " +
           printable(boost::join(parts, ", "));
}

}  // namespace muster
