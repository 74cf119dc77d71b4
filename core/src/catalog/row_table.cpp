#include "row_table.hpp"

#include "json/json_members.hpp"
#include "list_batches.hpp"
#include "model_fields.hpp"
#include "muster/text_arena.hpp"
#include "packed_fields.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <unordered_map>

namespace muster {

namespace {

// Large enough that a call for each part costs nothing, small enough that one for each core takes
// little memory.
constexpr std::size_t part_rows = 1024;
constexpr std::size_t row_bytes_expected = 1400;

/// Of the optional that a member of a row is, or becomes.
template <class Field>
using value_of = typename decltype(std::optional(
    std::declval<const model_row&>().*std::declval<const Field&>().value
))::value_type;

/// Writes a packed row as JSON, without making a model_row of it first.
class packed_row_writer
{
public:
    packed_row_writer(json_buffer& out, const interned_texts& texts) : out_(out), texts_(texts) {}

    void write(const char* row)
    {
        field_reader in(row, texts_);
        json_members members(out_, 1);
        members.text("model_id", in.own_text());
        const auto present = in.count();
        std::uint64_t bit = 1;
        for_each_model_field([&](const auto& field) {
            if ((present & bit) != 0)
                write_value<value_of<std::remove_cvref_t<decltype(field)>>>(
                    in, members, json_key::plain(field.about.name)
                );
            bit <<= 1U;
        });
        if ((present & bit) != 0)
            members.text("source", in.text());
        if (const auto origin = static_cast<text_id>(in.count()); origin != 0)
        {
            members.begin("origin");
            out_.add(origin_text(origin));
        }
        members.end();
    }

private:
    template <class Value>
    static void write_value(field_reader& in, json_members& members, json_key name)
    {
        if constexpr (std::is_same_v<Value, double>)
            members.number(name, in.number());
        else if constexpr (std::is_same_v<Value, bool>)
            members.yes_no(name, in.count() != 0);
        else if constexpr (std::is_same_v<Value, std::string>)
            members.text(name, in.text());
        else
            members.count(name, in.count());
    }

    // Most rows have one of a few lists of origins, which is half of their text.
    const std::string& origin_text(text_id pairs)
    {
        auto& known = origins_[pairs];
        if (!known.empty())
            return known;
        json_buffer out;
        json_members members(out, 2);
        for_each_pair(texts_.text(pairs), texts_, [&](std::string_view field, auto from) {
            members.text(field, from);
        });
        members.end();
        return known = out.take();
    }

    json_buffer& out_;
    const interned_texts& texts_;
    std::unordered_map<text_id, std::string> origins_ = {};
};

}  // namespace

struct row_table::storage
{
    text_arena arena = {};
    interned_texts texts = {};
    field_packer<interned_texts> packer{texts};

    /// Sizes of packed rows are not stored: what is equal begins with the same id.
    std::size_t size_of(const char* row) const;
};

namespace {

/// Of a field, in what a packed row says is there.
consteval std::uint64_t bit_of(std::string_view name)
{
    std::uint64_t bit = 1;
    for (const auto field : model_field_names)
    {
        if (field == name)
            return bit;
        bit <<= 1U;
    }
    throw "no such field";
}

/// Bits of what is there, then what is there.
template <class Texts>
void pack(const model_row& row, field_packer<Texts>& out)
{
    out.put_own(row.model_id);
    std::uint64_t present = 0;
    std::uint64_t bit = 1;
    for_each_model_field([&](const auto& field) {
        if (const std::optional value = row.*field.value)
            present |= bit;
        bit <<= 1U;
    });
    out.put(row.source ? present | bit : present);
    for_each_model_field([&](const auto& field) {
        if (const std::optional value = row.*field.value)
            out.put(*value);
    });
    if (row.source)
        out.put(std::string_view(*row.source));
    typename field_packer<Texts>::pairs origin(out);
    for (const auto& [field, evidence] : row.origin)
        origin.add(field, evidence);
    origin.end();
}

/// The end of a packed row.
const char* end_of(const char* row, const interned_texts& texts)
{
    field_reader in(row, texts);
    in.own_text();
    const auto present = in.count();
    std::uint64_t bit = 1;
    for_each_model_field([&](const auto& field) {
        using value = value_of<std::remove_cvref_t<decltype(field)>>;
        if ((present & bit) != 0)
            std::is_same_v<value, double> ? static_cast<void>(in.number())
                                          : static_cast<void>(in.count());
        bit <<= 1U;
    });
    if ((present & bit) != 0)
        in.count();
    in.count();
    return in.at();
}

}  // namespace

std::size_t row_table::storage::size_of(const char* row) const
{
    return static_cast<std::size_t>(end_of(row, texts) - row);
}

row_table::row_table() : storage_(std::make_shared<storage>()) {}

row_table::row_table(const std::vector<model_row>& rows) : row_table()
{
    for (const auto& row : rows)
        push_back(row);
}

row_table::row_table(std::initializer_list<model_row> rows) : row_table()
{
    for (const auto& row : rows)
        push_back(row);
}

row_table row_table::sibling() const
{
    row_table out = *this;
    out.rows_.clear();
    out.rows_.shrink_to_fit();
    return out;
}

row_table::draft row_table::prepare(model_row row) const
{
    known_texts texts(storage_->texts);
    field_packer<known_texts> packer(texts);
    pack(row, packer);
    draft out;
    if (texts.are_all_known())
        out.packed = packer.take();
    else
        out.row = std::make_unique<model_row>(std::move(row));
    return out;
}

void row_table::push_back(draft row)
{
    if (row.row)
        push_back(*row.row);
    else
        rows_.push_back(storage_->arena.copy(row.packed).data());
}

void row_table::push_back(const model_row& row)
{
    auto& packer = storage_->packer;
    packer.clear();
    pack(row, packer);
    rows_.push_back(storage_->arena.copy(packer.bytes()).data());
}

void row_table::push_back(const row_table& from, std::size_t index)
{
    if (from.storage_ == storage_)
        rows_.push_back(from.rows_[index]);
    else
        push_back(from[index]);
}

model_row row_table::operator[](std::size_t index) const
{
    const auto& texts = storage_->texts;
    field_reader in(rows_[index], texts);
    model_row row;
    row.model_id = in.own_text();
    const auto present = in.count();
    std::uint64_t bit = 1;
    for_each_model_field([&](const auto& field) {
        if ((present & bit) != 0)
        {
            value_of<std::remove_cvref_t<decltype(field)>> value = {};
            in.take(value);
            row.*field.value = std::move(value);
        }
        bit <<= 1U;
    });
    if ((present & bit) != 0)
        row.source = in.text();
    const auto origin = in.text();
    row.origin.reserve(origin.size() / packed_pair_bytes);
    for_each_pair(origin, texts, [&](std::string_view field, std::string_view from) {
        // In the order of the map that they were packed from.
        row.origin.emplace_hint(row.origin.end(), field, from);
    });
    return row;
}

model_row row_table::numbers_at(std::size_t index) const
{
    field_reader in(rows_[index], storage_->texts);
    in.own_text();
    model_row row;
    const auto present = in.count();
    std::uint64_t bit = 1;
    for_each_model_field([&](const auto& field) {
        using value = value_of<std::remove_cvref_t<decltype(field)>>;
        if ((present & bit) != 0)
        {
            if constexpr (std::is_same_v<value, std::string>)
                in.count();
            else
            {
                value number = {};
                in.take(number);
                row.*field.value = number;
            }
        }
        bit <<= 1U;
    });
    return row;
}

model_row row_table::at(std::size_t index) const
{
    if (index >= size())
        throw std::out_of_range("row_table::at");
    return (*this)[index];
}

std::string_view row_table::id_at(std::size_t index) const noexcept
{
    return field_reader(rows_[index], storage_->texts).own_text();
}

bool row_table::is_marked(std::size_t index) const
{
    constexpr auto marks = bit_of("unlisted_since") | bit_of("gone_since");
    field_reader in(rows_[index], storage_->texts);
    in.own_text();
    return (in.count() & marks) != 0;
}

bool row_table::is_same(std::size_t index, const row_table& other, std::size_t other_index) const
{
    if (id_at(index) != other.id_at(other_index))
        return false;
    if (storage_ != other.storage_)
        return (*this)[index] == other[other_index];
    // Texts are interned: equal rows have equal bytes.
    const auto* const row = rows_[index];
    const auto* const another = other.rows_[other_index];
    const auto size = storage_->size_of(row);
    return row == another ||
           (size == storage_->size_of(another) && std::memcmp(row, another, size) == 0);
}

void row_table::sort()
{
    const auto id_of = [this](const char* row) {
        return field_reader(row, storage_->texts).own_text();
    };
    const auto is_before = [&](const char* a, const char* b) { return id_of(a) < id_of(b); };
    // Most tables come in order.
    if (!std::is_sorted(rows_.begin(), rows_.end(), is_before))
        std::stable_sort(rows_.begin(), rows_.end(), is_before);
}

chunked_text row_table::to_text() const
{
    const auto parts = std::max<std::size_t>(1, (size() + part_rows - 1) / part_rows);
    const auto shared = std::make_shared<const row_table>(*this);
    return {parts, [shared](std::size_t part) {
                const auto& rows = shared->rows_;
                const auto begin = part * part_rows;
                const auto end = std::min(rows.size(), begin + part_rows);
                json_buffer out((end - begin) * row_bytes_expected);
                packed_row_writer writer(out, shared->storage_->texts);
                out.add(begin == 0 ? "[" : "");
                for (auto i = begin; i < end; ++i)
                {
                    out.line(1, i == 0);
                    writer.write(rows[i]);
                }
                // Brackets belong to the first and the last part.
                if (end == rows.size())
                    out.add(rows.empty() ? "]\n" : "\n]\n");
                return out.take();
            }};
}

result<row_table> read_row_table(const long_list& file, const parallel_for& over)
{
    row_table rows;
    const auto read = [&rows](member_reader& in, std::string_view) {
        return rows.prepare(read_model_row(in));
    };
    const auto take = [&rows](row_table::draft&& row, long_list::place) {
        rows.push_back(std::move(row));
    };
    if (read_in_batches(file, over, read, take))
        return rows;
    // What is wrong is said by the reader that knows the place.
    row_table one_by_one;
    const auto done =
        for_each_model(file, [&one_by_one](model_row&& row) { one_by_one.push_back(row); });
    if (done.has_error())
        return done.error();
    return one_by_one;
}

}  // namespace muster
