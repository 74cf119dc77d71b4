#include "diff_text.hpp"

#include "base/amounts.hpp"
#include "change_text.hpp"
#include "console.hpp"
#include "text/amount.hpp"

#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <functional>
#include <set>

namespace json = boost::json;

namespace muster {

namespace {

constexpr std::size_t diff_id_columns = 44;

// Popularity moves every day: the farthest moves are news.
constexpr std::size_t moves_worth_showing = 5;

/// "?" for a row without one: what is compared may be any JSON list.
std::string model_id_of(const json::object& row)
{
    const auto* const id = row.if_contains("model_id");
    return id ? value_text(*id) : std::string("?");
}

using id_set = std::set<std::string_view>;

id_set set_of(const std::vector<std::string>& ids) { return {ids.begin(), ids.end()}; }

/// A section that has no more lines than the limit.
class limited_section
{
public:
    limited_section(std::string title, std::size_t line_limit)
        : line_limit_(line_limit), section_{std::move(title)}
    {
    }

    /// what: makes the text of the line, where it is needed.
    template <class What>
    void add(const std::string& model_id, What what)
    {
        // The heading counts all of them, also those without a line.
        if (section_.count++ < line_limit_)
            section_.lines.push_back({model_id, what()});
    }

    diff_digest::section take() { return std::move(section_); }

private:
    std::size_t line_limit_;
    diff_digest::section section_;
};

/// is_wanted: by id, as rows of one list go to two sections.
template <class IsWanted>
void add_rows(
    limited_section& out,
    const std::vector<filed_row>& rows,
    const std::string& listed,
    IsWanted is_wanted
)
{
    // Read one at a time: all rows of millions would take gigabytes.
    for (const auto& filed : rows)
    {
        const auto row = filed.read();
        if (const auto id = model_id_of(row); is_wanted(id))
            out.add(id, [&] { return row_text(row, listed); });
    }
}

template <class IsWanted>
void add_changes(limited_section& out, const row_diff& diff, IsWanted is_wanted)
{
    std::vector<const row_change*> changes;
    for (const auto& change : diff.changed)
        // The numbers are the same: the summary counts these.
        if (!change.is_evidence_alone() && is_wanted(change.model_id))
            changes.push_back(&change);
    // Stable, so that equal ones stay in the order of the file.
    std::stable_sort(changes.begin(), changes.end(), [](const auto* a, const auto* b) {
        return urgency_of(*a) < urgency_of(*b);
    });
    for (const auto* change : changes)
        out.add(change->model_id, [change] { return fields_text(*change); });
}

diff_digest::section moves_section(const row_diff& diff, std::size_t line_limit)
{
    limited_section out("moved, by popularity", line_limit);
    for (const auto& move : diff.moved)
        out.add(move.model_id, [&move] {
            return "place " + with_separators(move.from) + " → " + with_separators(move.to);
        });
    auto section = out.take();
    section.worth_showing = moves_worth_showing;
    return section;
}

std::string shown_text(const json::object& row, std::string_view name)
{
    const auto* const member = row.if_contains(name);
    return member ? value_text(*member) : std::string();
}

diff_digest::section held_section(const json::array& held)
{
    limited_section out("held until accepted", all_lines);
    for (const auto& one : held)
        // The list may come from a report that somebody edited.
        if (const auto* row = one.if_object())
        {
            auto what = shown_text(*row, "reason");
            if (const auto command = shown_text(*row, "command"); !command.empty())
                what += "; to let it pass: " + command;
            out.add(model_id_of(*row), [&what] { return what; });
        }
    return out.take();
}

std::string summary_of(const row_diff& diff, const std::vector<diff_digest::section>& sections)
{
    std::string text;
    for (const auto& one : sections)
        add_to_list(
            text,
            with_separators(one.count) + ' ' +
                // The first word of the title: "moved, by popularity" counts as "moved".
                one.title.substr(0, one.title.find_first_of(", "))
        );
    if (text.empty())
        text = "nothing changed";
    const auto other_evidence =
        std::count_if(diff.changed.begin(), diff.changed.end(), [](const auto& one) {
            return one.is_evidence_alone();
        });
    if (other_evidence > 0)
        text += "; " + with_separators(static_cast<std::uint64_t>(other_evidence)) +
                " by other evidence, with the same numbers";
    return text + "; " + with_separators(diff.unchanged) + " as they were";
}

/// How many lines each section may show: what short sections leave, long ones take.
std::vector<std::size_t> shares(const diff_digest& digest, std::size_t line_limit)
{
    std::vector<std::size_t> order(digest.sections.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    // The shortest first: what it does not need is shared by the others.
    std::sort(order.begin(), order.end(), [&digest](std::size_t a, std::size_t b) {
        return digest.sections[a].count < digest.sections[b].count;
    });
    std::vector<std::size_t> out(order.size());
    auto sections_left = order.size();
    const bool is_whole = line_limit == all_lines;
    for (const auto i : order)
    {
        const auto& [title, count, lines, worth_showing] = digest.sections[i];
        out[i] = std::min(
            {lines.size(), line_limit / sections_left, is_whole ? lines.size() : worth_showing}
        );
        line_limit -= out[i];
        --sections_left;
    }
    return out;
}

std::string more_text(std::size_t left_out)
{
    return "… and " + with_separators(left_out) + " more (--verbose shows all)";
}

// All that comes from outside stands in code spans: there GitHub makes no links of addresses, tells
// no people who are named, and refers to no issues.
std::string as_code(const std::string& text)
{
    if (text.empty())
        return {};
    auto safe = printable(text);
    // A backtick would end the code span, whatever precedes it.
    std::replace(safe.begin(), safe.end(), '`', '\'');
    return '`' + boost::replace_all_copy(safe, "|", "\\|") + '`';  // a cell ends there even in code
}

}  // namespace

diff_digest digest_of(const row_diff& diff, const json::array& held, std::size_t line_limit)
{
    const auto is_back = [ids = set_of(diff.back)](const auto& id) { return ids.contains(id); };
    const auto is_archived = [ids = set_of(diff.archived)](const auto& id) {
        return ids.contains(id);
    };
    const auto is_unlisted = [ids = set_of(diff.unlisted)](const auto& id) {
        return ids.contains(id);
    };
    const auto section = [&](std::string title, auto add, const auto&... what) {
        limited_section out(std::move(title), line_limit);
        add(out, what...);
        return out.take();
    };
    const auto rows = [](limited_section& out, const auto&... what) { add_rows(out, what...); };
    const auto changes = [&diff](limited_section& out, const auto& is_wanted) {
        add_changes(out, diff, is_wanted);
    };
    // A row that came back or lost its sources has changed, too: it is told of in its own section.
    const auto is_listed = [&](const auto& id) { return !is_back(id) && !is_unlisted(id); };
    // Of rows that were marked and of rows that were archived.
    const auto returned = [&](limited_section& out) {
        add_rows(out, diff.added, "listed by", is_back);
        add_changes(out, diff, is_back);
    };
    diff_digest out;
    out.sections = {
        section("added", rows, diff.added, "listed by", std::not_fn(is_back)),
        section("back", returned),
        section("gone", rows, diff.gone, "was listed by", std::not_fn(is_archived)),
        section("archived", rows, diff.gone, "was listed by", is_archived),
        section("unlisted", changes, is_unlisted),
        section("changed", changes, is_listed),
        held_section(held),
        moves_section(diff, line_limit)};
    // A title with nothing below it is noise.
    std::erase_if(out.sections, [](const auto& one) { return one.count == 0; });
    out.summary = summary_of(diff, out.sections);
    return out;
}

std::string to_text(const diff_digest& digest, std::size_t line_limit)
{
    auto text = digest.summary + '\n';
    const auto shown = shares(digest, line_limit);
    for (std::size_t i = 0; i < digest.sections.size(); ++i)
    {
        const auto& [title, count, lines, worth_showing] = digest.sections[i];
        text += '\n' + title + '\n';
        for (std::size_t j = 0; j < shown[i]; ++j)
            text += "  " + padded(printable(lines[j].model_id), diff_id_columns) + ' ' +
                    printable(lines[j].what) + '\n';
        if (shown[i] < count)
            text += "  " + more_text(count - shown[i]) + '\n';
    }
    return text;
}

std::string to_markdown(const diff_digest& digest, std::size_t line_limit)
{
    auto text = "**" + digest.summary + "**\n";
    const auto shown = shares(digest, line_limit);
    for (std::size_t i = 0; i < digest.sections.size(); ++i)
    {
        const auto& [title, count, lines, worth_showing] = digest.sections[i];
        text += "\n#### " + title + "\n\n| model | what |\n|---|---|\n";
        for (std::size_t j = 0; j < shown[i]; ++j)
            text += "| " + as_code(lines[j].model_id) + " | " + as_code(lines[j].what) + " |\n";
        // In the table, as Markdown would end it at any other line.
        if (shown[i] < count)
            text += "| | " + more_text(count - shown[i]) + " |\n";
    }
    return text;
}

}  // namespace muster
