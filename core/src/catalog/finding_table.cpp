#include "finding_table.hpp"

#include "muster/text_arena.hpp"
#include "packed_fields.hpp"
#include "table/id_index.hpp"

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace muster {

namespace {

/// Calls visit with each member of a size that may be absent and is no text, in a fixed order.
template <class Size, class Visit>
void for_each_number(Size& size, Visit visit)
{
    visit(size.params);
    visit(size.active_params);
    visit(size.lookup_params);
    visit(size.text_params);
    visit(size.mtp_params);
    visit(size.layers);
    visit(size.hidden);
    visit(size.is_moe);
    visit(size.kv_heads);
    visit(size.head_dim);
    visit(size.kv_bytes_per_token);
    visit(size.kv_bytes_fixed);
    visit(size.ctx_len);
    visit(size.matrix_params);
    visit(size.expert_params);
}

template <class Size, class Visit>
void for_each_text(Size& size, Visit visit)
{
    visit(size.dtype);
    visit(size.weight_format);
}

/// One more than what an enum has; 0: absent.
std::uint64_t number_of(const std::optional<attention_kind>& kind)
{
    return kind ? static_cast<std::uint64_t>(*kind) + 1 : 0;
}

/// Bits of what is there, then what is there.
template <class Texts>
void pack(const size_finding& found, field_packer<Texts>& out)
{
    const auto& size = found.size;
    std::uint64_t present = size.is_exact ? 1 : 0;
    std::uint64_t bit = 2;
    const auto note = [&](const auto& value) {
        present |= value ? bit : 0;
        bit <<= 1U;
    };
    for_each_number(size, note);
    for_each_text(size, note);
    out.put(present);
    for_each_number(size, [&out](const auto& value) {
        if (value)
            out.put(*value);
    });
    for_each_text(size, [&out](const auto& value) {
        if (value)
            out.put(std::string_view(*value));
    });
    out.put(number_of(size.attention));
    typename field_packer<Texts>::pairs origin(out);
    for (const auto& one : size.origin)
        origin.add(one.field, one.evidence);
    origin.end();
    out.put(std::string_view(found.reason));
    out.put(static_cast<std::uint64_t>(found.kind));
}

size_finding unpack(field_reader in, const interned_texts& texts)
{
    size_finding out;
    auto& size = out.size;
    const auto present = in.count();
    size.is_exact = (present & 1U) != 0;
    std::uint64_t bit = 2;
    const auto read = [&](auto& value) {
        if ((present & bit) != 0)
            in.take(value.emplace());
        bit <<= 1U;
    };
    for_each_number(size, read);
    for_each_text(size, read);
    if (const auto kind = in.count())
        size.attention = static_cast<attention_kind>(kind - 1);
    const auto origin = in.text();
    size.origin.reserve(origin.size() / packed_pair_bytes);
    for_each_pair(origin, texts, [&](std::string_view field, std::string_view from) {
        size.origin.push_back({std::string(field), std::string(from)});
    });
    out.reason = in.text();
    out.kind = static_cast<unsized_kind>(in.count());
    return out;
}

}  // namespace

struct finding_table::storage
{
    field_reader reader_of(std::uint32_t position) const { return {findings[position], texts}; }

    text_arena arena = {};
    interned_texts texts = {};
    field_packer<interned_texts> packer{texts};
    std::vector<const char*> findings = {};
    id_index by_id{[this](std::uint32_t position) { return reader_of(position).own_text(); }};
};

finding_table::finding_table() : storage_(std::make_unique<storage>()) {}
finding_table::finding_table(finding_table&&) noexcept = default;
finding_table& finding_table::operator=(finding_table&&) noexcept = default;
finding_table::~finding_table() = default;

finding_table::draft finding_table::prepare(std::string_view model_id, size_finding found) const
{
    known_texts texts(storage_->texts);
    field_packer<known_texts> packer(texts);
    packer.put_own(model_id);
    pack(found, packer);
    draft out;
    out.model_id = model_id;
    if (texts.are_all_known())
        out.packed = packer.take();
    else
        out.found = std::make_unique<size_finding>(std::move(found));
    return out;
}

void finding_table::add(const draft& one)
{
    auto& all = *storage_;
    auto& packer = all.packer;
    packer.clear();
    if (one.found)
    {
        packer.put_own(one.model_id);
        pack(*one.found, packer);
    }
    const auto packed = one.found ? packer.bytes() : std::string_view(one.packed);
    all.findings.push_back(all.arena.copy(packed).data());
    const auto position = static_cast<std::uint32_t>(all.findings.size() - 1);
    if (all.by_id.add(position, id_hash(one.model_id)))
        // There was one already. What was copied of this one stays unused: few come twice.
        all.findings.pop_back();
}

void finding_table::add(std::string_view model_id, const size_finding& found)
{
    add(prepare(model_id, found));
}

std::optional<size_finding> finding_table::find(std::string_view model_id) const
{
    const auto found = storage_->by_id.find(model_id);
    if (!found)
        return {};
    auto in = storage_->reader_of(*found);
    in.own_text();
    return unpack(in, storage_->texts);
}

size_finding finding_table::at(std::string_view model_id) const
{
    auto found = find(model_id);
    if (!found)
        throw std::out_of_range("finding_table::at");
    return std::move(*found);
}

bool finding_table::contains(std::string_view model_id) const
{
    return storage_->by_id.find(model_id).has_value();
}

std::size_t finding_table::size() const noexcept { return storage_->findings.size(); }

}  // namespace muster
