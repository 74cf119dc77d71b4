#include "saved_questions.hpp"

#include "saved_snapshot.hpp"

#include <algorithm>

namespace fs = std::filesystem;

namespace muster {

fs::path snapshot_file(const fs::path& data, const std::string& plugin, const std::string& question)
{
    return data / "sources" / (plugin + (question.empty() ? "" : '+' + question) + ".json");
}

saved_questions::saved_questions(const fs::path& data) : data_(data)
{
    for (const auto& file : listing_files(data))
    {
        // NAME.json is the usual question: its key is empty, and so the first in order.
        const auto stem = file.stem().string();
        const auto plus = std::min(stem.find('+'), stem.size());
        keys_[stem.substr(0, plus)].push_back(stem.substr(std::min(plus + 1, stem.size())));
    }
    for (auto& [source, keys] : keys_)
        std::ranges::sort(keys);
}

std::vector<std::string> saved_questions::keys_of(const std::string& source) const
{
    const auto found = keys_.find(source);
    return found == keys_.end() ? std::vector<std::string>() : found->second;
}

result<saved_listing>
saved_questions::read(const std::string& source, const std::string& question) const
{
    auto listing = read_saved_snapshot(snapshot_file(data_, source, question));
    if (listing.has_value())
        return saved_listing{std::move(*listing), {}};
    const auto& why = listing.error();
    if (why.code == boost::system::errc::no_such_file_or_directory)
        return saved_listing{};
    // A disk that fails is worth a stop: the listing would be replaced by a worse one.
    if (why.code.category() == boost::system::system_category())
        return why;
    return saved_listing{{}, "its last good listing cannot be used: " + why.where};
}

}  // namespace muster
