#include "progress.hpp"

#include "report/amounts.hpp"

namespace muster {

void progress::page(const std::string& source, const fetch_progress& so_far)
{
    out_.detail(
        source + ": page " + std::to_string(so_far.pages) + ", " +
        count_of(so_far.records, "model") + ", " + bytes_text(so_far.spent.bytes)
    );
}

void progress::source_done(const source_report& report)
{
    for (const auto& rejected : report.rejected)
        out_.detail(
            report.name + ": row refused: " + printable(rejected.where) + ": " +
            printable(rejected.why)
        );
}

void progress::sized(std::size_t done, std::size_t all)
{
    static constexpr std::size_t models_a_line = 500;
    if (done % models_a_line == 0 || done == all)
        out_.detail("sizes: " + std::to_string(done) + " of " + count_of(all, "model"));
}

}  // namespace muster
