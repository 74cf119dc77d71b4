#include "evidence_book.hpp"

#include "evidence_list.hpp"
#include "size/facts/evidence_file.hpp"
#include "text/seeded_hash.hpp"

#include <algorithm>
#include <stdexcept>

namespace muster {

namespace {

bool is_under_way(ask_state state) noexcept { return state == ask_state::failed; }

// What a later pass of the same run still needs, and what no file has. (Whether a model is public
// today its listing says anew.)
bool is_more_than_a_file_has(const evidence& one)
{
    const auto* const base = one.base ? &*one.base : nullptr;
    return one.is_private || one.facts || !one.shards.empty() || one.gguf_bytes_wanted ||
           is_under_way(one.info) || is_under_way(one.config_state) || is_under_way(one.copies) ||
           is_under_way(one.headers) || is_under_way(one.gguf_state) ||
           (base && (base->is_public_today || is_under_way(base->info) ||
                     is_under_way(base->config_state)));
}

}  // namespace

std::uint64_t commit_hash(std::string_view commit) noexcept
{
    return std::max<std::uint64_t>(1, text_hash()(commit));
}

evidence_book::evidence_book() = default;

evidence_book::evidence_book(const std::vector<evidence>& all)
{
    for (const auto& one : all)
        add(one);
}

evidence_book::summary owned_summary::about() const
{
    return {model_id, renamed_to, license, commit_hash, is_present, has_negative, says_anything};
}

owned_summary summary_of(const evidence& one)
{
    return {
        one.model_id,
        one.renamed_to.value_or(""),
        one.license,
        one.commit ? commit_hash(*one.commit) : 0,
        one.info == ask_state::present,
        has_negative_answers(one),
        says_anything(one)};
}

evidence_book::summary evidence_book::file_part::summary_at(std::uint32_t place) const
{
    const auto& one = entries[place];
    const auto other = renamed.empty() ? renamed.end() : renamed.find(place);
    return {
        id_at(place),
        other == renamed.end() ? std::string_view() : std::string_view(other->second),
        texts.text(one.license),
        one.commit_hash,
        one.is_present,
        one.has_negative,
        one.says_anything};
}

evidence_book::draft evidence_book::prepare(evidence one)
{
    auto out = std::make_shared<own_entry>();
    static_cast<owned_summary&>(*out) = summary_of(one);
    if (is_more_than_a_file_has(one))
        out->whole = std::make_unique<evidence>(std::move(one));
    else
        out->text = evidence_text(one);
    return out;
}

std::optional<std::uint32_t> evidence_book::place_in_file(std::string_view model_id) const
{
    return file_ ? file_->by_id.find(model_id) : std::nullopt;
}

const evidence_book::own* evidence_book::find_own(std::string_view model_id) const
{
    if (const auto place = place_in_file(model_id))
    {
        const auto changed = changed_.find(*place);
        return changed == changed_.end() ? nullptr : &changed->second;
    }
    if (added_.empty())
        return nullptr;
    const auto added = added_.find(fold_id(model_id));
    return added == added_.end() ? nullptr : &added->second;
}

bool evidence_book::contains(std::string_view model_id) const
{
    const auto* const entry = find_own(model_id);
    return entry ? *entry != nullptr : place_in_file(model_id).has_value();
}

std::optional<evidence_book::summary> evidence_book::look_up(std::string_view model_id) const
{
    if (const auto* const entry = find_own(model_id))
        return *entry ? std::optional((*entry)->about()) : std::nullopt;
    const auto place = place_in_file(model_id);
    return place ? std::optional(file_->summary_at(*place)) : std::nullopt;
}

std::optional<evidence> evidence_book::find(std::string_view model_id) const
{
    if (const auto* const entry = find_own(model_id))
        return *entry ? std::optional((*entry)->read()) : std::nullopt;
    const auto place = place_in_file(model_id);
    return place ? std::optional(file_->read(*place)) : std::nullopt;
}

evidence evidence_book::at(std::string_view model_id) const
{
    auto found = find(model_id);
    if (!found)
        throw std::out_of_range("evidence_book::at");
    return std::move(*found);
}

std::size_t evidence_book::size() const noexcept { return size_; }

void evidence_book::set(std::string_view model_id, own entry)
{
    const bool was_there = contains(model_id);
    const bool is_there = entry != nullptr;
    size_ = size_ - (was_there ? 1 : 0) + (is_there ? 1 : 0);
    ids_.reset();
    if (const auto place = place_in_file(model_id))
        changed_.insert_or_assign(*place, std::move(entry));
    else if (is_there)
        added_.insert_or_assign(fold_id(model_id), std::move(entry));
    else
        added_.erase(fold_id(model_id));
}

void evidence_book::put(draft one)
{
    const std::string_view id = one->model_id;
    set(id, std::move(one));
}

void evidence_book::put(std::string_view model_id, evidence one)
{
    set(model_id, prepare(std::move(one)));
}

void evidence_book::add(evidence one)
{
    if (!contains(one.model_id))
        put(std::move(one));
}

void evidence_book::erase(std::string_view model_id) { set(model_id, nullptr); }

std::optional<evidence_book::filed> evidence_book::find_filed(std::string_view model_id) const
{
    const auto place = place_in_file(model_id);
    if (!place || changed_.contains(*place))
        return {};
    return filed{*place, file_->file.text_at(file_->entries[*place].place)};
}

void evidence_book::note_text_at(std::uint32_t place)
{
    has_text_of_file_.resize(file_->entries.size());
    has_text_of_file_[place] = true;
}

void evidence_book::for_each(const std::function<void(const summary&)>& take) const
{
    for (std::uint32_t i = 0; file_ && i < file_->entries.size(); ++i)
        if (const auto changed = changed_.find(i); changed == changed_.end())
            take(file_->summary_at(i));
        else if (changed->second)
            take(changed->second->about());
    for (const auto& [id, entry] : added_)
        take(entry->about());
}

void evidence_book::for_each_renamed(const std::function<void(const summary&)>& take) const
{
    const auto take_own = [&take](const own& entry) {
        if (entry && !entry->renamed_to.empty())
            take(entry->about());
    };
    if (file_)
        for (const auto& [place, name] : file_->renamed)
            if (!changed_.contains(place))
                take(file_->summary_at(place));
    for (const auto& [place, entry] : changed_)
        take_own(entry);
    for (const auto& [id, entry] : added_)
        take_own(entry);
}

std::pair<std::string, evidence> evidence_book::operator[](std::size_t index) const
{
    if (!ids_)
    {
        std::vector<std::string> ids;
        for_each([&ids](const summary& one) { ids.push_back(fold_id(one.model_id)); });
        std::sort(ids.begin(), ids.end());
        ids_ = std::make_shared<const std::vector<std::string>>(std::move(ids));
    }
    const auto& id = ids_->at(index);
    return {id, at(id)};
}

}  // namespace muster
