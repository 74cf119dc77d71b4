#pragma once

#include "choose_listing.hpp"
#include "listing_snapshot.hpp"

#include <string>
#include <vector>

namespace muster {

/// Whether a snapshot is of after a person's acceptance. One of tomorrow was made with a clock that
/// was wrong, and not after anything. Precondition: there is an acceptance.
bool is_after_acceptance(
    const listing_snapshot& kept, const listing_snapshot& request, const listing_policy& policy
);

/// "50 %": a share, 0 to 1, rounded.
std::string percent_text(double share);

/// Judges a complete listing that is not empty by earlier ones, or by what a person accepted. What
/// it is made with must outlive it.
class shrink_judge
{
public:
    /// kept: the nearest snapshot, or null.
    shrink_judge(
        const listing_snapshot& request, const listing_snapshot* kept, const listing_policy& policy
    );

    /// Whether a person's acceptance is the measure.
    bool starts_anew() const noexcept { return !kept_ && !marks_.empty(); }

    /// mark_of() the listing: of a large one it takes a while to count.
    const listing_mark& now() const noexcept { return now_; }

    /// What it is measured by, the oldest first.
    const std::vector<listing_mark>& marks() const noexcept { return marks_; }

    /// In words; empty when it lost no more than it may.
    std::string trouble() const;

    /// In words, when it has less than at most by more than a share: slow loss, which no night
    /// shows. Empty when it has not.
    std::string fewer_by_more_than(double share) const;

private:
    /// Of the earlier listing's models, the share that is not listed now, within what both were
    /// asked for. Precondition: there is one.
    double share_lost() const;

    /// Of the earlier listing's models, the share that no loss explains: while models were missing,
    /// the limit let in less popular ones, and each that comes back pushes one of those out.
    double explained_share() const;

    const listing_snapshot& request_;
    const listing_snapshot* kept_;
    const listing_policy& policy_;
    listing_mark now_;
    std::vector<listing_mark> marks_ = {};
};

}  // namespace muster
