#include "safetensors_header.hpp"

#include "count.hpp"
#include "muster/json_text.hpp"
#include "tensor_kind.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace json = boost::json;

namespace muster {

namespace {

// Headers are foreign bytes: beyond these bounds no tensor is real, and products would overflow.
constexpr std::size_t dimensions_limit = 8;
constexpr std::uint64_t dimension_limit = std::uint64_t(1) << 32U;

failure bad_tensor(std::string_view name, std::string_view why)
{
    auto where = "safetensors header: " + std::string(name.substr(0, evidence_text_limit));
    return {errc::bad_value, where.append(" ").append(why)};
}

std::optional<std::uint64_t> whole(const json::value& value)
{
    boost::system::error_code ec;
    const auto number = value.to_number<std::uint64_t>(ec);
    return ec ? std::optional<std::uint64_t>() : number;
}

std::optional<count> elements_of(const json::object& tensor)
{
    const auto* const shape = tensor.if_contains("shape");
    const auto* const list = shape ? shape->if_array() : nullptr;
    if (!list || list->size() > dimensions_limit)
        return {};
    count product = 1;
    for (const auto& one : *list)
    {
        const auto dimension = whole(one);
        // A shape of foreign bytes: no tensor that exists has such a side.
        if (!dimension || *dimension > dimension_limit)
            return {};
        product = product * *dimension;
    }
    // count does not wrap: past 64 bits it stays at its largest value.
    return product.is_saturated() ? std::optional<count>() : product;
}

// A header whose offsets do not hold what its shapes say is not believed.
bool is_span(const json::object& tensor, count elements, std::string_view dtype)
{
    const auto* const offsets = tensor.if_contains("data_offsets");
    const auto* const list = offsets ? offsets->if_array() : nullptr;
    if (!list || list->size() != 2)
        return false;
    const auto begin = whole((*list)[0]);
    const auto end = whole((*list)[1]);
    if (!begin || !end || *end < *begin)
        return false;
    const auto bits = bits_of_dtype(dtype);
    // A dtype that is not known has no width to be compared with.
    return bits == 0 || (count(*end - *begin) * 8U).value() == (elements * bits).value();
}

// By role and dtype there are few groups, however many tensors.
void add_tensor(std::vector<tensor_group>& groups, const tensor_group& one)
{
    const auto same = std::find_if(groups.begin(), groups.end(), [&one](const auto& group) {
        return group.role == one.role && group.dtype == one.dtype;
    });
    if (same == groups.end())
    {
        groups.push_back(one);
        return;
    }
    same->elements = (count(same->elements) + one.elements).value();
    same->params = (count(same->params) + one.params).value();
}

}  // namespace

result<std::uint64_t> read_header_length(std::string_view file_start)
{
    if (file_start.size() < 8)
        return failure{errc::wrong_shape, "safetensors header: shorter than its length field"};
    std::uint64_t length = 0;
    // Little-endian, whatever the machine (safetensors: an unsigned 64-bit length first).
    for (std::size_t i = 8; i-- > 0;)
        length = length << 8U | static_cast<unsigned char>(file_start[i]);
    if (length > header_bytes_limit)
        return failure{
            errc::too_large, "safetensors header: says it is " + std::to_string(length) + " bytes"};
    // "{}" is the shortest header.
    if (length < 2)
        return failure{errc::bad_value, "safetensors header: empty"};
    return length;
}

result<std::vector<tensor_group>> read_header(std::string_view text, const tensor_rules& rules)
{
    const auto document = parse_json(text, "safetensors header");
    if (document.has_error())
        return document.error();
    const auto* const tensors = document->if_object();
    if (!tensors)
        return failure{errc::wrong_shape, "safetensors header: not an object"};

    std::vector<tensor_group> groups;
    for (const auto& [name, value] : *tensors)
    {
        // The one member that is no tensor.
        if (name == "__metadata__")
            continue;
        const auto* const tensor = value.if_object();
        const auto* const dtype_value = tensor ? tensor->if_contains("dtype") : nullptr;
        const auto* const dtype = dtype_value ? dtype_value->if_string() : nullptr;
        if (!dtype || dtype->size() > evidence_text_limit)
            return bad_tensor(name, "has no dtype");
        const auto elements = elements_of(*tensor);
        if (!elements)
            return bad_tensor(name, "has no possible shape");
        if (!is_span(*tensor, *elements, *dtype))
            return bad_tensor(name, "does not fill its data_offsets");
        if (tensor->at("shape").get_array().empty())
            continue;  // the Hub does not count scalars
        add_tensor(groups, kind_of_tensor({name, *dtype, elements->value()}, *tensors, rules));
    }
    return groups;
}

void add_groups(std::vector<tensor_group>& sum, const std::vector<tensor_group>& more)
{
    for (const auto& one : more)
        add_tensor(sum, one);
}

}  // namespace muster
