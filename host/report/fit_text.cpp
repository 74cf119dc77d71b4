#include "fit_text.hpp"

#include "base/amounts.hpp"
#include "build_text.hpp"
#include "console.hpp"
#include "text/amount.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace muster {

namespace {

constexpr std::size_t fit_label_columns = 22;
constexpr double gib = 1U << 30U;

std::string line(std::string_view label, const std::string& amount, const std::string& how)
{
    const auto text = "  " + padded(label, fit_label_columns) + padded(amount, 11) + how;
    return text.substr(0, text.find_last_not_of(' ') + 1) + '\n';
}

std::string cache_words(const model_fit& fit, const fit_request& request)
{
    return count_of(request.users, "user") + " with " + with_separators(fit.context) +
           " tokens at " + number_text(request.cache_bits) + " bits" +
           (request.context > fit.context ? "; the model takes no more of the " +
                                                with_separators(request.context) + " asked for"
                                          : "") +
           (fit.is_cache_a_bound ? "; at most: which layers keep all tokens is not known" : "");
}

// What the bits are of, and whether anybody can load it.
std::string weights_words(const fitted_model& one)
{
    const auto& fit = one.fit;
    const auto& format = fit.format;
    std::string out =
        std::string(format.name) + ", " + number_text(format.bits_per_weight) + " bits a weight";
    if (!fit.is_packing_known)
        out += " (of all: which stay at 16 is not known)";
    else if (format.packs == packed_weights::matrices)
        out += " of the layers' matrices, 16 of the rest";
    // Formats of experts pack the matrices of a model that has none.
    else if (format.packs == packed_weights::experts)
        out +=
            one.row->expert_params
                ? " of the experts, " + number_text(format.other_matrix_bits) + " of other matrices"
                : std::string(" of the layers' matrices, 16 of the rest");
    if (fit.is_as_stored)
        return out + "; as it is stored";
    if (fit.may_be_as_stored)
        return out + "; how it is stored is not known";
    return out + (one.known_build ? "" : "; computed: the listings name no such build");
}

std::string needs_text(const fitted_model& one, const fit_request& request)
{
    const auto& fit = one.fit;
    std::string out = line("weights", rounded_bytes(fit.needs.weights), weights_words(one));
    out += line("KV cache", rounded_bytes(fit.needs.cache), cache_words(fit, request));
    // Only models that attend in windows or keep a state have it.
    if (fit.needs.fixed > 0)
        out += line("windows and states", rounded_bytes(fit.needs.fixed), "whatever the context");
    out += line(
        "together",
        rounded_bytes(fit.needs.total()),
        fit.fits() ? rounded_bytes(fit.usable - fit.needs.total()) + " are left"
                   : rounded_bytes(fit.needs.total() - fit.usable) + " too much"
    );
    return out;
}

// vLLM refuses to deal heads out unevenly; llama.cpp splits by layers anyway.
std::string split_text(const fitted_model& one, const fit_request& request)
{
    const auto heads = one.row->kv_heads.value_or(0);
    return line(
        "split",
        "by layers",
        (heads > 0 ? count_of(heads, "KV head") : std::string("heads")) +
            " cannot be dealt out to " + std::to_string(request.devices.size()) +
            " cards (vLLM: --pipeline-parallel-size)"
    );
}

std::string longest_text(const fitted_model& one)
{
    const auto longest = one.fit.longest_context;
    const auto own = one.row->ctx_len;
    if (!own && longest == unlimited_context)
        return line("longest context", "any", "memory sets no limit; the model's own is not known");
    return line(
        "longest context",
        with_separators(longest),
        own == longest ? "all that the model takes"
        : own          ? "that fits for as many users"
                       : "would fit; how long the model's own is, is not known"
    );
}

std::string cards_line(std::size_t count, const fit_request& request, const char* how)
{
    return line(
        "would fit",
        "on " + std::to_string(count) + "x " + printable(request.devices.front().name),
        "  " + std::string(count > 1 ? how : "")
    );
}

/// Nothing where neither fewer bits nor more cards would do.
std::string ways_text(const way_out& out, const fit_request& request)
{
    std::string text;
    if (out.format)
        text += line("would fit", "as " + std::string(out.format->name), "");
    // There only where it takes fewer cards than the other way, and so told first.
    if (out.cards_by_layers)
        text += cards_line(
            *out.cards_by_layers, request, "split by layers (vLLM: --pipeline-parallel-size)"
        );
    if (out.cards)
        text += cards_line(
            *out.cards,
            request,
            "split within layers (vLLM: --tensor-parallel-size): heads are "
            "dealt out evenly"
        );
    return text;
}

}  // namespace

std::string speed_text(const model_fit& fit)
{
    return fit.tokens_per_second_at_most
               ? with_separators(
                     static_cast<std::uint64_t>(std::llround(*fit.tokens_per_second_at_most))
                 )
               : "-";
}

std::string machine_text(const fit_request& request)
{
    std::vector<std::pair<std::string, std::size_t>> cards;
    double memory = 0;
    for (const auto& one : request.devices)
    {
        memory += static_cast<double>(one.memory_bytes);
        if (cards.empty() || cards.back().first != one.name)
            // Cards of one kind stand together, as they were given.
            cards.emplace_back(one.name, 0);
        cards.back().second += 1;
    }
    std::string names;
    for (const auto& [name, count] : cards)
        names += (names.empty() ? "" : " + ") +
                 (count > 1 ? std::to_string(count) + "x " : std::string()) + name;
    // Cards are sold by GiB; all else is told in 10^9 bytes.
    // Only cards have a bandwidth here: plain memory is told as it was given.
    const auto sold = request.devices.front().bytes_per_second > 0
                          ? number_text(memory / gib) + " GiB = "
                          : std::string();
    const auto even = evenly_usable_bytes(request.devices);
    return names + " (" + sold + rounded_bytes(memory) + ", " +
           (even < memory ? "in parts that the smallest card takes " : "") +
           rounded_bytes(even * (1 - request.reserve)) + " of it for the model)";
}

std::string fit_explained(const fitted_model& one, const fit_request& request, const way_out& out)
{
    const auto& fit = one.fit;
    std::string text = printable(one.row->model_id) + "\n  " +
                       (fit.fits() ? "runs on " : "does not fit on ") + machine_text(request) +
                       '\n' + (fit.is_split_by_layers ? split_text(one, request) : "") +
                       needs_text(one, request);
    if (fit.longest_context > 0)
        text += longest_text(one);
    if (fit.fits() && fit.tokens_per_second_at_most)
        text += line(
            "tokens a second",
            speed_text(fit),
            "at most, for one user: each reads all active weights from memory"
        );
    if (fit.fits() && one.known_build)
        text += line("known build", "", build_words(*one.known_build));
    return text + (fit.fits() ? "" : ways_text(out, request));
}

}  // namespace muster
