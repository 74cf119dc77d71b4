#include "catalog/catalog.hpp"
#include "catalog/models.hpp"
#include "entry.hpp"
#include "expect.hpp"
#include "size/facts/evidence_file.hpp"
#include "size/facts/key_facts.hpp"
#include "size/ladder.hpp"
#include "sources/listing_snapshot.hpp"
#include "staging/stage.hpp"
#include "support/written.hpp"

namespace muster::fuzz {

namespace {

// What is written of what was read is read back, and written alike.
template <class Read, class Write>
void check(std::string_view input, Read read, Write write)
{
    auto first = read(input);
    if (first.has_error())
        return;
    const std::string text = write(*first);
    auto second = read(text);
    expect(second.has_value(), "what was written can be read");
    expect(write(*second) == text, "and is written alike");
}

// Facts are applied as they stand: whatever they say, there is a size or a reason.
void apply_key_facts(std::string_view input)
{
    const auto facts = read_key_facts(input);
    if (facts.has_error())
        return;
    for (const auto& one : *facts)
    {
        evidence known{.model_id = one.model_id, .total = 138'048};
        known.facts = one;
        const auto step = next_step(known, {.may_ask = false});
        expect(
            !std::holds_alternative<std::vector<evidence_request>>(step),
            "what may not ask comes to an end"
        );
    }
}

}  // namespace

// Any of our files, given to each of those who read one.
void take(std::string_view input)
{
    check(
        input,
        [](std::string_view text) { return read_stage(text); },
        [](const auto& rows) { return test::write_stage(rows); }
    );
    check(
        input,
        [](std::string_view text) { return read_catalog(text); },
        [](const auto& entries) { return write_catalog(entries); }
    );
    check(
        input,
        [](std::string_view text) { return read_models(text); },
        [](const auto& rows) { return write_models(rows); }
    );
    check(
        input,
        [](std::string_view text) { return read_evidence(text, "evidence.json"); },
        [](const auto& models) { return write_evidence(models); }
    );
    check(
        input,
        [](std::string_view text) { return read_snapshot(text, "hub.json"); },
        [](const auto& kept) { return test::write_snapshot(kept); }
    );
    apply_key_facts(input);
}

}  // namespace muster::fuzz
