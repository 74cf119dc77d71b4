#pragma once

#include "json/long_list.hpp"
#include "muster/failure.hpp"
#include "size/facts/evidence.hpp"
#include "table/indexed_iterator.hpp"
#include "table/parallel_for.hpp"
#include "text/chunked_text.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace muster {

/// Not stable across machines, and not 0.
std::uint64_t commit_hash(std::string_view commit) noexcept;

/// The evidence of many models, by id, letter case aside, in little memory: what stands in a file
/// stays there and is read again where it is asked for; of it a book has the places, and a summary.
///
/// A copy shares what was read. Several threads may look at a book that none of them changes.
class evidence_book
{
    struct own_entry;

public:
    using iterator = indexed_iterator<evidence_book, std::pair<std::string, evidence>>;

    /// What is known without reading the evidence itself. The texts live as long as the book is
    /// not changed.
    struct summary
    {
        std::string_view model_id = {};
        std::string_view renamed_to = {};  ///< empty where it was not
        std::string_view license = {};     ///< empty where none is known
        std::uint64_t commit_hash = 0;     ///< commit_hash() of it; 0 where none is known
        bool is_present = false;           ///< the Hub said that it has the model
        bool has_negative = false;         ///< has_negative_answers()
        bool says_anything = false;
    };

    evidence_book();
    evidence_book(const std::vector<evidence>& all);  // NOLINT: a plain list is one, too

    /// Reads evidence.json, whose text must stay as it is for as long as the book lives. Of two
    /// spellings of one id the first counts. Fails as read_evidence() does.
    static result<evidence_book> read(const long_list& file, const parallel_for& over = serial_for);

    bool contains(std::string_view model_id) const;
    std::optional<summary> look_up(std::string_view model_id) const;

    /// May throw, when what was in the file cannot be read any more.
    std::optional<evidence> find(std::string_view model_id) const;

    /// The same. Throws std::out_of_range where there is none.
    evidence at(std::string_view model_id) const;

    std::size_t size() const noexcept;
    bool empty() const noexcept { return size() == 0; }

    /// Evidence that is made ready, on any thread, to be put into a book.
    using draft = std::shared_ptr<const own_entry>;
    static draft prepare(evidence one);

    /// In place of what there is under its id.
    void put(draft one);
    void put(evidence one) { put(prepare(std::move(one))); }

    /// In place of what there is under this id, whatever its own is.
    void put(std::string_view model_id, evidence one);

    /// Unless there is one under its id.
    void add(evidence one);

    void erase(std::string_view model_id);

    /// A model as a file has it, letter by letter.
    struct filed
    {
        std::uint32_t place = 0;  ///< in the book, for note_text_at()
        std::string text = {};
    };

    /// Nothing where the book has other evidence now than its file. May throw, as find().
    std::optional<filed> find_filed(std::string_view model_id) const;

    /// The evidence in such a text.
    static evidence evidence_in(std::string_view filed_text);

    /// What the file has there still says what is known: it is copied as it stands.
    /// Precondition: find_filed() of this book, or of one that it is a copy of, gave the place.
    void note_text_at(std::uint32_t place);

    /// All, in no particular order. The book must not be changed meanwhile.
    void for_each(const std::function<void(const summary&)>& take) const;

    /// The same of those that are renamed, of which there are few.
    void for_each_renamed(const std::function<void(const summary&)>& take) const;

    /// By folded id, with the evidence itself. Takes time for each.
    std::pair<std::string, evidence> operator[](std::size_t index) const;
    iterator begin() const noexcept { return {*this, 0}; }
    iterator end() const noexcept { return {*this, size()}; }

    /// The text of evidence.json. is_shipped: without negative answers, which are true of a day and
    /// of one person's token. Models of which nothing is known are left out.
    chunked_text to_text(bool is_shipped) const;

private:
    struct file_part;
    struct element;
    using own = draft;  ///< null where it was erased

    std::optional<std::uint32_t> place_in_file(std::string_view model_id) const;
    const own* find_own(std::string_view model_id) const;
    void set(std::string_view model_id, own entry);
    static std::string text_of(const element& one, bool is_shipped);

    std::shared_ptr<const file_part> file_ = {};
    std::vector<bool> has_text_of_file_ = {};              ///< by place: see note_text_at()
    std::unordered_map<std::uint32_t, own> changed_ = {};  ///< by place
    std::map<std::string, own, std::less<>> added_ = {};   ///< by folded id
    std::size_t size_ = 0;
    mutable std::shared_ptr<const std::vector<std::string>> ids_ = {};  ///< folded, for operator[]
};

}  // namespace muster
