#include "catalog/catalog.hpp"
#include "catalog/models.hpp"
#include "entry.hpp"
#include "expect.hpp"
#include "size/facts/evidence_file.hpp"
#include "sources/last_good.hpp"
#include "staging/stage.hpp"

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

}  // namespace

// Any of our files, given to each of those who read one.
void take(std::string_view input)
{
    check(
        input,
        [](std::string_view text) { return read_stage(text); },
        [](const auto& rows) { return write_stage(rows); }
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
        [](std::string_view text) { return read_last_good(text, "hub.json"); },
        [](const auto& kept) { return write_last_good(kept); }
    );
}

}  // namespace muster::fuzz
