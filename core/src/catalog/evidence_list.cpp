#include "evidence_list.hpp"

#include "json/member_reader.hpp"
#include "list_batches.hpp"
#include "size/facts/evidence_file.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace muster {

namespace {

// Large enough that a call for each part costs nothing, small enough to lie in memory.
constexpr std::size_t part_rows = 512;
constexpr std::size_t row_bytes_expected = 1200;

owned_summary read_summary(member_reader& in, std::string_view)
{
    return summary_of(read_evidence_element(in, read_configs::none));
}

/// Says what is wrong with a file in which something is.
failure fault_of(const long_list& file)
{
    const auto done = read_list(file, [](member_reader& in) -> result<void> {
        read_evidence_element(in);
        return {};
    });
    return done.has_error() ? done.error()
                            : failure{errc::wrong_shape, file.name() + ": cannot be read"};
}

}  // namespace

evidence evidence_book::evidence_in(std::string_view filed_text)
{
    // Made once: a million elements may be read.
    thread_local element_parser parser;
    auto out =
        parser.parse(filed_text, [](member_reader& in) { return read_evidence_element(in); });
    if (!out)
        throw std::runtime_error("the evidence that was read is another one now");
    return std::move(*out);
}

evidence evidence_book::own_entry::read() const { return whole ? *whole : evidence_in(text); }

evidence evidence_book::file_part::read(std::uint32_t place) const
{
    return evidence_in(file.text_at(entries[place].place));
}

result<evidence_book> evidence_book::read(const long_list& file, const parallel_for& over)
{
    auto part = std::make_shared<file_part>(file);
    const auto take = [&part](owned_summary&& one, long_list::place place) {
        if (part->by_id.find(one.model_id))
            return;
        const auto next = static_cast<std::uint32_t>(part->entries.size());
        part->entries.push_back(
            {part->arena.copy(one.model_id).data(),
             place,
             one.commit_hash,
             part->texts.intern(one.license),
             static_cast<std::uint32_t>(one.model_id.size()),
             one.is_present,
             one.has_negative,
             one.says_anything}
        );
        part->by_id.add(next, id_hash(one.model_id));
        if (!one.renamed_to.empty())
            part->renamed.emplace(next, std::move(one.renamed_to));
    };
    if (!read_in_batches(file, over, read_summary, take))
        return fault_of(file);
    evidence_book out;
    out.size_ = part->entries.size();
    out.file_ = std::move(part);
    return out;
}

/// One element of the text of a book.
struct evidence_book::element
{
    std::string_view id = {};
    const file_part* file = nullptr;
    const own_entry* entry = nullptr;
    std::uint32_t place = 0;
    bool is_copied = false;
};

std::string evidence_book::text_of(const element& one, bool is_shipped)
{
    const bool has_negative =
        one.file ? one.file->entries[one.place].has_negative : one.entry->has_negative;
    const bool forgets = is_shipped && has_negative;
    if (!forgets && one.is_copied)
        return one.file->file.text_at(one.file->entries[one.place].place);
    if (!forgets && one.entry && !one.entry->whole)
        return one.entry->text;
    auto known = one.file ? one.file->read(one.place) : one.entry->read();
    if (forgets)
        forget_negative_answers(known);
    return evidence_text(known);
}

chunked_text evidence_book::to_text(bool is_shipped) const
{
    // The book may be changed before the text is made.
    struct whole_text
    {
        evidence_book book;
        std::vector<element> elements = {};
    };
    const auto all = std::make_shared<whole_text>(whole_text{*this});
    const auto& book = all->book;
    const auto add = [&](const element& one, const summary& about) {
        if (!about.says_anything)
            return;
        if (is_shipped && about.has_negative)
        {
            auto known = *book.find(about.model_id);
            forget_negative_answers(known);
            if (!muster::says_anything(known))
                return;
        }
        all->elements.push_back(one);
    };
    const auto* const file = book.file_.get();
    for (std::uint32_t i = 0; file && i < file->entries.size(); ++i)
    {
        const auto changed = book.changed_.find(i);
        const bool is_copied = i < book.has_text_of_file_.size() && book.has_text_of_file_[i];
        if (changed == book.changed_.end())
            add({file->id_at(i), file, nullptr, i, is_copied}, file->summary_at(i));
        else if (const auto* const entry = changed->second.get())
            add({entry->model_id, nullptr, entry}, entry->about());
    }
    for (const auto& [id, entry] : book.added_)
        add({entry->model_id, nullptr, entry.get()}, entry->about());
    std::ranges::sort(all->elements, {}, &element::id);
    const auto parts = std::max<std::size_t>(1, (all->elements.size() + part_rows - 1) / part_rows);
    return {parts, [all, is_shipped](std::size_t part) {
                const auto& elements = all->elements;
                const auto begin = part * part_rows;
                const auto end = std::min(elements.size(), begin + part_rows);
                std::string out;
                out.reserve((end - begin) * row_bytes_expected);
                out += begin == 0 ? "[" : "";
                for (auto i = begin; i < end; ++i)
                {
                    out += i == 0 ? "\n  " : ",\n  ";
                    out += text_of(elements[i], is_shipped);
                }
                if (end == elements.size())
                    out += elements.empty() ? "]\n" : "\n]\n";
                return out;
            }};
}

}  // namespace muster
