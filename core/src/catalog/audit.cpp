#include "audit.hpp"

#include "models.hpp"

#include <cmath>

namespace muster {

std::string_view to_string(audit_verdict verdict) noexcept
{
    switch (verdict)
    {
        case audit_verdict::contradicted: return "contradicted";
        case audit_verdict::redundant: return "redundant";
        case audit_verdict::moved: return "moved";
        case audit_verdict::missing: return "missing";
    }
    return "missing";
}

namespace {

double as_it_is(double number) { return number; }

// One pinned field and what was derived for it.
struct compared_field
{
    std::string_view name = {};
    std::string_view origin_field = {};
    std::optional<double> pinned = {};
    std::optional<double> derived = {};
    double leeway = 0;                     // what is not contradicted yet
    double (*rounded)(double) = as_it_is;  // as models.json has it
};

template <class T>
std::optional<double> real(const std::optional<T>& number)
{
    return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
}

std::optional<audit_finding>
judge(const std::string& model_id, const compared_field& field, const model_size& size)
{
    if (!field.pinned || !field.derived)
        return {};
    const bool is_same = field.rounded(*field.pinned) == field.rounded(*field.derived);
    if (!is_same && std::abs(*field.pinned - *field.derived) <= field.leeway)
        return {};
    return audit_finding{
        .model_id = model_id,
        .field = std::string(field.name),
        .pinned = field.pinned,
        .derived = field.derived,
        .origin = std::string(origin_of(size, field.origin_field)),
        .verdict = is_same ? audit_verdict::redundant : audit_verdict::contradicted};
}

std::vector<compared_field>
compare(const pins& pins, const model_size& size, const audit_tolerance& tolerance)
{
    constexpr double billion = 1e9;
    const auto params = real(size.params);
    const auto params_b = params ? std::optional(*params / billion) : std::nullopt;
    return {
        {"params_b",
         "params",
         pins.params_b,
         params_b,
         params_b.value_or(0) * tolerance.params_share,
         round_params_b},
        {"layers", "layers", real(pins.layers), real(size.layers)},
        {"hidden", "hidden", real(pins.hidden), real(size.hidden)},
        {"moe_active_ratio",
         "moe_active_ratio",
         pins.moe_active_ratio,
         moe_active_ratio(size),
         tolerance.active_ratio,
         round_active_ratio},
        // A context may be pinned shorter on purpose, or longer as a card advertises it: only
        // an equal one says nothing new.
        {"ctx_len", "ctx_len", real(pins.ctx_len), real(size.ctx_len), HUGE_VAL},
    };
}

audit_finding about_the_model(
    const catalog_entry& entry, std::optional<std::string> id_now, audit_verdict verdict
)
{
    audit_finding finding;
    finding.model_id = entry.model_id;
    finding.field = "model_id";
    finding.derived_id = std::move(id_now);
    finding.origin = "the Hub";
    finding.verdict = verdict;
    return finding;
}

}  // namespace

std::vector<audit_finding>
audit_pins(const catalog_entry& entry, const audited_model& model, const audit_tolerance& tolerance)
{
    std::vector<audit_finding> findings;
    const bool has_moved = model.moved_to && *model.moved_to != entry.model_id;
    if (model.missing_on && !has_moved)
    {
        auto finding = about_the_model(entry, {}, audit_verdict::missing);
        finding.answered_on = *model.missing_on;
        // There is nothing left to compare the pins with.
        return {std::move(finding)};
    }
    if (has_moved)
        findings.push_back(about_the_model(entry, model.moved_to, audit_verdict::moved));
    for (const auto& field : compare(entry.pinned, model.size, tolerance))
        if (auto finding = judge(entry.model_id, field, model.size))
            findings.push_back(std::move(*finding));
    return findings;
}

}  // namespace muster
