#pragma once

#include "json/shared_object.hpp"
#include "key_facts.hpp"
#include "muster/failure.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace muster {

/// What came of asking for one thing.
enum class ask_state
{
    unasked,  ///< or not recorded: nothing is known of what the Hub would say
    present,
    absent,      ///< the Hub answered that there is none
    gated,       ///< there is one, and it takes a token with access to read it
    unreadable,  ///< there is one, and it is not what it should be
    failed,      ///< no answer this time; not kept in the evidence file
};

/// An answer that there is none, or that is of no use. It may be otherwise the next day, and a
/// later version may read what this one cannot: it counts while it is young, and never ships.
constexpr bool is_negative(ask_state state) noexcept
{
    return state == ask_state::absent || state == ask_state::unreadable;
}

/// Hub: "gated" is false, "auto" or "manual", never true.
enum class gating
{
    open,
    automatic,
    manual,
};

/// Elements stored in one dtype, as the Hub counts them (safetensors.parameters).
struct dtype_count
{
    std::string dtype = {};
    std::uint64_t elements = 0;

    friend bool operator==(const dtype_count&, const dtype_count&) = default;
};

/// What the Hub says of a GGUF file. The total counts weights, not bytes; of a split file it may
/// cover the first part alone.
struct gguf_totals
{
    std::optional<std::uint64_t> total = {};
    std::string architecture = {};
    std::optional<std::uint64_t> context_length = {};

    friend bool operator==(const gguf_totals&, const gguf_totals&) = default;
};

/// "base_model:quantized:ORG/NAME"; the relation is empty where the tag names none.
struct base_relation
{
    std::string relation = {};
    std::string model_id = {};

    friend bool operator==(const base_relation&, const base_relation&) = default;
};

/// What a GGUF file says of the model in it. Cache bytes are absent where heads do not tell them.
struct gguf_facts
{
    std::optional<std::uint64_t> params = {};
    std::optional<std::uint64_t> active_params = {};
    std::optional<std::uint64_t> layers = {};
    std::optional<std::uint64_t> hidden = {};
    std::optional<std::uint64_t> kv_heads = {};
    std::optional<std::uint64_t> head_dim = {};
    std::optional<std::uint64_t> kv_bytes_per_token = {};
    std::optional<std::uint64_t> ctx_len = {};
    bool is_moe = false;
};

/// Which part of a model a tensor belongs to.
enum class tensor_role
{
    body,    ///< the language model's layers
    expert,  ///< routed experts
    input_embedding,
    output_head,
    tower,  ///< vision or audio
    mtp,
    auxiliary,  ///< scales, zero points, masks, rotary frequencies: no weights
};

/// All tensors of one role and dtype, added up.
struct tensor_group
{
    tensor_role role = tensor_role::body;
    std::string dtype = {};
    std::uint64_t elements = 0;  ///< as stored
    std::uint64_t params = 0;    ///< weights they stand for, once unpacked
};

/// A weight file whose header is wanted.
struct shard_evidence
{
    std::string file = {};
    ask_state state = ask_state::unasked;
    std::optional<std::uint64_t> header_bytes = {};  ///< of JSON, once known and not yet read
};

/// A model that this one was made from, as far as it was asked for.
struct base_evidence
{
    std::string model_id = {};
    ask_state info = ask_state::unasked;
    ask_state config_state = ask_state::unasked;
    std::optional<std::uint64_t> total = {};
    shared_object config = {};     ///< reduced
    bool is_public_today = false;  ///< as of the model itself
};

/// All that is known of one model's size. Absent means not known, or not there where a state
/// says so.
struct evidence
{
    std::string model_id = {};
    std::optional<std::string> renamed_to = {};  ///< the Hub answers under this id
    std::optional<std::string> commit = {};
    std::string checked = {};  ///< when the Hub was asked last, ISO 8601, as the host says

    ask_state info = ask_state::unasked;
    gating gate = gating::open;
    std::string library = {};
    std::string license = {};  ///< as muster spells licences; empty where the tags name none
    std::vector<dtype_count> stored = {};
    std::optional<std::uint64_t> total = {};
    std::optional<gguf_totals> gguf = {};
    std::vector<base_relation> bases = {};
    bool are_files_known = false;
    std::vector<std::string> files = {};  ///< those that sizing could ask for
    std::optional<std::uint64_t> tokenizer_max_tokens = {};

    ask_state config_state = ask_state::unasked;
    shared_object config = {};                    ///< reduced, see reduce_config
    std::string config_fault = {};                ///< what is wrong with one that is unreadable
    std::optional<std::string> config_from = {};  ///< lent by this model
    ask_state copies = ask_state::unasked;
    std::vector<std::string> lenders = {};  ///< models that may lend a config, not asked yet

    /// Sorts of tensors that an index of names lists, see tensor_index; empty: none was read.
    std::vector<std::string> named = {};
    ask_state headers = ask_state::unasked;
    std::vector<shard_evidence> shards = {};  ///< while headers are being read
    std::vector<tensor_group> tensors = {};

    ask_state gguf_state = ask_state::unasked;
    std::optional<std::uint64_t> gguf_bytes_wanted = {};  ///< while its header is being read
    std::optional<gguf_facts> gguf_file = {};

    std::optional<base_evidence> base = {};

    /// The Hub said in this run that everybody may see it; no part of the evidence file.
    bool is_public_today = false;
    bool is_private = false;  ///< a token sees it; likewise no part of the file

    /// What a person recorded second hand; no part of the evidence file.
    std::optional<key_facts> facts = {};
};

/// Whether anything that was asked for had a negative answer; that no copy lends a configuration is
/// one, too.
bool has_negative_answers(const evidence& known) noexcept;

/// Makes what had a negative answer unasked again.
void forget_negative_answers(evidence& known);

/// Whether anything is known beside the id and when it was checked.
bool says_anything(const evidence& known);

/// The first spelling of dtypes, files and so on that is kept; a longer one is no evidence.
inline constexpr std::size_t evidence_text_limit = 256;

std::string_view to_string(ask_state state) noexcept;
std::string_view to_string(gating gate) noexcept;
std::string_view to_string(tensor_role role) noexcept;

}  // namespace muster
