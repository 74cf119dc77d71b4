#include "support/record_of.hpp"
#include "table/candidate_table.hpp"
#include "table/id_index.hpp"
#include "table/interned_texts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace muster;
using test::add;
using test::listed_model;
using test::owned;
using test::table_of;

namespace {

listed_model full_model()
{
    listed_model model;
    model.model_id = "a/b";
    model.name = "vendor/b";
    model.license = "MIT";
    model.popularity = 7;
    model.tags = {"b", "", "a", "b"};
    model.facts = {"0123", "auto", {{"BF16", 7}, {"F32", 1}}, 8, 9};
    return model;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(table_test)

BOOST_AUTO_TEST_CASE(a_text_is_kept_once_and_its_number_stays)
{
    interned_texts texts;
    std::vector<text_id> ids;
    for (int i = 0; i < 5000; ++i)
        ids.push_back(texts.intern("text " + std::to_string(i)));

    BOOST_TEST(texts.intern("") == 0u);
    BOOST_TEST(texts.size() == 5001u);
    for (int i = 0; i < 5000; ++i)
    {
        BOOST_TEST(texts.intern("text " + std::to_string(i)) == ids[static_cast<std::size_t>(i)]);
        BOOST_TEST(texts.text(ids[static_cast<std::size_t>(i)]) == "text " + std::to_string(i));
    }
}

BOOST_AUTO_TEST_CASE(texts_of_every_length_that_differ_in_one_letter_are_told_apart)
{
    std::vector<std::string> all;
    for (std::size_t size = 0; size < 40; ++size)
        for (std::size_t place = 0; place <= size; ++place)
        {
            all.emplace_back(size, 'x');
            if (place < size)
                all.back()[place] = 'y';
        }
    interned_texts texts;
    std::vector<text_id> ids;
    for (const auto& text : all)
        ids.push_back(texts.intern(text));

    BOOST_TEST(texts.size() == std::set<std::string>(all.begin(), all.end()).size());
    for (std::size_t i = 0; i < ids.size(); ++i)
    {
        BOOST_TEST(texts.text(ids[i]) == all[i]);
        BOOST_TEST(texts.intern(all[i]) == ids[i]);
    }
}

BOOST_AUTO_TEST_CASE(a_text_that_is_met_again_has_a_number_and_one_that_is_not_has_none)
{
    interned_texts texts;

    BOOST_TEST(!texts.intern_if_met_again("once"));
    BOOST_TEST(!texts.intern_if_met_again("a text that is not told by its ends"));
    BOOST_TEST(texts.size() == 1u);
    const auto again = texts.intern_if_met_again("once").value();
    BOOST_TEST(texts.text(again) == "once");
    BOOST_TEST(texts.intern_if_met_again("once").value() == again);
    BOOST_TEST(texts.intern("once") == again);
    BOOST_TEST(texts.intern_if_met_again("").value() == 0u);
}

BOOST_AUTO_TEST_CASE(texts_with_the_same_ends_are_told_apart_when_they_are_met_again)
{
    const std::vector<std::string> all = {
        "beginning one of many ends", "beginning two of many ends", "beginning odd of many ends"};
    interned_texts texts;
    for (int round = 0; round < 3; ++round)
        for (const auto& text : all)
            if (const auto id = texts.intern_if_met_again(text))
                BOOST_TEST(texts.text(*id) == text);
    BOOST_TEST(texts.size() == 4u);
}

// Of so many pairs some share a place among the recent ones.
BOOST_AUTO_TEST_CASE(two_texts_that_are_met_in_turn_get_their_numbers)
{
    for (int pair = 0; pair < 20'000; ++pair)
    {
        interned_texts texts;
        const auto a = "region:" + std::to_string(pair);
        const auto b = "dataset of somebody/" + std::to_string(2 * pair);
        bool has_a = false;
        bool has_b = false;
        for (int round = 0; round < 3; ++round)
        {
            has_a = texts.intern_if_met_again(a).has_value();
            has_b = texts.intern_if_met_again(b).has_value();
            BOOST_TEST_REQUIRE((round > 0 || (!has_a && !has_b)));
        }
        BOOST_TEST_REQUIRE((has_a && has_b), a << ' ' << b);
    }
}

BOOST_AUTO_TEST_CASE(a_text_with_a_number_keeps_it_however_many_others_are_met)
{
    interned_texts texts;
    const auto us = texts.intern("region:us");
    const auto eu = texts.intern("region:eu");
    for (int i = 0; i < 50'000; ++i)
        texts.intern_if_met_again("once " + std::to_string(i));

    BOOST_TEST(texts.intern_if_met_again("region:us").value() == us);
    BOOST_TEST(texts.intern_if_met_again("region:eu").value() == eu);
    BOOST_TEST(texts.size() == 3u);
}

BOOST_AUTO_TEST_CASE(what_has_no_room_for_tags_of_its_own_reads_back)
{
    for (const std::size_t size : {(1UL << 23U) - 1, 1UL << 23U})
    {
        auto model = full_model();
        model.name.assign(size, 'n');
        const auto table = table_of({model});
        BOOST_TEST((owned(table[0]) == model));
        BOOST_TEST(table[0].tags.refs()[0].is_own() == (size < 1UL << 23U));
    }
}

BOOST_AUTO_TEST_CASE(tags_of_a_row_read_back_whether_others_have_them_or_not)
{
    const std::string longest(255, 'o');
    const std::string too_long(256, 't');
    std::vector<listed_model> models;
    for (int i = 0; i < 9; ++i)
    {
        models.push_back(full_model());
        models.back().tags = {"shared", "own " + std::to_string(i), "", longest, too_long};
        models.back().tags.push_back(std::to_string(i) + longest.substr(1));
    }
    const auto table = table_of(models);

    for (std::size_t i = 0; i < models.size(); ++i)
        BOOST_TEST((owned(table[i]) == models[i]));
    BOOST_TEST(table[0].tags.refs()[0].is_own());
    BOOST_TEST(!table[8].tags.refs()[0].is_own());
    BOOST_TEST(table[8].tags.refs()[1].is_own());
    BOOST_TEST(!table[0].tags.refs()[4].is_own());
}

BOOST_AUTO_TEST_CASE(positions_are_found_by_id_letter_case_aside)
{
    std::vector<std::string> ids;
    for (int i = 0; i < 3000; ++i)
        ids.push_back("Owner/Model-" + std::to_string(i));
    ids.emplace_back("OWNER/model-17");
    id_index index([&ids](std::uint32_t position) { return std::string_view(ids[position]); });
    for (std::uint32_t i = 0; i < 3000; ++i)
        BOOST_TEST(!index.add(i, id_hash(ids[i])));

    BOOST_TEST(index.size() == 3000u);
    BOOST_TEST(index.add(3000, id_hash(ids[3000])).value() == 17u);
    BOOST_TEST(index.find("owner/MODEL-2999").value() == 2999u);
    BOOST_TEST(!index.find("owner/model-3000"));
}

BOOST_AUTO_TEST_CASE(a_row_reads_back_whole)
{
    listed_model bare;
    bare.model_id = "c/d";
    const auto table = table_of({full_model(), bare});

    BOOST_TEST((owned(table[0]) == full_model()));
    BOOST_TEST((owned(table[1]) == bare));
    BOOST_TEST(table[0].has_facts());
    BOOST_TEST(!table[1].has_facts());
    BOOST_TEST(!table[1].popularity);
}

BOOST_AUTO_TEST_CASE(a_copy_has_a_choice_of_its_own)
{
    auto table = table_of({test::with_id("a/1"), test::with_id("a/2")});
    auto copy = table;
    copy.keep_if([](const model_view& model) { return model.model_id == "a/2"; });
    add(copy, test::with_id("a/3"));

    BOOST_TEST(table.size() == 2u);
    BOOST_TEST(table[0].model_id == "a/1");
    BOOST_TEST(copy.size() == 2u);
    BOOST_TEST(copy[1].model_id == "a/3");
    BOOST_TEST((copy == table_of({test::with_id("a/2"), test::with_id("a/3")})));
    BOOST_TEST(!(copy == table));
}

BOOST_AUTO_TEST_CASE(a_candidate_of_a_row_has_its_form)
{
    auto spaced = full_model();
    spaced.model_id = " a/c\n";
    const auto models = table_of({full_model(), spaced});
    candidate_table table;
    table.add_listing(models, "label");
    for (const auto& model : models)
        table.add(model);

    const auto one = table[0].to_owned();
    BOOST_TEST(one.model_id == "a/b");
    BOOST_TEST(one.license.value() == "mit");
    BOOST_TEST(one.popularity_score == 7.0);
    BOOST_TEST(one.sources == std::vector<std::string>{"label"});
    BOOST_TEST(one.tags == (std::vector<std::string>{"a", "b"}));
    BOOST_TEST(table[0].has_facts());
    BOOST_TEST(table[1].model_id == "a/c");
}

BOOST_AUTO_TEST_CASE(the_most_popular_stand_first_and_equals_by_the_bytes_of_their_ids)
{
    std::vector<candidate> candidates;
    for (const auto* id :
         {"a-long-owner-of-many/model-b",
          "a-long-owner-of-many/model-a",
          "b/x",
          "a-long-owner-of-many/model-a-2",
          "B/x",
          "a"})
    {
        candidates.emplace_back().model_id = id;
        candidates.back().popularity_score = candidates.size() % 2 == 0 ? 2 : 1;
    }
    candidate_table table(candidates);
    table.sort();
    std::sort(candidates.begin(), candidates.end(), [](const candidate& a, const candidate& b) {
        return a.popularity_score != b.popularity_score ? a.popularity_score > b.popularity_score
                                                        : a.model_id < b.model_id;
    });

    for (std::size_t i = 0; i < candidates.size(); ++i)
        BOOST_TEST(table[i].model_id == candidates[i].model_id);
}

// Of so many, hashes share bits of what tells that an id comes once.
BOOST_AUTO_TEST_CASE(ids_that_repeat_are_found_among_thousands_that_do_not)
{
    std::vector<candidate> candidates(20'000);
    std::vector<std::vector<std::uint32_t>> expected;
    for (std::uint32_t i = 0; i < candidates.size(); ++i)
        candidates[i].model_id = "owner/model-" + std::to_string(i);
    for (std::uint32_t i = 0; i < 10'000; i += 97)
    {
        expected.push_back({i, i + 10'000});
        candidates[i + 10'000].model_id = "OWNER/Model-" + std::to_string(i);
    }
    candidates[19'999].model_id = "owner/model-0";
    expected.front().push_back(19'999);
    BOOST_TEST((same_ids(candidate_table(candidates)) == expected));
}

BOOST_AUTO_TEST_CASE(tables_are_equal_by_what_they_have_wherever_it_is_stored)
{
    const auto models = table_of({full_model(), test::with_id("c/d")});
    candidate_table listed;
    listed.add_listing(models, "hub");
    for (const auto& row : models)
        listed.add(row);
    auto copied = listed;
    candidate_table plain;
    for (const auto& one : listed)
        plain.push_back(one.to_owned());
    BOOST_TEST((listed == copied));
    BOOST_TEST((listed == plain));

    auto other = copied[1].to_owned();
    other.license = "mit";
    copied.replace(1, std::move(other));
    BOOST_TEST(!(listed == copied));
    BOOST_TEST(!listed[1].license.has_value());
    plain.keep_if([](std::size_t index) { return index == 0; });
    BOOST_TEST(!(listed == plain));
}

BOOST_AUTO_TEST_SUITE_END()
