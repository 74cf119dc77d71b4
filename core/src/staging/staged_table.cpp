#include "staged_table.hpp"

#include "muster/license.hpp"
#include "muster/row_view.hpp"
#include "stage.hpp"
#include "table/model_table.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

namespace {

/// Gathers candidates in the packed form that listings have; those that have no such form as they
/// are.
class staged_rows
{
public:
    /// Precondition: a row that stage_check accepts.
    void take(row_view& row)
    {
        const auto next = static_cast<std::uint32_t>(size_++);
        const auto source = row.text("source");
        record one;
        one.model_id = row.text("model_id");
        one.license = row.text("license");
        one.popularity = row.number("popularity_score").value_or(0);
        tags_.clear();
        row.only_texts("tags", tags_);
        if (!is_as_published(one, source))
        {
            plain_places_.push_back(next);
            plain_.push_back(candidate_of(one, source));
            return;
        }
        // People add tags at the end.
        std::ranges::sort(tags_);
        tags_.erase(std::unique(tags_.begin(), tags_.end()), tags_.end());
        one.tags = tags_;
        auto& of_label = rows_of(source);
        of_label.places.push_back(next);
        of_label.models.add(one);
    }

    candidate_table finish()
    {
        candidate_table all;
        all.reserve(size_);
        std::vector<std::uint32_t> places;
        places.reserve(size_);
        // Rows of one listing share their label; the order of the file is restored below.
        for (auto& [label, rows] : labels_)
        {
            candidate_table of_label;
            of_label.add_listing(rows.models, label);
            for (const auto& row : rows.models)
                of_label.add(row);
            all.append(std::move(of_label));
            places.insert(places.end(), rows.places.begin(), rows.places.end());
        }
        all.append(candidate_table(std::move(plain_)));
        places.insert(places.end(), plain_places_.begin(), plain_places_.end());
        // Where in the table the rows of the file are.
        std::vector<std::uint32_t> positions(size_);
        for (std::uint32_t i = 0; i < places.size(); ++i)
            positions[places[i]] = i;
        all.reorder(positions);
        return all;
    }

private:
    struct rows_of_label
    {
        model_table models = {};
        std::vector<std::uint32_t> places = {};  ///< in the file
    };

    /// Whether a row of one source, published so, would be this candidate: people edit the file.
    bool is_as_published(const record& one, std::string_view source)
    {
        return source.find('+') == std::string_view::npos &&
               *one.popularity == popularity_score(one.popularity) && is_usual(one.license) &&
               std::ranges::find(tags_, "") == tags_.end();
    }

    // A million rows have some hundred licences.
    bool is_usual(std::string_view license)
    {
        const auto known = licenses_.find(license);
        if (known != licenses_.end())
            return known->second;
        const bool is_usual = license.empty() || normalize_license(license) == license;
        licenses_.emplace(license, is_usual);
        return is_usual;
    }

    candidate candidate_of(const record& one, std::string_view source) const
    {
        candidate out;
        out.model_id = one.model_id;
        if (!one.license.empty())
            out.license = one.license;
        out.sources = split_sources(std::string(source));
        out.popularity_score = *one.popularity;
        out.tags.assign(tags_.begin(), tags_.end());
        std::ranges::sort(out.tags);
        out.tags.erase(std::unique(out.tags.begin(), out.tags.end()), out.tags.end());
        return out;
    }

    rows_of_label& rows_of(std::string_view source)
    {
        const auto known = labels_.find(source);
        return known == labels_.end() ? labels_[std::string(source)] : known->second;
    }

    std::size_t size_ = 0;
    std::map<std::string, rows_of_label, std::less<>> labels_ = {};
    std::map<std::string, bool, std::less<>> licenses_ = {};
    std::vector<candidate> plain_ = {};
    std::vector<std::uint32_t> plain_places_ = {};
    std::vector<std::string_view> tags_ = {};
};

}  // namespace

result<candidate_table> read_staged_table(const long_list& file)
{
    staged_rows rows;
    stage_check check([&rows](row_view& row) { rows.take(row); });
    file.for_each_piece([&check](std::string_view piece) { check.take(piece); });
    if (check.is_readable())
        return rows.finish();
    // What is wrong is said by the reader that knows the place; what it accepts stands.
    std::vector<candidate> plain;
    const auto done =
        for_each_staged(file, [&plain](candidate&& one) { plain.push_back(std::move(one)); });
    if (done.has_error())
        return done.error();
    return candidate_table(std::move(plain));
}

}  // namespace muster
