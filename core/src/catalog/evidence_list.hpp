#pragma once

#include "evidence_book.hpp"
#include "muster/text_arena.hpp"
#include "table/id_index.hpp"
#include "table/interned_texts.hpp"

#include <map>
#include <vector>

namespace muster {

/// A summary with texts of its own.
struct owned_summary
{
    evidence_book::summary about() const;

    std::string model_id = {};
    std::string renamed_to = {};
    std::string license = {};
    std::uint64_t commit_hash = 0;
    bool is_present = false;
    bool has_negative = false;
    bool says_anything = false;
};

owned_summary summary_of(const evidence& one);

/// What a book has of evidence that stays in its file.
struct evidence_book::file_part
{
    /// Of one model.
    struct entry
    {
        const char* id = nullptr;
        long_list::place place = {};
        std::uint64_t commit_hash = 0;
        text_id license = 0;
        std::uint32_t id_size = 0;
        bool is_present = false;
        bool has_negative = false;
        bool says_anything = false;
    };

    explicit file_part(const long_list& list) : file(list) {}
    file_part(const file_part&) = delete;

    std::string_view id_at(std::uint32_t place) const
    {
        return {entries[place].id, entries[place].id_size};
    }
    summary summary_at(std::uint32_t place) const;
    evidence read(std::uint32_t place) const;

    long_list file;
    text_arena arena = {};
    interned_texts texts = {};
    std::vector<entry> entries = {};
    std::map<std::uint32_t, std::string> renamed = {};  ///< by place
    id_index by_id{[this](std::uint32_t place) { return id_at(place); }};
};

/// What a book has of evidence that is in no file.
struct evidence_book::own_entry : owned_summary
{
    evidence read() const;

    std::string text = {};                 ///< as the file would have it
    std::unique_ptr<evidence> whole = {};  ///< instead, where the file would not have all of it
};

}  // namespace muster
