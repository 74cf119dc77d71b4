#include "progress.hpp"

#include "base/amounts.hpp"
#include "base/terminal.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>

namespace muster {

namespace {

constexpr auto redraw_interval = std::chrono::milliseconds(100);

std::string page_text(const fetch_progress& so_far)
{
    auto text = count_of(so_far.records, "model") + ", " + count_of(so_far.pages, "page");
    if (so_far.spent.bytes > 0)
        text += ", " + bytes_text(so_far.spent.bytes);
    if (so_far.spent.retries > 0)
        text += ", " + std::to_string(so_far.spent.retries) + " retried";
    return text;
}

/// As many of the fields, in order, as fit a line.
std::string fitted(std::string line, const std::vector<std::string>& fields, std::size_t columns)
{
    // Fields are dropped whole: half a number would be another number.
    for (const auto& field : fields)
        if (!field.empty() && line.size() + 2 + field.size() < columns)
            line += "  " + field;
    if (line.size() >= columns)
        // A line of the full width would wrap on some terminals, and the board be one line too
        // tall.
        line.resize(columns > 0 ? columns - 1 : 0);
    return line;
}

// Part of a listing is no failure: it may be used.
std::string outcome_text(verdict outcome)
{
    if (outcome == verdict::ok)
        return "answered";
    return outcome == verdict::partial ? "partial" : "failed";
}

}  // namespace

void progress::sources_begin(const std::vector<std::string>& names)
{
    // All are asked at once: one beginning serves all lines.
    began_ = clock::now();
    for (const auto& name : names)
        // In the order given, so that a source keeps its line from beginning to end.
        lines_.push_back({name, nullptr, {}, {}, {}});
    // On a terminal the board says which are asked; a log needs a sentence.
    if (is_live_)
        draw();
    else if (!names.empty())
        out_.say("asking " + boost::join(names, ", "));
}

void progress::source_begin(const std::string& source, const fetch_progress& so_far)
{
    if (auto* one = find(source))
        // Of the source's coroutine, and valid until source_end().
        one->live = &so_far;
}

void progress::source_page(const std::string& source, const fetch_progress& so_far)
{
    out_.detail(source + ": " + page_text(so_far));
    tick();
}

void progress::source_end(const std::string& source, const fetched_source& fetched)
{
    const auto outcome = outcome_text(fetched.listing.outcome);
    if (auto* one = find(source))
    {
        one->live = nullptr;
        // Copied: the live numbers end with the coroutine.
        one->so_far = fetched.progress;
        one->ended = clock::now();
        // The verdict needs the listing of before, and comes with the summary.
        one->outcome = outcome;
    }
    if (is_live_)
        draw();
    else
        out_.say(
            source + ": " + outcome + ", " + page_text(fetched.progress) + ", " +
            seconds_text(fetched.took)
        );
}

void progress::sources_end(const std::vector<source_report>& reports)
{
    // The board makes room for the summary.
    lines_.clear();
    if (is_live_)
        draw();
    for (const auto& report : reports)
        for (const auto& rejected : report.rejected)
            out_.detail(
                report.name + ": row refused: " + printable(rejected.where) + ": " +
                printable(rejected.why)
            );
}

void progress::sizes_begin(std::size_t models)
{
    if (!is_live_)
        out_.say("sizing " + count_of(models, "model"));
    sized(0, models);
}

void progress::sized(std::size_t done, std::size_t all)
{
    sizes_ = "sizing " + std::to_string(done) + " of " + count_of(all, "model");
    tick();
}

void progress::sizes_end()
{
    sizes_.clear();
    if (is_live_)
        draw();
}

void progress::tick()
{
    // A listing has hundreds of pages, and a terminal is slow.
    if (is_live_ && clock::now() - drawn_ >= redraw_interval)
        draw();
}

progress::line* progress::find(const std::string& source)
{
    const auto found = std::ranges::find(lines_, source, &line::source);
    return found == lines_.end() ? nullptr : &*found;
}

std::string progress::text_of(const line& one, std::size_t columns) const
{
    const auto until = one.ended.value_or(clock::now());
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(until - began_);
    const auto& so_far = one.live ? *one.live : one.so_far;
    const auto& spent = so_far.spent;
    // What matters most comes first: narrow terminals lose the rest.
    return fitted(
        padded(one.source, source_name_columns) + (one.ended ? one.outcome : "..."),
        {count_of(so_far.records, "model"),
         seconds_text(took),
         spent.retries > 0 ? std::to_string(spent.retries) + " retried" : "",
         count_of(so_far.pages, "page"),
         spent.bytes > 0 ? bytes_text(spent.bytes) : ""},
        columns
    );
}

void progress::draw()
{
    // Asked anew each time: the window may have been resized.
    const auto size = size_of_terminal().value_or(terminal_size());
    std::vector<std::string> board;
    for (const auto& one : lines_)
        board.push_back(text_of(one, size.columns));
    if (!sizes_.empty())
        board.push_back(fitted(sizes_, {}, size.columns));
    // What scrolled away cannot be drawn anew.
    board.resize(std::min(board.size(), std::max<std::size_t>(size.rows, 1) - 1));
    out_.draw_board(board);
    drawn_ = clock::now();
}

}  // namespace muster
