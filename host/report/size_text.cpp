#include "size_text.hpp"

#include "base/amounts.hpp"
#include "builds/choose_build.hpp"
#include "console.hpp"
#include "text/amount.hpp"
#include "usual_needs.hpp"

#include <algorithm>

namespace muster {

namespace {

constexpr std::size_t label_columns = 18;
constexpr std::size_t number_columns = 12;

void append_fact(std::string& out, const char* name, const std::string& value)
{
    out += "  " + padded(name, label_columns) + value + '\n';
}

template <class Value>
void append_fact_if(std::string& out, const char* name, const std::optional<Value>& value)
{
    // Numbers get separators, texts stand as they are.
    if constexpr (std::is_same_v<Value, std::string>)
    {
        if (value)
            append_fact(out, name, *value);
    }
    else if (value)
        append_fact(out, name, with_separators(*value));
}

// What the short names of attention stand for.
std::string_view kind_in_words(std::string_view kind)
{
    if (kind == "mha")
        return ": each head has keys and values of its own";
    if (kind == "mqa")
        return ": all heads share one set of keys and values";
    if (kind == "gqa")
        return ": heads share keys and values in groups";
    if (kind == "mla")
        return ": keys and values are kept compressed, as one head";
    if (kind == "hybrid")
        return ": some layers attend, others keep a state of fixed size";
    return kind == "none" ? ": no layer keeps keys and values" : "";
}

// Where somebody who wants that format gets it.
std::string where_from(const model_fit& fit, const model_builds* builds)
{
    if (fit.is_as_stored)
        return "as it is stored";
    const auto* const known = builds ? choose_build(*builds, fit.format) : nullptr;
    if (known)
        return printable(known->repository);
    return fit.may_be_as_stored ? "how it is stored is not known" : "computed";
}

// What most people want to know, in two lines: how large, and what it runs on.
std::string answer_text(
    const model_row& row,
    const model_size& size,
    std::span<const device> cards,
    const model_builds* builds
)
{
    std::string out = "  " + number_text(row.params_b) + " billion parameters";
    if (row.active_params)
        out += ", " + number_text(round_params_b(static_cast<double>(*row.active_params) / 1e9)) +
               " active";
    out += row.ctx_len ? ", context " + with_separators(*row.ctx_len) + '\n' : "\n";
    const auto found = usual_needs(size, cards);
    if (found.empty())
        return out + '\n';
    out += "  with " + with_separators(found.front().fit.context) + " tokens it needs" +
           (found.front().fit.is_cache_a_bound ? " at most\n" : "\n");
    for (const auto& [fit, card] : found)
        out += "    as " + padded(fit.format.name, label_columns - 5) +
               padded(rounded_bytes(fit.needs.total()), number_columns) + "on " + card + "  (" +
               where_from(fit, builds) + ")\n";
    return out + '\n';
}

std::string facts_text(const model_row& row)
{
    std::string out;
    // As models.json has it; the exact number follows where it is known.
    append_fact(out, "parameters", number_text(row.params_b) + " billion");
    append_fact_if(out, row.exact.value_or(false) ? "  exactly" : "  about", row.params);
    append_fact_if(out, "  active a token", row.active_params);
    append_fact_if(out, "  looked up", row.lookup_params);
    append_fact_if(out, "  beside, for MTP", row.mtp_params);
    append_fact(out, "layers", std::to_string(row.layers));
    append_fact(out, "hidden", std::to_string(row.hidden));
    if (row.attention)
        append_fact(out, "attention", *row.attention + std::string(kind_in_words(*row.attention)));
    append_fact_if(out, "KV heads", row.kv_heads);
    append_fact_if(out, "head width", row.head_dim);
    append_fact(out, "context length", row.ctx_len ? with_separators(*row.ctx_len) : "not known");
    // The format comes first: of a quantised repository the dtype is not that of its weights.
    append_fact_if(out, "stored as", row.weight_format ? row.weight_format : row.dtype);
    append_fact(
        out,
        "KV a token",
        row.kv_bytes_per_token ? with_separators(*row.kv_bytes_per_token) + " bytes at 16 bits"
                               : "not known"
    );
    // 0 is the usual case: no window, no state.
    if (row.kv_bytes_fixed.value_or(0) > 0)
        append_fact(out, "windows, state", bytes_text(*row.kv_bytes_fixed) + " a sequence");
    return out;
}

std::string weights_text(const footprint& needs)
{
    std::string out = "\n  weights\n";
    for (const auto& [format, bytes] : needs.weights)
        out += "    " + padded(format.name, label_columns - 2) +
               padded(rounded_bytes(bytes), number_columns) + number_text(format.bits_per_weight) +
               " bits a weight\n";
    return out;
}

std::string caches_text(const footprint& needs)
{
    // A model that keeps no keys and values, or whose heads are not known.
    if (needs.caches.empty())
        return {};
    std::string out = "\n  KV cache at 16 bits, and the total with the weights in each format\n";
    out += "    " + padded("tokens x users", label_columns - 2) + padded("cache", number_columns) +
           padded("with bf16", number_columns) + padded("with int8", number_columns) +
           "with int4\n";
    const auto weights = [&needs](std::string_view name) {
        for (const auto& [format, bytes] : needs.weights)
            if (format.name == name)
                return bytes;
        // Never comes to that: each row has a count of parameters, exact or rounded.
        return 0.0;
    };
    for (const auto& [context, batch, bytes] : needs.caches)
    {
        out += "    " +
               padded(with_separators(context) + " x " + std::to_string(batch), label_columns - 2) +
               padded(rounded_bytes(bytes), number_columns);
        for (const auto* format : {"bf16", "int8", "int4"})
            out += padded(rounded_bytes(bytes + weights(format)), number_columns);
        // Columns are padded; the last one must leave no trailing space.
        while (out.back() == ' ')
            out.pop_back();
        out += '\n';
    }
    return out;
}

}  // namespace

std::string size_table(
    const model_row& row,
    const model_size& size,
    std::span<const device> cards,
    const model_builds* builds
)
{
    const auto needs = footprint_of(size);
    return row.model_id + '\n' + answer_text(row, size, cards, builds) + facts_text(row) +
           weights_text(needs) + caches_text(needs);
}

}  // namespace muster
