#include "gguf_header.hpp"

#include "count.hpp"

#include <algorithm>

namespace muster {

namespace {

// A header is foreign bytes: beyond these bounds no file is real.
constexpr std::uint64_t pairs_limit = 65'536;
constexpr std::uint64_t tensors_limit = 1'000'000;
constexpr std::uint64_t name_limit = 65'535;
constexpr std::uint64_t array_limit = 16'000'000;
constexpr std::uint64_t config_list_limit = 4096;  // a number for each layer

// The numbers of the GGUF specification, version 3.
enum class value_type : std::uint32_t
{
    u8,
    i8,
    u16,
    i16,
    u32,
    i32,
    f32,
    boolean,
    text,
    array,
    u64,
    i64,
    f64
};

std::uint64_t width_of(value_type type)
{
    switch (type)
    {
        case value_type::u8:
        case value_type::i8:
        case value_type::boolean: return 1;
        case value_type::u16:
        case value_type::i16: return 2;
        case value_type::u32:
        case value_type::i32:
        case value_type::f32: return 4;
        case value_type::u64:
        case value_type::i64:
        case value_type::f64: return 8;
        // Texts and lists have no fixed width.
        default: return 0;
    }
}

bool is_whole(value_type type)
{
    return width_of(type) > 0 && type != value_type::f32 && type != value_type::f64 &&
           type != value_type::boolean;
}

bool is_signed(value_type type)
{
    return type == value_type::i8 || type == value_type::i16 || type == value_type::i32 ||
           type == value_type::i64;
}

// What is known of a list of numbers.
struct number_list
{
    std::uint64_t largest = 0;
    count sum = 0;
};

// Reads little-endian values one after another. Past the end all reads give zero, and is_short
// holds; what cannot be is kept as a fault.
class byte_reader
{
public:
    explicit byte_reader(std::string_view bytes) : rest_(bytes) {}

    bool is_short() const noexcept { return is_short_; }
    bool is_done() const noexcept { return is_short_ || fault_.has_value(); }
    const std::optional<failure>& fault() const noexcept { return fault_; }

    std::uint64_t whole(std::uint64_t width)
    {
        if (!has(width))
            return 0;
        std::uint64_t value = 0;
        // Little-endian, whatever the machine.
        for (std::uint64_t i = width; i-- > 0;)
            value = value << 8U | static_cast<unsigned char>(rest_[i]);
        rest_.remove_prefix(width);
        return value;
    }

    std::uint32_t word() { return static_cast<std::uint32_t>(whole(4)); }

    std::string_view text(std::uint64_t limit)
    {
        const auto size = whole(8);
        // Before reading on: a length of 2^60 is no reason to ask for 2^60 bytes.
        if (size > limit)
            refuse(errc::too_large, "a text of " + std::to_string(size) + " bytes");
        if (is_done() || !has(size))
            return {};
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return text;
    }

    void skip(std::uint64_t bytes)
    {
        if (has(bytes))
            rest_.remove_prefix(bytes);
    }

    void refuse(errc code, const std::string& why)
    {
        if (!fault_ && !is_short_)
            fault_ = failure{code, "GGUF header: " + why};
    }

private:
    bool has(std::uint64_t bytes)
    {
        if (is_done() || bytes > rest_.size())
        {
            // The header may go on past what was fetched: then more of the file is asked for.
            is_short_ = is_short_ || !fault_;
            return false;
        }
        return true;
    }

    std::string_view rest_;
    std::optional<failure> fault_ = {};
    bool is_short_ = false;
};

// Nothing of a number below zero: writers put -1 where there is none.
std::optional<std::uint64_t> read_whole(byte_reader& in, value_type type)
{
    const auto width = width_of(type);
    const auto value = in.whole(width);
    const bool is_below_zero = is_signed(type) && value >> (8 * width - 1) != 0;
    return is_below_zero ? std::nullopt : std::optional(value);
}

// Of lists other than of whole numbers nothing.
std::optional<number_list> read_array(byte_reader& in)
{
    const auto type = static_cast<value_type>(in.word());
    const auto size = in.whole(8);
    if (size > array_limit)
        in.refuse(errc::too_large, "a list of " + std::to_string(size) + " values");
    if (type == value_type::array)
        in.refuse(errc::bad_value, "a list of lists");
    if (type == value_type::text)
    {
        // Each has its own length, so that even a vocabulary nobody wants is walked through.
        for (std::uint64_t i = 0; i < size && !in.is_done(); ++i)
            in.text(array_limit);
        return {};
    }
    const auto width = width_of(type);
    if (width == 0)
        in.refuse(errc::bad_value, "a value of a type that is not known");
    // Vocabularies and scores: long, and of no use here.
    if (!is_whole(type) || size > config_list_limit)
    {
        in.skip((count(size) * width).value());
        return {};
    }
    number_list list;
    for (std::uint64_t i = 0; i < size && !in.is_done(); ++i)
    {
        const auto value = read_whole(in, type).value_or(0);
        list.largest = std::max(list.largest, value);
        list.sum += value;
    }
    return list;
}

std::string_view without_architecture(std::string_view key, std::string_view architecture)
{
    // "llama.block_count" reads as "block_count" for all architectures.
    const bool is_its_own = !architecture.empty() && key.starts_with(architecture) &&
                            key.size() > architecture.size() && key[architecture.size()] == '.';
    return is_its_own ? key.substr(architecture.size() + 1) : key;
}

void read_list(byte_reader& in, std::string_view key, gguf_header& header)
{
    const auto list = read_array(in);
    if (!list || in.is_done())
        return;
    const auto name = without_architecture(key, header.architecture);
    // Heads by layer: the largest bounds the cache, the sum is exact.
    header.numbers.emplace(name, list->largest);
    header.sums.emplace(name, list->sum.value());
}

void read_pair(byte_reader& in, gguf_header& header)
{
    const auto key = in.text(name_limit);
    const auto type = static_cast<value_type>(in.word());
    std::optional<std::uint64_t> number;
    if (type == value_type::text)
    {
        const auto text = in.text(array_limit);
        // It comes first by the specification, so that the keys after it are known as its own.
        if (key == "general.architecture")
            header.architecture = text.substr(0, name_limit);
        return;
    }
    if (type == value_type::array)
        return read_list(in, key, header);
    if (is_whole(type) || type == value_type::boolean)
        number = read_whole(in, type);
    else if (width_of(type) > 0)
        in.skip(width_of(type));
    else
        in.refuse(errc::bad_value, "a value of a type that is not known");
    if (number && !in.is_done())
        header.numbers.emplace(without_architecture(key, header.architecture), *number);
}

void read_tensor(byte_reader& in, gguf_header& header, count& elements)
{
    const auto name = in.text(name_limit);
    const auto dimensions = in.word();
    // GGML's own limit.
    if (dimensions > 4)
        return in.refuse(errc::bad_value, "a tensor of more than four dimensions");
    count size = 1;
    for (std::uint32_t i = 0; i < dimensions; ++i)
        size = size * in.whole(8);
    // Its type and its offset.
    in.skip(4 + 8);
    if (in.is_done())
        return;
    elements += size;
    // llama.cpp stores the experts of a layer as one tensor of this name.
    if (name.find("_exps.") != std::string_view::npos)
        header.expert_elements = (count(header.expert_elements) + size).value();
    if (name == "token_embd.weight")
        header.embeddings = size.value();
    header.has_output_head = header.has_output_head || name == "output.weight";
}

void read_start(byte_reader& in, std::uint64_t& tensors, std::uint64_t& pairs)
{
    constexpr std::uint32_t magic = 0x46554747;  // "GGUF"
    const auto found = in.word();
    const auto version = in.word();
    tensors = in.whole(8);
    pairs = in.whole(8);
    if (in.is_done())
        return;
    if (found != magic)
        in.refuse(errc::wrong_shape, "it does not begin with GGUF");
    // Version 1 had lengths of 32 bits, and no file of it is left.
    else if (version < 2 || version > 3)
        in.refuse(errc::bad_value, "version " + std::to_string(version) + " is not known");
    else if (tensors > tensors_limit || pairs > pairs_limit)
        in.refuse(errc::too_large, "more tensors or keys than any file has");
}

}  // namespace

result<std::optional<gguf_header>> read_gguf_header(std::string_view file_start)
{
    byte_reader in(file_start);
    gguf_header header;
    std::uint64_t tensors = 0;
    std::uint64_t pairs = 0;
    count elements = 0;
    read_start(in, tensors, pairs);
    for (std::uint64_t i = 0; i < pairs && !in.is_done(); ++i)
        read_pair(in, header);
    // Even where the keys say all: only the tensors show how many weights there are.
    for (std::uint64_t i = 0; i < tensors && !in.is_done(); ++i)
        read_tensor(in, header, elements);
    if (!in.is_done() && elements.is_saturated())
        in.refuse(errc::bad_value, "tensors larger than any");
    if (in.fault())
        return *in.fault();
    if (in.is_short())
        return std::optional<gguf_header>();
    header.elements = elements.value();
    header.tensors = tensors;
    return std::optional(std::move(header));
}

}  // namespace muster
