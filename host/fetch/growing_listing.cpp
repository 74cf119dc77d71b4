#include "growing_listing.hpp"

#include "base/amounts.hpp"
#include "base/plain_text.hpp"
#include "contract/unfit_record.hpp"
#include "sources/high_water.hpp"
#include "text/amount.hpp"

namespace muster {

void growing_listing::add(const page_reading& read, std::uint64_t page)
{
    page_ = page;
    rows_ += rows_in(read);
    auto facts = read.facts;
    // What the page itself leads to is no promise that could be broken.
    facts.has_more = facts.has_more && read.follow.empty();
    facts_.add(facts);
    const auto before = models_;
    for (const auto& model : read.models)
        add(model);
    for (const auto& rejected : read.rejected)
        reject(rejected.where, rejected.why);
    page_models_ = models_ - before;
}

std::uint64_t growing_listing::different_rows() const
{
    // What a page of a list that changes gives again is not much.
    constexpr std::uint64_t repeated_in_100 = 1;
    const auto repeated = repeated_rows(published_);
    return repeated * 100 > rows_ * repeated_in_100 ? rows_ - repeated : rows_;
}

std::optional<std::uint64_t> growing_listing::missing() const
{
    if (!facts_.total)
        return {};
    const auto came = different_rows();
    return came < *facts_.total ? std::optional(*facts_.total - came) : std::nullopt;
}

std::string growing_listing::broken_promise() const
{
    if (const auto lacking = missing())
    {
        const auto came = *facts_.total - *lacking;
        return "the service says that it has " + count_of(*facts_.total, "row") + ", and gave " +
               with_separators(came) +
               (came < rows_ ? ", some of them twice: " + with_separators(rows_) + " came" : "");
    }
    if (!facts_.has_more)
        return {};
    return "more rows follow a page that links to none (if that stays so: --no-stale takes what "
           "came, --skip " +
           published_.plugin + " leaves the source out)";
}

bool growing_listing::has_room_for_more_than_a_page() const noexcept
{
    // Twice, as pages vary in size: a download ahead that the limit makes useless is worse than
    // none.
    return record_limit_ == 0 || (page_models_ > 0 && record_limit_ - models_ > 2 * page_models_);
}

// The plugin is foreign code, and what it returns is written to files that must be readable again.
void growing_listing::add(const record& model)
{
    const auto unfit = unfit_for_files(model);
    if (!unfit.empty())
        reject(model.model_id, unfit);
    else if (takes(model))
        published_.models.add(model);
}

void growing_listing::reject(std::string_view where, std::string_view why)
{
    // The place and the reason are the plugin's words: they may quote the page, with a token in it.
    published_.rejected.push_back({"page " + std::to_string(page_) + ' ' + told(where), told(why)});
}

std::string growing_listing::told(std::string_view words) const
{
    return plain_text(web_.redacted(words));
}

bool growing_listing::takes(const record& model)
{
    // A row without a Hub id (a vendor's name, say) is matched later, and does not use up the
    // limit.
    if (model.model_id.empty())
        return true;
    if (is_full())
        return false;
    models_ += 1;
    return true;
}

}  // namespace muster
