#include "dry_run_text.hpp"

#include "catalog/diff.hpp"
#include "catalog/models.hpp"
#include "data/last_report.hpp"
#include "diff_text.hpp"
#include "staging/stage.hpp"

namespace fs = std::filesystem;

namespace muster {

namespace {

// What runs say of themselves changes with every run.
bool is_of_runs(const fs::path& file, const fs::path& data)
{
    return file.filename() == run_report_file_name ||
           (file.parent_path() != data && file.parent_path() != data / "sources");
}

std::string rows_text(const file_change& change)
{
    const auto name = change.file.string();
    // A file that is not there yet is compared as an empty list.
    const auto diff = diff_rows(
        long_list::of_view(change.before.empty() ? "[]" : std::string_view(change.before), name),
        long_list::of_view(change.after, name)
    );
    // A file that cannot be read has no rows to compare.
    if (diff.has_error())
        return {};
    return to_text(digest_of(*diff, {}), screen_lines);
}

std::string with_indent(const std::string& text)
{
    std::string out;
    // Empty lines stay empty: a copied text has no spaces at their ends.
    bool is_new_line = true;
    for (const char c : text)
    {
        if (is_new_line && c != '\n')
            out += "    ";
        is_new_line = c == '\n';
        out += c;
    }
    return out;
}

}  // namespace

std::string dry_run_text(const run_report& report, const fs::path& data)
{
    std::string out;
    for (const auto& change : report.would_change)
    {
        if (is_of_runs(change.file, data))
            continue;
        out += "  " + change.file.string() + '\n';
        const auto name = change.file.filename();
        if (name == models_file_name || name == staging_file_name)
            out += with_indent(rows_text(change));
    }
    if (out.empty())
        return "nothing was written (--dry-run), and nothing would change\n";
    return "nothing was written (--dry-run); these files would change:\n" + out;
}

}  // namespace muster
