#include "catalog/overlay.hpp"
#include "contract/identity.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace muster;

namespace {

candidate staged(std::string id)
{
    candidate one;
    one.model_id = std::move(id);
    one.license = "mit";
    one.sources = {"a", "b"};
    return one;
}

model_size dense()
{
    model_size size;
    size.params = 8'190'735'360;
    size.active_params = 7'568'405'504;
    size.text_params = 8'190'735'360;
    size.layers = 36;
    size.hidden = 4096;
    size.is_moe = false;
    size.kv_heads = 8;
    size.head_dim = 128;
    size.attention = attention_kind::gqa;
    size.kv_bytes_per_token = 147'456;
    size.ctx_len = 40'960;
    size.dtype = "bfloat16";
    size.origin = {{"params", "Hub totals"}, {"layers", "config.json"}, {"hidden", "config.json"}};
    return size;
}

catalog_entry pinning(std::string id, pins pinned = {})
{
    catalog_entry entry;
    entry.model_id = std::move(id);
    entry.pinned = std::move(pinned);
    return entry;
}

pins required()
{
    pins all;
    all.params_b = 7;
    all.layers = 32;
    all.hidden = 4096;
    all.moe_active_ratio = 0;
    return all;
}

/// A world of a few models, by folded id.
struct overlay_fixture
{
    std::vector<candidate> candidates = {};
    std::vector<catalog_entry> catalog = {};
    std::map<std::string, size_finding> findings = {};

    overlay_result lay() const
    {
        return overlay(candidates, catalog, [this](const std::string& id) {
            const auto found = findings.find(id);
            return found == findings.end() ? std::nullopt : std::optional(found->second);
        });
    }

    model_row only_row() const
    {
        const auto laid = lay();
        BOOST_TEST_REQUIRE(laid.rows.size() == 1u);
        BOOST_TEST(laid.unsized.empty());
        return laid.rows[0];
    }

    std::string only_reason() const
    {
        const auto laid = lay();
        BOOST_TEST(laid.rows.empty());
        BOOST_TEST_REQUIRE(laid.unsized.size() == 1u);
        return laid.unsized[0].reason;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(overlay_test, overlay_fixture)

BOOST_AUTO_TEST_CASE(a_sized_candidate_is_a_row_with_its_origins)
{
    candidates = {staged("Qwen/Qwen3-8B")};
    findings["qwen/qwen3-8b"] = {dense(), ""};

    const auto row = only_row();

    BOOST_TEST(row.model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(row.params_b == 8.191);
    BOOST_TEST(row.params.value() == 8'190'735'360u);
    BOOST_TEST(row.moe_active_ratio == 0.0);
    BOOST_TEST(row.attention.value() == "gqa");
    BOOST_TEST(row.ctx_len.value() == 40'960u);
    BOOST_TEST(row.license.value() == "mit");
    BOOST_TEST(row.source.value() == "a+b");
    BOOST_TEST(row.origin.at("params_b") == "Hub totals");
    BOOST_TEST(row.origin.at("layers") == "config.json");
}

BOOST_AUTO_TEST_CASE(the_first_day_of_retirement_that_a_source_gives_is_kept)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), {}};
    candidates[0].tags = {"chat", "retires:2026-12-31", "retires:2026-12-01", "retires:soon"};
    const auto row = lay().rows.at(0);

    BOOST_TEST(row.retires.value() == "2026-12-01");
    BOOST_TEST(!row.origin.contains("retires"));
    candidates[0].tags = {"retires:soon"};
    BOOST_TEST(!lay().rows.at(0).retires);
}

BOOST_AUTO_TEST_CASE(a_ratio_keeps_its_origin_where_active_parameters_have_none)
{
    auto sparse = dense();
    sparse.is_moe = true;
    sparse.origin.push_back({"moe_active_ratio", "config.json"});
    candidates = {staged("a/b")};
    findings["a/b"] = {sparse, ""};

    BOOST_TEST(only_row().origin.at("moe_active_ratio") == "config.json");

    findings["a/b"].size.origin.push_back({"active_params", "tensor headers"});
    BOOST_TEST(only_row().origin.at("moe_active_ratio") == "tensor headers");
}

BOOST_AUTO_TEST_CASE(a_pin_is_never_exact)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), ""};
    findings["a/b"].size.is_exact = true;
    findings["a/b"].size.mtp_params = 5;
    BOOST_TEST(only_row().exact.value());
    BOOST_TEST(only_row().mtp_params.value() == 5u);

    pins pinned;
    pinned.params_b = 8.5;
    catalog = {pinning("a/b", pinned)};
    BOOST_TEST(!only_row().exact.value());
    BOOST_TEST(!only_row().mtp_params.has_value());

    pinned.params_b.reset();
    pinned.layers = 40;
    catalog = {pinning("a/b", pinned)};
    BOOST_TEST(only_row().exact.value());
}

BOOST_AUTO_TEST_CASE(each_pin_beats_its_field_and_no_other)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), ""};
    pins pinned;
    pinned.layers = 40;
    pinned.license = "apache-2.0";
    catalog = {pinning("a/b", pinned)};

    const auto row = only_row();

    BOOST_TEST(row.layers == 40u);
    BOOST_TEST(row.origin.at("layers") == "pin");
    BOOST_TEST(row.license.value() == "apache-2.0");
    BOOST_TEST(row.origin.at("license") == "pin");
    BOOST_TEST(row.hidden == 4096u);
    BOOST_TEST(row.origin.at("hidden") == "config.json");
    BOOST_TEST(row.params_b == 8.191);
}

BOOST_AUTO_TEST_CASE(pins_of_every_optional_field_win)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), ""};
    pins pinned;
    pinned.ctx_len = 1;
    pinned.active_params = 2;
    pinned.kv_heads = 3;
    pinned.head_dim = 4;
    pinned.attention = "mla";
    pinned.kv_bytes_per_token = 5;
    pinned.kv_bytes_fixed = 6;
    pinned.dtype = "fp8";
    catalog = {pinning("a/b", pinned)};

    const auto row = only_row();

    BOOST_TEST(row.ctx_len.value() == 1u);
    BOOST_TEST(row.active_params.value() == 2u);
    BOOST_TEST(row.kv_heads.value() == 3u);
    BOOST_TEST(row.head_dim.value() == 4u);
    BOOST_TEST(row.attention.value() == "mla");
    BOOST_TEST(row.kv_bytes_per_token.value() == 5u);
    BOOST_TEST(row.kv_bytes_fixed.value() == 6u);
    BOOST_TEST(row.dtype.value() == "fp8");
    BOOST_TEST(row.origin.at("dtype") == "pin");
}

BOOST_AUTO_TEST_CASE(an_exact_pin_makes_the_billions)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), ""};
    pins pinned;
    pinned.params = 7'615'616'512;
    catalog = {pinning("a/b", pinned)};

    BOOST_TEST(only_row().params_b == 7.616);
    BOOST_TEST(only_row().origin.at("params_b") == "pin");
}

BOOST_AUTO_TEST_CASE(a_count_that_contradicts_pinned_billions_is_not_shown)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), ""};
    pins pinned;
    pinned.params_b = 9;
    catalog = {pinning("a/b", pinned)};
    BOOST_TEST(only_row().params_b == 9.0);
    BOOST_TEST(!only_row().params);
    BOOST_TEST(!only_row().active_params);

    catalog[0].pinned.params_b = 8.191;
    BOOST_TEST(only_row().params.value() == 8'190'735'360u);
}

BOOST_AUTO_TEST_CASE(the_spelling_of_the_catalog_is_kept)
{
    candidates = {staged("qwen/qwen3-8b")};
    findings["qwen/qwen3-8b"] = {dense(), ""};
    catalog = {pinning("Qwen/Qwen3-8B")};

    BOOST_TEST(only_row().model_id == "Qwen/Qwen3-8B");
    BOOST_TEST(only_row().source.value() == "a+b");
}

BOOST_AUTO_TEST_CASE(an_entry_that_no_source_listed_is_a_row)
{
    catalog = {pinning("a/b", required())};

    const auto row = only_row();

    BOOST_TEST(row.source.value() == "catalog");
    BOOST_TEST(row.params_b == 7.0);
    BOOST_TEST(!row.license);
    for (const auto* field : {"params_b", "layers", "hidden", "moe_active_ratio"})
        BOOST_TEST(row.origin.at(field) == "pin");
}

BOOST_AUTO_TEST_CASE(pins_complete_what_may_not_be_published_alone)
{
    candidates = {staged("a/b")};
    auto half = dense();
    half.params.reset();
    findings["a/b"] = {half, "no total"};
    pins pinned;
    pinned.params_b = 8;
    catalog = {pinning("a/b", pinned)};

    const auto row = only_row();

    BOOST_TEST(row.params_b == 8.0);
    BOOST_TEST(row.layers == 36u);
}

BOOST_AUTO_TEST_CASE(half_known_values_without_pins_are_unsized_with_their_reason)
{
    candidates = {staged("a/b")};
    findings["a/b"] = {dense(), "the evidence disagrees"};
    BOOST_TEST(only_reason() == "the evidence disagrees");

    catalog = {pinning("a/b")};
    BOOST_TEST(only_reason() == "the evidence disagrees");
}

BOOST_AUTO_TEST_CASE(nothing_known_is_unsized_with_a_reason)
{
    candidates = {staged("a/b")};
    BOOST_TEST(only_reason() == "no evidence of its size");
    candidates.clear();
    catalog = {pinning("a/b")};
    BOOST_TEST(only_reason().starts_with("in the catalog without all of params_b"));
}

BOOST_AUTO_TEST_CASE(a_required_field_is_never_missing_or_zero)
{
    candidates = {staged("a/b")};
    auto none = [&](auto without) {
        auto size = dense();
        without(size);
        findings["a/b"] = {size, ""};
        return lay().rows.empty();
    };

    BOOST_TEST(none([](model_size& size) { size.params.reset(); }));
    BOOST_TEST(none([](model_size& size) { size.params = 0; }));
    BOOST_TEST(none([](model_size& size) { size.layers.reset(); }));
    BOOST_TEST(none([](model_size& size) { size.layers = 0; }));
    BOOST_TEST(none([](model_size& size) { size.hidden = 0; }));
    BOOST_TEST(none([](model_size& size) { size.is_moe.reset(); }));
}

BOOST_AUTO_TEST_CASE(each_model_is_there_once_sorted_by_id)
{
    candidates = {staged("z/z"), staged("b/b")};
    catalog = {pinning("B/B", required()), pinning("a/a", required())};
    findings["z/z"] = {dense(), ""};

    const auto laid = lay();

    BOOST_TEST_REQUIRE(laid.rows.size() == 3u);
    BOOST_TEST(laid.rows[0].model_id == "B/B");
    BOOST_TEST(laid.rows[1].model_id == "a/a");
    BOOST_TEST(laid.rows[2].model_id == "z/z");
}

BOOST_AUTO_TEST_SUITE_END()
